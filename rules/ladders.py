"""Ladders of reminders: which rungs a served or unserved notice earns, on which day, at which hour.

Plans and asks again before sending; it sends nothing. A rung is never planned on or before the day the
notice was received, and what stopped being needed is answered with no.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from rules.deadlines import Deadline
from rules.local_time import instant_at, local_time
from rules.notice_states import MENDING, UNSERVED, NoticeState
from rules.reminder_states import UNSIGNED as UNSIGNED_REMINDER
from rules.workdays import WorkCalendar

Audience = Literal["contact", "officer", "both"]

FIRE_AT = time(9, 12)
"""Off the full and half hour, as the platform advises."""
QUIET = (time(22), time(7))
_UNSIGNED, _BEFORE, _AFTER = "unsigned+", "due-", "due+"


@dataclass(frozen=True, slots=True)
class Rung:
    """One reminder. `offset` counts days or workdays from the delivery or the due date, before it negative.

    Names begin with unsigned+, due- or due+: they tell what the rung waits for. Due-0 is the due day itself.
    """

    name: str
    offset: int
    unit: Literal["workday", "day"]
    relative_to: Literal["delivered", "due"]
    audience: Audience = "contact"


@dataclass(frozen=True, slots=True)
class PlannedRung:
    """A rung with its day in Shanghai and its UTC instant."""

    rung: str
    on: date
    at: datetime
    audience: Audience = "contact"


def unsigned_ladder(workdays: Iterable[int] = (1, 3, 5)) -> tuple[Rung, ...]:
    """Rungs for a notice not signed for, in workdays after delivery; the last also tells the officer."""
    days = sorted(set(workdays))
    return tuple(
        Rung(f"{_UNSIGNED}{n}", n, "workday", "delivered", "both" if n == days[-1] else "contact")
        for n in days
    )


def rectification_ladder(
    before: Iterable[int] = (7, 3, 1, 0), after: Iterable[int] = (1,)
) -> tuple[Rung, ...]:
    """Rungs around the due date, in natural days; what comes after it also tells the officer."""
    early = [Rung(f"{_BEFORE}{n}", -n, "day", "due") for n in sorted(set(before), reverse=True)]
    late = [Rung(f"{_AFTER}{n}", n, "day", "due", "both") for n in sorted(set(after))]
    return (*early, *late)


UNSIGNED = unsigned_ladder()
RECTIFY = rectification_ladder()


def plan_unsigned(
    delivered_on: date, calendar: WorkCalendar, rungs: tuple[Rung, ...] = UNSIGNED, at: time = FIRE_AT
) -> tuple[PlannedRung, ...]:
    """The days of a ladder that waits for a signature. Raises CalendarMissing."""
    days = [(rung, _shifted(delivered_on, rung, calendar)) for rung in rungs]
    return _planned([(rung, day) for rung, day in days if day > delivered_on], at)


def plan_rectification(
    deadline: Deadline,
    calendar: WorkCalendar,
    rungs: tuple[Rung, ...] = RECTIFY,
    at: time = FIRE_AT,
    again: str = "",
) -> tuple[PlannedRung, ...]:
    """The days of a ladder towards a due date. Raises CalendarMissing.

    A rung before the due date that falls on a rest day moves to the workday before; the due day and what
    comes after keep theirs. `again` names the plan made anew for another due date: its rungs get own names.
    """
    days = []
    for rung in rungs:
        day = _shifted(deadline.due, rung, calendar)
        if rung.offset < 0:
            day = calendar.on_or_before(day)
        if day > deadline.received:
            days.append((rung, day))
    return _planned(days, at, f"#{again}" if again else "")


def _shifted(day: date, rung: Rung, calendar: WorkCalendar) -> date:
    return calendar.plus(day, rung.offset) if rung.unit == "workday" else day + timedelta(days=rung.offset)


def _planned(days: list[tuple[Rung, date]], at: time, suffix: str = "") -> tuple[PlannedRung, ...]:
    """Rungs for the same people on the same day collapse into the later one."""
    kept: dict[tuple[date, Audience], Rung] = {}
    for rung, day in sorted(days, key=lambda one: one[0].offset):
        kept[day, rung.audience] = rung
    return tuple(
        PlannedRung(rung.name + suffix, day, instant_at(day, at), audience)
        for (day, audience), rung in sorted(kept.items(), key=lambda one: (one[0][0], one[1].offset))
    )


def still_needed(
    rung: str,
    notice_state: NoticeState | str,
    has_receipt: bool,
    open_hazards: int,
    *,
    today: date | None = None,
    due: date | None = None,
) -> bool:
    """Is there still a reason to send this rung? Asked when it is planned and again when it is sent.

    `open_hazards` counts those the enterprise still has to act on. A rung on the wrong side of the due date
    is not needed either: told by `today` and `due` where given, else by 已逾期. Reminders (Annex 3) wait for
    a signature only.
    """
    if rung.startswith(_UNSIGNED):
        return not has_receipt and (notice_state in UNSERVED or notice_state in UNSIGNED_REMINDER)
    if not has_receipt or open_hazards < 1 or notice_state not in MENDING:
        return False
    late = notice_state == NoticeState.OVERDUE
    if today is not None and due is not None:
        late = today > due
    elif not late:
        return True
    return late == rung.startswith(_AFTER)


def outside_quiet(instant: datetime, quiet: tuple[time, time] = QUIET) -> datetime:
    """The instant itself, or the end of the quiet hours it falls into. Aware in, UTC out."""
    start, end = quiet
    local = local_time(instant)
    now = local.time()
    through_midnight = start > end
    if through_midnight and now >= start:
        return instant_at(local.date() + timedelta(days=1), end)
    if now < end and (through_midnight or now >= start):
        return instant_at(local.date(), end)
    return instant.astimezone(UTC)
