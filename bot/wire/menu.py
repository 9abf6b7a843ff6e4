"""A chat menu: at most three entries, each with at most five below it. It never says what they do."""

from dataclasses import dataclass
from typing import Any, Literal

from bot.wire.limits import BadCardError, CardTooBigError

_TOP, _BELOW, _KEY_BYTES, _URL_BYTES = 3, 5, 128, 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `click`, `scancode_waitmsg` and `scancode_push` fire `key`; `view` opens `url`.

    An entry with others `under` it opens them and fires nothing.
    """

    name: str
    kind: Literal["click", "view", "scancode_waitmsg", "scancode_push", ""] = "click"
    key: str = ""
    url: str = ""
    under: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class NameBytes:
    """How long names may be, in bytes of UTF-8: at the top and below it."""

    top: int
    below: int


def menu(entries: tuple[Entry, ...], most: NameBytes) -> dict[str, Any]:
    """The JSON of `menu/create`. Raises BadCardError for what the platform would refuse."""
    if not 1 <= len(entries) <= _TOP:
        raise CardTooBigError(f"{len(entries)} entries, a menu has 1 to {_TOP}")
    return {"button": [_entry(entry, most) for entry in entries]}


def _entry(entry: Entry, most: NameBytes) -> dict[str, Any]:
    _fits("name", entry.name, most.top)
    if not entry.under:
        return _leaf(entry)
    if len(entry.under) > _BELOW:
        raise CardTooBigError(f"{len(entry.under)} entries under {entry.name}, at most {_BELOW}")
    for below in entry.under:
        _fits("name", below.name, most.below)
        if below.under:
            raise BadCardError("a menu has two levels")
    return {"name": entry.name, "sub_button": [_leaf(below) for below in entry.under]}


def _leaf(entry: Entry) -> dict[str, Any]:
    if entry.kind == "view":
        _fits("url", entry.url, _URL_BYTES)
        return {"type": "view", "name": entry.name, "url": entry.url}
    _fits("key", entry.key, _KEY_BYTES)
    return {"type": entry.kind or "click", "name": entry.name, "key": entry.key}


def _fits(place: str, text: str, most: int) -> None:
    if not text:
        raise BadCardError(f"menu {place} is empty")
    if len(text.encode()) > most:
        raise CardTooBigError(f"menu {place} over {most} bytes: {text}")
