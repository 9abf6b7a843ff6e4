"""The content of each message type of message/send: required fields, byte limits, cuts (page 90236).

Turns a request into what a phone shows. It neither chooses receivers nor delivers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call
from sandbox.platform.shape import Missing, Shape
from sandbox.platform.wecom.cards import CheckedCard, check_card
from sandbox.world.journal import Note
from sandbox.world.media import Medium

URL_BYTES = 2048
NO_TITLE = Missing(41016, "missing title", "S7")
NO_URL = Missing(41010, "missing url", "S7")
FOREIGN_TAGS = {"text": ("<div", "<font", "<br"), "textcard": ("<a ", "<font"), "markdown": ("<a ", "<div")}
UNSUPPORTED_MARKDOWN = ("\n- ", "\n* ", "\n1. ", "| --", "|--", "![")


@dataclass(frozen=True, slots=True)
class Content:
    """One message's content: `kind` and `body` as phones show them; `card` for template cards."""

    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    card: CheckedCard | None = None


Reader = Callable[[Call, Shape], Content]


def read_content(call: Call, kind: str) -> Content:
    """Check and cut the content of this msgtype. Raises ApiError."""
    reader = _READERS.get(kind)
    if reader is None:
        raise ApiError(40008, "invalid message type", "S1")
    part = call.shape.child(kind)
    if part is None:
        part = Shape({}, kind)
    return reader(call, part)


def _check_tags(call: Call, kind: str, text: str) -> None:
    """Each type knows its own tags; those of another one are shown as they stand (rule S16)."""
    found = [tag for tag in FOREIGN_TAGS[kind] if tag in text]
    if found:
        call.notes.append(Note("advice", "S16", f"{kind} 不认识 {'、'.join(found)}…>，会原样显示"))


def _text(call: Call, part: Shape) -> Content:
    content = part.text("content", Missing(44004, "empty text", "S5"))
    _check_tags(call, "text", content)
    return Content("text", {"text": call.cut("S5", "text.content", content, 2048)})


def _markdown(call: Call, part: Shape) -> Content:
    content = part.text("content", Missing(44004, "empty content", "S5"))
    if any(mark in f"\n{content}" for mark in UNSUPPORTED_MARKDOWN):
        call.notes.append(Note("advice", "S15", "markdown 里有不支持的写法，会原样显示"))
    _check_tags(call, "markdown", content)
    return Content("markdown", {"text": call.cut("S5", "markdown.content", content, 2048)})


def _media(kind: str) -> Reader:
    def read(call: Call, part: Shape) -> Content:
        medium = live_medium(call, part, kind)
        body: dict[str, Any] = {"media": medium.id, "name": medium.name, "size": len(medium.content)}
        if kind == "video":
            body["title"] = call.cut("S6", "video.title", part.text("title"), 128)
            body["description"] = call.cut("S6", "video.description", part.text("description"), 512)
        return Content(kind, body)

    return read


def live_medium(call: Call, part: Shape, kind: str, name: str = "media_id") -> Medium:
    """A medium of the right kind that has not expired. Raises ApiError 41006 or 40007."""
    number = part.text(name, Missing(41006, "missing media_id", "S7"))
    medium = call.world.media.alive(number, call.platform)
    if medium is None or medium.kind != kind:
        raise ApiError(40007, "invalid media_id", "S10")
    return medium


def _textcard(call: Call, part: Shape) -> Content:
    title = part.text("title", NO_TITLE)
    description = part.text("description", Missing(41033, "missing description", "S7"))
    url = part.text("url", NO_URL)
    check_url(url)
    _check_tags(call, "textcard", description)
    button = part.text("btntxt") or "详情"
    if len(button) > 4:
        call.notes.append(Note("cut", "S6", f"textcard.btntxt {len(button)} 字，截到 4 字"))
    body = {
        "title": call.cut("S6", "textcard.title", title, 128),
        "description": call.cut("S6", "textcard.description", description, 512),
        "url": url,
        "btntxt": button[:4],
    }
    return Content("textcard", body)


