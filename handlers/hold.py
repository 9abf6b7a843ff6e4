"""A ruling nobody made in time goes to the leader's deputy as well; the first to decide decides."""

from datetime import timedelta

from bot.script import Opening
from handlers.assign import Assignment, assign
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import deputies_of


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
    return given
