"""Plans reminder ladders for notices, by the bureau's settings. Which rung is due when is rules.ladders."""

from dataclasses import replace

from handlers.desk import Desk
from models.tables.letters import Notice
from models.tables.schedule import Reminder
from rules.deadlines import Deadline
from rules.ladders import (
    PlannedRung,
    plan_rectification,
    plan_unsigned,
    rectification_ladder,
    unsigned_ladder,
)
from rules.workdays import CalendarMissingError

UNSIGNED_PREFIX = "unsigned+"


def plan_unsigned_ladder(notice: Notice, desk: Desk, *, officer: bool = True) -> None:
    """Reminders to sign, to the officer too where one has been there. A year without calendar data plans
    none: there is no workday to count.
    """
    rule = desk.house.bureau.reminders
    try:
        rungs = plan_unsigned(
            desk.today, desk.house.calendar, unsigned_ladder(rule.unsigned_workdays), rule.at
        )
    except CalendarMissingError:
        return
    _plan(notice, rungs if officer else _to_contacts(rungs), desk)


def _to_contacts(rungs: tuple[PlannedRung, ...]) -> tuple[PlannedRung, ...]:
    return tuple(replace(rung, audience="contact") for rung in rungs if rung.audience != "officer")


def plan_rectification_ladder(notice: Notice, deadline: Deadline, desk: Desk, again: str = "") -> None:
    """Reminders to put things right, and what follows the due date. `again` names a new due date."""
    rule = desk.house.bureau.reminders
    ladder = rectification_ladder(rule.before_due_days, rule.after_due_days)
    _plan(notice, plan_rectification(deadline, desk.house.calendar, ladder, rule.at, again), desk)


def _plan(notice: Notice, rungs: tuple[PlannedRung, ...], desk: Desk) -> None:
    for rung in rungs:
        for audience in ("contact", "officer") if rung.audience == "both" else (rung.audience,):
            desk.work.schedule.plan(
                Reminder(notice_id=notice.id, rung=rung.rung, audience=audience, on=rung.on, due_at=rung.at)
            )
