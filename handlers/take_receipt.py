"""Received, in whatever way: all letters of a visit at once, each once, chained; the first proof wins.

The date of the proof starts the clock. Whatever else was under way to have them received is settled here.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.deeds import Person
from bot.words import Notify, Say
from handlers.assign import settle
from handlers.barred import away
from handlers.copies import delivered
from handlers.delivery_trail import mark, mark_visit
from handlers.desk import Desk
from handlers.due_date import rule_of, set_due_date
from handlers.enterprise_progress import informed
from handlers.moves import move
from handlers.notice_names import warning_of
from handlers.notify import notify
from handlers.paper_orders import order
from handlers.receipt_chain import CHAIN, covered, strokes_hash
from models.audit import advance
from models.tables.cases import Visit
from models.tables.letters import Handover, Notice, Receipt
from models.tables.people import Contact
from rules import notice_states, reminder_states
from rules.delivery_marks import Mark
from rules.local_time import clock_time, month_day, show_date
from rules.notice_states import NoticeState
from rules.receipts import ON_PAPER, How
from rules.reminder_states import ReminderState


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Who received it, on which day, and what shows it: a contact's own tap, or a handover on paper."""

    how: How
    name: str
    post: str
    on: date
    contact: Contact | None = None
    handover: Handover | None = None
    strokes: list[Any] = field(default_factory=list)
    address: str = ""
    device: str = ""
    consent: str = ""


def take(visit: int, proof: Proof, desk: Desk) -> list[Notice]:
    """Write the receipt of every notice of the visit that has none; returns those (none the second time)."""
    desk.work.notices.lock_visit(visit)
    notices = [
        notice
        for notice in desk.work.notices.of_visit(visit, lock=True)
        if desk.work.notices.receipt(notice.id) is None
    ]
    signing = secrets.token_hex(8)
    for notice in notices:
        _receipt(notice, proof, signing, desk)
        _serve(notice, proof, desk)
    if notices:
        informed(notices, desk)
        _settle(visit, proof, desk)
        _tell(notices, proof, desk)
    return notices


def _receipt(notice: Notice, proof: Proof, signing: str, desk: Desk) -> None:
    paper = delivered(notice, desk)
    row = Receipt(
        notice_id=notice.id,
        contact_id=proof.contact.id if proof.contact else None,
        handover_id=proof.handover.id if proof.handover else None,
        how=proof.how,
        signing=signing,
        name=proof.name,
        post=proof.post,
        at=desk.now,
        received_on=proof.on,
        strokes=proof.strokes,
        strokes_sha=strokes_hash(proof.strokes),
        paper_sha=paper.file_sha or paper.facts_sha,
        address=proof.address,
        device=proof.device[:200],
        consent=proof.consent,
    )
    row.previous, row.sha = advance(desk.work.session, CHAIN, covered(row, notice.number, proof.handover))
    desk.work.session.add(row)
    desk.work.session.flush()
    order(notice, paper, proof.how in ON_PAPER, desk)
    notice.received_on = proof.on
    desk.work.schedule.cancel(notice.id, f"已{proof.how.label}" if proof.handover else "已签收")


def _serve(notice: Notice, proof: Proof, desk: Desk) -> None:
    left = proof.how == How.LEFT
    if notice.kind == "reminder":
        to = ReminderState.REFUSED if left else ReminderState.SIGNED
        move(desk, notice, reminder_states.MOVES, to)
        return
    move(desk, notice, notice_states.MOVES, NoticeState.LEFT_BEHIND if left else NoticeState.SIGNED)
    set_due_date(notice, desk)
    move(desk, notice, notice_states.MOVES, NoticeState.RECTIFYING)


def _settle(visit: int, proof: Proof, desk: Desk) -> None:
    """Marks on the letters' way, and an end to every other attempt to have them received."""
    if proof.contact is not None:
        mark_visit(desk, visit, proof.contact.id, Mark.SIGNED, proof.contact.name)
    if proof.how in ON_PAPER:
        for delivery in desk.work.notices.deliveries(visit):
            mark(desk, delivery, Mark.HANDED, desk.by.name, f"{proof.how.label}：{proof.name}")
    _close_untouched(visit, desk)
    overtaken(visit, f"{proof.name}先{proof.how.label}", desk, but=proof.handover)


def overtaken(visit: int, why: str, desk: Desk, but: Handover | None = None) -> None:
    """Nobody is to chase these letters any more: not what did not arrive, and no 留置 but this one."""
    for delivery in desk.work.notices.deliveries(visit):
        settle(desk, "undelivered", str(delivery.id))
    for handover in desk.work.notices.handovers(visit):
        if handover.state == "proposed" and handover is not but:
            handover.state, handover.decided_at, handover.why = "overtaken", desk.now, why
            settle(desk, "left", str(handover.id))


def _close_untouched(visit: int, desk: Desk) -> None:
    """Cards about paper nobody has begun are done with; who is in the middle of one is told at its end."""
    desk.work.schedule.done("on_paper", str(visit))
    for row in desk.work.sheets.opened("on_paper", str(visit)):
        if not desk.books.record(row.id).answers:
            desk.books.close(row.id, "done")


def _tell(notices: list[Notice], proof: Proof, desk: Desk) -> None:
    """Both sides get the absolute date and the rule."""
    warning = warning_of(notices)
    visit = desk.work.notices.visit(notices[0].visit_id)
    say = f"{visit.header['name']}：{said(proof, desk)}{rule_of(warning, desk) if warning else ''}"
    not_told = away(visit.enterprise_id, desk.work)
    if proof.how in ON_PAPER:
        not_told.add(desk.by.person.id)
    for row in desk.work.notices.visit_staff(visit.id):
        if row.userid not in not_told:
            desk.books.send(Person("wecom", row.userid), Say(say))
    until = f"请于{month_day(warning.due_on)}24时前改好" if warning and warning.due_on else "谢谢配合"
    word = Notify(
        template="result",
        facts={
            "what": "提示单已签收" if proof.contact else f"提示单已{proof.how.label}",
            "number": (warning or notices[0]).number,
            "result": until,
        },
        url="",
    )
    for contact in [proof.contact] if proof.contact else addressed(visit, desk):
        notify(desk, contact, word, key=_key(notices[0], proof, contact))


def said(proof: Proof, desk: Desk) -> str:
    """林犇 2023年5月8日 09:13 已签收。 On paper there is no hour, but who recorded it."""
    if proof.how not in ON_PAPER:
        return f"{proof.name} {show_date(proof.on)} {clock_time(desk.now)} 已签收。"
    if proof.how == How.LEFT and proof.handover is not None:
        by = f"{desk.books.name_of(proof.handover.by)}报，{desk.by.name}确认"
        return f"{proof.name}拒签，{show_date(proof.on)}{proof.how.label}（{by}）。"
    return f"{proof.name} {show_date(proof.on)}{proof.how.label}（{desk.by.name}记）。"


def addressed(visit: Visit, desk: Desk) -> list[Contact]:
    """On paper nobody signed here: whoever was sent the letters hears of it."""
    sent = {one.contact_id for one in desk.work.notices.deliveries(visit.id)}
    return [one for one in desk.work.people.contacts(visit.enterprise_id) if one.id in sent]


def _key(notice: Notice, proof: Proof, contact: Contact) -> str:
    return f"signed:{notice.id}" + ("" if proof.contact else f":{contact.id}")
