"""找企业: whatever somebody has of a firm becomes at most five hits within his reach, best first.

Part of the name or address, pinyin or its initials, a credit code, permit or registration number, the text
of a scanned code, a place. A typing mistake is forgiven only where nothing fits exactly.
"""

import re
from typing import Any

from handlers.desk import Desk
from handlers.spelling import pinyin
from models.tables.cases import Visit
from models.tables.people import Enterprise
from rules.local_time import month_day
from rules.reading import half_width
from rules.roles import everywhere

MOST_FIRMS = 5
PLACE = re.compile(r"^@(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$")
"""How a sent place stands in a query."""
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?:\d{3}[A-Z])?(?![0-9A-Z])")
_BETWEEN = re.compile(r"[\s,，、;；]+")


def firms(query: str, desk: Desk) -> list[dict[str, Any]]:
    """Hits as they are shown: id, name, line."""
    if place := PLACE.match(query.strip()):
        near = desk.work.enterprises.near(float(place[1]), float(place[2]), reach(desk), MOST_FIRMS)
        return [_hit(row, f"约 {_metres(metres)} · {line(row, desk)}") for row, metres in near]
    return [_hit(row, line(row, desk)) for row in _rows(half_width(query).strip(), desk)]


def _rows(text: str, desk: Desk) -> list[Enterprise]:
    search, district = desk.work.enterprises, reach(desk)
    if code := _CODE.search(text.upper()):
        # A scanned permit carries the number in an address of some platform's own.
        if found := search.by_words([code[0]], district, MOST_FIRMS):
            return list(found)
        if found := search.by_words([code[0][:18]], district, MOST_FIRMS):
            return list(found)
    words = [word for word in _BETWEEN.split(text) if word][:4]
    if found := search.by_words(words, district, MOST_FIRMS):
        return list(found)
    joined = "".join(words)
    return list(search.alike(joined, pinyin(joined), district, MOST_FIRMS))


def reach(desk: Desk) -> str:
    """The district a person's search stays in; '' is every one."""
    return "" if everywhere(desk.by.roles) else desk.by.district or "–"


def line(row: Enterprise, desk: Desk) -> str:
    """重点管理 · 证至 2024-03-01 · 5月8日王敏查过."""
    parts = [row.tier or ("重点" if row.group == "priority" else "其他")]
    if row.permit_until:
        late = "已过期" if row.permit_until < desk.today else "证至"
        parts.append(f"{late} {row.permit_until:%Y-%m-%d}")
    visits = visits_of(row.id, desk)
    if visits:
        times = f"查过 {len(visits)} 次，上次" if len(visits) > 1 else ""
        parts.append(f"{times}{month_day(visits[0].visited_on)}{desk.books.name_of(visits[0].filed_by)}查过")
    else:
        parts.append("未查")
    return " · ".join(parts)


def visits_of(enterprise: int, desk: Desk) -> list[Visit]:
    """This campaign's visits to the firm, the latest first."""
    since = desk.house.bureau.campaign.since
    return [one for one in desk.work.people.visits_of(enterprise) if one.visited_on >= since]


def _hit(row: Enterprise, said: str) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "line": said}


def _metres(metres: int) -> str:
    return f"{metres} 米" if metres < 1000 else f"{metres / 1000:.1f} 公里"
