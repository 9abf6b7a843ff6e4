"""A visit of another source: a record for the office, no notice, no Annex 4 (六、其他事项)."""

from collections.abc import Sequence

from bot.deeds import Person
from bot.script import Done
from bot.words import Paper, Say
from handlers import letters
from handlers.desk import Desk
from handlers.moves import move
from models.tables.cases import Hazard, Visit
from rules import visit_states
from rules.roles import Role
from rules.sources import Source
from rules.visit_states import VisitState


def route_record(visit: Visit, hazards: Sequence[Hazard], desk: Desk) -> Done:
    """Close the visit as a record and hand it to the office, as a slip."""
    move(desk, visit, visit_states.MOVES, VisitState.CONFIRMED, why="routed")
    name = visit.header["name"]
    slip = letters.paper(desk, f"转办记录 {name}", letters.routed(desk, visit, hazards), visit_id=visit.id)
    source = Source(visit.source).label
    for row in desk.work.people.with_role(Role.LEGAL) or desk.work.people.with_role(Role.SUPERVISOR):
        to = Person("wecom", row.userid)
        desk.books.send(to, Say(f"{desk.by.name} 转来一条记录：{name}，来源：{source}。请按规定处理。"))
        desk.books.send_paper(to, Paper(f"paper:{slip.id}", f"{slip.name}.pdf"))
    office = desk.house.bureau.issuer.office
    return Done(
        settle="已转办",
        say=f"已记录并转给{office}：{name}，来源：{source}。这次不出预警单，也不进汇总表。",
    )
