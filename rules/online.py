"""Findings of online platforms (环保e企管, 工况监控, 在线监测): when they were, what a person makes of them.

Nothing here scrapes a platform, and a value never decides: 属实 is a person's word (domain §1.4, duty 14).
"""

import re
from datetime import datetime, timedelta

from rules.labels import Labelled
from rules.local_time import local_time
from rules.moves import Moves
from rules.reading import Reading, Refusal, half_width


class AlertState(Labelled):
    """What a finding is. Only 属实 counts in Annex 4."""

    PENDING = "待核", "待核"
    TRUE = "属实", "属实"
    FALSE = "误报", "误报"
    MARKED = "标记数据", "标记数据"


MOVES = Moves(
    {
        AlertState.PENDING: {AlertState.TRUE, AlertState.FALSE, AlertState.MARKED},
        AlertState.TRUE: set(),
        AlertState.FALSE: set(),
        AlertState.MARKED: set(),
    }
)

_CLOCK = r"(?P<hour>\d{1,2})(?:[:点时](?P<minute>\d{1,2})?分?)"
_DAY = r"(?:(?P<year>\d{4})[-年/.])?(?P<month>\d{1,2})[-月/.](?P<day>\d{1,2})日?"
_MOMENT = re.compile(rf"(?:(?P<word>今天|昨天|前天)|{_DAY})?\s*(?:{_CLOCK})?")
_BACK = {"今天": 0, "昨天": 1, "前天": 2}
EXAMPLE = "例如：5月12日14:00、昨天 9点；就是刚才的回“现在”。"
OLDEST = timedelta(days=60)


def read_moment(text: str, now: datetime) -> Reading[str] | Refusal:
    """A past moment as ISO in Shanghai. `now` is aware. A day without a time means its first minute."""
    said = half_width(text).replace("：", ":")
    here = local_time(now)
    if said in ("现在", "刚才", "刚刚"):
        return Reading(here.isoformat(timespec="minutes"))
    found = _MOMENT.fullmatch(said)
    if not said or found is None:
        return Refusal(f"没看懂是什么时候。{EXAMPLE}")
    try:
        moment = _moment(found, here)
    except ValueError:
        return Refusal(f"没有这个日期或时间。{EXAMPLE}")
    if moment > here:
        return Refusal(f"这个时间还没到。{EXAMPLE}")
    if here - moment > OLDEST:
        return Refusal(f"离现在太久了（{moment:%Y-%m-%d}）。{EXAMPLE}")
    return Reading(moment.isoformat(timespec="minutes"))


def _moment(found: re.Match[str], here: datetime) -> datetime:
    day = here.date() - timedelta(days=_BACK.get(found["word"] or "", 0))
    if found["month"]:
        year = int(found["year"] or here.year)
        day = day.replace(year=year, month=int(found["month"]), day=int(found["day"]))
        if not found["year"] and day > here.date():
            day = day.replace(year=year - 1)
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    return here.replace(
        year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
    )


def hours_between(detected: datetime, warned: datetime) -> float:
    """Hours from detection to warning, one decimal."""
    return round((warned - detected).total_seconds() / 3600, 1)
