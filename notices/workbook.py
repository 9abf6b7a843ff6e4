"""Annex 4 as a workbook, with the official heading, so that an office can paste and add up.

Texts are text cells whatever they begin with: nothing a person typed becomes a formula. The same facts
give the same bytes. It counts nothing; a wrong total is refused as on paper.
"""

from __future__ import annotations

from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from notices.facts.tables import Annex4Facts, Annex4Row
from notices.printable import check_lengths, one_line
from notices.setting.metadata import UNDATED
from notices.spreadsheet import saved, write
from notices.wording import wording
from notices.words.annex4 import check_total, period_line

_TITLE_FONT = Font(name="方正小标宋简体", size=18)
_TEXT_FONT = Font(name="宋体", size=12)
_NOTE_FONT = Font(name="宋体", size=10)
_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WIDTHS = (14, 16, 16, 18, 18, 18, 18)
_HEADINGS_AT = 3


def annex4_workbook(facts: Annex4Facts) -> bytes:
    """Return the .xlsx of Annex 4. Raises WrongTotalError, TextTooLongError, UnknownWordingError."""
    check_lengths(facts)
    check_total(facts)
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):  # pragma: no cover - a new workbook always has a worksheet
        raise TypeError("a new workbook has no worksheet")
    page.title = "附件4"
    _fill(page, facts)
    _set_up(page)
    book.properties.creator = one_line(facts.issuer.name)
    book.properties.title = wording(facts.wording).annex4_title
    return saved(book, facts.prepared_on or UNDATED)


def _fill(page: Worksheet, facts: Annex4Facts) -> None:
    text = wording(facts.wording)
    last = len(text.annex4_columns)
    _merged(page, (1, 1, last), text.annex4_title, _TITLE_FONT, "center")
    _merged(page, (2, 1, 3), text.annex4_unit + one_line(facts.reporting_unit), _TEXT_FONT, "left")
    _merged(page, (2, 4, last), period_line(facts), _TEXT_FONT, "right")
    for at, heading in enumerate(text.annex4_columns, start=1):
        _framed(_cell(page, _HEADINGS_AT, at), heading)
    names = [*(one_line(row.district) for row in facts.rows), text.annex4_total]
    for at, (name, row) in enumerate(zip(names, (*facts.rows, facts.total), strict=True)):
        _figures(page, _HEADINGS_AT + 1 + at, name, row)
    for at, note in enumerate(facts.notes):
        below = _HEADINGS_AT + 1 + len(names) + at
        _merged(page, (below, 1, last), one_line(note), _NOTE_FONT, "left")


def _figures(page: Worksheet, at: int, name: str, row: Annex4Row) -> None:
    _framed(_cell(page, at, 1), name)
    for column, figure in enumerate(row.figures, start=2):
        _framed(_cell(page, at, column), figure)


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    return cast(Cell, page.cell(row, column))


def _framed(cell: Cell, value: str | int) -> None:
    write(cell, value)
    cell.font, cell.alignment, cell.border = _TEXT_FONT, _CENTRED, _FRAME


def _merged(page: Worksheet, span: tuple[int, int, int], text: str, font: Font, side: str) -> None:
    row, first, last = span
    page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    cell = _cell(page, row, first)
    write(cell, text)
    cell.font, cell.alignment = font, Alignment(horizontal=side, vertical="center", wrap_text=True)


def _set_up(page: Worksheet) -> None:
    for at, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.row_dimensions[1].height = 36
    page.row_dimensions[2].height = 24
    page.row_dimensions[_HEADINGS_AT].height = 36
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.print_title_rows = f"{_HEADINGS_AT}:{_HEADINGS_AT}"
    page.freeze_panes = f"A{_HEADINGS_AT + 1}"
