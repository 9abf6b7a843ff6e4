"""A submitted Annex 4 as plain values for keeping, and back. Nothing is recounted on the way."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from rules.annex4 import Cell, Row, Table

_CELLS = tuple(one.name for one in fields(Row) if one.name != "district")


def freeze(table: Table) -> dict[str, Any]:
    """A table as JSON values: figures and the ids behind each."""
    return {
        "since": table.since.isoformat(),
        "until": table.until.isoformat(),
        "rows": [_row(row) for row in table.rows],
        "total": _row(table.total),
    }


def thaw(kept: Mapping[str, Any]) -> Table:
    """The table that was frozen. Raises KeyError or ValueError for anything else."""
    return Table(
        since=date.fromisoformat(kept["since"]),
        until=date.fromisoformat(kept["until"]),
        rows=tuple(_from(row) for row in kept["rows"]),
        total=_from(kept["total"]),
    )


def _row(row: Row) -> dict[str, Any]:
    cells: dict[str, Cell] = {name: getattr(row, name) for name in _CELLS}
    figures = {name: {"count": cell.count, "ids": list(cell.ids)} for name, cell in cells.items()}
    return {"district": row.district, **figures}


def _from(kept: Mapping[str, Any]) -> Row:
    cells = {name: Cell(int(kept[name]["count"]), tuple(kept[name]["ids"])) for name in _CELLS}
    return Row(district=kept["district"], **cells)
