"""A period as people type it at the card: 7天, 十五日, and what they mean by 一周 or 到12月10日.

Only a number of days is taken: the period counts from a receipt nobody has yet, so that neither a week nor
a date can stand for it. What would be meant is worked out and said, and the person says it himself.
"""

import re
from datetime import date

from rules.deadlines import read_days
from rules.local_time import month_day
from rules.numerals import read_numeral
from rules.reading import Reading, Refusal, half_width

_SPAN = re.compile(
    r"(?P<half>半)?(?P<number>[0-9〇零一二两三四五六七八九十]*)个?(?P<unit>周|星期|礼拜|月)(?:内|以内)?"
)
_DATE = re.compile(
    r"(?P<until>(?:截止|截至|最晚|最迟)?到|截止|截至|最晚|最迟)?(?:(?P<year>[0-9]{4})[-./年])?"
    r"(?P<month>[0-9]{1,2})(?P<between>[-./月])(?P<day>[0-9]{1,2})[日号]?(?P<before>之?前|为止|止|截止)?"
)
"""Without 到, a year or 月 it may be a number or a span (1.5, 7-10), and is no date here."""
_UNITS = {"周": 7, "星期": 7, "礼拜": 7, "月": 30}
NATURAL = "这是自然日，到期遇休息日顺延。"


def read_period(text: str, today: date, most: int) -> Reading[int] | Refusal:
    """The number of days, or how to say what was meant in days."""
    read = read_days(text, most=most)
    if isinstance(read, Reading):
        return read
    said = re.sub(r"\s+", "", half_width(text))
    if (days := _in_days(said)) is not None:
        return _say(f"期限请给天数：{said[:12]}是 {days} 天，", days, most)
    if found := _date(said):
        return _until(found, today, most)
    return read


def about_days(text: str) -> bool:
    """Is this about a length of time at all, and not some other word?"""
    said = re.sub(r"\s+", "", half_width(text))
    if isinstance(read_days(said, most=999), Reading) or _date(said) or _in_days(said) is not None:
        return True
    return bool(re.fullmatch(r"[-+]?[0-9.]+(?:天|日|个?工作日)?", said))


def _date(said: str) -> re.Match[str] | None:
    found = _DATE.fullmatch(said)
    plain = found is not None and found["between"] != "月" and not found["year"]
    return None if found is None or (plain and not (found["until"] or found["before"])) else found


def _in_days(said: str) -> int | None:
    found = _SPAN.fullmatch(said)
    if found is None:
        return None
    unit = _UNITS[found["unit"]]
    if found["half"]:
        return 15 if unit == 30 and not found["number"] else None
    count = read_numeral(found["number"]) if found["number"] else None
    return unit * count if count else None


def _until(found: re.Match[str], today: date, most: int) -> Refusal:
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
        if not found["year"] and day < today:
            day = day.replace(year=today.year + 1)
    except ValueError:
        return Refusal("没有这一天。期限请给天数，例如 7。")
    left = (day - today).days
    if left < 1:
        return Refusal(f"{month_day(day)}不在今天之后。期限请给天数，例如 7。")
    return _say(f"期限从企业签收的次日起算，定不到哪一天。今天到{month_day(day)}是 {left} 天，", left, most)


def _say(head: str, days: int, most: int) -> Refusal:
    if days > most:
        return Refusal(f"{head}超过了最多的 {most} 天。请在 1–{most} 之间给一个天数。")
    return Refusal(f"{head}就回“{days}天”。{NATURAL}")