def _articles(part: Shape) -> list[Shape]:
    articles = part.children("articles")
    if not 1 <= len(articles) <= 8:
        raise ApiError(45008, "article size out of limit", "S9")
    return articles


def _news(call: Call, part: Shape) -> Content:
    return Content("news", {"articles": [_article(call, each) for each in _articles(part)]})


def _article(call: Call, article: Shape) -> dict[str, str]:
    title = article.text("title", NO_TITLE)
    url = article.text("url")
    if not url and not (article.text("appid") and article.text("pagepath")):
        raise NO_URL.error()
    if url:
        check_url(url)
    if picture := article.text("picurl"):
        check_url(picture)
    return {
        "title": call.cut("S6", "news.title", title, 128),
        "description": call.cut("S6", "news.description", article.text("description"), 512),
        "url": url,
        "picurl": picture,
    }


def _mpnews(call: Call, part: Shape) -> Content:
    return Content("news", {"articles": [_mp_article(call, each) for each in _articles(part)]})


def _mp_article(call: Call, article: Shape) -> dict[str, str]:
    title = article.text("title", NO_TITLE)
    content = article.text("content", Missing(44004, "empty content", "S9"))
    medium = live_medium(call, article, "image", "thumb_media_id")
    if len(article.text("author").encode()) > 64:
        raise ApiError(45032, "author size out of limit", "S9")
    if len(content.encode()) > 666 * 1024:
        raise ApiError(45002, "content size out of limit", "S9")
    return {
        "title": call.cut("S6", "mpnews.title", title, 128),
        "description": call.cut("S6", "mpnews.digest", article.text("digest"), 512),
        "url": article.text("content_source_url"),
        "picurl": f"/sandbox/media/{medium.id}",
        "content": content,
    }


def _miniprogram(call: Call, part: Shape) -> Content:
    part.text("appid", Missing(41027, "missing appid", "S13"))
    title, description = part.text("title", NO_TITLE), part.text("description")
    if not 4 <= len(title) <= 12 or (description and not 4 <= len(description) <= 12):
        raise ApiError(40058, "title or description length should be 4 to 12", "S13")
    items = part.children("content_item")
    if len(items) > 10:
        raise ApiError(40058, "content_item exceed max length 10", "S13")
    rows = [{"key": each.text("key"), "value": each.text("value")} for each in items]
    if any(len(row["key"]) > 10 or len(row["value"]) > 30 for row in rows):
        raise ApiError(40058, "content_item key or value too long", "S13")
    return Content("miniprogram", {"title": title, "description": description, "rows": rows})


def _card(call: Call, part: Shape) -> Content:
    if not part.value:
        raise ApiError(42031, "invalid card_type", "K1")
    off = call.world.settings.switches.off
    checked = check_card(part.value, lambda number: file_known(call, number), off=off)
    call.notes.extend(checked.notes)
    return Content("card", {"card": checked.card, "state": {}}, checked)


def file_known(call: Call, number: str) -> bool:
    """True if a file with this media id is alive."""
    return call.world.media.alive(number, "wecom") is not None


def check_url(url: str) -> None:
    """A link must carry http(s):// and fit 2048 bytes. Raises ApiError."""
    if not url.lower().startswith(("http://", "https://")):
        raise ApiError(45034, "url without http or https scheme", "S8")
    if len(url.encode()) > URL_BYTES:
        raise ApiError(40039, "invalid url length", "S8")


_READERS: dict[str, Reader] = {
    "text": _text,
    "markdown": _markdown,
    "image": _media("image"),
    "voice": _media("voice"),
    "video": _media("video"),
    "file": _media("file"),
    "textcard": _textcard,
    "news": _news,
    "mpnews": _mpnews,
    "miniprogram_notice": _miniprogram,
    "template_card": _card,
}
