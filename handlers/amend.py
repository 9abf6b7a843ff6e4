"""作废、撤回、更正 of an issued notice: an officer proposes, a leader decides, the register keeps all of it.

A notice nobody has received becomes void by the leader's tap. One that was received stays in force until
a written 撤回说明 has been served. A correction never touches the issued letter, its number or its period.
"""

import json
import re
from dataclasses import asdict
from datetime import date, timedelta

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Paper, Say
from handlers.addresses import staff_page
from handlers.amend_papers import correction, statement
from handlers.assign import Assignment, assign, settle
from handlers.commands.notice import ProposeAmendment, RuleOnAmendment, ServeAmendment
from handlers.copies import delivered
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import decides, leaders_of
from handlers.mail_reminders import mail_again
from handlers.meant import meant
from handlers.recall import hide, show_again
from handlers.replace_visit import reopen
from handlers.scripts.amending import WRONG_FIRM
from handlers.scripts.decisions import Matter
from handlers.void import make_void
from models.amendments import Amendments
from models.tables.cases import MAILED
from models.tables.letters import Amendment, Notice
from rules import notice_states, reminder_states
from rules.local_time import show_date
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState
from rules.roles import LEADERS, Action, any_may, reaches

SAID = re.compile(r"(作废|撤回|更正)[\s：:，,]*(.{0,40})")
SCRIPTS = {"作废": "void", "撤回": "recall", "更正": "correct"}
VERBS = {sort: verb for verb, sort in SCRIPTS.items()}
NO_NOTICE = "没有找到这个编号。请发“{verb} 编号”，例如“{verb} 7号”；编号在登记簿里，回“登记簿”就能看。"


def begin(verb: str, typed: str, desk: Desk) -> Done:
    """The words 作废, 撤回, 更正 with a number, or without one for the last notice of one's own."""
    if not any_may(desk.by.roles, Action.NUMBER_REQUEST) and not _leads(desk):
        return Done(say=f"{verb}由经办的执法人员提出、队领导定。需要的话请找他们。")
    notice = meant(typed, desk)
    if notice is None or not reaches(desk.by.roles, desk.by.district, notice.district):
        return Done(say=NO_NOTICE.format(verb=verb))
    if why := _refused(SCRIPTS[verb], notice, desk):
        return Done(say=why)
    return Done(
        opens=Opening(
            script=SCRIPTS[verb],
            subject=str(notice.id),
            facts=asdict(_matter(notice, desk, options=_printed(notice, desk))),
        )
    )


def _leads(desk: Desk) -> bool:
    return bool(set(desk.by.roles) & LEADERS)


def served(notice: Notice) -> bool:
    """Has it been received, or left behind?"""
    if notice.kind == "warning":
        return notice.state in notice_states.SERVED
    return notice.state in reminder_states.SIGNED


def _refused(sort: str, notice: Notice, desk: Desk) -> str:
    """Why this cannot be proposed now, '' if it can."""
    states = NoticeState if notice.kind == "warning" else ReminderState
    moves = notice_states.MOVES if notice.kind == "warning" else reminder_states.MOVES
    if Amendments(desk.work.session).waiting(notice.id) is not None:
        return f"{notice.number} 已经提过了，还没办完。回“我的待办”可以看到。"
    if not moves.may(notice.state, states.VOID):
        return f"{notice.number} 现在是“{states(notice.state).label}”，不能{VERBS[sort]}。"
    if sort != "recall":
        return ""
    if served(notice):
        return f"{notice.number} 对方已经签收，不能直接撤回。请回“作废 {notice.number}”，由队领导定。"
    minutes = desk.house.bureau.release.recall_minutes
    if desk.now - notice.issued_at > timedelta(minutes=minutes):
        return f"出单超过 {minutes} 分钟了，不能直接撤回。请回“作废 {notice.number}”，由队领导定。"
    return ""


def _matter(notice: Notice, desk: Desk, **but: object) -> Matter:
    visit = desk.work.notices.visit(notice.visit_id)
    state = (NoticeState if notice.kind == "warning" else ReminderState)(notice.state).label
    facts = {
        "id": notice.id,
        "title": notice.number,
        "note": visit.header["name"],
        "rows": (("企业", visit.header["name"]), ("成文", show_date(notice.issued_on)), ("状态", state)),
    }
    return Matter(**{**facts, **but})  # type: ignore[arg-type]


