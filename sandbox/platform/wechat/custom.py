"""message/custom/send and message/custom/typing: the customer-service message (rules O4, O5).

Only inside an open window; it never opens one.
"""

from collections.abc import Callable

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Missing, Shape
from sandbox.platform.wechat.template import find_user

Body = tuple[str, Json]


def send(call: Call) -> Json:
    """POST message/custom/send."""
    shape = call.shape
    phone = find_user(call, shape)
    kind = shape.text("msgtype")
    reader = _READERS.get(kind)
    part = shape.child(kind)
    if reader is None or part is None:
        raise ApiError(40008 if reader is None else 45162, "invalid type", "B1")
    shown, body = reader(call, part)
    state = call.world.windows.take(phone.person.id) if call.world.reaches(phone) else "closed"
    if state == "closed":
        raise ApiError(45015, "response out of time limit or subscription is canceled", "O5")
    if state == "empty":
        raise ApiError(45047, "out of response count limit", "O5")
    call.people.append(phone.person.id)
    message = call.world.feed.add(phone.person.id, "bot", shown, body, via="custom")
    call.messages.append(message.id)
    return ok()


def typing(call: Call) -> Json:
    """POST message/custom/typing {touser, command}."""
    phone = find_user(call, call.shape)
    if call.shape.text("command") not in {"Typing", "CancelTyping"}:
        raise ApiError(45080, "invalid command", "B1")
    call.people.append(phone.person.id)
    return ok()


def _text(call: Call, part: Shape) -> Body:
    content = part.text("content", Missing(44004, "empty content", "S5"))
    return "text", {"text": call.cut("S5", "text.content", content, 2048)}


def _media(kind: str) -> Callable[[Call, Shape], Body]:
    def read(call: Call, part: Shape) -> Body:
        number = part.text("media_id", Missing(40007, "invalid media_id", "S10"))
        medium = call.world.media.alive(number, "wechat")
        if medium is None or medium.kind != kind:
            raise ApiError(40007, "invalid media_id", "S10")
        body: Json = {"media": medium.id, "name": medium.name, "size": len(medium.content)}
        if kind == "video":
            body |= {"title": part.text("title"), "description": part.text("description")}
        return kind, body

    return read


def _music(call: Call, part: Shape) -> Body:
    return "textcard", {
        "title": part.text("title") or "音乐",
        "description": part.text("description"),
        "url": part.text("musicurl"),
        "btntxt": "播放",
    }


def _news(call: Call, part: Shape) -> Body:
    articles = part.children("articles")
    if len(articles) != 1 and call.enforces("R6"):
        # One article is the limit in today's practice; not sourced.
        raise ApiError(45008, "article size out of limit", "R6")
    names = ("title", "description", "url", "picurl")
    return "news", {"articles": [{name: each.text(name) for name in names} for each in articles]}


def _menu(call: Call, part: Shape) -> Body:
    entries = [
        {"id": str(each.value.get("id", "")), "content": each.text("content")}
        for each in part.children("list")
    ]
    return "msgmenu", {
        "head": part.text("head_content"),
        "list": entries,
        "tail": part.text("tail_content"),
    }


def _program(call: Call, part: Shape) -> Body:
    return "miniprogram", {"title": part.text("title"), "description": "", "rows": []}


_READERS: dict[str, Callable[[Call, Shape], Body]] = {
    "text": _text,
    "image": _media("image"),
    "voice": _media("voice"),
    "video": _media("video"),
    "music": _music,
    "news": _news,
    "msgmenu": _menu,
    "miniprogrampage": _program,
}
