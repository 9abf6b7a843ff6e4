"""A past day as people write it: 2023-05-06, 2023年5月6日, 5月6日, 5.6, 昨天. Never a day to come."""

import re
from datetime import date, timedelta

from rules.local_time import show_date
from rules.reading import Reading, Refusal, half_width

_WORDS = {"今天": 0, "昨天": 1, "前天": 2}
_FULL = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_SHORT = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
EXAMPLE = "请写日期，例如 2023-05-06 或 5月6日。"


def read_past_day(text: str, today: date, since: date) -> Reading[date] | Refusal:
    """The day meant, not before `since` and not after `today`; one without a year is the latest such day."""
    said = half_width(text).strip()
    day = _day(said, today)
    if day is None:
        return Refusal(f"这个日期我没看懂。{EXAMPLE}")
    if day > today:
        return Refusal(f"{show_date(day)}还没有到。{EXAMPLE}")
    if day < since:
        return Refusal(f"{show_date(day)}早于行动开始的{show_date(since)}。{EXAMPLE}")
    return Reading(day)


def _day(said: str, today: date) -> date | None:
    if said in _WORDS:
        return today - timedelta(days=_WORDS[said])
    try:
        if full := _FULL.fullmatch(said):
            return date(int(full[1]), int(full[2]), int(full[3]))
        if short := _SHORT.fullmatch(said):
            found = date(today.year, int(short[1]), int(short[2]))
            return found if found <= today else found.replace(year=today.year - 1)
    except ValueError:
        return None
    return None
