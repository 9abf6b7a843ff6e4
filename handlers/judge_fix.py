"""The officer's word on a submission: accepted or returned with a reason; all accepted closes the notice.

Only people of ours close anything. Where the bureau wants a countersign, a leader's tap comes in between.
"""

from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from bot.words import Notify
from handlers.addresses import notice_page, staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.notice import CloseNotice, JudgeFix
from handlers.desk import Desk
from handlers.enterprise_progress import cleared
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.moves import move
from handlers.notify import notify
from handlers.overdue import give_recheck
from handlers.scripts.decisions import Matter
from models.tables.cases import Hazard, Submission
from models.tables.letters import Notice
from rules import hazard_states, notice_states
from rules.hazard_states import HazardState
from rules.notice_states import NoticeState, closing_refused


def judge_fix(command: JudgeFix, desk: Desk) -> Done:
    """Accept what was sent, or send it back; the enterprise hears either way."""
    row = desk.work.session.get_one(Submission, command.submission)
    notice = desk.work.notices.get(row.notice_id, lock=True)
    hazard = desk.work.session.get_one(Hazard, row.hazard_id)
    if row.state != "waiting":
        raise RefusedError("这一条同事已经看过了，不用再点。")
    if command.visit:
        give_recheck(notice, desk, "照片看不清，请现场复核")
        settle(desk, "judge", str(row.id))
        _tell_contact(row, notice, f"第{hazard.place}条将现场复核", desk)
        return Done(settle="现场复核", say=f"第 {hazard.place} 条等现场复核，复核卡片在下面，只列没改好的。")
    settle(desk, "judge", str(row.id))
    row.state = "accepted" if command.accepted else "returned"
    row.decided_by, row.decided_at, row.reason = desk.by.person.id, desk.now, command.reason
    if not command.accepted:
        return _return(row, hazard, notice, desk)
    move(desk, hazard, hazard_states.MOVES, HazardState.ACCEPTED)
    left = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.OPEN]
    waiting = [h for h in desk.work.notices.hazards(notice.id) if h.state == HazardState.SUBMITTED]
    if left or waiting:
        _tell_contact(row, notice, f"第{hazard.place}条已通过", desk)
        return Done(settle="已通过", say=f"第 {hazard.place} 条已通过，还有 {len(left) + len(waiting)} 条。")
    if desk.house.bureau.closing.countersign:
        return ask_leader(notice, desk)
    return close(notice, desk, leader_agreed=False)


def _return(row: Submission, hazard: Hazard, notice: Notice, desk: Desk) -> Done:
    move(desk, hazard, hazard_states.MOVES, HazardState.RETURNED, why=row.reason)
    if notice.state == NoticeState.AWAITING_RECHECK:
        late = notice.due_on is not None and notice.due_on < desk.today
        to = NoticeState.OVERDUE if late else NoticeState.RECTIFYING
        move(desk, notice, notice_states.MOVES, to, why="反馈退回")
    _tell_contact(row, notice, f"第{hazard.place}条退回，请看原因", desk)
    return Done(settle="已退回", say=f"第 {hazard.place} 条已退回，原因已发给企业。")


def close(notice: Notice, desk: Desk, *, leader_agreed: bool) -> Done:
    """已消除: every hazard closed, reminders stopped, both sides told."""
    hazards = list(desk.work.notices.hazards(notice.id))
    unsettled = [h for h in hazards if h.state in hazard_states.UNSETTLED and h.state != HazardState.ACCEPTED]
    refused = closing_refused(
        by_staff=True,
        unsettled=len(unsettled),
        needs_leader=desk.house.bureau.closing.countersign,
        leader_agreed=leader_agreed,
    )
    if refused:
        raise RefusedError(refused)
    for hazard in hazards:
        if hazard.state in (HazardState.ACCEPTED, HazardState.FIXED_ON_SITE):
            move(desk, hazard, hazard_states.MOVES, HazardState.CLOSED)
            hazard.closed_at = desk.now
    if notice.state != NoticeState.AWAITING_RECHECK:
        move(desk, notice, notice_states.MOVES, NoticeState.AWAITING_RECHECK)
    move(desk, notice, notice_states.MOVES, NoticeState.CLEARED)
    notice.closed_at = desk.now
    desk.work.schedule.cancel(notice.id, "已消除")
    settle(desk, "recheck", str(notice.id))
    cleared(notice, desk)
    _tell_closed(notice, desk)
    name = desk.work.notices.visit(notice.visit_id).header["name"]
    return Done(settle="已销号", say=f"{notice.number} 全部通过，已销号：{name}。")


def close_notice(command: CloseNotice, desk: Desk) -> Done:
    """The leader's countersign."""
    notice = desk.work.notices.get(command.notice, lock=True)
    settle(desk, "countersign", str(notice.id))
    if not command.agreed:
        give_recheck(notice, desk, "销号被退回，请再看一次", f"{desk.by.name}退回：{command.reason}")
        return Done(settle="已退回", say="已退回，请检查人员再看一次，原因已转过去。")
    return close(notice, desk, leader_agreed=True)


def ask_leader(notice: Notice, desk: Desk) -> Done:
    """The countersign, where the bureau wants one."""
    visit = desk.work.notices.visit(notice.visit_id)
    for row in leaders_of(desk, visit.district, visit.enterprise_id, but=(desk.by.person.id,)):
        matter = Matter(
            id=notice.id,
            title=f"{notice.number} 请你同意销号",
            note=visit.header["name"],
            body="各条整改都已由检查人员看过并通过。",
            page=staff_page(desk, visit.id, row.userid),
        )
        opening = Opening(script="countersign", subject=str(notice.id), facts=asdict(matter))
        assign(desk, staff_actor(row), Assignment("countersign", f"销号：{notice.number}", opening))
    return Done(settle="已通过", say="全部通过了，已请队领导同意销号。")


def _tell_contact(row: Submission, notice: Notice, result: str, desk: Desk) -> None:
    contact = desk.work.people.contact(row.contact_id)
    word = Notify(
        template="result",
        facts={"what": "整改反馈结果", "number": notice.number, "result": result},
        url=notice_page(desk, notice.visit_id, contact.openid),
    )
    notify(desk, contact, word, key=f"judged:{row.id}")


def _tell_closed(notice: Notice, desk: Desk) -> None:
    for contact in desk.work.people.contacts(notice.enterprise_id):
        word = Notify(
            template="result",
            facts={"what": "整改全部通过", "number": notice.number, "result": "已销号，谢谢配合"},
            url=notice_page(desk, notice.visit_id, contact.openid),
        )
        notify(desk, contact, word, key=f"closed:{notice.id}:{contact.id}")
