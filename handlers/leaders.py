"""Who leads: the leaders of a district, or their deputies where a leader may not decide his own."""

from collections.abc import Collection

from handlers.desk import Desk
from models.tables.people import Staff
from rules.roles import DECIDING, Role, reaches


def leaders_of(desk: Desk, district: str, enterprise: int, but: Collection[str] = ()) -> list[Staff]:
    """The leaders of the district without `but` and without whoever stays away from the enterprise; else
    the deputies; else supervisors of the bureau.
    """
    for role, where in ((Role.LEADER, district), (Role.DEPUTY, district), (Role.SUPERVISOR, "")):
        rows = desk.work.people.with_role(role, where)
        found = [row for row in rows if row.userid not in but and enterprise not in row.recused]
        if found:
            return found
    return []


def decides(desk: Desk, district: str) -> bool:
    """May this person decide there as a leader? Whoever `leaders_of` asks may: supervisors too."""
    roles = desk.by.roles
    return bool(roles & DECIDING) and reaches(roles, desk.by.district, district)


def deputies_of(desk: Desk, leader: str) -> list[Staff]:
    """Whoever the leader named as his deputy."""
    row = desk.work.people.staff(leader)
    deputy = desk.work.people.staff(row.deputy) if row is not None and row.deputy else None
    return [deputy] if deputy is not None else []
