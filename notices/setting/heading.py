"""The heading of a letter of running text: title and number, plain or under a red head (红头).

The red head is that of letters in GB/T 9704-2012 10.1: the bureau's name 30 mm below the edge of the paper,
a double red line of 170 mm 4 mm under it and another 20 mm above the lower edge, the number at the right
below the line, the title two lines further down, no page number on the first page.
"""

from __future__ import annotations

from dataclasses import dataclass

from notices.blocks import Letter
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Line, Measure, break_text
from notices.setting.furniture import place_centred, place_right, set_line
from notices.setting.sheet import MM, Page, Rule

_HEAD_FROM_EDGE, _HEAD_TO_LINE, _FOOT_LINE = 30 * MM, 4 * MM, 20 * MM
_HEAD_SIZE, _HEAD_SHARE = 36.0, 0.98
_LINE_WIDTH, _THICK, _THIN, _APART = 170 * MM, 2.0, 0.7, 2.6
_BELOW_LINE, _LINES_TO_TITLE = 14.0, 1.5


@dataclass(frozen=True, slots=True)
class HeadingType:
    """Sizes of a heading, in points: title with its pitch, number, and the pitch of the body."""

    title: float
    title_pitch: float
    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Heading:
    """Red head, title and number, set; `height` is from the type area's top to the first line of text."""

    head: Line | None
    head_size: float
    titles: tuple[Line, ...]
    number: Line | None
    type: HeadingType

    @property
    def height(self) -> float:
        """Height in points."""
        of = self.type
        if self.head is not None:
            return self._title_top + len(self.titles) * of.title_pitch + 0.9 * of.pitch
        return len(self.titles) * of.title_pitch + (2.0 if self.number else 0.9) * of.pitch

    @property
    def _line_drop(self) -> float:
        """From the top of the type area to the lower edge of the red line."""
        return _HEAD_FROM_EDGE + self.head_size + _HEAD_TO_LINE + _APART + _THICK - sheet.HEAD

    @property
    def _title_top(self) -> float:
        number = _BELOW_LINE + self.type.size if self.number is not None else 0.0
        return self._line_drop + number + _LINES_TO_TITLE * min(self.type.pitch, self.type.title)

    def draw(self, page: Page) -> None:
        """Place the heading on the first page."""
        if self.head is not None:
            self._draw_red(page, self.head)
            return
        of = self.type
        self._draw_titles(page, page.frame.top)
        if self.number is not None:
            y = page.frame.top - len(self.titles) * of.title_pitch - 0.5 * of.pitch
            y -= sheet.BASELINE * of.size
            middle = page.frame.left + page.frame.inner_width / 2
            place_centred(page, (middle, y), self.number, "body", of.size)

    def _draw_titles(self, page: Page, top: float) -> None:
        middle = page.frame.left + page.frame.inner_width / 2
        y = top - sheet.BASELINE * self.type.title
        for line in self.titles:
            place_centred(page, (middle, y), line, "title", self.type.title)
            y -= self.type.title_pitch

    def _draw_red(self, page: Page, head: Line) -> None:
        frame = page.frame
        y = frame.height - _HEAD_FROM_EDGE - sheet.BASELINE * self.head_size
        place_centred(page, (frame.width / 2, y), head, "title", self.head_size, red=True)
        lower = frame.top - self._line_drop
        _double_line(page, lower + _APART + _THICK, (_THICK, _THIN))
        _double_line(page, _FOOT_LINE, (_THIN, _THICK))
        if self.number is not None:
            y = lower - _BELOW_LINE - sheet.BASELINE * self.type.size
            place_right(page, (frame.right, y), self.number, "body", self.type.size)
        self._draw_titles(page, frame.top - self._title_top)


def _double_line(page: Page, y: float, weights: tuple[float, float]) -> None:
    left = (page.frame.width - _LINE_WIDTH) / 2
    for weight, drop in zip(weights, (0.0, _APART), strict=True):
        page.rules.append(Rule(left, y - drop, left + _LINE_WIDTH, y - drop, weight, red=True))


def set_heading(letter: Letter, book: FontBook, of: HeadingType) -> Heading:
    """Return the heading of a letter, set but not placed. A long bureau's name gets a smaller red head."""
    measure = Measure(sheet.TYPE_WIDTH / of.title * 1000, justify=False)
    head = set_line(book, "title", letter.head) if letter.head else None
    widest = sheet.TYPE_WIDTH * _HEAD_SHARE * 1000
    return Heading(
        head=head,
        head_size=min(_HEAD_SIZE, widest / max(head.width, 1)) if head is not None else 0.0,
        titles=tuple(line for text in letter.title for line in break_text(book, "title", text, measure)),
        number=set_line(book, "body", letter.number) if letter.number else None,
        type=of,
    )
