"""The verification code at the foot of a letter's first page: a QR of its address, drawn as strokes.

It stands in the lower margin at the left, outside the type area and away from the page number, so that the
letter's own lines are where they would be without it.
"""

from __future__ import annotations

from functools import lru_cache

import segno

from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.furniture import set_line
from notices.setting.sheet import Page, Placed, Rule

CAPTION = "扫码核验真伪"
_SIDE, _FOOT, _GAP, _CAPTION_SIZE = 19 * sheet.MM, 8 * sheet.MM, 6.0, 9.0


@lru_cache(maxsize=256)
def _runs(address: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The modules across, and dark runs as (row from above, first module, one past the last)."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    found = []
    for number, row in enumerate(rows):
        start = -1
        for at, dark in enumerate((*row, 0)):
            if dark and start < 0:
                start = at
            elif not dark and start >= 0:
                found.append((number, start, at))
                start = -1
    return len(rows), tuple(found)


def place_code(page: Page, book: FontBook, address: str) -> None:
    """Put the code of an address at the foot of a page."""
    across, runs = _runs(address)
    module = _SIDE / across
    left, top = page.frame.left, _FOOT + _SIDE
    for row, start, end in runs:
        y = top - (row + 0.5) * module
        page.rules.append(Rule(left + start * module, y, left + end * module, y, module))
    line = set_line(book, "song", CAPTION)
    page.lines.append(Placed(left + _SIDE + _GAP, _FOOT + 2, line, "song", _CAPTION_SIZE))
