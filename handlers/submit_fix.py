"""整改反馈: the enterprise shows that a hazard is gone. It closes nothing; an officer judges it."""

from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.contact import SubmitFix
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.moves import move
from handlers.scripts.decisions import Matter
from models.tables.cases import Evidence, Hazard, Submission
from models.tables.letters import Notice
from models.tables.people import Contact, Staff
from rules import hazard_states, notice_states
from rules.hazard_states import HazardState
from rules.notice_states import NoticeState
from rules.roles import Role


def submit_fix(command: SubmitFix, desk: Desk) -> Done:
    """From chat: the sheet's photos and the sentence typed with them."""
    assert desk.sheet is not None
    contact, hazard = _mine(command.hazard, desk)
    photos = [row for row in desk.work.notices.photos(sheet=desk.sheet.id) if row.state != "lost"]
    take_fix(contact, hazard, command.text, photos, desk)
    names = "、".join(one.name for one in _officers(hazard.visit_id, desk)) or "检查人员"
    return Done(say=f"第 {hazard.place} 条的 {len(photos)} 张照片和说明已转给{names}。通过后我告诉您。")


def _mine(hazard_id: int, desk: Desk) -> tuple[Contact, Hazard]:
    """The contact's own open hazard, or the same refusal whatever else it is."""
    hazard = desk.work.session.get(Hazard, hazard_id)
    if hazard is not None and hazard.notice_id is not None:
        notice = desk.work.notices.get(hazard.notice_id)
        contact = desk.work.people.binding(desk.by.person.id, notice.enterprise_id)
        if contact is not None and contact.state == "active":
            return contact, hazard
    raise RefusedError("没有找到这一条。请从“我的提示单”里打开再反馈。")


def take_fix(contact: Contact, hazard: Hazard, text: str, photos: list[Evidence], desk: Desk) -> Submission:
    """Write the submission down and put it before the officer. Raises RefusedError if it is settled."""
    assert hazard.notice_id is not None
    notice = desk.work.notices.get(hazard.notice_id, lock=True)
    if notice.state not in notice_states.MENDING:
        raise RefusedError("这份提示单现在不用再反馈了。")
    if not hazard_states.MOVES.may(hazard.state, HazardState.SUBMITTED):
        raise RefusedError("这一条已经通过了，不用再发。")
    move(desk, hazard, hazard_states.MOVES, HazardState.SUBMITTED)
    hazard.seen = ""
    for earlier in desk.work.notices.submissions(hazard.id):
        if earlier.state == "waiting":
            earlier.state = "replaced"
            settle(desk, "judge", str(earlier.id))
    row = Submission(
        hazard_id=hazard.id,
        notice_id=notice.id,
        contact_id=contact.id,
        text=text,
        at=desk.now,
        state="waiting",
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    for photo in photos:
        photo.submission_id = row.id
    _awaiting(notice, desk)
    _before_officer(row, hazard, notice, contact, len(photos), desk)
    return row


def _awaiting(notice: Notice, desk: Desk) -> None:
    """Once nothing is left for the enterprise to do, the notice waits for us."""
    todo = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.OPEN]
    if not todo and notice_states.MOVES.may(notice.state, NoticeState.AWAITING_RECHECK):
        move(desk, notice, notice_states.MOVES, NoticeState.AWAITING_RECHECK)


def _before_officer(
    row: Submission, hazard: Hazard, notice: Notice, contact: Contact, photos: int, desk: Desk
) -> None:
    visit = desk.work.notices.visit(hazard.visit_id)
    for person in _officers(visit.id, desk):
        matter = Matter(
            id=row.id,
            title=f"{contact.name}反馈：第 {hazard.place} 条改好了",
            note=visit.header["name"],
            body=f"原来：{hazard.text[:50]}\n说明：{row.text[:60]}",
            rows=(("编号", notice.number), ("照片", f"{photos} 张")),
            page=staff_page(desk, visit.id, person.userid),
        )
        opening = Opening(script="judge", subject=str(row.id), facts=asdict(matter))
        title = f"看整改：{visit.header['name']} 第 {hazard.place} 条"
        assign(desk, staff_actor(person), Assignment("judge", title, opening, notice.due_on))


def _officers(visit: int, desk: Desk) -> list[Staff]:
    """The officers who were there: each of them gets the card."""
    listed = [row.userid for row in desk.work.notices.visit_staff(visit) if row.role == Role.OFFICER]
    return [row for row in map(desk.work.people.staff, listed) if row is not None]
