"""延期: asked for by the enterprise before the due date with a reason, decided by a leader, never by itself.

Until it is decided the first date stands. A granted one is a new absolute date; the old stays in the audit.
"""

from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from bot.words import Notify
from handlers.addresses import notice_page, staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.contact import DecideExtension
from handlers.desk import Desk
from handlers.due_date import count
from handlers.due_shown import show_new_due
from handlers.identity import staff_actor
from handlers.ladders import plan_rectification_ladder
from handlers.leaders import leaders_of
from handlers.moves import move
from handlers.notify import notify
from handlers.scripts.decisions import Matter
from handlers.tell_officer import tell_officer
from models.tables.letters import Notice
from models.tables.people import Contact
from models.tables.replies import Extension
from rules import hazard_states, notice_states
from rules.deadlines import Deadline, read_days
from rules.local_time import month_day, show_date
from rules.notice_states import NoticeState
from rules.reading import Refusal, read_text
from rules.workdays import CalendarMissingError

LATE = "期限已过，不能再申请延期。请尽快整改，并联系检查人员。"


def may_ask(notice: Notice, desk: Desk) -> bool:
    """Is there a date that has not passed, something left to do, and no request that waits?"""
    return _why_not(notice, desk) == ""


def _why_not(notice: Notice, desk: Desk) -> str:
    if notice.due_on is None or notice.state not in (NoticeState.RECTIFYING, NoticeState.AWAITING_RECHECK):
        return "现在不用申请延期。"
    if notice.due_on < desk.today:
        return LATE
    if not any(h.state in hazard_states.OPEN for h in desk.work.notices.hazards(notice.id)):
        return "各条都已经反馈了，不用延期。"
    if any(one.state == "waiting" for one in desk.work.replies.extensions(notice.id)):
        return "已经申请过了，队领导定了会告诉您。"
    return ""


def ask_extension(notice: Notice, contact: Contact, days: str, reason: str, desk: Desk) -> Extension:
    """Put the request before the district's leaders. Raises RefusedError."""
    if why := _why_not(notice, desk):
        raise RefusedError(why)
    wanted = read_days(days, most=desk.house.bureau.deadline.most)
    because = read_text(reason, least=4, most=200, what="理由")
    if isinstance(wanted, Refusal) or isinstance(because, Refusal):
        raise RefusedError("".join(one.say for one in (wanted, because) if isinstance(one, Refusal)))
    row = Extension(
        notice_id=notice.id,
        contact_id=contact.id,
        days=wanted.value,
        reason=because.value,
        at=desk.now,
        state="waiting",
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(desk.by.person.id, "asked for time", f"notice:{notice.id}", days=row.days)
    _before_leader(row, notice, contact, desk)
    return row


def _before_leader(row: Extension, notice: Notice, contact: Contact, desk: Desk) -> None:
    visit = desk.work.notices.visit(notice.visit_id)
    assert notice.due_on is not None
    todo = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.UNSETTLED]
    for one in leaders_of(desk, visit.district, visit.enterprise_id):
        matter = Matter(
            id=row.id,
            title=f"{contact.name}申请延期 {row.days} 日",
            note=visit.header["name"],
            body=f"理由：{row.reason}",
            rows=(
                ("编号", notice.number),
                ("原到期", show_date(notice.due_on)),
                ("未完成", f"{len(todo)} 条"),
                ("已延期", f"{notice.extensions} 次"),
            ),
            page=staff_page(desk, visit.id, one.userid),
            options=(str(row.days),),
        )
        opening = Opening(script="extension", subject=str(row.id), facts=asdict(matter))
        title = f"定延期：{visit.header['name']} {notice.number}"
        assign(desk, staff_actor(one), Assignment("extension", title, opening, notice.due_on))
    asked = f"{contact.name} 申请延期 {row.days} 日（{row.reason[:80]}）"
    say = f"{visit.header['name']}：{asked}，已转队领导定。"
    tell_officer(visit, say, desk)


def decide_extension(command: DecideExtension, desk: Desk) -> Done:
    """The leader's word; both sides hear it with its reason."""
    row = desk.work.replies.extension(command.extension)
    notice = desk.work.notices.get(row.notice_id, lock=True)
    settle(desk, "extension", str(row.id))
    if row.state != "waiting":
        raise RefusedError("已经定过了，不用再点。")
    if notice.state not in notice_states.OPEN or notice.due_on is None:
        raise RefusedError("这份提示单已经了结，不用再定。")
    row.decided_by, row.decided_at, row.because = desk.by.person.id, desk.now, command.reason
    row.state = "granted" if command.agreed else "refused"
    if not command.agreed:
        _tell(row, notice, "没有同意，期限不变", desk)
        return Done(settle="不同意", say="好的，理由已转给企业，期限不变。")
    try:
        counted = count(notice.due_on, command.days, desk)
    except CalendarMissingError as missing:
        raise RefusedError(f"{missing.year} 年的节假日还没有导入，先请管理员导入再定。") from None
    # A request that was decided late: the notice may have been flagged overdue meanwhile.
    if notice.state == NoticeState.OVERDUE:
        move(desk, notice, notice_states.MOVES, NoticeState.AWAITING_RECHECK, why="延期已批")
        settle(desk, "recheck", str(notice.id))
    extend(notice, counted, command.reason or row.reason, desk)
    row.until = counted.due
    _tell(row, notice, f"同意，延到{month_day(counted.due)}", desk)
    return Done(settle="已延期", say=f"已延期到 {show_date(counted.due)}，双方都会收到。")


def extend(notice: Notice, counted: Deadline, reason: str, desk: Desk) -> None:
    """Give the notice a new absolute date and its reminders; the first one stays in the audit."""
    move(desk, notice, notice_states.MOVES, NoticeState.EXTENDED, why=reason, was_due=str(notice.due_on))
    was, notice.due_on = notice.due_on, counted.due
    move(desk, notice, notice_states.MOVES, NoticeState.RECTIFYING)
    notice.extensions += 1
    desk.work.schedule.cancel(notice.id, "已延期")
    plan_rectification_ladder(notice, counted, desk, again=str(notice.extensions))
    show_new_due(notice, was, "已延期", desk)


def _tell(row: Extension, notice: Notice, result: str, desk: Desk) -> None:
    contact = desk.work.people.contact(row.contact_id)
    page = notice_page(desk, notice.visit_id, contact.openid)
    facts = {"what": "延期申请结果", "number": notice.number, "result": result}
    notify(desk, contact, Notify("result", facts, page), key=f"extension:{row.id}")
    visit = desk.work.notices.visit(notice.visit_id)
    because = f"（{row.because}）" if row.because else ""
    say = f"{visit.header['name']} {notice.number} 的延期：{result}{because}。"
    tell_officer(visit, say, desk)
