"""A workbook's sheets as lines of text: what a cell says, and where it stands.

It reads texts only: formulas, macros and pictures are nothing to it, and what is too large is not opened.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from config.checklist_shape.fields import Complaints, nearest
from config.checklist_shape.sheet_rows import SHEETS
from config.checklist_shape.yaml_text import YamlFaultError

MOST_BYTES, MOST_ROWS, MOST_UNPACKED = 4_000_000, 5_000, 60_000_000


@dataclass(slots=True)
class Line:
    """One row: its cells by column, '' left out. `where` names it."""

    where: str
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """A cell's text, '' if empty."""
        return self.cells.get(column, "")


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Rows by sheet. Raises YamlFaultError if it is no workbook at all, or too large to be one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise YamlFaultError([f"文件太大，最多 {MOST_BYTES // 1_000_000} MB"])
        with zipfile.ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise YamlFaultError(["文件解开以后太大，不像一张检查表"])
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise YamlFaultError(["找不到这个文件"]) from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise YamlFaultError(["打不开，请用 Excel 另存为 .xlsx 再试"]) from None
    try:
        found: dict[str, list[tuple[object, ...]]] = {}
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS)
            found[str(sheet.title).strip().lower()] = [tuple(row) for row in rows]
        return found
    finally:
        book.close()


def lines(name: str, rows: list[tuple[object, ...]], complaints: Complaints) -> Iterator[Line]:
    """The rows of one sheet that hold anything; a column nobody knows is complained of and not read."""
    if not rows:
        return
    heads = [_cell(value) for value in rows[0]]
    for head in heads:
        if head and head not in SHEETS[name]:
            complaints.warn(f"{name} 第1行", f"不认识“{head}”这一列{nearest(head, SHEETS[name])}，没有读")
    for n, row in enumerate(rows[1:], 2):
        cells = {h: text for h, value in zip(heads, row, strict=False) if h and (text := _cell(value))}
        if cells:
            yield Line(f"{name} 第{n}行", cells)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
