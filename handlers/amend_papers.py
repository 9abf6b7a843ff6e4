"""更正说明 and 撤回说明 as papers beside the notice: the issued letter and its number are never touched."""

from bot.deeds import Person
from bot.words import Notify, Paper
from handlers import letters
from handlers.addresses import notice_page
from handlers.copies import STATEMENT
from handlers.desk import Desk
from handlers.notice_names import TITLES
from handlers.notify import notify
from models.tables.letters import Amendment, Notice, PaperRow
from notices.facts.letters import AmendFacts


def correction(row: Amendment, notice: Notice, desk: Desk) -> PaperRow:
    """Make it, hand it to the officer, and let the contacts know where it is."""
    paper = _paper(row, notice, desk)
    row.paper_id = paper.id
    visit = desk.work.notices.visit(notice.visit_id)
    for userid in dict.fromkeys((row.proposed_by, visit.filed_by)):
        desk.books.send_paper(Person("wecom", userid), Paper(f"paper:{paper.id}", f"{paper.name}.pdf"))
    for contact in desk.work.people.contacts(notice.enterprise_id):
        if desk.work.notices.delivery(visit.id, contact.id) is not None:
            facts = {"what": "提示单有一处更正", "number": notice.number, "result": "期限不变，点此查看"}
            word = Notify("result", facts, notice_page(desk, visit.id, contact.openid))
            notify(desk, contact, word, key=f"corrected:{row.id}:{contact.id}")
    return paper


def statement(row: Amendment, notice: Notice, desk: Desk) -> PaperRow:
    """撤回说明, to be served before a notice that was received becomes void."""
    return _paper(row, notice, desk)


def _paper(row: Amendment, notice: Notice, desk: Desk) -> PaperRow:
    """Its code leads to the notice it is about: there stands whether that was corrected or made void."""
    visit = desk.work.notices.visit(notice.visit_id)
    corrects = row.sort == "correct"
    facts = AmendFacts(
        issuer=letters.issuer(desk.house),
        addressee=letters.addressee(visit.header),
        sort="correct" if corrects else "withdraw",
        title=TITLES[notice.kind],
        number=notice.number if notice.kind == "warning" else "",
        issued_on=notice.issued_on,
        prepared_on=desk.today,
        wrong=row.wrong,
        right=row.right,
        reason=row.reason,
        again=row.again,
        verify=desk.house.links.url(f"v/{notice.code}") if notice.code else "",
    )
    name = f"{'更正' if corrects else '撤回'}说明 {notice.number}"
    return letters.paper(desk, name, facts, notice_id=notice.id, visit_id=visit.id, copy=STATEMENT)
