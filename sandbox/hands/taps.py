"""Everything on a message that a finger can touch, as a list of labels; and finding one by its label.

Used by the phones for drawing and by scenarios for tapping. It touches nothing itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.hands.hand import HandError
from sandbox.world.feed import Message

Does = Literal["button", "submit", "menu", "open", "reply"]
ANCHOR = re.compile(r'<a\s[^>]*href\s*=\s*["\']([^"\']+)["\'][^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL)
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)\)")
BARE_URL = re.compile(r"(?<![\"'(>])https?://[^\s<>\"'）)，。]+")
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class TapSpot:
    """One place to touch: `button`, `menu` and `submit` fire a key, `open` a page, `reply` says its text."""

    message: int
    label: str
    does: Does
    key: str = ""
    url: str = ""

    def as_json(self) -> dict[str, str]:
        """What the control API shows."""
        return {"label": self.label, "does": self.does, "key": self.key, "url": self.url}


def spots(message: Message) -> list[TapSpot]:
    """All places of one message, from top to bottom."""
    if message.recalled or message.sender == "system":
        return []
    reader = _SPOTS.get(message.kind)
    return list(reader(message)) if reader else []


def words_of(message: Message) -> str:
    """All that can be read on a message, for searching."""
    return "\n".join(_words(message.body))


def find_spot(messages: list[Message], label: str, kinds: set[Does], *, card: str = "") -> TapSpot:
    """The newest place with this label or key, on a message that says `card`. Raises HandError."""
    seen: list[str] = []
    for message in messages:
        if card and card not in words_of(message):
            continue
        mine = [spot for spot in spots(message) if spot.does in kinds]
        seen += [spot.label for spot in mine]
        for spot in mine:
            if label in {spot.label, spot.key}:
                return spot
    raise HandError(f"没有找到可以点的“{label}”" + (f"（在含“{card}”的卡片上）" if card else ""), seen[:20])


def find_link(messages: list[Message], label: str) -> TapSpot:
    """The newest place that opens a page: by its label, or by any words on its message. Raises HandError."""
    seen: list[str] = []
    for message in messages:
        mine = [spot for spot in spots(message) if spot.does == "open"]
        seen += [spot.label for spot in mine]
        for spot in mine:
            if not label or label in spot.label or label == spot.key:
                return spot
        if mine and label in words_of(message):
            return mine[0]
    raise HandError(f"没有找到可以打开的“{label}”", seen[:20])


def _card(message: Message) -> Iterator[TapSpot]:
    card = message.body["card"]
    for entry in card.get("action_menu", {}).get("action_list", []):
        yield TapSpot(message.id, entry["text"], "menu", entry["key"])
    yield from _rows(message.id, card)
    if not message.body["state"].get("locked"):
        yield from _buttons(message.id, card)
    yield from _links(message.id, card)


def _rows(number: int, card: dict[str, Any]) -> Iterator[TapSpot]:
    for row in card.get("horizontal_content_list", []):
        label = row.get("value") or row["keyname"]
        if row.get("type") == 1:
            yield TapSpot(number, label, "open", "", row["url"])
        if row.get("type") == 2:
            yield TapSpot(number, label, "open", "", _media(row["media_id"]))


def _buttons(number: int, card: dict[str, Any]) -> Iterator[TapSpot]:
    for button in card.get("button_list", []):
        if button.get("type") == 1:
            yield TapSpot(number, button["text"], "open", "", button["url"])
        else:
            yield TapSpot(number, button["text"], "button", button["key"])
    if submit := card.get("submit_button"):
        yield TapSpot(number, submit.get("text") or "提交", "submit", submit["key"])


def _links(number: int, card: dict[str, Any]) -> Iterator[TapSpot]:
    for jump in card.get("jump_list", []):
        if jump.get("type") == 1:
            yield TapSpot(number, jump["title"], "open", "", jump["url"])
    for area in ("quote_area", "image_text_area"):
        if card.get(area, {}).get("type") == 1:
            yield TapSpot(number, card[area].get("title", ""), "open", "", card[area]["url"])
    action = card.get("card_action", {})
    if action.get("type") == 1:
        yield TapSpot(number, card.get("main_title", {}).get("title", ""), "open", "", action["url"])


def _text(message: Message) -> Iterator[TapSpot]:
    text = message.body["text"]
    for url, label in ANCHOR.findall(text):
        yield TapSpot(message.id, TAG.sub("", label).strip(), "open", "", url)
    for label, url in MARKDOWN_LINK.findall(text):
        yield TapSpot(message.id, label, "open", "", url)
    for url in BARE_URL.findall(MARKDOWN_LINK.sub("", ANCHOR.sub("", text))):
        yield TapSpot(message.id, url, "open", "", url)


def _textcard(message: Message) -> Iterator[TapSpot]:
    body = message.body
    if body.get("url"):
        yield TapSpot(message.id, body.get("btntxt") or "详情", "open", body["title"], body["url"])


def _news(message: Message) -> Iterator[TapSpot]:
    for article in message.body["articles"]:
        if article.get("url"):
            yield TapSpot(message.id, article["title"], "open", "", article["url"])


def _template(message: Message) -> Iterator[TapSpot]:
    if message.body.get("url"):
        yield TapSpot(message.id, "查看详情", "open", message.body["title"], message.body["url"])


def _menu(message: Message) -> Iterator[TapSpot]:
    for entry in message.body["list"]:
        yield TapSpot(message.id, entry["content"], "reply", entry["id"])


def _file(message: Message) -> Iterator[TapSpot]:
    yield TapSpot(
        message.id, message.body.get("name") or message.kind, "open", "", _media(message.body["media"])
    )


def _media(number: str) -> str:
    return f"/sandbox/media/{number}"


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield TAG.sub("", value)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"media", "key", "id", "task_id", "question_key", "url"}:
                yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)


_SPOTS = {
    "card": _card,
    "text": _text,
    "markdown": _text,
    "textcard": _textcard,
    "news": _news,
    "template": _template,
    "msgmenu": _menu,
    "file": _file,
    "image": _file,
    "video": _file,
}
