"""The register of numbers as a workbook: every number ever taken, the void ones too, in order.

Columns are those an archivist keeps by hand. Texts are text cells, so that no name becomes a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from notices.facts.tables import RegisterLine
from notices.printable import one_line
from notices.spreadsheet import saved, write

COLUMNS = (
    ("编号", 24),
    ("文种", 12),
    ("企业", 26),
    ("统一社会信用代码", 21),
    ("场所", 14),
    ("检查日", 11),
    ("成文日", 11),
    ("签收日", 11),
    ("签收人", 10),
    ("期限（日）", 9),
    ("到期日", 11),
    ("隐患数", 7),
    ("经办2人", 16),
    ("审核人", 10),
    ("用印", 10),
    ("状态", 10),
    ("复核日", 11),
    ("结果", 12),
    ("作废原因", 24),
    ("案卷盒号", 12),
    ("送达件 SHA-256", 20),
)
"""Heading and width of every column (domain text §6; who sealed, and the hash a paper is verified by)."""

_TITLE, _HEAD, _TEXT = (
    Font(name="宋体", size=16, bold=True),
    Font(name="宋体", size=10, bold=True),
    Font(name="宋体", size=10),
)
_THIN = Side(style="thin", color="999999")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_VOID = PatternFill("solid", fgColor="EEEEEE")


def register_workbook(lines: Sequence[RegisterLine], title: str, on: date, below: str = "") -> bytes:
    """Return the .xlsx of the register; `below` is a remark under its last line."""
    book = Workbook()
    page = cast(Worksheet, book.active)
    page.title = "登记簿"
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    heading = cast(Cell, page.cell(1, 1))
    write(heading, title)
    heading.font, heading.alignment = _TITLE, Alignment(horizontal="center", vertical="center")
    for at, (name, width) in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(at)].width = width
        _cell(page, (2, at), name, _HEAD)
    for row, line in enumerate(lines, 3):
        for at, value in enumerate(astuple(line), 1):
            cell = _cell(page, (row, at), one_line(value) if isinstance(value, str) else value, _TEXT)
            if line.state == "作废":
                cell.fill = _VOID
    if below:
        remark = cast(Cell, page.cell(len(lines) + 3, 1))
        write(remark, below)
        remark.font = _TEXT
    _set_up(page, len(lines) + 2)
    book.properties.title = title
    return saved(book, on)


def _cell(page: Worksheet, at: tuple[int, int], value: str | int, font: Font) -> Cell:
    cell = cast(Cell, page.cell(*at))
    write(cell, value)
    cell.font, cell.border = font, _FRAME
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _set_up(page: Worksheet, last: int) -> None:
    page.row_dimensions[1].height = 30
    page.freeze_panes = "B3"
    page.auto_filter.ref = f"A2:{get_column_letter(len(COLUMNS))}{max(last, 2)}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "2:2"
