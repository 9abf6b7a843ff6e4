"""A day as people type it: 今天, 昨天, 5月12日, 5.12, 2023-05-12. Only days up to today are meant here."""

import re
from datetime import date, timedelta

from rules.local_time import month_day, show_date
from rules.reading import Reading, Refusal, half_width

_NEAR = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_WHOLE = re.compile(r"(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")
EXAMPLE = "请写日期，例如 2023-05-06 或 5月6日。"


def read_day(text: str, today: date) -> Reading[date] | Refusal:
    """The day; without a year the last one that has come. A day still to come is refused."""
    example = f"例如“今天”或“{month_day(today)}”"
    try:
        found = _day(text, today)
    except ValueError:
        return Refusal(f"没有这一天，请核对，{example}。")
    if found is None:
        return Refusal(f"没看懂日期，{example}。")
    day, supplied = found
    if day > today:
        return Refusal(f"这一天还没到，请核对，{example}。")
    return Reading(day, f"我按 {day.isoformat()} 记。" if supplied else "")


def read_day_since(text: str, today: date, since: date) -> Reading[date] | Refusal:
    """The same, not before `since`."""
    try:
        found = _day(text, today)
    except ValueError:
        found = None
    if found is None:
        return Refusal(f"这个日期我没看懂。{EXAMPLE}")
    day, _ = found
    if day > today:
        return Refusal(f"{show_date(day)}还没有到。{EXAMPLE}")
    if day < since:
        return Refusal(f"{show_date(day)}早于行动开始的{show_date(since)}。{EXAMPLE}")
    return Reading(day)


def _day(text: str, today: date) -> tuple[date, bool] | None:
    """The day, and whether its year was supplied: then it is the last such day that has come.

    None where no day is named; raises ValueError where there is no such day.
    """
    typed = re.sub(r"\s+", "", half_width(text))
    if typed in _NEAR:
        return today - timedelta(days=_NEAR[typed]), False
    found = _WHOLE.fullmatch(typed)
    if found is None:
        return None
    day = date(int(found[1] or today.year), int(found[2]), int(found[3]))
    if found[1] is None and day > today:
        day = day.replace(year=today.year - 1)
    return day, found[1] is None
