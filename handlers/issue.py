"""出单, second half: numbers are taken, letters frozen, everything put on its way. All in one commit.

One warning notice per visit and one reminder; a visit that has been released is never released again.
How a number is taken is `handlers.new_notice`'s.
"""

from dataclasses import dataclass

from bot.deeds import Person
from bot.script import Done, RefusedError
from bot.words import Paper, Say
from handlers.advice import ask_for_advice
from handlers.commands.draft import VisitDraft, load_draft
from handlers.commands.sealing import Release
from handlers.deliver import deliver_visit
from handlers.desk import Desk
from handlers.form_paper import form_paper
from handlers.moves import move
from handlers.new_notice import Hands, new_reminder, new_warning
from handlers.notice_names import NAMES
from handlers.seal_visit import seal_visit
from handlers.wanted_letters import wanted_letters
from models.tables.cases import Visit
from models.tables.letters import Notice, PaperRow
from rules import enterprise_states, visit_states
from rules.enterprise_states import EnterpriseState, after_visit
from rules.phones import mask
from rules.visit_states import VisitState

BEFORE = "温馨提示单之前已经发过，这次不再出。"


@dataclass(slots=True)
class Issued:
    """What one release made, in the order in which it is handed over."""

    warning: Notice | None = None
    reminder: Notice | None = None
    papers: tuple[PaperRow, ...] = ()


def issue(visit: Visit, desk: Desk, release: Release | None = None, sealed_by: str = "") -> Done:
    """Release a filed visit, as whoever acts decided or as `release` says; one whose letters carry the
    bureau's seal waits for a keeper first, and goes on with `sealed_by`.

    Raises RefusedError if somebody else was faster.
    """
    release = release or Release(desk.by.person.id, desk.by.name)
    desk.work.people.lock_enterprise(visit.enterprise_id)
    visit = desk.work.notices.lock_visit(visit.id)
    if visit.state != VisitState.DRAFT:
        raise RefusedError(_already(visit, desk))
    draft = load_draft(visit.draft)
    wanted = wanted_letters(visit, draft, release, desk)
    if wanted.any and desk.house.seal and not sealed_by:
        return seal_visit(visit, draft, release, wanted, desk)
    hands = Hands(release.by, sealed_by if wanted.any else "")
    move(desk, visit, visit_states.MOVES, VisitState.CONFIRMED)
    _enterprise(visit, desk)
    issued = Issued()
    if draft.scope in ("full", "closed"):
        issued.papers = (form_paper(visit, draft, desk, f"帮扶表单 {draft.header['name']}"),)
    if wanted.warns:
        issued.warning, papers = new_warning(visit, draft, desk, hands)
        issued.papers += papers
    if wanted.replaced is not None and issued.warning is not None:
        issued.warning.replaces_id = wanted.replaced.notice_id
    if wanted.reminds:
        issued.reminder, papers = new_reminder(visit, draft, desk, hands)
        issued.papers += papers
    _hand_over(visit, issued, desk)
    ask_for_advice(visit, desk)
    rest = f"{_names(issued)}。{_where_to(visit, draft, issued, desk)}"
    say = _tell(visit, issued, hands, release.lead, rest, desk)
    return Done(settle="已盖章、已出单" if hands.sealed_by else "已出单", say=say)


def _already(visit: Visit, desk: Desk) -> str:
    numbers = "、".join(n.number for n in desk.work.notices.of_visit(visit.id, "warning"))
    return f"这次已经出过单了{'：' + numbers if numbers else ''}。"


def _enterprise(visit: Visit, desk: Desk) -> None:
    row = desk.work.people.enterprise(visit.enterprise_id)
    to = after_visit(EnterpriseState(row.state))
    if to != row.state:
        move(desk, row, enterprise_states.MOVES, to)


def _hand_over(visit: Visit, issued: Issued, desk: Desk) -> None:
    """The letters go to the officer who filed, and to the enterprise's contacts; 存根 stays in the house."""
    filer = Person("wecom", visit.filed_by)
    for paper in issued.papers:
        if paper.copy != "存根":
            word = Paper(f"paper:{paper.id}", f"{paper.name}.pdf")
            desk.books.send_paper(filer, word, notice_id=paper.notice_id)
    deliver_visit(visit, desk)


def _tell(visit: Visit, issued: Issued, hands: Hands, lead: str, rest: str, desk: Desk) -> str:
    """Tell everybody who had a hand in it, the filer everything and first who decided what (`lead`); what is
    said to whoever acts.
    """
    firm = visit.header["name"]
    number = f"{issued.warning.number}，" if issued.warning else ""
    full, short = f"{firm} 已出单：{number}{rest}", f"已出单：{number}{firm}。"
    before = f"{desk.books.name_of(hands.released_by)} {lead}" if hands.released_by != visit.filed_by else ""
    if hands.sealed_by not in ("", visit.filed_by):
        before += f"{desk.books.name_of(hands.sealed_by)} 已加盖公章。"
    for userid in dict.fromkeys((visit.filed_by, hands.released_by)):
        if userid != desk.by.person.id:
            say = f"{before}{full}" if userid == visit.filed_by else short
            desk.books.send(Person("wecom", userid), Say(say))
    return full if desk.by.person.id == visit.filed_by else short


def _names(issued: Issued) -> str:
    kinds = {"form": "帮扶表单", **NAMES}
    return "、".join(dict.fromkeys(kinds[paper.kind] for paper in issued.papers))


def _where_to(visit: Visit, draft: VisitDraft, issued: Issued, desk: Desk) -> str:
    contacts = desk.work.people.contacts(visit.enterprise_id)
    counted = f"，{draft.days} 日从签收次日起算" if issued.warning else ""
    wait = f"对方签收我马上告诉你{counted}。{'' if issued.reminder else BEFORE}"
    if issued.warning is None and issued.reminder is None:
        return "" if draft.scope == "closed" else BEFORE
    if not contacts:
        return f"企业还没有绑定联系人：请让对方扫上面的二维码。{wait}"

    to = "、".join(f"{one.name} {mask(one.phone)}" for one in contacts)
    return f"正在发给 {to}。{wait}"
