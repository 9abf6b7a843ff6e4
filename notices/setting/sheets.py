"""Lays out a letter that is a table: title, a line above, the table over as many pages as it takes, notes.

Used for the form, the slips and Annex 4. Further pages carry a small running head.
"""

from __future__ import annotations

from notices.blocks import Flanks, Letter, Notes, Table
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Measure, break_text
from notices.setting.cells import DENSE, LARGE, ROOMY, Grid
from notices.setting.furniture import number_page, place_centred, place_right, run_head, set_line
from notices.setting.sheet import SIDEWAYS, UPRIGHT, Page, Placed, Plan
from notices.setting.tables import TableDrawer

_TITLE_PITCH = 33.0
_FLANK_DROP, _FLANK_GAP = 20.0, 7.0
_NOTE_SIZE, _NOTE_LEADING, _NOTE_GAP = 10.5, 16.0, 8.0


class _Book:
    """The pages of one letter as they are added."""

    def __init__(self, letter: Letter, book: FontBook) -> None:
        self.letter, self.book = letter, book
        self.frame = SIDEWAYS if letter.landscape else UPRIGHT
        self.pages: list[Page] = []

    def add(self) -> Page:
        page = Page(self.frame)
        if self.pages:
            run_head(page, self.book, self.letter.running)
        self.pages.append(page)
        number_page(page, self.book, len(self.pages))
        return page


def lay_out_sheets(letter: Letter, book: FontBook) -> Plan:
    """Return the pages of a letter that is a table."""
    pages = _Book(letter, book)
    page = pages.add()
    y = _draw_title(letter, book, page)
    for block in letter.blocks:
        match block:
            case Flanks(left, right):
                y = _draw_flanks(book, page, (left, right), (y, _grid(letter)))
            case Table():
                drawer = TableDrawer(_grid(letter, block), page, y, pages.add)
                drawer.draw(block, book)
                page, y = drawer.page, drawer.bottom
            case Notes(lines):
                page, y = _draw_notes(pages, page, y, lines)
    return Plan(tuple(pages.pages))


def _grid(letter: Letter, table: Table | None = None) -> Grid:
    if letter.landscape:
        return LARGE
    return ROOMY if table is not None and table.roomy else DENSE


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


def _draw_flanks(book: FontBook, page: Page, texts: tuple[str, str], at: tuple[float, Grid]) -> float:
    """Place the two texts on one line, or below each other when they would meet; return the height below."""
    (left, right), (y, grid), frame = texts, at, page.frame
    size = grid.size
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


def _draw_notes(pages: _Book, page: Page, y: float, notes: tuple[str, ...]) -> tuple[Page, float]:
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
