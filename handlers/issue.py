"""出单, second half: numbers are taken, letters frozen, everything put on its way. All in one commit.

One warning notice per visit and one reminder; a visit that has been released is never released again.
Numbers are taken here and nowhere else, under the counter's lock.
"""

import secrets
from dataclasses import dataclass, replace

from bot.deeds import Person
from bot.script import Done, RefusedError
from bot.words import Paper, Say
from handlers import letters
from handlers.advice import ask_for_advice
from handlers.commands.draft import VisitDraft, load_draft
from handlers.deliver import deliver_visit
from handlers.desk import Desk
from handlers.form_photos import form_photos
from handlers.moves import move
from models.amendments import Amendments
from models.tables.cases import Visit
from models.tables.letters import Amendment, Notice, PaperRow
from notices.facts.kinds import Facts
from rules import enterprise_states, notice_states, reminder_states, visit_states
from rules.enterprise_states import EnterpriseState, after_visit
from rules.notice_states import NoticeState
from rules.numbering import NoticeNumber, ReminderNumber
from rules.phones import mask
from rules.reminder_states import ReminderState
from rules.visit_states import VisitState


@dataclass(slots=True)
class Issued:
    """What one release made, in the order in which it is handed over."""

    warning: Notice | None = None
    reminder: Notice | None = None
    papers: tuple[PaperRow, ...] = ()


def issue(visit: Visit, desk: Desk, *, with_warning: bool = True, lead: str = "已同意。") -> Done:
    """Release a filed visit. `lead` tells the filer what was decided, after the name of who did.

    Raises RefusedError if somebody else was faster.
    """
    visit = desk.work.notices.lock_visit(visit.id)
    if visit.state != VisitState.DRAFT:
        raise RefusedError(_already(visit, desk))
    draft = load_draft(visit.draft)
    move(desk, visit, visit_states.MOVES, VisitState.CONFIRMED)
    _enterprise(visit, desk)
    issued = Issued()
    if draft.scope in ("full", "closed"):
        issued.papers = (_form(visit, draft, desk),)
    if with_warning and any(not one.fixed for one in draft.hazards):
        issued.warning = _warning(visit, draft, desk, issued)
    replaced = Amendments(desk.work.session).of_sheet(visit.sheet_id)
    if replaced is not None and issued.warning is not None:
        issued.warning.replaces_id = replaced.notice_id
    if draft.scope != "closed" and not _reminded(replaced, desk):
        issued.reminder = _reminder(visit, draft, desk, issued)
    _hand_over(visit, issued, desk)
    ask_for_advice(visit, desk)
    return Done(settle="已出单", say=_said(visit, draft, issued, desk, lead))


def _reminded(replaced: Amendment | None, desk: Desk) -> bool:
    """Does the reminder of the visit that this one replaces still stand? Then there is no second one."""
    if replaced is None:
        return False
    old = desk.work.notices.get(replaced.notice_id)
    return bool(desk.work.notices.of_visit(old.visit_id, "reminder"))


def _already(visit: Visit, desk: Desk) -> str:
    numbers = "、".join(n.number for n in desk.work.notices.of_visit(visit.id, "warning"))
    return f"这次已经出过单了{'：' + numbers if numbers else ''}。"


def _enterprise(visit: Visit, desk: Desk) -> None:
    row = desk.work.people.enterprise(visit.enterprise_id)
    to = after_visit(EnterpriseState(row.state))
    if to != row.state:
        move(desk, row, enterprise_states.MOVES, to)


def _staff(visit: Visit, desk: Desk) -> list[tuple[str, str]]:
    return [(row.name, row.unit) for row in desk.work.notices.visit_staff(visit.id)]


def _form(visit: Visit, draft: VisitDraft, desk: Desk) -> PaperRow:
    checklist = desk.house.checklists[visit.checklist]
    photos = form_photos(desk, desk.work.notices.photos(visit=visit.id), checklist)
    facts = letters.form(draft, _staff(visit, desk), checklist, desk.house, photos)
    name = f"帮扶表单 {draft.header['name']}"
    return letters.paper(desk, name, facts, visit_id=visit.id)


