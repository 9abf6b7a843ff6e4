"""温馨提示单 to firms nobody has visited: numbered, frozen and sent on their way, a few firms in one commit.

Who got one meanwhile gets no second; what cannot be printed is passed over with its reason, its number
goes back. It draws nothing: a worker does, afterwards.
"""

from bot.deeds import Person
from bot.script import RefusedError
from bot.words import Paper
from handlers import letters
from handlers.commands.draft import VisitDraft, dump_draft, sha_of
from handlers.deliver import deliver
from handlers.desk import Desk
from handlers.moves import move
from handlers.new_notice import Hands, new_reminder
from models.mailings import Mailings
from models.tables.cases import MAILED, Visit
from models.tables.letters import Notice, PaperRow
from models.tables.mailing import Mailing
from models.tables.people import Enterprise
from rules import visit_states
from rules.enterprise_states import NOT_COUNTED, EnterpriseState
from rules.visit_states import VisitState


def mail_some(mailing: Mailing, most: int, desk: Desk) -> list[int]:
    """Go through the next firms; the ids of those that are through, [] if nobody waits."""
    book = Mailings(desk.work.session)
    book.drop_withdrawn(mailing.id)
    items = list(book.items(mailing.id, "waiting", most))
    for item in items:
        firm = desk.work.people.lock_enterprise(item.enterprise_id)
        if why := passed_over(firm, mailing.district, desk):
            item.state, item.why = "skipped", why
            continue
        try:
            with desk.books.savepoint():
                notice, reached = mail_one(firm, desk, mailing.sealed_by)
        except RefusedError as refused:
            item.state, item.why = "skipped", refused.say[:200]
            continue
        item.notice_id, item.state = notice.id, "sent" if reached else "to_print"
    return [item.enterprise_id for item in items]


def passed_over(firm: Enterprise, district: str, desk: Desk) -> str:
    """Why this firm gets none after all from this district, '' if it does."""
    if Mailings(desk.work.session).has_reminder(firm.id, desk.house.bureau.campaign.since):
        return "已经有温馨提示单了"
    if firm.state == EnterpriseState.LOST:
        return "已关闭或失联"
    if firm.district != district:
        return f"已划到{firm.district}"
    ordinary = firm.in_register and firm.group == "ordinary"
    return "不在对象里了" if firm.state in NOT_COUNTED or not ordinary else ""


def mail_one(firm: Enterprise, desk: Desk, sealed_by: str = "") -> tuple[Notice, bool]:
    """One firm's reminder, and whether it goes to somebody's phone. Raises RefusedError."""
    draft = _draft(firm, desk)
    kept = dump_draft(draft)
    visit = Visit(
        enterprise_id=firm.id,
        district=firm.district,
        source="",
        form=MAILED,
        checklist="",
        visited_on=desk.today,
        draft=kept,
        state=VisitState.DRAFT,
        sha=sha_of(kept),
        filed_by=desk.by.person.id,
        filed_at=desk.now,
    )
    desk.work.session.add(visit)
    desk.work.session.flush()
    move(desk, visit, visit_states.MOVES, VisitState.CONFIRMED, why="批量温馨提示")
    notice, _ = new_reminder(visit, draft, desk, Hands(desk.by.person.id, sealed_by))
    contacts = [one for one in desk.work.people.contacts(firm.id) if one.openid]
    for contact in contacts:
        deliver(visit, contact, desk)
    return notice, bool(contacts)


def sample(firm: Enterprise, desk: Desk, called: str = "样张") -> PaperRow:
    """A firm's reminder as it would be, marked 预览 and without a number. Raises RefusedError."""
    facts = letters.reminder(_draft(firm, desk), desk.house, "", None, "送达")
    return letters.paper(desk, f"{called} 温馨提示单", facts, preview=True)


def mail_again(old: Notice, desk: Desk, to: Person, sealed_by: str = "") -> str:
    """A void reminder's successor, from the register as it is now; what was done, in words for `to`, who gets
    what has to be printed.
    """
    notice, reached = mail_one(desk.work.people.lock_enterprise(old.enterprise_id), desk, sealed_by)
    notice.replaces_id = old.id
    say = f"已按登记的企业信息重新发出：{notice.number}。"
    if reached:
        return say
    for paper in desk.work.notices.papers(notice=notice.id):
        word = Paper(f"paper:{paper.id}", f"{paper.name}（{paper.copy}）.pdf")
        desk.books.send_paper(to, word, notice_id=notice.id)
    return f"{say}企业没有联系人，一式两份发在上面，请打印送达。"


def _draft(firm: Enterprise, desk: Desk) -> VisitDraft:
    """The register's row as the head of a letter; nobody looked, so nothing else is said."""
    return VisitDraft(
        enterprise=firm.id,
        source="",
        scope=MAILED,
        header={
            "name": firm.name,
            "uscc": firm.uscc or "",
            "legal_rep": firm.representative,
            "site_contact": firm.site_contact,
            "phone": firm.phone,
            "address": firm.address,
        },
        production=firm.production,
        tier=firm.tier,
        facts={},
        marks={},
        hazards=(),
        gate="none",
        days=None,
        conclusion="",
        staff=(),
        visited_on=desk.today,
    )
