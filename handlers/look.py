"""Searches a script may ask for. They read, never write, and show nobody another district's records."""

from typing import Any

from bot.script import Look
from handlers.desk import Desk
from models.tables.cases import Visit
from models.tables.people import Enterprise
from rules.local_time import clock_time, local_date, month_day
from rules.reading import half_width
from rules.roles import reaches

MOST_FIRMS = 5


def look(step: Look, desk: Desk) -> Any:
    """Answer one search with JSON."""
    if step.key.startswith("firms."):
        return firms(step.query, desk)
    if step.key == "begun":
        return begun(int(step.query), desk)
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
    known: dict[str, Any] = {
        "sheet": "", "mine": False, "by": "", "at": "", "progress": "",
        "visited": month_day(last.visited_on) if last else "",
    }  # fmt: skip
    for row in desk.work.sheets.opened("inspection", str(enterprise)):
        answers = len(desk.books.record(row.id).answers)
        same_day = local_date(row.opened_at) == desk.today
        when = clock_time(row.opened_at) if same_day else month_day(local_date(row.opened_at))
        known |= {
            "sheet": row.id,
            "mine": row.opened_by == desk.by.person.id,
            "by": desk.books.name_of(row.opened_by),
            "at": when,
            "progress": f"已答 {answers} 题",
        }
    return known


def _last_visit(enterprise: int, desk: Desk) -> Visit | None:
    visit = desk.work.people.last_visit(enterprise)
    since = desk.house.bureau.campaign.since
    return visit if visit is not None and visit.visited_on >= since else None
