"""复核: what our people found on the spot, hazard by hazard, and what a leader makes of what is still there.

What has passed is settled, what has not goes back to the enterprise with what was seen. Only a recheck by a
person, and then a leader, hands anything to enforcement (§1.3).
"""

from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from bot.words import Notify, Paper
from handlers.addresses import notice_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.notice import FinishRecheck
from handlers.desk import Desk
from handlers.due_date import count
from handlers.enterprise_progress import transferred
from handlers.extensions import extend
from handlers.identity import staff_actor
from handlers.judge_fix import ask_leader, close
from handlers.leaders import leaders_of
from handlers.letters import paper, transfer
from handlers.moves import move
from handlers.notify import notify
from handlers.overdue import recheck_matter
from handlers.tell_officer import tell_officer
from models.tables.cases import Hazard, Recheck
from models.tables.letters import Notice
from rules import hazard_states, notice_states
from rules.hazard_states import HazardState
from rules.local_time import month_day, show_date
from rules.notice_states import NoticeState
from rules.roles import Action, Role, any_may


def finish_recheck(command: FinishRecheck, desk: Desk) -> Done:
    """What the recheck found, or what the leader makes of a hazard that is still there."""
    notice = desk.work.notices.get(command.notice, lock=True)
    if notice.state not in notice_states.OPEN:
        raise RefusedError("这份提示单已经了结，不用再处理。")
    desk.work.audit.note(
        desk.by.person.id, "rechecked", f"notice:{notice.id}", found=command.found, text=command.text
    )
    _keep_photos(notice, desk)
    if command.found in ("gone", "still"):
        _visited(command, notice, desk)
    if command.found == "gone":
        return _gone(notice, desk)
    if command.found == "still":
        return _still_there(notice, command.text, command.left, desk)
    if command.found == "extend":
        return _extend(notice, int(command.until), command.text, desk)
    return _to_enforcement(notice, command.text, desk)


def _visited(command: FinishRecheck, notice: Notice, desk: Desk) -> None:
    """A recheck on the spot is a visit with its people: Annex 4 counts it (§3)."""
    ids = command.staff or (desk.by.person.id,)
    found = [desk.work.people.staff(one) for one in ids]
    staff = [
        [row.userid, row.name, row.unit, "expert" if Role.EXPERT in row.roles else "officer"]
        for row in found
        if row is not None
    ]
    desk.work.session.add(
        Recheck(
            notice_id=notice.id,
            visit_id=notice.visit_id,
            on=desk.today,
            staff=staff,
            left=len(command.left),
            text=command.text,
            by=desk.by.person.id,
            at=desk.now,
        )
    )
    desk.work.session.flush()


def _gone(notice: Notice, desk: Desk) -> Done:
    for hazard in desk.work.notices.hazards(notice.id):
        _passed(hazard, "复核", desk)
    if desk.house.bureau.closing.countersign and not any_may(desk.by.roles, Action.CLOSING_APPROVE):
        settle(desk, "recheck", str(notice.id))
        return ask_leader(notice, desk)
    return close(notice, desk, leader_agreed=True)


def _still_there(notice: Notice, text: str, left: tuple[int, ...], desk: Desk) -> Done:
    """What was ticked goes back to the enterprise with what was seen; the rest has passed."""
    hazards = list(desk.work.notices.hazards(notice.id))
    back = {h.id for h in hazards if h.state in hazard_states.UNSETTLED and (not left or h.id in left)}
    for hazard in hazards:
        if hazard.id in back:
            _sent_back(hazard, text, desk)
        else:
            _passed(hazard, text, desk)
    if notice.state != NoticeState.AWAITING_RECHECK:
        move(desk, notice, notice_states.MOVES, NoticeState.AWAITING_RECHECK)
    settle(desk, "recheck", str(notice.id))
    _tell_contacts(notice, hazards, desk)
    if notice.due_on is not None and notice.due_on >= desk.today:
        move(desk, notice, notice_states.MOVES, NoticeState.RECTIFYING, why=text)
        return Done(settle="已记录", say=f"还有 {len(back)} 条没改好，已告诉企业；期限内改好就行。")
    move(desk, notice, notice_states.MOVES, NoticeState.NOT_CLEARED, why=text)
    visit = desk.work.notices.visit(notice.visit_id)
    for row in leaders_of(desk, visit.district, visit.enterprise_id):
        matter = recheck_matter(notice, desk, "复核仍未消除，请你定", row.userid, f"复核：{text}")
        opening = Opening(script="unfixed", subject=str(notice.id), facts=asdict(matter))
        assign(desk, staff_actor(row), Assignment("unfixed", f"未消除：{notice.number}", opening))
    return Done(settle="已记录", say="已记“未消除”，并转给队领导定；企业也收到了复核情况。")


