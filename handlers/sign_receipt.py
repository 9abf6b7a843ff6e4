"""签收: one act for all letters of a visit. It only says that they were received; the date starts the clock.

A receipt is append-only and chained. A second signature changes nothing; a receipt in a year without
calendar data is kept all the same, with its due date open.
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.deeds import Person
from bot.words import Notify, Say
from handlers.delivery_trail import mark_visit
from handlers.desk import Desk
from handlers.enterprise_progress import informed
from handlers.ladders import plan_rectification_ladder
from handlers.moves import move
from handlers.notify import notify
from handlers.receipt_chain import CHAIN, covered, strokes_hash
from models.audit import advance
from models.tables.letters import Notice, Receipt
from models.tables.people import Contact
from rules import notice_states, reminder_states
from rules.deadlines import Deadline, deadline, explain, explain_missing
from rules.delivery_marks import Mark
from rules.local_time import clock_time, month_day, show_date
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState
from rules.workdays import CalendarMissingError


@dataclass(frozen=True, slots=True)
class Signature:
    """What came with the tap: pen strokes as lists of [x, y, ms, pressure], network address, device."""

    strokes: list[Any]
    address: str
    device: str


def sign_receipt(visit: int, contact: Contact, signature: Signature, desk: Desk) -> list[Notice]:
    """Sign for every notice of the visit not signed for yet; returns those (none the second time)."""
    desk.work.notices.lock_visit(visit)
    notices = [
        notice
        for notice in desk.work.notices.of_visit(visit, lock=True)
        if desk.work.notices.receipt(notice.id) is None
    ]
    signing = secrets.token_hex(8)
    for notice in notices:
        _receipt(notice, contact, signature, signing, desk)
        _serve(notice, desk)
    if notices:
        informed(notices, desk)
        _tell(notices, contact, desk)
    return notices


def _receipt(notice: Notice, contact: Contact, signature: Signature, signing: str, desk: Desk) -> None:
    paper = next(p for p in desk.work.notices.papers(notice=notice.id) if p.copy == "送达")
    row = Receipt(
        notice_id=notice.id,
        contact_id=contact.id,
        signing=signing,
        name=contact.name,
        post=contact.post,
        at=desk.now,
        received_on=desk.today,
        strokes=signature.strokes,
        strokes_sha=strokes_hash(signature.strokes),
        paper_sha=paper.file_sha or paper.facts_sha,
        address=signature.address,
        device=signature.device[:200],
        consent=contact.consent,
    )
    row.previous, row.sha = advance(desk.work.session, CHAIN, covered(row, notice.number))
    desk.work.session.add(row)
    desk.work.session.flush()
    mark_visit(desk, notice.visit_id, contact.id, Mark.SIGNED, contact.name)
    notice.received_on = desk.today
    desk.work.schedule.cancel(notice.id, "已签收")


def _serve(notice: Notice, desk: Desk) -> None:
    if notice.kind == "reminder":
        move(desk, notice, reminder_states.MOVES, ReminderState.SIGNED)
        return
    move(desk, notice, notice_states.MOVES, NoticeState.SIGNED)
    set_due_date(notice, desk)
    move(desk, notice, notice_states.MOVES, NoticeState.RECTIFYING)


def set_due_date(notice: Notice, desk: Desk) -> Deadline | None:
    """Count the deadline from the receipt and plan its reminders; None where the calendar is missing."""
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
    plan_rectification_ladder(notice, counted, desk)
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


def _tell(notices: list[Notice], contact: Contact, desk: Desk) -> None:
    """Both sides get the absolute date and the rule."""
    warning = next((n for n in notices if n.kind == "warning"), None)
    visit = desk.work.notices.visit(notices[0].visit_id)
    rule = rule_of(warning, desk) if warning else ""
    when = clock_time(desk.now)
    say = f"{visit.header['name']}：{contact.name} {show_date(desk.today)} {when} 已签收。{rule}"
    for row in desk.work.notices.visit_staff(visit.id):
        desk.books.send(Person("wecom", row.userid), Say(say))
    until = f"请于{month_day(warning.due_on)}24时前改好" if warning and warning.due_on else "谢谢配合"
    word = Notify(
        template="result",
        facts={
            "what": "提示单已签收",
            "number": (warning or notices[0]).number,
            "result": until,
        },
        url="",
    )
    notify(desk, contact, word, key=f"signed:{notices[0].id}")
