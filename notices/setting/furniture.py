"""What stands around the text of every page: page number, copy mark, running head; and centred lines."""

from __future__ import annotations

from notices.blocks import Role
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Line, Measure, break_text
from notices.setting.sheet import Page, Placed

_MARK_SIZE, _MARK_TRACKING = 14.0, 250.0
_MARK_RISE, _MARK_RISE_RED = 9 * sheet.MM, 13 * sheet.MM
_RUNNING_SIZE, _RUNNING_RISE = 9.0, 3.5 * sheet.MM
_ENDLESS = 1e9


def set_line(book: FontBook, role: Role, text: str, tracking: float = 0) -> Line:
    """Return a text set on one line, however long."""
    return break_text(book, role, text, Measure(_ENDLESS, tracking=tracking, justify=False))[0]


def place_centred(
    page: Page, placed: tuple[float, float], line: Line, role: Role, size: float, *, red: bool = False
) -> None:
    """Place a line so that its middle is at the given x."""
    middle, y = placed
    page.lines.append(Placed(middle - line.width * size / 2000, y, line, role, size, red))


def place_right(page: Page, placed: tuple[float, float], line: Line, role: Role, size: float) -> None:
    """Place a line so that it ends at the given x."""
    right, y = placed
    page.lines.append(Placed(right - line.width * size / 1000, y, line, role, size))


def number_page(page: Page, book: FontBook, number: int) -> None:
    """Place the page number: outer side, one character in, between dashes (GB/T 9704-2012 7.5)."""
    frame, size = page.frame, sheet.FOLIO_SIZE
    line = set_line(book, "song", f"— {number} —")
    y = frame.bottom - sheet.FOLIO_DROP - size * 0.3
    if number % 2:
        place_right(page, (frame.right - size, y), line, "song", size)
    else:
        page.lines.append(Placed(frame.left + size, y, line, "song", size))


def mark_copy(page: Page, book: FontBook, copy: str, *, above_head: bool = False) -> None:
    """Place 送达 or 存根 in the head margin, clear of a red head: all in which the two copies differ."""
    if not copy:
        return
    line = set_line(book, "body", copy, _MARK_TRACKING)
    right = page.frame.right + _MARK_TRACKING * _MARK_SIZE / 1000
    y = page.frame.top + (_MARK_RISE_RED if above_head else _MARK_RISE)
    place_right(page, (right, y), line, "body", _MARK_SIZE)


def run_head(page: Page, book: FontBook, text: str) -> None:
    """Place a small line above a further page of a form, so that a loose sheet is known again."""
    if not text:
        return
    width = page.frame.inner_width / _RUNNING_SIZE * 1000
    y = page.frame.top + _RUNNING_RISE
    for line in reversed(break_text(book, "song", text, Measure(width, justify=False))):
        page.lines.append(Placed(page.frame.left, y, line, "song", _RUNNING_SIZE))
        y += _RUNNING_SIZE * 1.4
