"""Fits a fact to the value type of a template field; the platform refuses the whole message otherwise.

Types and lengths: the service account's table of template parameter types (2023), which answers 47003
for a violation. A text that cannot be shown in a field is replaced by one that can; a date, a number or
a sum is never made up: what cannot be one raises. Nothing is ever sent empty.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

from bot.wire.limits import BadCardError, Shaper, one_line

Kind = Literal[
    "thing", "short_thing", "const", "enum", "phrase", "name", "character_string", "letter", "symbol",
    "number", "amount", "time", "date", "phone_number", "car_number",
]  # fmt: skip

_SEE = "见详情"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_DAY = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
_CLOCK = r"(?P<h>\d{1,2})\s*(?:[:时点]\s*(?P<i>\d{2})(?::(?P<s>\d{2}))?|时)"
_MOMENT = re.compile(rf"(?:{_DAY})?(?:[T\s,(（）)周一二三四五六日]*{_CLOCK})?")
_SHANGHAI = timezone(timedelta(hours=8))
_BRACKETS = str.maketrans("〔〕【】「」《》，。：；、", '[][]""<>,.:;,')


class UnfitFactError(BadCardError):
    """A fact that cannot be said in the field it is mapped to: the mapping or the fact is wrong."""


def fitted(kind: Kind, place: str, value: str, shaper: Shaper) -> str:
    """The value as this kind of field takes it. Raises UnfitFactError."""
    made = _MADE[kind](one_line(value))
    if not made:
        made = _INSTEAD.get(kind, "")
    if not made:
        raise UnfitFactError(f"{place} takes a {kind}")
    # No … where only letters, signs or 汉字 of a fixed set are taken.
    mark = "…" if kind in ("thing", "short_thing", "const", "enum") else ""
    return shaper.chars(place, made, _most(kind, made), mark)


_INSTEAD: dict[str, str] = {
    "thing": _SEE, "short_thing": _SEE, "const": _SEE, "enum": _SEE, "phrase": _SEE, "name": "未填写",
    "character_string": "-", "letter": "NA", "symbol": "-", "phone_number": "-",
}  # fmt: skip
_MOST: dict[str, int] = {
    "thing": 20, "short_thing": 10, "const": 20, "enum": 20, "phrase": 5, "name": 20, "symbol": 5,
    "phone_number": 17, "car_number": 8,
}  # fmt: skip


def _most(kind: Kind, made: str) -> int:
    if kind == "name" and re.match(f"[{_HAN}]", made):
        return 10
    return _MOST.get(kind, 32)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text.translate(_BRACKETS))


def _as_is(text: str) -> str:
    return text


def _han(text: str) -> str:
    return re.sub(rf"[^{_HAN}]", "", text)


def _name(text: str) -> str:
    return _han(text) or re.sub(r"[^A-Za-z ]", "", _narrow(text)).strip()


def _characters(text: str) -> str:
    return re.sub(r"[^\x21-\x7e]", "", _narrow(text))


def _letters(text: str) -> str:
    return re.sub(r"[^A-Za-z]", "", _narrow(text))


def _symbols(text: str) -> str:
    return re.sub(r"[A-Za-z0-9\s]|[^\x21-\x7e]", "", _narrow(text))


def _phone(text: str) -> str:
    # A masked number is no number: without its stars it would be somebody else's.
    return "" if "*" in text else re.sub(r"[^0-9+()-]", "", _narrow(text))


def _car(text: str) -> str:
    return re.sub(rf"[^{_HAN}A-Z0-9]", "", _narrow(text).upper())


def _ungrouped(text: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", _narrow(text))


def _number(text: str) -> str:
    found = re.search(r"-?\d+(?:\.\d+)?", _ungrouped(text))
    return found[0] if found and len(found[0]) <= 32 else ""


def _amount(text: str) -> str:
    found = re.search(r"[¥$]?(?P<whole>\d+)(?:\.\d{1,2})?元?", _ungrouped(text))
    return found[0] if found and len(found["whole"]) <= 10 else ""


def _date(text: str) -> str:
    return _span(text, need_day=True, need_clock=False)


def _time(text: str) -> str:
    return _span(text, need_day=False, need_clock=True)


def _span(text: str, *, need_day: bool, need_clock: bool) -> str:
    ends = [_moment(end, need_day=need_day, need_clock=need_clock) for end in re.split("[~～至]", text)]
    if len(ends) > 2 or None in ends:
        return ""
    return "~".join(end for end in ends if end)


def _moment(text: str, *, need_day: bool, need_clock: bool) -> str | None:
    found = next((m for m in _MOMENT.finditer(_narrow(_local(text))) if m["y"] or m["h"]), None)
    if found is None or (need_day and not found["y"]) or (need_clock and not found["h"]):
        return None
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"])) if found["y"] else None
        clock = _clock(int(found["h"]), int(found["i"] or 0)) if found["h"] else None
    except ValueError:
        return None
    shown = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return " ".join(part for part in (shown, clock) if part)


def _clock(hour: int, minute: int) -> str:
    # 「24时前」 means before midnight, and the field knows no hour 24.
    if (hour, minute) == (24, 0):
        return "23:59"
    return f"{time(hour, minute):%H:%M}"


def _local(text: str) -> str:
    """An instant with an offset as Shanghai sees it; anything else as it is."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return f"{instant.astimezone(_SHANGHAI):%Y-%m-%d %H:%M}" if instant.tzinfo else text


_MADE: dict[str, Callable[[str], str]] = {
    "thing": _as_is, "short_thing": _as_is, "const": _as_is, "enum": _as_is, "phrase": _han,
    "name": _name, "character_string": _characters, "letter": _letters, "symbol": _symbols,
    "phone_number": _phone, "car_number": _car, "number": _number, "amount": _amount,
    "time": _time, "date": _date,
}  # fmt: skip
