"""The paper: sizes and margins of GB/T 9704-2012, and what a laid-out page consists of.

Points throughout, from the lower left corner as PDF counts. Nothing here breaks a line or knows a letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from notices.blocks import Role
from notices.setting.breaking import Line

MM = 72 / 25.4
A4_WIDTH, A4_HEIGHT = 210 * MM, 297 * MM
# GB/T 9704-2012 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm.
HEAD, BINDING = 37 * MM, 28 * MM
TYPE_WIDTH, TYPE_HEIGHT = 156 * MM, 225 * MM
# 5.2.2, 5.2.3: 3 号 body, 22 lines of 28 characters; 7.2.6: 2 号 title; 7.5: 4 号 page number.
BODY_SIZE, TITLE_SIZE, FOLIO_SIZE = 16.0, 22.0, 14.0
LINES, CHARACTERS = 22, 28
PITCH = TYPE_HEIGHT / LINES
TITLE_PITCH = 36.0
FOLIO_DROP = 7 * MM  # 7.5: the dash stands 7 mm below the type area
SEAL = 42 * MM
_RECEIPT_WIDTH = 270.0
# From a line's top to its baseline, in parts of the type size.
BASELINE = 0.86


@dataclass(frozen=True, slots=True)
class Frame:
    """A page size and the type area on it."""

    width: float
    height: float
    left: float
    top: float
    inner_width: float
    inner_height: float

    @property
    def right(self) -> float:
        """Right edge of the type area."""
        return self.left + self.inner_width

    @property
    def bottom(self) -> float:
        """Lower edge of the type area."""
        return self.top - self.inner_height


UPRIGHT = Frame(A4_WIDTH, A4_HEIGHT, BINDING, A4_HEIGHT - HEAD, TYPE_WIDTH, TYPE_HEIGHT)
# A sideways table is bound at its head: 订口 above, 天头 at the left is the outer edge.
SIDEWAYS = Frame(A4_HEIGHT, A4_WIDTH, 36 * MM, A4_WIDTH - BINDING, TYPE_HEIGHT, TYPE_WIDTH)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of type on a page; `y` is its baseline."""

    x: float
    y: float
    line: Line
    role: Role
    size: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.5
    red: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, by the key of its bytes, as large as its box allows and in the middle of it."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a seal of 42 mm belongs: page (from 0) and centre in points."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is drawn at a seal's place: a 样章 of a bureau, or its seal's picture by the key of its bytes."""

    place: SealPlace
    sample: str = ""
    picture: str = ""


@dataclass(slots=True)
class Page:
    """A page being filled."""

    frame: Frame
    lines: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPlace:
    """Where a receipt is written: page (from 0), the rule for a name, the middles of the day's three blanks.

    Points; `y` and `day_y` are baselines.
    """

    page: int
    left: float
    right: float
    y: float
    day_y: float
    blanks: tuple[float, float, float]
    size: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of what a receipt may cover: from below the day to above the name."""
        return self.right - _RECEIPT_WIDTH, self.day_y - 22, self.right + 6, self.y + 40


@dataclass(frozen=True, slots=True)
class Plan:
    """A laid-out letter."""

    pages: tuple[Page, ...]
    seal: SealPlace | None = None
    receipt: ReceiptPlace | None = None
