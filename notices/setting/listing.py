"""Lays out an appendix of lines: a title, every line broken to the width, a note at the end.

A line that does not fit the page begins the next one; nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Callable

from notices.blocks import Listing
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Measure, break_text
from notices.setting.furniture import place_centred, set_line
from notices.setting.sheet import MM, Page, Placed

_TITLE, _TITLE_ROOM, _TITLE_DROP = 16.0, 12 * MM, 2 * MM
_SIZE, _LEADING, _BETWEEN = 10.5, 17.0, 4.0


def draw_listing(listing: Listing, book: FontBook, next_page: Callable[[], Page]) -> None:
    """Place the lines on pages of their own, which `next_page` gives."""
    page = next_page()
    middle = page.frame.left + page.frame.inner_width / 2
    y = page.frame.top - _TITLE_DROP - sheet.BASELINE * _TITLE
    place_centred(page, (middle, y), set_line(book, "title", listing.title), "title", _TITLE)
    y = page.frame.top - _TITLE_ROOM
    measure = Measure(page.frame.inner_width / _SIZE * 1000, justify=False)
    numbered = (f"{n}. {text}" for n, text in enumerate(listing.lines, 1))
    for text in filter(None, (*numbered, listing.note)):
        for line in break_text(book, "song", text, measure):
            if y - _LEADING < page.frame.bottom:
                page = next_page()
                y = page.frame.top
            y -= _LEADING
            page.lines.append(Placed(page.frame.left, y, line, "song", _SIZE))
        y -= _BETWEEN
