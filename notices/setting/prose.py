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
from notices.setting.furniture import mark_copy, number_page, place_centred, set_line
from notices.setting.paging import BodyLine, Room, page_ends
from notices.setting.sheet import UPRIGHT, Page, Placed, Plan
from notices.setting.tail import Tail, draw_tail, set_tail

_STANDARD = ((16.0, sheet.PITCH), (16.0, 27.0))
_ONE_PAGE = ((16.0, 27.0), (16.0, 25.0), (15.0, 23.5), (14.0, 22.0), (13.0, 20.0))
_ONE_DENSE_PAGE = ((12.0, 18.0), (11.0, 17.0), (10.5, 16.0))
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

    def measure(self, indent: int) -> Measure:
        """Return the measure of the type area; at 3 号 it holds 28 characters."""
        width = sheet.TYPE_WIDTH / self.size * 1000
        tracking = width / round(width / 1000) - 1000
        return Measure(width, indent * (1000 + tracking), tracking)


@dataclass(frozen=True, slots=True)
class _Heading:
    """Title and number, set; `height` reaches to the top of the first line of text."""

    titles: tuple[Line, ...]
    number: Line | None
    scale: Scale

    @property
    def title_pitch(self) -> float:
        return self.scale.title * sheet.TITLE_PITCH / sheet.TITLE_SIZE

    @property
    def height(self) -> float:
        gap = 2.0 if self.number else 0.9
        return len(self.titles) * self.title_pitch + gap * self.scale.pitch


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
    heading = _set_heading(letter, book, scale)
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
            _draw_heading(heading, page)
            top -= heading.height
        last = _draw_body([line for line, _ in body[start:end]], page, top, scale)
        pages.append(page)
        start = end
    seal = draw_tail(tail, pages[-1], last, len(pages) - 1)
    for number, page in enumerate(pages, start=1):
        mark_copy(page, book, letter.copy)
        number_page(page, book, number)
    return Plan(tuple(pages), seal)


def _room(scale: Scale, used: float, tail: Tail) -> Room:
    """Return how many lines fit below `used` points: the last line needs its size, not a whole pitch."""
    room = sheet.TYPE_HEIGHT - used
    full = int((room - scale.size + 0.5) / scale.pitch) + 1
    above_tail = room - tail.height - sheet.BASELINE * scale.size
    return Room(full, max(int(above_tail / scale.pitch) + 1, 0) if above_tail >= 0 else 0)


def _set_heading(letter: Letter, book: FontBook, scale: Scale) -> _Heading:
    measure = Measure(sheet.TYPE_WIDTH / scale.title * 1000, justify=False)
    titles = tuple(line for text in letter.title for line in break_text(book, "title", text, measure))
    number = set_line(book, "body", letter.number) if letter.number else None
    return _Heading(titles, number, scale)


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


def _draw_heading(heading: _Heading, page: Page) -> None:
    scale, frame = heading.scale, page.frame
    middle = frame.left + frame.inner_width / 2
    y = frame.top - sheet.BASELINE * scale.title
    for line in heading.titles:
        place_centred(page, (middle, y), line, "title", scale.title)
        y -= heading.title_pitch
    if heading.number is not None:
        y = (
            frame.top
            - len(heading.titles) * heading.title_pitch
            - 0.5 * scale.pitch
            - sheet.BASELINE * scale.size
        )
        place_centred(page, (middle, y), heading.number, "body", scale.size)


def _draw_body(lines: list[Line], page: Page, top: float, scale: Scale) -> float:
    """Place the lines from `top` down; return the last baseline."""
    y = top - sheet.BASELINE * scale.size + scale.pitch
    for line in lines:
        y -= scale.pitch
        x = page.frame.left + line.indent * scale.size / 1000
        page.lines.append(Placed(x, y, line, "body", scale.size))
    return y
