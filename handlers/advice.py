"""整改建议 of `fix_hold` items: told to the enterprise only once a leader let it go, after the evidence."""

from dataclasses import asdict

from bot.script import Done, Opening
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.visit import ReleaseAdvice
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.scripts.decisions import Matter
from models.tables.cases import Hazard, Visit
from rules.checklist import Item


def held(visit: Visit, desk: Desk) -> list[Hazard]:
    """The visit's hazards whose advice still waits."""
    checklist = desk.house.checklists[visit.checklist]
    rows = desk.work.notices.hazards_of_visit(visit.id)
    return [row for row in rows if _waits(row, checklist.item(row.item))]


def _waits(row: Hazard, item: Item) -> bool:
    return item.fix_hold and row.advice_at is None


def advice_of(row: Hazard, item: Item) -> str:
    """How the enterprise is told to put a hazard right; '' while that waits."""
    return "" if _waits(row, item) else item.fix


def ask_for_advice(visit: Visit, desk: Desk) -> None:
    """A card for the leaders, if something waits."""
    waiting = held(visit, desk)
    if not waiting:
        return
    name = visit.header["name"]
    lines = "\n".join(f"第{row.number}项 {row.text}" for row in waiting)
    for leader in leaders_of(desk, visit.district, visit.enterprise_id):
        matter = Matter(
            id=visit.id,
            title=f"{name} 的整改建议",
            note="取证前先不发，免得证据没了",
            body=lines[:150],
            page=staff_page(desk, visit.id, leader.userid),
        )
        opening = Opening(script="advice", subject=str(visit.id), facts=asdict(matter))
        assign(desk, staff_actor(leader), Assignment("advice", f"放行整改建议：{name}", opening))


def release_advice(command: ReleaseAdvice, desk: Desk) -> Done:
    """The leader's tap; until it the enterprise reads the hazard without the advice."""
    visit = desk.work.notices.lock_visit(command.visit)
    settle(desk, "advice", str(visit.id))
    name = visit.header["name"]
    if not command.agreed:
        return Done(settle="先不放", say=f"好的，先不放。取证完了说“放行 {name}”。")
    for row in held(visit, desk):
        row.advice_by, row.advice_at = desk.by.person.id, desk.now
        desk.work.audit.note(desk.by.person.id, "advice_released", f"hazard:{row.id}", item=row.item)
    return Done(settle="已放行", say=f"{name} 现在能看到这几项的整改建议了。")
