"""Divides body lines into pages so that the signature keeps company and paragraphs are not torn badly.

Counts lines only; it knows no points and no fonts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_COMPANY = 2  # lines of text that go with a signature onto a new page
_GIVEN_UP = 4  # lines a page may stay short for the sake of a better break


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line's place: first or last of its paragraph, and whether that leads into the next."""

    first: bool = True
    last: bool = True
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines a page holds: without the tail of the letter, and with it."""

    full: int
    with_tail: int


def page_ends(lines: Sequence[BodyLine], first: Room, further: Room) -> list[int]:
    """Return the index after the last line of each page; the last page also has room for the tail."""
    ends: list[int] = []
    start, room = 0, first
    while len(lines) - start > room.with_tail:
        rest = len(lines) - start
        latest = min(start + room.full, len(lines) - min(_COMPANY, rest))
        end = _good_end(lines, start, latest)
        if end <= start and ends:
            break
        ends.append(end)
        start, room = end, further
    return [*ends, len(lines)]


def _good_end(lines: Sequence[BodyLine], start: int, latest: int) -> int:
    for end in range(latest, max(latest - _GIVEN_UP, start), -1):
        if _parts_well(lines[end - 1], lines[end]):
            return end
    return latest


def _parts_well(before: BodyLine, after: BodyLine) -> bool:
    """Whether a page may end here: no lone first or last line, no announcement without what it announces."""
    alone_above = before.first and not before.last
    alone_below = after.last and not after.first
    return not (before.leads or alone_above or alone_below)
