"""qrcode/create and the picture behind a ticket (rule O8). Scanning it is the phones' affair."""

import secrets

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json
from sandbox.world.scenes import SceneCode

LONGEST_SECONDS = 2_592_000
DEFAULT_SECONDS = 60
PERMANENT = frozenset({"QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"})
TEMPORARY = frozenset({"QR_SCENE", "QR_STR_SCENE"})


def create(call: Call) -> Json:
    """POST qrcode/create → ticket, expire_seconds, url."""
    shape = call.shape
    action = shape.text("action_name")
    if action not in PERMANENT | TEMPORARY:
        raise ApiError(40099, "invalid action name", "O8")
    info = shape.child("action_info")
    scene = info.child("scene") if info else None
    if scene is None:
        raise ApiError(40053, "invalid action info", "O8")
    value = scene.text("scene_str") if "STR" in action else _number(scene.number("scene_id"), action)
    if not 1 <= len(value) <= 64:
        raise ApiError(40053, "invalid action info", "O8")
    seconds = min(shape.number("expire_seconds", DEFAULT_SECONDS), LONGEST_SECONDS)
    until = None if action in PERMANENT else call.world.clock.business() + seconds
    code = SceneCode(
        f"gQ{secrets.token_urlsafe(66)}", f"http://weixin.qq.com/q/{secrets.token_urlsafe(15)}", value, until
    )
    call.world.scenes[code.url] = code
    answer: Json = {"ticket": code.ticket, "url": code.url}
    return answer if until is None else {**answer, "expire_seconds": seconds}


def _number(value: int, action: str) -> str:
    most = 100_000 if action in PERMANENT else 2**32 - 1
    if not 1 <= value <= most:
        raise ApiError(40053, "invalid action info", "O8")
    return str(value)
