"""A day as people type it: 今天, 昨天, 5月12日, 5.12, 2023-05-12. Only days up to today are meant here."""

import re
from datetime import date, timedelta

from rules.local_time import month_day
from rules.reading import Reading, Refusal, half_width

_NEAR = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
_WHOLE = re.compile(r"(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?")


def read_day(text: str, today: date) -> Reading[date] | Refusal:
    """The day; without a year the last one that has come. A day still to come is refused."""
    typed = re.sub(r"\s+", "", half_width(text))
    example = f"例如“今天”或“{month_day(today)}”"
    if typed in _NEAR:
        return Reading(today - timedelta(days=_NEAR[typed]))
    found = _WHOLE.fullmatch(typed)
    if found is None:
        return Refusal(f"没看懂日期，{example}。")
    try:
        day = date(int(found[1] or today.year), int(found[2]), int(found[3]))
        if found[1] is None and day > today:
            day = day.replace(year=today.year - 1)
    except ValueError:
        return Refusal(f"没有这一天，请核对，{example}。")
    if day > today:
        return Refusal(f"这一天还没到，请核对，{example}。")
    return Reading(day, "" if found[1] else f"我按 {day.isoformat()} 记。")
