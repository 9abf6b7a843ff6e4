"""Page addresses on record: one for each person, purpose and subject, made once and killed with a reason."""

from handlers.desk import Desk
from models.tables.letters import Link

PATHS = {"notice": "n", "bind": "b", "staff": "staff", "entry": "e", "archive": "staff/archive"}


def address(desk: Desk, purpose: str, subject: str, person: str) -> str:
    """The full address of this person's page, the same every time."""
    link = desk.work.notices.link(purpose, subject, person)
    if link is None:
        link = Link(
            token=desk.house.links.mint(PATHS[purpose]),
            purpose=purpose,
            subject=subject,
            person=person,
            at=desk.now,
        )
        desk.work.session.add(link)
        desk.work.session.flush()
    return desk.house.links.url(f"{PATHS[purpose]}/{link.token}")


def staff_page(desk: Desk, visit: int, userid: str) -> str:
    """The internal page of a visit, for one member of staff."""
    return address(desk, "staff", str(visit), userid)


def notice_page(desk: Desk, visit: int, openid: str) -> str:
    """The notice page of a visit, for one contact."""
    return address(desk, "notice", str(visit), openid)
