"""The period of Annex 2, 「在收到本提示单之日起____日内」, counted from the receipt date.

The day of receipt is not counted (民法典201); a last day that rests rolls to the next workday (民法典203;
2010 环境行政处罚办法79 by analogy), make-up workdays do not roll; it ends at 24:00. Without a receipt date,
or without that year's calendar, there is no deadline: nothing here ever assumes one. The number of days is
a person's decision: nothing here proposes one.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from rules.local_time import (
    SHANGHAI,
    clock_time,
    instant_at,
    local_date,
    local_time,
    month_day,
    show_date,
    weekday,
)
from rules.numerals import read_numeral
from rules.reading import Confirm, Reading, Refusal, half_width
from rules.workdays import CalendarMissing, WorkCalendar

__all__ = [
    "SHANGHAI",
    "CalendarMissing",
    "Deadline",
    "Unit",
    "check_receipt_date",
    "clock_time",
    "deadline",
    "explain",
    "explain_missing",
    "last_day",
    "local_date",
    "local_time",
    "read_days",
    "show_date",
]

Unit = Literal["natural", "workday"]
LONG = 30
"""Above this a period is accepted, but the person is asked to think again (「合理的整改期限」)."""
STALE = 30
"""A receipt entered this many days later is confirmed first."""

_DAY = timedelta(days=1)
_DAYS = re.compile(
    r"(?:给|限|限期|期限)?\s*(?P<number>[0-9]+|[零〇一二两三四五六七八九十百廿卅]+)"
    r"\s*(?:(?:个?自然)?[日天])?\s*(?:以?内)?[。.!吧\s]*"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of `days` that began on the day after `received`.

    `raw_last_day` is the last day before rolling, `due` after it. `because` says why it rolled ('' if it
    did not) and `lands_on` what kind of day `due` is, such as 周日，调休上班.
    """

    received: date
    days: int
    unit: Unit
    raw_last_day: date
    due: date
    rolled: bool
    because: str = ""
    lands_on: str = ""

    @property
    def overdue_from(self) -> date:
        """The first day on which the period is over."""
        return self.due + _DAY

    @property
    def ends_at(self) -> datetime:
        """The UTC instant at which the period is over: 24:00 of `due` in Shanghai."""
        return instant_at(self.overdue_from, time())

    def is_overdue(self, now: datetime) -> bool:
        """Is the period over at this aware instant?"""
        return local_time(now) >= self.ends_at


def last_day(received: date, days: int) -> date:
    """The last natural day before any rolling. Raises ValueError below one day."""
    if isinstance(days, bool) or days < 1:
        raise ValueError(f"a period has at least one day, not {days}")
    return received + _DAY * days


def deadline(received: date, days: int, calendar: WorkCalendar, unit: Unit = "natural") -> Deadline:
    """Count the period. Raises CalendarMissing for a year not on file, ValueError below one day."""
    raw = last_day(received, days)
    if unit == "workday":
        raw = due = calendar.plus(received, days)
    else:
        due = calendar.on_or_after(raw)
    because = calendar.why(raw) if due != raw else ""
    return Deadline(received, days, unit, raw, due, due != raw, because, calendar.why(due))


def explain(counted: Deadline) -> str:
    """One line for everybody: 收到日5月10日不计入，第7日为5月17日（周三）24时前."""
    unit = "日" if counted.unit == "natural" else "个工作日"
    head = f"收到日{month_day(counted.received)}不计入，第{counted.days}{unit}为"
    lands_on = counted.lands_on or weekday(counted.due)
    if not counted.rolled:
        return f"{head}{_short(counted.due, counted.received.year, lands_on)}24时前"
    raw = _short(
        counted.raw_last_day, counted.received.year, counted.because or weekday(counted.raw_last_day)
    )
    due = _short(counted.due, counted.raw_last_day.year, lands_on)
    return f"{head}{raw}，遇休息日顺延至{due}24时前"


def explain_missing(received: date, days: int, year: int) -> str:
    """What to say where the calendar of `year` is missing: the raw day, and that it may still roll."""
    raw = last_day(received, days)
    return (
        f"{year}年日历未配置。收到日{month_day(received)}不计入，第{days}日为{show_date(raw)}，"
        "是否顺延等日历补上后再定"
    )


def _short(day: date, told_year: int, words: str) -> str:
    year = f"{day.year}年" if day.year != told_year else ""
    return f"{year}{month_day(day)}（{words}）"


def read_days(text: str, most: int = 90, example: str = "7") -> Reading[int] | Refusal:
    """A period in natural days: 7, 七日, 15 天, １０日内. Weeks, halves, zero and less are refused."""
    said = half_width(text)
    if "工作日" in said:
        return Refusal(f"这里按自然日算，到期遇休息日顺延，不用工作日。请给一个天数，例如 {example}。")
    found = _DAYS.fullmatch(said)
    days = read_numeral(found["number"]) if found else None
    if found is None or (days is None and not _too_many(found["number"])) or days == 0:
        return Refusal(f"请给一个天数，例如 {example}。这是自然日，到期遇休息日顺延。")
    if days is None or days > most:
        return Refusal(f"最多可以给 {most} 天，请在 1–{most} 之间给一个天数，例如 {example}。")
    return Reading(days, _note(days, found["number"]))


def _too_many(number: str) -> bool:
    return number.isdigit() and len(number.lstrip("0")) > 3


def _note(days: int, typed: str) -> str:
    taken = "" if typed == str(days) else f"我按 {days} 天记的。"
    return taken + (f"{days} 天超过 {LONG} 天了，请确认是合理的整改期限。" if days > LONG else "")


def check_receipt_date(received: date, issued: date, today: date) -> Refusal | Confirm | None:
    """May this receipt date be entered today? None is yes; a day to come or before the issue is refused."""
    if received > today:
        return Refusal(f"签收日{show_date(received)}还没到。请填签收单上写的日期，例如 {show_date(today)}。")
    if received < issued:
        return Refusal(
            f"提示单是{show_date(issued)}成文的，签收日{show_date(received)}比它早，不会是这一天。"
            "请看清签收单上的日期；写错了的，请对方改好再拍。"
        )
    late = (today - received).days
    return (
        Confirm(f"签收日{show_date(received)}已过去 {late} 天。确定是这一天吗？") if late >= STALE else None
    )
