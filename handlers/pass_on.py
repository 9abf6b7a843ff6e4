"""What somebody had to decide goes to the leaders: he stays away from the firm, or has left the bureau."""

from bot.script import Opening
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign
from handlers.barred import enterprise_of
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from models.tables.people import Staff
from models.tables.schedule import Duty


def pass_on(userid: str, desk: Desk, enterprise: int = 0) -> int:
    """His duties about this enterprise (0: any) go to its leaders, never to who asked; returns how many.

    What nobody else could decide stays in his list until there is somebody.
    """
    return sum(_one(duty, enterprise, desk) for duty in desk.work.schedule.duties(userid))


def _one(duty: Duty, only: int, desk: Desk) -> bool:
    sheet = desk.books.sheet(duty.sheet_id or "")
    enterprise = enterprise_of(sheet.script, sheet.subject, desk.work) if sheet else 0
    if sheet is None or not enterprise or only not in (0, enterprise):
        return False
    firm = desk.work.people.enterprise(enterprise)
    leaders = leaders_of(desk, firm.district, firm.id, but=(sheet.opened_by, duty.owner))
    if not leaders:
        return False
    duty.state, duty.done_at = "done", desk.now
    desk.books.close(sheet.id, "cancelled")
    desk.work.session.flush()
    for leader in leaders:
        facts = _for(leader, sheet.facts, desk)
        opening = Opening(script=sheet.script, subject=sheet.subject, facts=facts)
        assign(desk, staff_actor(leader), Assignment(duty.kind, duty.title, opening, duty.due_on))
    return True


def _for(leader: Staff, facts: dict[str, object], desk: Desk) -> dict[str, object]:
    """The same matter with a page of his own."""
    link = desk.work.notices.link_by_token(str(facts.get("page") or "").rpartition("/")[2])
    if link is None or link.purpose != "staff":
        return facts
    return facts | {"page": staff_page(desk, int(link.subject), leader.userid)}
