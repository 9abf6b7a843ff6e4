"""The day by which a notice's hazards are to be gone, counted from its receipt, however it was received.

The one place where a period begins. A receipt in a year without calendar data is kept all the same, with its
due date open.
"""

from datetime import date

from bot.deeds import Person
from bot.words import Say
from handlers.desk import Desk
from handlers.ladders import plan_rectification_ladder
from models.tables.letters import Notice
from rules.deadlines import Deadline, deadline, explain, explain_missing
from rules.local_time import show_date
from rules.workdays import CalendarMissingError


def set_due_date(notice: Notice, desk: Desk, again: str = "") -> Deadline | None:
    """Count the deadline from the receipt and plan its reminders; None where the calendar is missing.

    `again` names a plan made anew."""
    assert notice.received_on is not None
    assert notice.days is not None
    try:
        counted = count(notice.received_on, notice.days, desk)
    except CalendarMissingError as missing:
        notice.due_because = f"待日历：{missing.year}"
        for row in desk.work.people.with_role("liaison"):
            say = f"{notice.number} 已签收，但 {missing.year} 年的节假日还没有导入，到期日先空着。"
            desk.books.send(Person("wecom", row.userid), Say(say))
        return None
    notice.due_on, notice.due_because = counted.due, ""
    desk.work.audit.note(
        desk.by.person.id, "due", f"notice:{notice.id}", due=counted.due.isoformat(), rule=explain(counted)
    )
    plan_rectification_ladder(notice, counted, desk, again)
    return counted


def count(received: date, days: int, desk: Desk) -> Deadline:
    """The deadline by the bureau's rule. Raises CalendarMissingError."""
    return deadline(received, days, desk.house.calendar, desk.house.bureau.deadline.unit)


def rule_of(notice: Notice, desk: Desk) -> str:
    """The line both sides see: absolute date and how it was counted; '' without a period."""
    if notice.received_on is None or notice.days is None:
        return ""
    if notice.extensions and notice.due_on is not None:
        return f"已延期，到{show_date(notice.due_on)}24时前"
    try:
        return explain(count(notice.received_on, notice.days, desk))
    except CalendarMissingError as missing:
        return explain_missing(notice.received_on, notice.days, missing.year)
