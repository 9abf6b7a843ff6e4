"""纸质签收, 拒签, 邮寄签收: which visit's letters are meant, and the dialogue about them. Records nothing."""

import re
from dataclasses import replace

from bot.script import Done, Opening
from handlers.assign import Assignment, assign
from handlers.barred import stays_away
from handlers.desk import Desk
from handlers.due_date import rule_of
from handlers.find_firms import firms
from handlers.identity import staff_actor
from handlers.meant import meant
from handlers.notice_names import NAMES, notice_name
from handlers.receipt_words import correction_of, day_of
from handlers.sign_in_person import may_take, unsigned_of
from models.tables.cases import Visit
from models.tables.letters import Handover
from rules.delivery_marks import Mark
from rules.local_time import month_day, show_date
from rules.receipts import How
from rules.roles import Role, reaches

SAID = re.compile(r"(纸质签收|纸质送达|拒签留置|拒签|留置|邮寄签收|邮寄回执)[\s：:，,]*(.{0,40})")
HOWS = {"纸质签收": How.PAPER, "拒签留置": How.LEFT, "拒签": How.LEFT, "留置": How.LEFT,
        "邮寄签收": How.MAILED, "邮寄回执": How.MAILED}  # fmt: skip


def begin(word: str, typed: str, desk: Desk) -> Done:
    """纸质签收, 拒签, 邮寄签收 with a number or part of a firm's name, or for one's own last visit."""
    if not may_take(desk):
        return Done(say="签收要由执法人员或内勤来记。")
    found = visit_meant(typed.strip(), word, desk)
    if isinstance(found, Done):
        return found
    if not unsigned_of(found, desk):
        return Done(say=already(found, desk))
    how = HOWS.get(word)
    if open_one := _open_one(found, how, desk):
        return Done(joins=open_one)
    if how not in (How.PAPER, How.MAILED) and (waiting := _waiting(found, desk)) is not None:
        return Done(
            say=f"{found.header['name']} 的留置送达已报队领导（{show_date(waiting.on)}留置），等他确认。"
        )
    answers = (("how", str(how), ""),) if how else ()
    return Done(opens=replace(opening_of(found, desk), answers=answers))


def _open_one(visit: Visit, how: How | None, desk: Desk) -> str:
    """The dialogue this person has open about it already, unless it goes another way; '' if none."""
    for sheet, _ in desk.books.seats(desk.by.person):
        if sheet.script == "on_paper" and sheet.subject == str(visit.id):
            said = desk.books.record(sheet.id).answers.get("how")
            if said is None or how in (None, said.value):
                return sheet.id
    return ""


def visit_meant(typed: str, word: str, desk: Desk, *, received: bool = False) -> Visit | Done:
    """The visit meant, within reach; or what to say instead.

    By a firm's name it is the one whose letters nobody received yet (`received`: the last one somebody did).
    """
    notice = meant(typed, desk)
    if notice is not None and reaches(desk.by.roles, desk.by.district, notice.district):
        found = desk.work.notices.visit(notice.visit_id)
        barred = found.enterprise_id in desk.by.recused
        return Done(say=stays_away(found.enterprise_id, desk.work)) if barred else found
    hits = firms(typed, desk) if typed and notice is None else []
    of = [(int(hit["id"]), one) for hit in hits if (one := _visits_of(int(hit["id"]), received, desk))]
    if len(of) > 1:
        names = "、".join(visits[0].header["name"] for _, visits in of[:5])
        return Done(say=f"有 {len(of)} 家对得上：{names}。请带编号再发一次，例如“{word} 7号”。")
    if not of:
        return Done(say=f"没有找到这份提示单。请发“{word} 编号”或“{word} 企业名”，例如“{word} 7号”。")
    [(firm, visits)] = of
    if firm in desk.by.recused:
        return Done(say=stays_away(firm, desk.work))
    if len(visits) > 1 and not received:
        return Done(say=_which(visits, word, desk))
    return visits[0]


