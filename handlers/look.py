"""Searches a script may ask for. They read, never write, and show nobody another district's records."""

from typing import Any

from bot.script import Look
from handlers.barred import stays_away
from handlers.desk import Desk
from handlers.find_firms import firms, visits_of
from handlers.known import firm_of, remembered
from handlers.online_alerts import pending_alerts
from handlers.scripts.brief import dump_firm
from handlers.self_service import public_answers
from models.tables.people import Enterprise
from rules.local_time import clock_time, local_date, month_day

RENEW_DAYS = 60


def look(step: Look, desk: Desk) -> Any:
    """Answer one search with JSON."""
    if step.key.startswith("firms."):
        return firms(step.query, desk)
    if step.key == "begun":
        return begun(int(step.query), desk)
    if step.key == "pending_alerts":
        return pending_alerts(desk)
    if step.key == "answers":
        return public_answers(step.query, desk)
    raise LookupError(step.key)


def begun(enterprise: int, desk: Desk) -> dict[str, Any]:
    """Is somebody at it, and was somebody there before?"""
    last = next(iter(visits_of(enterprise, desk)), None)
    row = desk.work.people.enterprise(enterprise)
    known: dict[str, Any] = {
        "sheet": "", "mine": False, "by": "", "at": "", "progress": "",
        "visited": month_day(last.visited_on) if last else "",
        "firm": dump_firm(firm_of(row)),
        "remembered": remembered(row, desk.house.checklist, desk)[1],
        "warning": expiring(row, desk),
        "recused": stays_away(row.id, desk.work) if row.id in desk.by.recused else "",
    }  # fmt: skip
    for sheet in desk.work.sheets.opened("inspection", str(enterprise)):
        answers = len(desk.books.record(sheet.id).answers)
        me = desk.by.person.id
        others = [one for one in desk.work.sheets.holders(sheet.id) if one != me]
        same_day = local_date(sheet.opened_at) == desk.today
        when = clock_time(sheet.opened_at) if same_day else month_day(local_date(sheet.opened_at))
        known |= {
            "sheet": sheet.id,
            "mine": sheet.opened_by == me and not others,
            "by": desk.books.name_of(others[0] if others else sheet.opened_by),
            "at": when,
            "progress": f"已答 {answers} 题",
        }
    return known


def expiring(row: Enterprise, desk: Desk) -> str:
    """A permit that ends within 60 days is pointed out (renewal is due 60 days before, 条例第14条)."""
    left = (row.permit_until - desk.today).days if row.permit_until else RENEW_DAYS + 1
    if not row.permit_until or left > RENEW_DAYS:
        return ""
    return f"⚠ 许可证已过期 {-left} 天。" if left < 0 else f"⚠ 许可证还有 {left} 天到期，请提醒延续。"
