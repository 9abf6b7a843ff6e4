"""Who leads: the leaders of a district, or their deputies where a leader may not decide his own."""

from handlers.desk import Desk
from models.tables.people import Staff
from rules.roles import Role


def leaders_of(desk: Desk, district: str, but: str = "") -> list[Staff]:
    """The leaders of the district without `but`; else the deputies; else supervisors of the bureau."""
    for role, where in ((Role.LEADER, district), (Role.DEPUTY, district), (Role.SUPERVISOR, "")):
        found = [row for row in desk.work.people.with_role(role, where) if row.userid != but]
        if found:
            return found
    return []


def deputies_of(desk: Desk, leader: str) -> list[Staff]:
    """Whoever the leader named as his deputy."""
    row = desk.work.people.staff(leader)
    deputy = desk.work.people.staff(row.deputy) if row is not None and row.deputy else None
    return [deputy] if deputy is not None else []
