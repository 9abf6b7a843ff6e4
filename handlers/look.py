"""Searches a script may ask for. They read, never write, and show nobody another district's records."""

from typing import Any

from bot.script import Look
from handlers.desk import Desk
from handlers.known import firm_of, remembered
from handlers.online_alerts import pending_alerts
from handlers.scripts.brief import dump_firm
from handlers.self_service import public_answers
from models.tables.cases import Visit
from models.tables.people import Enterprise
from rules.local_time import clock_time, local_date, month_day
from rules.reading import half_width
from rules.roles import reaches

MOST_FIRMS = 5
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


def firms(query: str, desk: Desk) -> list[dict[str, Any]]:
    """At most five firms within the person's reach, best first."""
    text = half_width(query).strip()
    if not text:
        return []
    found = desk.work.people.search(text, most=40)
    mine = [row for row in found if reaches(desk.by.roles, desk.by.district, row.district)]
    return [{"id": row.id, "name": row.name, "line": line(row, desk)} for row in mine[:MOST_FIRMS]]


def line(row: Enterprise, desk: Desk) -> str:
    """重点 · 证至 2024-03-01 · 5月8日查过."""
    parts = ["重点" if row.group == "priority" else "其他"]
    if row.permit_until:
        late = "已过期" if row.permit_until < desk.today else "证至"
        parts.append(f"{late} {row.permit_until:%Y-%m-%d}")
    last = _last_visit(row.id, desk)
    parts.append(f"{month_day(last.visited_on)}查过" if last else "未查")
    return " · ".join(parts)


def begun(enterprise: int, desk: Desk) -> dict[str, Any]:
    """Is somebody at it, and was somebody there before?"""
    last = _last_visit(enterprise, desk)
    row = desk.work.people.enterprise(enterprise)
    known: dict[str, Any] = {
        "sheet": "", "mine": False, "by": "", "at": "", "progress": "",
        "visited": month_day(last.visited_on) if last else "",
        "firm": dump_firm(firm_of(row)),
        "remembered": remembered(row, desk.house.checklist, desk)[1],
        "warning": expiring(row, desk),
    }  # fmt: skip
    for sheet in desk.work.sheets.opened("inspection", str(enterprise)):
        answers = len(desk.books.record(sheet.id).answers)
        same_day = local_date(sheet.opened_at) == desk.today
        when = clock_time(sheet.opened_at) if same_day else month_day(local_date(sheet.opened_at))
        known |= {
            "sheet": sheet.id,
            "mine": sheet.opened_by == desk.by.person.id,
            "by": desk.books.name_of(sheet.opened_by),
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


def _last_visit(enterprise: int, desk: Desk) -> Visit | None:
    visit = desk.work.people.last_visit(enterprise)
    since = desk.house.bureau.campaign.since
    return visit if visit is not None and visit.visited_on >= since else None
