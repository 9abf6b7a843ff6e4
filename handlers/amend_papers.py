"""更正说明 and 撤回说明 as papers beside the notice: the issued letter and its number are never touched."""

from dataclasses import replace

from bot.deeds import Person
from bot.words import Notify, Paper
from handlers import letters
from handlers.addresses import notice_page
from handlers.copies import STATEMENT
from handlers.desk import Desk
from handlers.new_notice import UnsealedError
from handlers.notice_names import TITLES
from handlers.notify import notify
from handlers.sealing import SAMPLE_NAME
from models.tables.letters import Amendment, Notice, PaperRow
from notices.facts.letters import AmendFacts


def correction(row: Amendment, notice: Notice, desk: Desk, sealed_by: str = "") -> PaperRow:
    """Make it, hand it to the officer, and let the contacts know where it is."""
    paper = _paper(row, notice, desk, sealed_by)
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


def statement(row: Amendment, notice: Notice, desk: Desk, sealed_by: str = "") -> PaperRow:
    """撤回说明, to be served before a notice that was received becomes void."""
    return _paper(row, notice, desk, sealed_by)


def sample(row: Amendment, notice: Notice, desk: Desk) -> PaperRow:
    """The same as it will be, marked 预览, for whoever applies the seal."""
    name = f"{SAMPLE_NAME} {_name(row, notice)}"
    return letters.paper(desk, name, _facts(row, notice, desk), preview=True)


def _name(row: Amendment, notice: Notice) -> str:
    return f"{'更正' if row.sort == 'correct' else '撤回'}说明 {notice.number}"


def _paper(row: Amendment, notice: Notice, desk: Desk, sealed_by: str) -> PaperRow:
    facts = _facts(row, notice, desk)
    if sealed_by:
        facts = replace(facts, seal=desk.house.seal)
        name, picture = _name(row, notice), desk.house.seal
        desk.work.audit.note(sealed_by, "sealed", f"notice:{notice.id}", letter=name, picture=picture)
    elif desk.house.seal:
        raise UnsealedError(notice.number)
    about = {"notice_id": notice.id, "visit_id": notice.visit_id, "copy": STATEMENT}
    return letters.paper(desk, _name(row, notice), facts, **about)


def _facts(row: Amendment, notice: Notice, desk: Desk) -> AmendFacts:
    """Its code leads to the notice it is about: there stands whether that was corrected or made void."""
    visit = desk.work.notices.visit(notice.visit_id)
    return AmendFacts(
        issuer=letters.issuer(desk.house),
        addressee=letters.addressee(visit.header),
        sort="correct" if row.sort == "correct" else "withdraw",
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
