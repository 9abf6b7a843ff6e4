"""到期: notices past their last day are flagged, a recheck is given out, the leader gets a card.

The clock only flags. Nothing is closed or handed to enforcement without a person's recheck (§1.3).
"""

from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from bot.words import Card, Link, Paper, Person, Row, Say
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands import FinishRecheck
from handlers.desk import Desk
from handlers.enterprise_progress import transferred
from handlers.extensions import extend
from handlers.identity import staff_actor
from handlers.judge_fix import close
from handlers.leaders import leaders_of
from handlers.letters import paper, transfer
from handlers.moves import move
from handlers.scripts.decisions import Matter
from handlers.sign_receipt import count, set_due_date
from models.tables.letters import Notice
from rules import hazard_states, notice_states
from rules.deadlines import explain
from rules.hazard_states import HazardState
from rules.local_time import show_date
from rules.notice_states import NoticeState
from rules.workdays import CalendarMissingError


def mark_overdue(desk: Desk) -> int:
    """Flag what ran out before today; returns how many."""
    late = desk.work.notices.overdue(desk.today, sorted(notice_states.RUNNING))
    for notice in late:
        move(desk, notice, notice_states.MOVES, NoticeState.OVERDUE)
        _give_recheck(notice, desk)
        _tell_leader(notice, desk)
    return len(late)


def recount(desk: Desk) -> int:
    """Receipts that waited for a calendar get their due date once it is loaded."""
    waiting = [n for n in desk.work.notices.without_due_date() if n.received_on is not None]
    return sum(set_due_date(notice, desk) is not None for notice in waiting if _known(notice, desk))


def _known(notice: Notice, desk: Desk) -> bool:
    assert notice.received_on is not None
    assert notice.days is not None
    try:
        count(notice.received_on, notice.days, desk)
    except CalendarMissingError:
        return False
    return True


def _matter(notice: Notice, desk: Desk, title: str, userid: str) -> Matter:
    visit = desk.work.notices.visit(notice.visit_id)
    todo = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.UNSETTLED]
    assert notice.due_on is not None
    return Matter(
        id=notice.id,
        title=title,
        note=visit.header["name"],
        body="\n".join(f"{h.place}. {h.text[:40]}" for h in todo[:4]),
        rows=(("编号", notice.number), ("到期", show_date(notice.due_on)), ("未完成", f"{len(todo)} 条")),
        page=staff_page(desk, visit.id, userid),
    )


def _give_recheck(notice: Notice, desk: Desk) -> None:
    visit = desk.work.notices.visit(notice.visit_id)
    officer = desk.work.people.staff(visit.filed_by)
    if officer is None:
        return
    matter = _matter(notice, desk, "已逾期，请去复核", officer.userid)
    opening = Opening(script="recheck", subject=str(notice.id), facts=asdict(matter))
    due = desk.house.calendar.plus(desk.today, 3)
    title = f"复核：{visit.header['name']} {notice.number}"
    assign(desk, staff_actor(officer), Assignment("recheck", title, opening, due))


def _tell_leader(notice: Notice, desk: Desk) -> None:
    visit = desk.work.notices.visit(notice.visit_id)
    for row in leaders_of(desk, visit.district):
        matter = _matter(notice, desk, "有一份提示单逾期未整改", row.userid)
        card = Card(
            task=f"overdue-{notice.id}-{row.userid}",
            title=matter.title,
            note=matter.note,
            body=f"已请{desk.books.name_of(visit.filed_by)}复核。\n{matter.body}",
            rows=tuple(Row(name, value) for name, value in matter.rows),
            form=Link(matter.page),
        )
        desk.books.send(Person("wecom", row.userid), card, key=f"overdue:{notice.id}:{row.userid}")


def finish_recheck(command: FinishRecheck, desk: Desk) -> Done:
    """What the recheck found, or what the leader makes of a hazard that is still there."""
    notice = desk.work.notices.get(command.notice, lock=True)
    if notice.state not in notice_states.OPEN:
        raise RefusedError("这份提示单已经了结，不用再处理。")
    desk.work.audit.note(
        desk.by.person.id, "rechecked", f"notice:{notice.id}", found=command.found, text=command.text
    )
    if command.found == "gone":
        return _gone(notice, desk)
    if command.found == "still":
        return _still_there(notice, command.text, desk)
    if command.found == "extend":
        return _extend(notice, int(command.until), command.text, desk)
    return _to_enforcement(notice, command.text, desk)


def _gone(notice: Notice, desk: Desk) -> Done:
    for hazard in desk.work.notices.hazards(notice.id):
        if hazard.state in (HazardState.OPEN, HazardState.SUBMITTED, HazardState.RETURNED):
            move(desk, hazard, hazard_states.MOVES, HazardState.ACCEPTED, why="复核")
    return close(notice, desk, leader_agreed=True)


def _still_there(notice: Notice, text: str, desk: Desk) -> Done:
    if notice.state != NoticeState.AWAITING_RECHECK:
        move(desk, notice, notice_states.MOVES, NoticeState.AWAITING_RECHECK)
    move(desk, notice, notice_states.MOVES, NoticeState.NOT_CLEARED, why=text)
    settle(desk, "recheck", str(notice.id))
    visit = desk.work.notices.visit(notice.visit_id)
    for row in leaders_of(desk, visit.district):
        matter = _matter(notice, desk, "复核仍未消除，请你定", row.userid)
        opening = Opening(script="unfixed", subject=str(notice.id), facts=asdict(matter))
        assign(desk, staff_actor(row), Assignment("unfixed", f"未消除：{notice.number}", opening))
    return Done(settle="已记录", say="已记“未消除”，并转给队领导定。")


def _extend(notice: Notice, days: int, reason: str, desk: Desk) -> Done:
    """The leader gives more time after a recheck: counted from today."""
    counted = count(desk.today, days, desk)
    extend(notice, counted, reason, desk)
    settle(desk, "unfixed", str(notice.id))
    visit = desk.work.notices.visit(notice.visit_id)
    desk.books.send(Person("wecom", visit.filed_by), Say(f"{notice.number} 已延期。{explain(counted)}"))
    return Done(settle="已延期", say=f"已延期到 {show_date(counted.due)}。")


def _to_enforcement(notice: Notice, reason: str, desk: Desk) -> Done:
    """经预警仍未及时改正的要依法查处: a slip with the facts; the case itself is not ours."""
    move(desk, notice, notice_states.MOVES, NoticeState.TRANSFERRED, why=reason)
    hazards = list(desk.work.notices.hazards(notice.id))
    for hazard in hazards:
        if hazard_states.MOVES.may(hazard.state, HazardState.TRANSFERRED):
            move(desk, hazard, hazard_states.MOVES, HazardState.TRANSFERRED)
    desk.work.schedule.cancel(notice.id, "转查处")
    settle(desk, "unfixed", str(notice.id))
    transferred(notice, desk)
    visit = desk.work.notices.visit(notice.visit_id)
    slip = paper(
        desk, f"转查处 {visit.header['name']}", transfer(desk, visit, hazards, reason), visit_id=visit.id
    )
    desk.books.send_paper(desk.by.person, Paper(f"paper:{slip.id}", f"{slip.name}.pdf"))
    return Done(settle="已转查处", say="已转查处，移交单在上面。")