def _warning(visit: Visit, draft: VisitDraft, desk: Desk, issued: Issued) -> Notice:
    """Annex 2, with the next number of its series and of the year of issue."""
    series, year = desk.house.bureau.numbers.warning_series, desk.today.year
    seq = desk.work.notices.next_number(series, year)
    number = NoticeNumber(series, year, seq).text(desk.house.bureau.numbers.pad)
    notice = _notice(visit, desk, "warning", series, seq, number)
    names = [name for name, _ in _staff(visit, desk)]
    for copy in letters.COPIES:
        facts = replace(
            letters.warning(draft, names, desk.house, number, desk.today, copy), verify=_address(notice, desk)
        )
        issued.papers += (_paper(desk, notice, number, facts, copy),)
    move(desk, notice, notice_states.MOVES, NoticeState.IN_REVIEW)
    move(desk, notice, notice_states.MOVES, NoticeState.NUMBERED, number=number)
    notice.days = draft.days
    for hazard in desk.work.notices.hazards_of_visit(visit.id):
        hazard.notice_id = notice.id
    return notice


def _reminder(visit: Visit, draft: VisitDraft, desk: Desk, issued: Issued) -> Notice:
    """Annex 3. It has no number on paper; the internal one keeps the register whole."""
    series, year = desk.house.bureau.numbers.reminder_series, desk.today.year
    seq = desk.work.notices.next_number(series, year)
    number = ReminderNumber(series, year, seq).text()
    notice = _notice(visit, desk, "reminder", series, seq, number)
    for copy in letters.COPIES:
        facts = replace(
            letters.reminder(draft, desk.house, number, desk.today, copy), verify=_address(notice, desk)
        )
        issued.papers += (_paper(desk, notice, "温馨提示单", facts, copy),)
    move(desk, notice, reminder_states.MOVES, ReminderState.ISSUED, number=number)
    return notice


def _notice(visit: Visit, desk: Desk, kind: str, series: str, seq: int, number: str) -> Notice:
    first = NoticeState.DRAFT if kind == "warning" else ReminderState.DRAFT
    notice = Notice(
        kind=kind,
        slot=f"{visit.id}:{kind}",
        visit_id=visit.id,
        enterprise_id=visit.enterprise_id,
        district=visit.district,
        series=series,
        year=desk.today.year,
        seq=seq,
        number=number,
        state=first,
        issued_on=desk.today,
        issued_at=desk.now,
        issued_by=visit.filed_by,
        released_by=desk.by.person.id,
        facts_sha="",
        code=secrets.token_urlsafe(12),
    )
    desk.work.session.add(notice)
    desk.work.session.flush()
    return notice


def _address(notice: Notice, desk: Desk) -> str:
    """Where the code on the paper leads: to what anybody may learn about it."""
    return desk.house.links.url(f"v/{notice.code}")


def _paper(desk: Desk, notice: Notice, name: str, facts: Facts, copy: str) -> PaperRow:
    row = letters.paper(desk, name, facts, notice_id=notice.id, visit_id=notice.visit_id, copy=copy)
    if copy == "送达":
        notice.facts_sha = row.facts_sha
    return row


def _hand_over(visit: Visit, issued: Issued, desk: Desk) -> None:
    """The letters go to the officer who filed, and to the enterprise's contacts; 存根 stays in the house."""
    filer = Person("wecom", visit.filed_by)
    for paper in issued.papers:
        if paper.copy != "存根":
            word = Paper(f"paper:{paper.id}", f"{paper.name}.pdf")
            desk.books.send_paper(filer, word, notice_id=paper.notice_id)
    deliver_visit(visit, desk)


def _said(visit: Visit, draft: VisitDraft, issued: Issued, desk: Desk, lead: str) -> str:
    """What the person who released is told; the filer is told the same if it was not he, and first who
    decided what (`lead`)."""
    number = f"{issued.warning.number}，" if issued.warning else ""
    say = f"{draft.header['name']} 已出单：{number}{_names(issued)}。{_where_to(visit, draft, issued, desk)}"
    if desk.by.person.id != visit.filed_by:
        desk.books.send(Person("wecom", visit.filed_by), Say(f"{desk.by.name} {lead}{say}"))
        return f"已出单：{number}{draft.header['name']}。"
    return say


def _names(issued: Issued) -> str:
    kinds = {"form": "帮扶表单", "warning": "预警提示单", "reminder": "温馨提示单"}
    return "、".join(dict.fromkeys(kinds[paper.kind] for paper in issued.papers))


def _where_to(visit: Visit, draft: VisitDraft, issued: Issued, desk: Desk) -> str:
    contacts = desk.work.people.contacts(visit.enterprise_id)
    counted = f"，{draft.days} 日从签收次日起算" if issued.warning else ""
    wait = f"对方签收我马上告诉你{counted}。"
    if draft.scope == "closed":
        return ""
    if not contacts:
        return f"企业还没有绑定联系人：请让对方扫上面的二维码。{wait}"

    to = "、".join(f"{one.name} {mask(one.phone)}" for one in contacts)
    return f"正在发给 {to}。{wait}"