def propose(command: ProposeAmendment, desk: Desk) -> Done:
    """Write the proposal down; a recall works at once; a leader's own proposal is decided with it."""
    notice = desk.work.notices.get(command.notice, lock=True)
    if why := _refused(command.sort, notice, desk):
        raise RefusedError(why)
    row = Amendment(
        notice_id=notice.id,
        sort=command.sort,
        reason=command.reason,
        again=command.again,
        recovered=command.recovered,
        wrong=command.wrong,
        right=command.right,
        state="proposed",
        proposed_by=desk.by.person.id,
        proposed_at=desk.now,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    detail = {"notice": notice.number, "reason": row.reason, "wrong": row.wrong, "right": row.right}
    desk.work.audit.note(desk.by.person.id, f"{row.sort} proposed", f"notice:{notice.id}", **detail)
    if row.sort == "recall":
        hide(notice, row, desk)
    if _leads(desk):
        return _agree(row, notice, desk)
    return _ask_leaders(row, notice, desk)


def _printed(notice: Notice, desk: Desk) -> tuple[str, ...]:
    """The facts that stand in the letter, for what is said to be a slip in it."""
    stored = json.loads(delivered(notice, desk).facts)
    values = (*stored["addressee"].values(), *stored.get("hazards", ()), *stored.get("staff", ()))
    return tuple(map(str, values))


def _ask_leaders(row: Amendment, notice: Notice, desk: Desk) -> Done:
    leaders = leaders_of(desk, notice.district, notice.enterprise_id, but=(desk.by.person.id,))
    if not leaders:
        raise RefusedError("这个辖区还没有登记队领导，没法往下走。请联系管理员补上。")
    verb = VERBS[row.sort]
    lines = [f"原因：{row.reason}"] if row.sort != "correct" else [f"“{row.wrong}”改为“{row.right}”"]
    if row.again:
        lines.append("同意后带着原记录重新出单，用新编号。")
    if row.sort != "correct" and served(notice):
        lines.append("企业已签收：同意后先送达撤回说明，送到那天起作废。")
    for leader in leaders:
        matter = _matter(
            notice,
            desk,
            id=row.id,
            title=f"{desk.by.name}提请{verb} {notice.number}",
            body="\n".join(lines),
            page=staff_page(desk, notice.visit_id, leader.userid),
        )
        opening = Opening(script="amendment", subject=str(row.id), facts=asdict(matter))
        assign(desk, staff_actor(leader), Assignment("amendment", f"{verb}：{notice.number}", opening))
    names = "、".join(leader.name for leader in leaders)
    at_once = "已撤回：链接失效，没发出的不再发。" if row.sort == "recall" else ""
    return Done(settle="已提交", say=f"{at_once}已请 {names} 定，定了我告诉你。")


def rule(command: RuleOnAmendment, desk: Desk) -> Done:
    """The leader's tap."""
    row = Amendments(desk.work.session).lock(command.amendment)
    settle(desk, "amendment", str(row.id))
    if row.state != "proposed":
        raise RefusedError("这一件已经定过了，不用再点。")
    notice = desk.work.notices.get(row.notice_id, lock=True)
    if not decides(desk, notice.district):
        raise RefusedError("作废和更正要由队领导定，请转给队领导。")
    if command.agreed:
        return _agree(row, notice, desk)
    _decided(row, "refused", command.reason, desk)
    if row.sort == "recall":
        show_again(notice, row, desk)
    verb = VERBS[row.sort]
    back = "提示单恢复，已重新发给企业。" if row.sort == "recall" else "提示单不变。"
    say = f"{desk.by.name}没有同意{verb} {notice.number}：{command.reason}。{back}"
    desk.books.send(Person("wecom", row.proposed_by), Say(say))
    return Done(settle="未同意", say=f"已告诉{desk.books.name_of(row.proposed_by)}。{back}")


def _decided(row: Amendment, state: str, why: str, desk: Desk) -> None:
    row.state, row.decided_by, row.decided_at, row.why = state, desk.by.person.id, desk.now, why
    desk.work.audit.note(
        desk.by.person.id, f"{row.sort} {state}", f"notice:{row.notice_id}", amendment=row.id, why=why
    )


def _agree(row: Amendment, notice: Notice, desk: Desk) -> Done:
    if row.sort != "correct" and row.state == "proposed" and not _may_void(notice):
        raise RefusedError(f"{notice.number} 的状态已经变了，现在不能作废。")
    _decided(row, "agreed", "", desk)
    if row.sort == "correct":
        correction(row, notice, desk)
        return _told(row, f"{notice.number} 已更正：“{row.wrong}”改为“{row.right}”。更正说明已发出。", desk)
    if any(served(one) for one in _targets(row, notice, desk)):
        return _serve_first(row, notice, desk)
    return _void(row, notice, desk)


def _may_void(notice: Notice) -> bool:
    moves = notice_states.MOVES if notice.kind == "warning" else reminder_states.MOVES
    return moves.may(notice.state, "void")


def _targets(row: Amendment, notice: Notice, desk: Desk) -> list[Notice]:
    """The notice; with a wrong firm, or recalled together, everything issued on that visit."""
    if row.sort == "recall" or row.reason == WRONG_FIRM:
        return list(desk.work.notices.of_visit(notice.visit_id, lock=True, recalled=True))
    return [notice]


def _serve_first(row: Amendment, notice: Notice, desk: Desk) -> Done:
    """Received: a written statement is served before it is void (§1.3)."""
    visit = desk.work.notices.visit(notice.visit_id)
    officer = desk.work.people.staff(row.proposed_by)
    paper = statement(row, notice, desk)
    row.paper_id = paper.id
    if officer is not None:
        to = Person("wecom", officer.userid)
        desk.books.send_paper(to, Paper(f"paper:{paper.id}", f"{paper.name}.pdf"))
        matter = _matter(
            notice,
            desk,
            id=row.id,
            title="撤回说明送到了吗？",
            body=f"{visit.header['name']} 已签收过 {notice.number}。",
            options=(desk.today.isoformat(),),
        )
        opening = Opening(script="serving", subject=str(row.id), facts=asdict(matter))
        assign(desk, staff_actor(officer), Assignment("serving", f"送达撤回说明：{notice.number}", opening))
    say = f"已同意。{notice.number} 企业签收过，要先送达撤回说明（已发给经办人），送到那天起作废。"
    return Done(settle="已同意", say=say)


def serve(command: ServeAmendment, desk: Desk) -> Done:
    """The statement was handed over: from that day the notice is void."""
    row = Amendments(desk.work.session).lock(command.amendment)
    settle(desk, "serving", str(row.id))
    if row.state != "agreed":
        raise RefusedError("这一件已经办完了，不用再记。")
    notice = desk.work.notices.get(row.notice_id, lock=True)
    on = date.fromisoformat(command.on)
    if on < notice.issued_on:
        raise RefusedError(f"送达日不会早于成文日 {show_date(notice.issued_on)}，请核对。")
    row.state, row.served_on = "served", on
    desk.work.audit.note(desk.by.person.id, "withdrawal served", f"notice:{notice.id}", on=command.on)
    return _void(row, notice, desk)


def _void(row: Amendment, notice: Notice, desk: Desk) -> Done:
    visit = desk.work.notices.visit(notice.visit_id)
    targets = _targets(row, notice, desk)
    make_void(targets, row, desk)
    numbers = "、".join(one.number for one in targets)
    say = f"{numbers} 已作废（{row.reason}），编号留在登记簿，不再使用。"
    if row.again and visit.form == MAILED:
        say += mail_again(notice, desk)
    elif row.again:
        reopen(visit, row, desk)
        say += "原来的记录已带到新的一次，请经办人核对后重新出单。"
    elif row.reason == WRONG_FIRM:
        say += "要给正确的企业出单，请重新开始检查。"
    return _told(row, say, desk)


def _told(row: Amendment, say: str, desk: Desk) -> Done:
    """Both the one who decided and the one who asked hear it."""
    if row.proposed_by != desk.by.person.id:
        desk.books.send(Person("wecom", row.proposed_by), Say(f"{desk.by.name}已同意。{say}"))
    return Done(settle="已办好", say=say)
