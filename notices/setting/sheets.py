"""Lays out a letter that is a table: title, a line above, the table over as many pages as it takes, notes.

Used for the form, the slips and Annex 4. Further pages carry a small running head.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from notices.blocks import Flanks, Letter, Listing, Notes, Photos, Table
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.album import draw_album
from notices.setting.breaking import Measure, break_text
from notices.setting.cells import SIDEWAYS_GRIDS, UPRIGHT_GRIDS, CellType, Grid
from notices.setting.furniture import number_page, place_centred, place_right, run_head, set_line
from notices.setting.listing import draw_listing
from notices.setting.sheet import SIDEWAYS, UPRIGHT, Page, Placed, Plan
from notices.setting.tables import SetTable, TableDrawer, set_table

_TITLE_PITCH = 33.0
_FLANK_DROP, _FLANK_GAP = 24.0, 7.0
_MOST_STRETCH, _BELOW = 150.0, 10.0
_NOTE_SIZE, _NOTE_LEADING, _NOTE_GAP = 10.5, 16.0, 8.0


_Tables = dict[tuple[int, CellType], SetTable]


@dataclass(slots=True)
class _Sheets:
    """The pages of one letter as they are added; `left` is the height left on the last one.

    A dry run counts pages and leaves the table out. Attempts share the tables that were set for one type.
    """

    letter: Letter
    book: FontBook
    grid: Grid
    tables: _Tables
    dry: bool = False
    pages: list[Page] = field(default_factory=list)
    left: float = 0.0

    def add(self) -> Page:
        page = Page(SIDEWAYS if self.letter.landscape else UPRIGHT)
        if self.pages:
            run_head(page, self.book, self.letter.running)
        self.pages.append(page)
        return page

    def table(self, table: Table, width: float) -> SetTable:
        key = (id(table), self.grid.type)
        if key not in self.tables:
            self.tables[key] = set_table(table, self.book, width, self.grid.type)
        return self.tables[key]


def lay_out_sheets(letter: Letter, book: FontBook) -> Plan:
    """Return the pages of a letter that is a table, as roomy as its number of pages allows."""
    tables: _Tables = {}
    counted = _roomiest(letter, book, tables)
    best = counted.grid
    fills = any(isinstance(block, Table) and block.fills for block in letter.blocks)
    if fills and counted.left > _BELOW:
        filled = replace(best, stretch=min(counted.left - _BELOW, _MOST_STRETCH))
        again = _attempt(_Sheets(letter, book, filled, tables, dry=True))
        best = filled if len(again.pages) == len(counted.pages) else best
    pages = _attempt(_Sheets(letter, book, best, tables)).pages
    for number, page in enumerate(pages, start=1):
        number_page(page, book, number)
    return Plan(tuple(pages))


def _roomiest(letter: Letter, book: FontBook, tables: _Tables) -> _Sheets:
    """Return the dry run on the roomiest grid that needs as few pages as the densest."""
    grids = SIDEWAYS_GRIDS if letter.landscape else UPRIGHT_GRIDS
    densest = _attempt(_Sheets(letter, book, grids[-1], tables, dry=True))
    for grid in grids[:-1]:
        counted = _attempt(_Sheets(letter, book, grid, tables, dry=True))
        if len(counted.pages) == len(densest.pages):
            return counted
    return densest


def _attempt(sheets: _Sheets) -> _Sheets:
    letter, book = sheets.letter, sheets.book
    page = sheets.add()
    y = _draw_title(letter, book, page)
    for block in letter.blocks:
        match block:
            case Flanks(left, right):
                y = _draw_flanks(book, page, (left, right), (y, sheets.grid.type.size))
            case Table():
                drawer = TableDrawer(sheets.grid, page, y, sheets.add, sheets.dry)
                drawer.draw(sheets.table(block, page.frame.inner_width))
                page, y = drawer.page, drawer.bottom
            case Notes(lines):
                page, y = _draw_notes(sheets, page, y, lines)
            case Listing() if not sheets.dry:
                draw_listing(block, book, sheets.add)
            case Photos() if not sheets.dry:
                draw_album(block, book, sheets.add)
    sheets.left = y - page.frame.bottom
    return sheets


def _draw_title(letter: Letter, book: FontBook, page: Page) -> float:
    """Place the title lines; return the height below them."""
    frame, size = page.frame, sheet.TITLE_SIZE
    measure = Measure(frame.inner_width / size * 1000, justify=False)
    y = frame.top - sheet.BASELINE * size
    for text in letter.title:
        for line in break_text(book, "title", text, measure):
            place_centred(page, (frame.left + frame.inner_width / 2, y), line, "title", size)
            y -= _TITLE_PITCH
    return y + _TITLE_PITCH - size * (1 - sheet.BASELINE)


def _draw_flanks(book: FontBook, page: Page, texts: tuple[str, str], at: tuple[float, float]) -> float:
    """Place the two texts on one line, or below each other when they would meet; return the height below."""
    (left, right), (y, size), frame = texts, at, page.frame
    baseline = y - _FLANK_DROP
    first, second = set_line(book, "song", left), set_line(book, "song", right)
    measure = Measure(frame.inner_width / size * 1000, justify=False)
    if (first.width + second.width + 2000) * size / 1000 > frame.inner_width:
        for line in break_text(book, "song", left, measure) if left else ():
            page.lines.append(Placed(frame.left, baseline, line, "song", size))
            baseline -= size * 1.5
        for line in break_text(book, "song", right, measure):
            place_right(page, (frame.right, baseline), line, "song", size)
            baseline -= size * 1.5
        return baseline + size * 1.5 - _FLANK_GAP
    page.lines.append(Placed(frame.left, baseline, first, "song", size))
    place_right(page, (frame.right, baseline), second, "song", size)
    return baseline - _FLANK_GAP


def _draw_notes(pages: _Sheets, page: Page, y: float, notes: tuple[str, ...]) -> tuple[Page, float]:
    measure = Measure(page.frame.inner_width / _NOTE_SIZE * 1000)
    y -= _NOTE_GAP
    for note in notes:
        for line in break_text(pages.book, "body", note, measure):
            if y - _NOTE_LEADING < page.frame.bottom:
                page = pages.add()
                y = page.frame.top
            y -= _NOTE_LEADING
            page.lines.append(Placed(page.frame.left, y, line, "body", _NOTE_SIZE))
    return page, y
