"""What a signed receipt shows on the letter: handwriting on its rule, the day in its blanks, who and when.

Handwriting is drawn from its strokes, so that it is sharp at any size; without any, the name stands there in
type.
It fills in nothing about a stamp: 公章 stays a place for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from notices.fonts.book import FontBook
from notices.setting.furniture import place_centred, place_right, set_line
from notices.setting.ink import Sources, ink
from notices.setting.metadata import About
from notices.setting.sheet import Frame, Page, Plan, ReceiptPlace
from notices.signing.signer import Drawing

_HAND_HEIGHT, _HAND_DROP = 34.0, 6.0
_SMALL, _SMALL_DROP = 8.0, 15.0
_THIN, _THICK = 0.7, 1.9
_QUICK = 1.1  # CSS pixels a millisecond: a pen that fast draws its thinnest line
_MOST_POINTS = 20_000

Point = Sequence[float]
"""x, y (pixels, downwards), milliseconds, pressure 0–1."""


@dataclass(frozen=True, slots=True)
class ReceiptMark:
    """Who signed, in what post, on which day, when to the second (as printed), and the strokes."""

    name: str
    post: str
    day: date
    at: str
    strokes: Sequence[Sequence[Any]]


def receipt_drawing(mark: ReceiptMark, place: ReceiptPlace, book: FontBook) -> Drawing:
    """Return what the place of a receipt shows."""
    left, bottom, right, top = place.box
    page = Page(Frame(right - left, top - bottom, 0, top - bottom, right - left, top - bottom))
    parts = zip(place.blanks, (mark.day.year, mark.day.month, mark.day.day), strict=True)
    for middle, part in parts:
        line = set_line(book, "body", str(part))
        place_centred(page, (middle - left, place.day_y - bottom), line, "body", place.size)
    told = (
        f"{mark.name}（{mark.post}） 电子签收 {mark.at}" if mark.post else f"{mark.name} 电子签收 {mark.at}"
    )
    line = set_line(book, "song", told)
    end = (place.right - left, place.day_y - bottom - _SMALL_DROP)
    place_right(page, end, line, "song", min(_SMALL, (end[0] - 2) * 1000 / line.width))
    strokes = [one for one in mark.strokes if one]
    if not strokes:
        _typed(mark.name, place, page, book)
    about = About(title="签收", author="", subject="", keywords="", day=mark.day)
    drawn = ink(Plan((page,)), Sources(book, ()), about)
    return Drawing(drawn, _handwriting(strokes, place), right - left, top - bottom)


def _typed(name: str, place: ReceiptPlace, page: Page, book: FontBook) -> None:
    left, bottom, _, _ = place.box
    line = set_line(book, "body", name)
    room = place.right - place.left
    size = min(place.size, room * 1000 / max(line.width, 1.0))
    place_centred(page, ((place.left + place.right) / 2 - left, place.y - bottom), line, "body", size)


def _handwriting(strokes: Sequence[Sequence[Point]], place: ReceiptPlace) -> bytes:
    """Return the operators: each piece of a stroke as wide as the pen was slow."""
    strokes = _few(strokes)
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return b""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    wide, high = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    scale = min((place.right - place.left - 2 * _THICK) / wide, _HAND_HEIGHT / high, 1.0)
    left, bottom, _, _ = place.box
    x = (place.left + place.right) / 2 - left - wide * scale / 2
    y = place.y - bottom - _HAND_DROP + _HAND_HEIGHT / 2 + high * scale / 2

    def at(point: Point) -> str:
        return f"{x + (point[0] - min_x) * scale:.2f} {y - (point[1] - min_y) * scale:.2f}"

    min_x, min_y = min(xs), min(ys)
    parts = ["q 1 J 1 j 0.08 0.1 0.28 RG"]
    for stroke in strokes:
        width = _THICK
        for before, after in pairwise(stroke if len(stroke) > 1 else [*stroke, *stroke]):
            width = 0.6 * width + 0.4 * _width(before, after)
            parts.append(f"{width:.2f} w {at(before)} m {at(after)} l S")
    return "\n".join([*parts, "Q"]).encode("ascii")


def _few(strokes: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """No more points than can be seen."""
    step = sum(map(len, strokes)) // _MOST_POINTS + 1
    return [list(stroke[::step]) for stroke in strokes]


def _width(before: Point, after: Point) -> float:
    far: float = ((after[0] - before[0]) ** 2 + (after[1] - before[1]) ** 2) ** 0.5
    speed = far / max(after[2] - before[2], 1.0)
    return _THICK - (_THICK - _THIN) * min(speed / _QUICK, 1.0)
