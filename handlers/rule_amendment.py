"""作废、撤回、更正, second half: the leader's tap and what it does. It never touches an issued letter."""

from dataclasses import asdict
from datetime import date

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Paper, Say
from handlers.amend_papers import correction, sample, statement
from handlers.amendment_matter import VERBS, about_notice, served
from handlers.assign import Assignment, assign, settle
from handlers.commands.notice import RuleOnAmendment, ServeAmendment
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import decides
from handlers.mail_reminders import mail_again
from handlers.mail_reminders import sample as sample_letter
from handlers.recall import show_again
from handlers.replace_visit import reopen
from handlers.scripts.amending import WRONG_FIRM
from handlers.scripts.sealing import ToSeal
from handlers.sealing import SAMPLE_NAME, SETTLE, ask_for_seal, waits
from handlers.void import make_void
from models.amendments import Amendments
from models.tables.cases import MAILED
from models.tables.letters import Amendment, Notice
from rules import notice_states, reminder_states
from rules.local_time import show_date


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
        return agree(row, notice, desk)
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


def agree(row: Amendment, notice: Notice, desk: Desk) -> Done:
    """What a leader agreed to is done, or waits for the seal on its statement. Raises RefusedError."""
    if row.sort != "correct" and row.state == "proposed" and not _may_void(notice):
        raise RefusedError(f"{notice.number} 的状态已经变了，现在不能作废。")
    written = row.sort == "correct" or any(served(one) for one in _targets(row, notice, desk))
    if written and desk.house.seal:
        _decided(row, "unsealed", "", desk)
        return _seal_first(row, notice, desk)
    _decided(row, "agreed", "", desk)
    return _carry_out(row, notice, desk)


def _carry_out(row: Amendment, notice: Notice, desk: Desk, sealed_by: str = "") -> Done:
    if row.sort == "correct":
        correction(row, notice, desk, sealed_by)
        return _told(row, f"{notice.number} 已更正：“{row.wrong}”改为“{row.right}”。更正说明已发出。", desk)
    if any(served(one) for one in _targets(row, notice, desk)):
        return _serve_first(row, notice, desk, sealed_by)
    return _void(row, notice, desk)


def _seal_first(row: Amendment, notice: Notice, desk: Desk) -> Done:
    """The statement carries the bureau's seal: a keeper applies it, and then it is carried out."""
    paper = sample(row, notice, desk)
    body = f"“{row.wrong}”改为“{row.right}”" if row.sort == "correct" else f"原因：{row.reason}"
    title = paper.name.removeprefix(SAMPLE_NAME).strip()
    matter = about_notice(notice, desk, id=row.id, title=title, body=body)
    samples = ((paper.id, paper.name),)
    asked = ToSeal("amendment", matter, notice.district, notice.visit_id, samples, by=row.decided_by)
    able = ask_for_seal(asked, desk)
    return Done(settle=SETTLE, say=waits(able, "已同意。", "马上办"))


def sealed(number: int, agreed: bool, why: str, desk: Desk) -> Done:
    """The keeper's word on a statement that waits for the seal. Raises RefusedError."""
    row = Amendments(desk.work.session).lock(number)
    notice = desk.work.notices.get(row.notice_id, lock=True)
    if row.state != "unsealed":
        raise RefusedError("这一件已经办完了，不用再点。")
    if agreed:
        row.state = "agreed"
        return _carry_out(row, notice, desk, desk.by.person.id)
    row.state, row.why = "refused", why
    if row.sort == "recall":
        show_again(notice, row, desk)
    back = "提示单恢复，已重新发给企业" if row.sort == "recall" else "提示单不变"
    say = f"{VERBS[row.sort]} {notice.number} 没有用印（{desk.by.name}：{why}），{back}。要办请重新提出。"
    for userid in dict.fromkeys((row.proposed_by, row.decided_by)):
        if userid != desk.by.person.id:
            desk.books.send(Person("wecom", userid), Say(say))
    return Done(settle="已退回", say="已退回，原因转给经办人和队领导了。")


def _may_void(notice: Notice) -> bool:
    moves = notice_states.MOVES if notice.kind == "warning" else reminder_states.MOVES
    return moves.may(notice.state, "void")


def _targets(row: Amendment, notice: Notice, desk: Desk) -> list[Notice]:
    """The notice; with a wrong firm, or recalled together, everything issued on that visit."""
    if row.sort == "recall" or row.reason == WRONG_FIRM:
        return list(desk.work.notices.of_visit(notice.visit_id, lock=True, recalled=True))
    return [notice]


def _serve_first(row: Amendment, notice: Notice, desk: Desk, sealed_by: str = "") -> Done:
    """Received: a written statement is served before it is void (§1.3)."""
    visit = desk.work.notices.visit(notice.visit_id)
    officer = desk.work.people.staff(row.proposed_by)
    paper = statement(row, notice, desk, sealed_by)
    row.paper_id = paper.id
    if officer is not None:
        to = Person("wecom", officer.userid)
        desk.books.send_paper(to, Paper(f"paper:{paper.id}", f"{paper.name}.pdf"))
        matter = about_notice(
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
        say += _mail_again(notice, desk)
    elif row.again:
        reopen(visit, row, desk)
        say += "原来的记录已带到新的一次，请经办人核对后重新出单。"
    elif row.reason == WRONG_FIRM:
        say += "要给正确的企业出单，请重新开始检查。"
    return _told(row, say, desk)


def _mail_again(notice: Notice, desk: Desk) -> str:
    if not desk.house.seal:
        return mail_again(notice, desk, desk.who)
    firm = desk.work.people.enterprise(notice.enterprise_id)
    body = f"接替已作废的 {notice.number}，内容按登记的企业信息，文字是固定的。"
    matter = about_notice(notice, desk, title=f"温馨提示单：{firm.name}", body=body)
    letter = sample_letter(firm, desk, SAMPLE_NAME)
    samples = ((letter.id, letter.name),)
    by = desk.by.person.id
    able = ask_for_seal(ToSeal("again", matter, firm.district, notice.visit_id, samples, by=by), desk)
    return waits(able, "重新出的那份")


def _told(row: Amendment, say: str, desk: Desk) -> Done:
    """Both the one who decided and the one who asked hear it."""
    if row.proposed_by != desk.by.person.id:
        desk.books.send(Person("wecom", row.proposed_by), Say(f"{desk.by.name}已同意。{say}"))
    return Done(settle="已办好", say=say)
