"""What happened on paper, written down: a signed slip, 拒签留置, mail that came back; all letters in one go.

Signed slips and mail count at once. 拒签留置 is put before a leader; until he has confirmed, nothing runs. A
receipt that came first, in whatever way, stands: the other is told, and its photos are kept all the same.
"""

from dataclasses import asdict
from datetime import date

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Say
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.contact import RuleOnLeft, TakeOnPaper
from handlers.desk import Desk
from handlers.due_date import rule_of
from handlers.identity import staff_actor
from handlers.leaders import decides, leaders_of
from handlers.notice_names import notice_name, warning_of
from handlers.on_paper import already
from handlers.scripts.decisions import Matter
from handlers.sign_in_person import may_take, unsigned_of
from handlers.take_receipt import Proof, take
from models.tables.cases import Evidence, Visit
from models.tables.letters import Handover
from rules.local_time import show_date
from rules.receipts import FILMED, How, left_refused
from rules.roles import reaches

PHOTOS = {How.PAPER: "slip", How.MAILED: "slip", How.LEFT: "left"}
"""What a photo becomes: a signed slip may be seen by the enterprise, a 留置 stays in the house."""


def take_on_paper(command: TakeOnPaper, desk: Desk) -> Done:
    """Write down what the officer recorded. Raises RefusedError with what is missing."""
    visit = desk.work.notices.lock_visit(command.visit)
    if not may_take(desk) or not reaches(desk.by.roles, desk.by.district, visit.district):
        raise RefusedError("签收要由本辖区的执法人员或内勤来记。")
    how = How(command.how)
    evidence = _evidence(visit, desk)
    if not unsigned_of(visit, desk):
        received = any(desk.work.notices.receipt(one.id) for one in desk.work.notices.of_visit(visit.id))
        settled = "已签收过" if received else "没有等签收的"
        return Done(settle=settled, say=f"{already(visit, desk)}\n这次的照片也存着了。")
    staff = _staff(command, desk)
    filmed = any(one.sort == "clip" for one in evidence)
    if how == How.LEFT and (wrong := left_refused(len(staff), command.witnesses, filmed)):
        raise RefusedError(wrong)
    for one in evidence:
        one.sort = PHOTOS[how] if one.sort == "photo" else one.sort
    row = Handover(
        visit_id=visit.id,
        how=how,
        on=date.fromisoformat(command.on),
        name=command.name,
        post=command.post,
        sealed=command.sealed,
        reason=command.reason,
        witnesses=command.witnesses,
        mail=command.mail,
        staff=staff,
        evidence=[one.id for one in evidence],
        state="proposed" if how == How.LEFT else "taken",
        by=desk.by.person.id,
        at=desk.now,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(
        desk.by.person.id,
        f"{how} recorded",
        f"visit:{visit.id}",
        handover=row.id,
        on=command.on,
        name=row.name,
    )
    return _before_leaders(row, visit, desk) if how == How.LEFT else _taken(row, visit, desk)


def _evidence(visit: Visit, desk: Desk) -> list[Evidence]:
    """The photos and films of this dialogue belong to the visit now."""
    rows = desk.work.evidence.of_sheet(desk.sheet.id) if desk.sheet is not None else ()
    kept = [one for one in rows if one.sort in ("photo", "clip") and one.state != "lost"]
    for one in rows:
        one.visit_id = visit.id
    return kept


def _staff(command: TakeOnPaper, desk: Desk) -> list[list[str]]:
    ids = dict.fromkeys(filter(None, (desk.by.person.id, command.partner)))
    found = [desk.work.people.staff(one) for one in ids]
    return [[row.userid, row.name, row.unit] for row in found if row is not None]


def _taken(row: Handover, visit: Visit, desk: Desk) -> Done:
    proof = Proof(how=How(row.how), name=row.name, post=row.post, on=row.on, handover=row)
    notices = take(visit.id, proof, desk)
    warning = warning_of(notices)
    names = "、".join(notice_name(one) for one in notices)
    rule = rule_of(warning, desk) if warning else ""
    return Done(
        settle="已记上",
        say=f"记上了：{names}，{row.name} {show_date(row.on)}{How(row.how).label}。{rule}",
    )


def _before_leaders(row: Handover, visit: Visit, desk: Desk) -> Done:
    leaders = leaders_of(desk, visit.district, visit.enterprise_id, but=present(row))
    if not leaders:
        raise RefusedError("这个辖区没有别的队领导，没法确认留置。请联系管理员补上。")
    seen = f"见证：{row.witnesses}" if row.witnesses else FILMED
    for leader in leaders:
        matter = Matter(
            id=row.id,
            title=f"{desk.by.name}报留置送达",
            note=visit.header["name"],
            body=f"拒签人：{row.name}，原因：{row.reason[:40]}\n{seen}",
            rows=(
                ("文书", "、".join(notice_name(one) for one in unsigned_of(visit, desk))),
                ("留置日", show_date(row.on)),
                ("在场", "、".join(one[1] for one in row.staff)),
            ),
            page=staff_page(desk, visit.id, leader.userid),
        )
        opening = Opening(script="left", subject=str(row.id), facts=asdict(matter))
        assign(desk, staff_actor(leader), Assignment("left", f"留置送达：{visit.header['name']}", opening))
    names = "、".join(leader.name for leader in leaders)
    settle(desk, "on_paper", str(visit.id))
    return Done(
        settle="已提交", say=f"已请 {names} 确认。确认后期限从{show_date(row.on)}的次日起算，我会告诉你。"
    )


def present(row: Handover) -> list[str]:
    """Whoever reported it or was there: he confirms nothing of it."""
    return [row.by, *(str(one[0]) for one in row.staff)]


def rule_on_left(command: RuleOnLeft, desk: Desk) -> Done:
    """The leader's tap: from now on the letters count as received on the day they were left."""
    row = desk.work.notices.handover(command.handover)
    visit = desk.work.notices.lock_visit(row.visit_id)
    settle(desk, "left", str(row.id))
    if row.state != "proposed":
        return Done(settle="已办过", say=f"这一件已经办过了。{already(visit, desk)}")
    if not decides(desk, visit.district) or desk.by.person.id in present(row):
        raise RefusedError("留置送达要由队领导确认，自己报的、自己在场的不能自己定。")
    if command.agreed and not unsigned_of(visit, desk):
        raise RefusedError(f"{visit.header['name']} 的提示单已撤回，等撤回定了再确认。")
    row.decided_by, row.decided_at, row.why = desk.by.person.id, desk.now, command.reason
    row.state = "agreed" if command.agreed else "refused"
    desk.work.audit.note(
        desk.by.person.id, f"left {row.state}", f"visit:{visit.id}", handover=row.id, why=command.reason
    )
    officer, firm = Person("wecom", row.by), visit.header["name"]
    if not command.agreed:
        desk.books.send(
            officer, Say(f"{desk.by.name}没有同意 {firm} 的留置送达：{command.reason}。期限没有开始算。")
        )
        return Done(settle="未同意", say=f"已告诉{desk.books.name_of(row.by)}，期限没有开始算。")
    done = _taken(row, visit, desk)
    return Done(settle="已确认", say=done.say)
