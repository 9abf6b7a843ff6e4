"""作废、撤回、更正 of an issued notice: an officer proposes, a leader decides, the register keeps all of it.

A notice nobody has received becomes void by the leader's tap. One that was received stays in force until
a written 撤回说明 has been served. A correction never touches the issued letter, its number or its period.
"""

import json
import re
from dataclasses import asdict
from datetime import timedelta

from bot.script import Done, Opening, RefusedError
from handlers.addresses import staff_page
from handlers.amendment_matter import SCRIPTS, VERBS, about_notice, served
from handlers.assign import Assignment, assign
from handlers.commands.notice import ProposeAmendment
from handlers.copies import delivered
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.meant import meant
from handlers.recall import hide
from handlers.rule_amendment import agree
from models.amendments import Amendments
from models.tables.letters import Amendment, Notice
from rules import notice_states, reminder_states
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState
from rules.roles import LEADERS, Action, any_may, reaches

SAID = re.compile(r"(作废|撤回|更正)[\s：:，,]*(.{0,40})")
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
            facts=asdict(about_notice(notice, desk, options=_printed(notice, desk))),
        )
    )


def _leads(desk: Desk) -> bool:
    return bool(set(desk.by.roles) & LEADERS)


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
        return agree(row, notice, desk)
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
        matter = about_notice(
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
