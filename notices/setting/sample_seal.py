"""样章: stands where a seal would, and nobody takes it for one. It says so, has no star, and is drawn.

A bureau's real seal is never drawn by us.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from notices.blocks import Role
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Line
from notices.setting.furniture import set_line
from notices.setting.sheet import Stamp

WORD, BELOW = "样章", "不具效力"
_RED = "0.87 0.05 0.05"
# Above the bureau's name and below its date, which are both to be read.
_WORD_SIZE, _WORD_RISE, _BELOW_SIZE, _ARC_SIZE = 22.0, 15.0, 8.0, 10.5
_RIM = 2.4
_CIRCLE = 0.5523
_WIDEST_TURN, _STEP = math.radians(230), math.radians(17)

Shown = Callable[[Line, Role, float], str]
"""The operators that show a line of a role at a size."""


def sample_seal(stamp: Stamp, book: FontBook, shown: Shown) -> str:
    """Return the operators of a 样章 of a bureau at its place."""
    place, name = stamp.place, stamp.sample
    radius = sheet.SEAL / 2 - _RIM
    parts = [
        f"q 1 0 0 1 {place.x:.2f} {place.y:.2f} cm {_RED} RG {_RED} rg",
        f"{_RIM:g} w {_circle(radius)} S 0.6 w {_circle(radius - 3.5)} S",
        _centred(book, ("title", WORD), (_WORD_SIZE, _WORD_RISE), shown),
        _centred(book, ("song", BELOW), (_BELOW_SIZE, -radius * 0.83), shown),
    ]
    step = min(_STEP, _WIDEST_TURN / max(len(name) - 1, 1))
    for at, char in enumerate(name):
        turn = step * ((len(name) - 1) / 2 - at)
        line = set_line(book, "song", char)
        cos, sin = math.cos(turn), math.sin(turn)
        out = radius - 5.5 - _ARC_SIZE * 0.86
        half = line.width * _ARC_SIZE / 2000
        matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {-sin * out:.2f} {cos * out:.2f} cm"
        parts.append(f"q {matrix} BT {-half:.2f} 0 Td {shown(line, 'song', _ARC_SIZE)} ET Q")
    return "\n".join([*parts, "Q"])


def _centred(book: FontBook, said: tuple[Role, str], at: tuple[float, float], shown: Shown) -> str:
    (role, text), (size, y) = said, at
    line = set_line(book, role, text)
    return f"BT {-line.width * size / 2000:.2f} {y:.2f} Td {shown(line, role, size)} ET"


def _circle(r: float) -> str:
    k = r * _CIRCLE
    return (
        f"{r:.2f} 0 m {r:.2f} {k:.2f} {k:.2f} {r:.2f} 0 {r:.2f} c"
        f" {-k:.2f} {r:.2f} {-r:.2f} {k:.2f} {-r:.2f} 0 c"
        f" {-r:.2f} {-k:.2f} {-k:.2f} {-r:.2f} 0 {-r:.2f} c"
        f" {k:.2f} {-r:.2f} {r:.2f} {-k:.2f} {r:.2f} 0 c"
    )
