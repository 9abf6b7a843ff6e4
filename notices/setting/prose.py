"""Lays out a letter of running text: heading, paragraphs, signature with room for the seal, receipt.

After GB/T 9704-2012. The signature never stands alone on a page: at least two lines of text go with it. A
closer line pitch is used only where it saves a page, as the standard allows for the seal's sake.
"""

from __future__ import annotations

from dataclasses import dataclass

from notices.blocks import Letter, Paragraph, Salutation
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Line, Measure, break_text
from notices.setting.furniture import mark_copy, number_page
from notices.setting.heading import HeadingType, set_heading
from notices.setting.paging import BodyLine, Room, page_ends
from notices.setting.sheet import UPRIGHT, Page, Placed, Plan
from notices.setting.tail import Tail, draw_tail, set_tail

_STANDARD = ((16.0, sheet.PITCH), (16.0, 27.0))
_ONE_PAGE = ((16.0, 27.0), (16.0, 25.0), (15.0, 23.5), (14.0, 22.0), (13.0, 20.0))
_ONE_DENSE_PAGE = ((12.0, 18.0), (11.0, 17.0), (10.5, 16.0), (10.5, 14.5))
_SMALLEST_TITLE = 18.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Type size and line pitch of the body; the heading keeps the proportion of 2 号 to 3 号."""

    size: float
    pitch: float

    @property
    def title(self) -> float:
        """Size of the heading."""
        return max(sheet.TITLE_SIZE * self.size / sheet.BODY_SIZE, _SMALLEST_TITLE)

    @property
    def heading(self) -> HeadingType:
        """Sizes of the heading."""
        pitch = self.title * sheet.TITLE_PITCH / sheet.TITLE_SIZE
        return HeadingType(self.title, pitch, self.size, self.pitch)

    def measure(self, indent: int) -> Measure:
        """Return the measure of the type area; at 3 号 it holds 28 characters."""
        width = sheet.TYPE_WIDTH / self.size * 1000
        tracking = width / round(width / 1000) - 1000
        return Measure(width, indent * (1000 + tracking), tracking)


def lay_out_prose(letter: Letter, book: FontBook) -> Plan:
    """Return the pages of a letter of running text."""
    standard = _attempt(letter, book, Scale(*_STANDARD[0]))
    if len(standard.pages) == 1:
        return standard
    ladder = _ONE_PAGE + _ONE_DENSE_PAGE if letter.fit == "one_page" else _STANDARD[1:]
    wanted = 1 if letter.fit == "one_page" else len(standard.pages) - 1
    for step in ladder:
        closer = _attempt(letter, book, Scale(*step))
        if len(closer.pages) <= wanted:
            return closer
    return standard


def _attempt(letter: Letter, book: FontBook, scale: Scale) -> Plan:
    heading = set_heading(letter, book, scale.heading)
    tail = set_tail(letter, book, scale.size, scale.pitch)
    body = _set_body(letter, book, scale)
    rooms = _room(scale, heading.height, tail), _room(scale, 0.0, tail)
    ends = page_ends([kept for _, kept in body], *rooms)
    pages: list[Page] = []
    start, last = 0, 0.0
    for end in ends:
        page = Page(UPRIGHT)
        top = UPRIGHT.top
        if not pages:
            heading.draw(page)
            top -= heading.height
        last = _draw_body([line for line, _ in body[start:end]], page, top, scale)
        pages.append(page)
        start = end
    seal, receipt = draw_tail(tail, pages[-1], last, len(pages) - 1)
    for number, page in enumerate(pages, start=1):
        mark_copy(page, book, letter.copy, above_head=bool(letter.head))
        if number > 1 or not letter.head:
            number_page(page, book, number)
    return Plan(tuple(pages), seal, receipt)


def _room(scale: Scale, used: float, tail: Tail) -> Room:
    """Return how many lines fit below `used` points: the last line needs its size, not a whole pitch."""
    room = sheet.TYPE_HEIGHT - used
    full = int((room - scale.size + 0.5) / scale.pitch) + 1
    above_tail = room - tail.height - sheet.BASELINE * scale.size
    return Room(full, max(int(above_tail / scale.pitch) + 1, 0) if above_tail >= 0 else 0)


def _set_body(letter: Letter, book: FontBook, scale: Scale) -> list[tuple[Line, BodyLine]]:
    body: list[tuple[Line, BodyLine]] = []
    for block in letter.blocks:
        if not isinstance(block, Salutation | Paragraph):
            continue
        indent = 2 if isinstance(block, Paragraph) else 0
        leads = isinstance(block, Salutation) or block.leads
        lines = break_text(book, "body", block.text, scale.measure(indent))
        final = len(lines) - 1
        body += [
            (line, BodyLine(at == 0, at == final, leads and at == final)) for at, line in enumerate(lines)
        ]
    return body


def _draw_body(lines: list[Line], page: Page, top: float, scale: Scale) -> float:
    """Place the lines from `top` down; return the last baseline."""
    y = top - sheet.BASELINE * scale.size + scale.pitch
    for line in lines:
        y -= scale.pitch
        x = page.frame.left + line.indent * scale.size / 1000
        page.lines.append(Placed(x, y, line, "body", scale.size))
    return y