def _passed(hazard: Hazard, text: str, desk: Desk) -> None:
    if hazard.state in (HazardState.OPEN, HazardState.SUBMITTED, HazardState.RETURNED):
        move(desk, hazard, hazard_states.MOVES, HazardState.ACCEPTED, why=text)
        _decide(hazard, "accepted", "", desk)


def _sent_back(hazard: Hazard, text: str, desk: Desk) -> None:
    hazard.seen = text
    if hazard_states.MOVES.may(hazard.state, HazardState.RETURNED):
        move(desk, hazard, hazard_states.MOVES, HazardState.RETURNED, why=text)
    _decide(hazard, "returned", text, desk)


def _decide(hazard: Hazard, state: str, reason: str, desk: Desk) -> None:
    """What was sent in and waited for a word has it now."""
    for sent in desk.work.notices.submissions(hazard.id):
        if sent.state == "waiting":
            sent.state, sent.reason = state, reason
            sent.decided_by, sent.decided_at = desk.by.person.id, desk.now
            settle(desk, "judge", str(sent.id))


def _tell_contacts(notice: Notice, hazards: list[Hazard], desk: Desk) -> None:
    left = sum(h.state in hazard_states.OPEN for h in hazards)
    for contact in desk.work.people.contacts(notice.enterprise_id):
        page = notice_page(desk, notice.visit_id, contact.openid)
        facts = {"what": "复核结果", "number": notice.number, "result": f"还有{left}条没改好，点此看原因"}
        key = f"rechecked:{notice.id}:{desk.now.isoformat()}:{contact.id}"
        notify(desk, contact, Notify("result", facts, page), key=key)


def _keep_photos(notice: Notice, desk: Desk) -> None:
    """Photos sent during the recheck belong to the visit they are about."""
    if desk.sheet is None:
        return
    for row in desk.work.evidence.of_sheet(desk.sheet.id):
        row.visit_id = notice.visit_id


def _extend(notice: Notice, days: int, reason: str, desk: Desk) -> Done:
    """The leader gives more time after a recheck: counted from today."""
    counted = count(desk.today, days, desk)
    extend(notice, counted, reason, desk)
    settle(desk, "unfixed", str(notice.id))
    visit = desk.work.notices.visit(notice.visit_id)
    told = f"{desk.by.name} 给 {visit.header['name']} {notice.number} 延期 {days} 日（{reason.rstrip('。')}）"
    tell_officer(visit, f"{told}，到{month_day(counted.due)}24时前。", desk)
    for contact in desk.work.people.contacts(notice.enterprise_id):
        page = notice_page(desk, notice.visit_id, contact.openid)
        result = f"请于{month_day(counted.due)}24时前改好"
        facts = {"what": "整改期限已延长", "number": notice.number, "result": result}
        key = f"extended:{notice.id}:{notice.extensions}:{contact.id}"
        notify(desk, contact, Notify("result", facts, page), key=key)
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
        desk,
        f"转查处 {visit.header['name']}",
        transfer(desk, visit, hazards, reason, desk.by.name),
        visit_id=visit.id,
    )
    desk.books.send_paper(desk.by.person, Paper(f"paper:{slip.id}", f"{slip.name}.pdf"))
    told = f"{desk.by.name} 把 {visit.header['name']} {notice.number} 定为转查处：{reason.rstrip('。')}。"
    tell_officer(visit, told, desk)
    return Done(settle="已转查处", say="已转查处，移交单在上面。")
