"""Reads the bureau's workbooks (.xlsx): a header row in any order, one row an entry, every fault by row.

Formulas are read as their shown values and never evaluated; nothing is written here.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException


@dataclass(frozen=True, slots=True)
class Column:
    """One column: our name, the heading a bureau writes, other headings it may have."""

    name: str
    heading: str
    also: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the sheet, and its cells as trimmed text by our column names."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


class FileFaultError(Exception):
    """The workbook cannot be taken; `faults` names every row."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def read_lines(path: Path, columns: Sequence[Column]) -> list[Line]:
    """The rows below the header of the first sheet. Raises FileFaultError."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise FileFaultError([f"{path.name}：打不开，请另存为 .xlsx 再试"]) from None
    rows = book.worksheets[0].iter_rows(values_only=True)
    places = _places(next(rows, ()), columns, path)
    lines = []
    for number, row in enumerate(rows, 2):
        cells = {name: _text(row[place]) if place < len(row) else "" for name, place in places.items()}
        if any(cells.values()):
            lines.append(Line(number, cells))
    if not lines:
        raise FileFaultError([f"{path.name}：表头下面没有内容"])
    return lines


def _places(header: Sequence[object], columns: Sequence[Column], path: Path) -> dict[str, int]:
    found = {_text(heading): place for place, heading in enumerate(header) if heading is not None}
    places: dict[str, int] = {}
    faults = []
    for column in columns:
        place = next((found[h] for h in (column.heading, *column.also) if h in found), None)
        if place is not None:
            places[column.name] = place
        elif column.required:
            faults.append(f"{path.name}：缺“{column.heading}”一列")
    if faults:
        raise FileFaultError(faults)
    return places


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_day(text: str) -> date | None:
    """2024-03-01, 2024/3/1, 2024.3.1 or 2024年3月1日; None for nothing. Raises ValueError."""
    if not text:
        return None
    plain = text.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    year, month, day = plain.split("-")
    return date(int(year), int(month), int(day))