def _visits_of(enterprise: int, received: bool, desk: Desk) -> list[Visit]:
    """Its visits with letters that are (or are not) received, the latest first; else its last visit."""
    notices = [one for kind in NAMES for one in desk.work.notices.of_enterprise(enterprise, kind)]
    fitting = {
        one.visit_id
        for one in notices
        if one.slot and one.recalled_at is None
        if (desk.work.notices.receipt(one.id) is not None) == received
    }
    if fitting:
        return [desk.work.notices.visit(one) for one in sorted(fitting, reverse=True)]
    last = desk.work.people.last_visit(enterprise)
    return [last] if last is not None else []


def _which(visits: list[Visit], word: str, desk: Desk) -> str:
    """Letters of several days wait: a number says which."""
    first = [unsigned_of(one, desk)[0] for one in visits]
    listed = "；".join(f"{one.number}（{month_day(one.issued_on)}）" for one in first)
    how = f"请带编号再发一次，例如“{word} {first[0].number}”。"
    return f"{visits[0].header['name']} 有几次的提示单等签收：{listed}。{how}"


def opening_of(visit: Visit, desk: Desk) -> Opening:
    """The dialogue about a visit's letters that nobody has received yet."""
    notices = unsigned_of(visit, desk)
    facts = {
        "visit": visit.id,
        "firm": visit.header["name"],
        "letters": [notice_name(one) for one in notices],
        "issued": max(one.issued_on for one in notices).isoformat(),
        "today": desk.today.isoformat(),
        "people": _people(visit, desk),
        "colleagues": _colleagues(visit, desk),
        "mail": _mail(visit, desk),
    }
    return Opening(script="on_paper", subject=str(visit.id), facts=facts)


def give(visit: Visit, desk: Desk) -> None:
    """Put it before whoever sends the letters on paper. Twice is once."""
    officer = desk.work.people.staff(desk.by.person.id)
    if officer is not None and unsigned_of(visit, desk):
        title = f"纸质送达：{visit.header['name']}"
        assign(desk, staff_actor(officer), Assignment("on_paper", title, opening_of(visit, desk)))


def _people(visit: Visit, desk: Desk) -> list[list[str]]:
    """Who of the firm may have signed: its contacts, then who stands on the form."""
    found = [[one.name, one.post] for one in desk.work.people.contacts(visit.enterprise_id)]
    head = visit.header
    found += [[head["site_contact"], "现场负责人"]] if head["site_contact"] else []
    found += [[head["legal_rep"], "法定代表人"]] if head["legal_rep"] else []
    return list({name: [name, post] for name, post in reversed(found)}.values())[::-1]


def _colleagues(visit: Visit, desk: Desk) -> list[list[str]]:
    """Who may have been along: those of the visit first, then the team."""
    here = [one.userid for one in desk.work.notices.visit_staff(visit.id)]
    team = [one.userid for one in desk.work.people.team(desk.by.team)]
    rows = [desk.work.people.staff(one) for one in dict.fromkeys((*here, *team))]
    return [
        [row.userid, row.name]
        for row in rows
        if row is not None and row.userid != desk.by.person.id and Role.EXPERT not in row.roles
        if visit.enterprise_id not in row.recused
    ][:6]


def _mail(visit: Visit, desk: Desk) -> str:
    """The mail number noted when the letters were posted, '' if none was."""
    for delivery in reversed(desk.work.notices.deliveries(visit.id)):
        for one in reversed(desk.work.replies.marks(delivery.id)):
            if one.what == Mark.MAILED and (found := re.search(r"[A-Z]{0,4}\s?\d{8,20}", one.detail)):
                return found[0].replace(" ", "")
    return ""


def already(visit: Visit, desk: Desk) -> str:
    """How these letters were received, for whoever comes second."""
    for notice in desk.work.notices.of_visit(visit.id):
        receipt = desk.work.notices.receipt(notice.id)
        if receipt is not None:
            told = f"{receipt.name} {day_of(receipt, correction_of(receipt, desk))}{How(receipt.how).label}"
            return f"{visit.header['name']} 的提示单已经签收过了：{told}。{rule_of(notice, desk)}"
    return f"{visit.header['name']} 没有等签收的提示单。"


def _waiting(visit: Visit, desk: Desk) -> Handover | None:
    return next((one for one in desk.work.notices.handovers(visit.id) if one.state == "proposed"), None)
