"""A decision nobody made in time goes further; the first to decide decides.

A ruling goes to the leader's deputy, what 许可科室 left open to the leaders of the visit's district.
"""

from datetime import datetime, timedelta

from bot.script import Opening
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import deputies_of, leaders_of


def pass_on_held(desk: Desk) -> int:
    """Give open rulings older than the bureau's limit to the deputies; returns how many were given."""
    since = desk.now - timedelta(hours=desk.house.bureau.release.leader_hours)
    given = 0
    for duty in desk.work.schedule.held("ruling", since):
        for deputy in deputies_of(desk, duty.owner):
            sheet = desk.work.sheets.get(duty.sheet_id or "")
            if sheet is None or deputy.userid == duty.owner:
                continue
            opening = Opening(script="ruling", subject=duty.subject, facts=sheet.facts)
            given += assign(desk, staff_actor(deputy), Assignment("ruling", duty.title, opening))
    return given + _suspicions(since, desk)


def _suspicions(since: datetime, desk: Desk) -> int:
    given = 0
    for duty in desk.work.schedule.held("suspicion", since):
        visit = desk.work.notices.visit(int(duty.subject))
        sheet = desk.work.sheets.get(duty.sheet_id or "")
        if sheet is None:
            continue
        for leader in leaders_of(desk, visit.district, visit.enterprise_id, but=(visit.filed_by,)):
            if leader.userid == duty.owner:
                continue
            page = staff_page(desk, visit.id, leader.userid)
            facts = sheet.facts | {"page": page, "note": "许可科室还没有定，请你定"}
            opening = Opening(script="suspicion", subject=duty.subject, facts=facts)
            given += assign(desk, staff_actor(leader), Assignment("suspicion", duty.title, opening))
    return given
