"""media/upload, media/get, media/uploadimg on both platforms (page 90253).

What a file is, its first bytes decide; sizes and formats differ by platform. Nothing is written to disk.
"""

from sandbox.platform.answer import ApiError, Binary
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.world.media import amr_seconds, sniff

MB = 1024 * 1024
LEAST_BYTES = 6
LONGEST_VOICE_SECONDS = 60
# kind -> (most bytes, accepted formats; an empty set accepts anything)
WECOM = {
    "image": (10 * MB, {"jpg", "png"}),
    "voice": (2 * MB, {"amr"}),
    "video": (10 * MB, {"mp4"}),
    "file": (20 * MB, set[str]()),
}
WECHAT = {
    "image": (10 * MB, {"jpg", "png", "gif"}),
    "voice": (2 * MB, {"amr", "mp3"}),
    "video": (10 * MB, {"mp4"}),
    "thumb": (64 * 1024, {"jpg"}),
}
TOO_BIG = {"image": 40009, "voice": 40006, "video": 40011, "file": 45001, "thumb": 40009}
WRONG_FORMAT = {"image": 40123, "voice": 301016, "video": 40004, "thumb": 40123}


def upload(call: Call) -> Json:
    """POST media/upload?type=… with the multipart field `media`."""
    kinds = WECOM if call.platform == "wecom" else WECHAT
    kind = call.query.get("type", "")
    if kind not in kinds:
        raise ApiError(40004, "invalid media type", "M2")
    name, content = _file(call)
    most, _ = kinds[kind]
    if len(content) > most:
        raise ApiError(TOO_BIG[kind], "invalid media size", "M2")
    _check_format(call, kind, content)
    if kind == "voice" and amr_seconds(content) > LONGEST_VOICE_SECONDS:
        raise ApiError(45007, "voice play time out of limit", "M5")
    medium = call.world.media.keep(call.platform, kind, (name, content), from_bot=True)
    if call.platform == "wechat":
        name_of_id = "thumb_media_id" if kind == "thumb" else "media_id"
        return {"type": kind, name_of_id: medium.id, "created_at": int(medium.at), "item": []}
    created = str(int(medium.at))
    return {"errcode": 0, "errmsg": "", "type": kind, "media_id": medium.id, "created_at": created}


def _file(call: Call) -> tuple[str, bytes]:
    if call.upload is None:
        raise ApiError(41005, "media data missing", "M1")
    name, content = call.upload
    if len(content) < LEAST_BYTES:
        raise ApiError(44001, "empty media data", "M1")
    return name, content


def _check_format(call: Call, kind: str, content: bytes) -> None:
    kinds = WECOM if call.platform == "wecom" else WECHAT
    formats = kinds[kind][1]
    if formats and sniff(content) not in formats:
        raise ApiError(WRONG_FORMAT[kind], "invalid media format", "M3")


def get(call: Call) -> Json | Binary:
    """GET media/get?media_id: the bytes, or a JSON refusal."""
    medium = call.world.media.alive(call.query.get("media_id", ""), call.platform)
    if medium is None:
        raise ApiError(40007, "invalid media_id", "M4")
    return Binary(medium.content, medium.mime, medium.name)


def upload_image(call: Call) -> Json:
    """POST media/uploadimg: a permanent address for a picture up to 2 MB."""
    name, content = _file(call)
    if len(content) > 2 * MB:
        raise ApiError(40009, "invalid image size", "M2")
    _check_format(call, "image", content)
    medium = call.world.media.keep(call.platform, "image", (name, content), from_bot=True, for_ever=True)
    return ok(url=f"{call.world.settings.base}/sandbox/media/{medium.id}")
