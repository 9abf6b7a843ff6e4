"""The code an enterprise has on paper: our own address, behind which a fresh code stands for the asking."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from handlers.desk import Desk
from models.tables.people import Invitation

FRESH = timedelta(minutes=10)
LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """An enterprise behind its paper code."""

    enterprise: int
    firm: str


def entry_of(token: str, desk: Desk) -> Entry | None:
    """The enterprise behind an address, None for no such address."""
    link = desk.work.notices.link_by_token(token)
    if link is None or link.purpose != "entry" or link.dead:
        return None
    enterprise = int(link.subject)
    return Entry(enterprise, desk.work.people.enterprise(enterprise).name)


def fresh_code(entry: Entry, desk: Desk) -> str:
    """An invitation's id, at most one anew in ten minutes; '' where no officer could confirm anybody."""
    visit = desk.work.people.last_visit(entry.enterprise)
    if visit is None or desk.work.people.staff(visit.filed_by) is None:
        return ""
    before = desk.work.people.latest_invitation(entry.enterprise, visit.filed_by)
    if before is not None and not before.guest and desk.now - before.at < FRESH and before.until > desk.now:
        return before.id
    row = Invitation(
        id=secrets.token_hex(16),
        enterprise_id=entry.enterprise,
        by=visit.filed_by,
        at=desk.now,
        until=desk.now + LASTS,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note("page", "invited", f"enterprise:{entry.enterprise}", officer=visit.filed_by)
    return row.id
