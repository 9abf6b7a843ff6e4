"""补录: a visit made on paper is entered afterwards, with its day, its people and a photo of the paper."""

from dataclasses import replace
from datetime import date

from bot.script import Done, Opening
from handlers.commands.opening import OpenBackfill
from handlers.desk import Desk
from handlers.scripts import brief
from handlers.start_inspection import read_facts
from models.tables.people import Enterprise


def ask_backfill(row: Enterprise, desk: Desk) -> Done:
    """Which day, before the sheet opens."""
    facts = {
        "enterprise": row.id,
        "name": row.name,
        "today": desk.today.isoformat(),
        "since": desk.house.bureau.campaign.since.isoformat(),
    }
    return Done(opens=Opening(script="backfill", subject=str(row.id), facts=facts))


def open_backfill(command: OpenBackfill, desk: Desk) -> Done:
    """The inspection's own sheet, with the day of the paper; law and deadlines are those of that day."""
    facts = read_facts(desk, command.enterprise, "补录")
    facts = replace(facts, today=date.fromisoformat(command.day), backfilled=True)
    desk.work.audit.note(
        desk.by.person.id, "backfill", f"enterprise:{command.enterprise}", visited_on=command.day
    )
    opening = Opening(script="inspection", subject=str(command.enterprise), facts=brief.dump(facts))
    return Done(settle="开始补录", opens=opening)
