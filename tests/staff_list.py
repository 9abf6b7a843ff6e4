"""The bureau's staff as the workbook an import reads: as they are, but for what a test changes."""

from collections.abc import Collection, Mapping
from pathlib import Path

from openpyxl import Workbook

from handlers.desk import Desk
from handlers.import_staff import COLUMNS, ROLES


def staff_list(
    desk: Desk,
    folder: Path,
    *,
    without: Collection[str] = (),
    roles: Mapping[str, str] | None = None,
    districts: Mapping[str, str] | None = None,
) -> Path:
    """`without` are userids left out, `roles` and `districts` new ones by userid."""
    words = {role.value: word for word, role in ROLES.items()}
    book = Workbook()
    assert book.active is not None
    book.active.append([column.heading for column in COLUMNS])
    for row in desk.work.people.all_staff():
        if row.userid in without:
            continue
        held = (roles or {}).get(row.userid) or "、".join(words[one] for one in row.roles)
        district = (districts or {}).get(row.userid, row.district)
        book.active.append([row.name, row.userid, row.unit, row.team, district, held, "", row.deputy])
    book.save(folder / "staff.xlsx")
    return folder / "staff.xlsx"
