"""Breaks a short name into few lines of about the same length, between its words.

Most Chinese words have two characters, so a line ends an even number of characters before the end of the
name, a mark or an 及; best right after one. No dictionary is asked. A name that does not break so is broken
like any other text.
"""

from __future__ import annotations

from itertools import accumulate, pairwise

from notices.blocks import Role
from notices.fonts.book import FontBook
from notices.setting import classes
from notices.setting.breaking import GAP, Line, Measure, break_text

_JOINING = frozenset("及和与")
_HALTS = classes.GIVE_AFTER | _JOINING
_MANY = 100  # more than a line's characters squared, in square ems

_Cost = tuple[int, float]


def break_name(book: FontBook, role: Role, name: str, room: Measure) -> tuple[Line, ...]:
    """Return the lines of a name that stands in a narrow cell."""
    gaps = [0.0, *(GAP if classes.has_gap(*pair) else 0.0 for pair in pairwise(name))]
    widths = [book.advance(role, char) + gap for char, gap in zip(name, gaps, strict=False)]
    upto = list(accumulate(widths, initial=0.0))
    best: list[tuple[_Cost, tuple[int, ...]]] = [((0, 0.0), ())]
    for end in range(1, len(name) + 1):
        ways = []
        start = end - 1 if _between_words(name, end) else -1
        while start >= 0 and upto[end] - upto[start] <= room.width:
            (lines, bad), ends = best[start]
            if not start or ends:
                bad += _cost(name[start:end], room.width - upto[end] + upto[start])
                ways.append(((lines + 1, bad), (*ends, end)))
            start -= 1
        best.append(min(ways, key=lambda way: (way[0], [-end for end in way[1]]), default=((0, 0.0), ())))
    ends = best[-1][1]
    if not ends:
        return break_text(book, role, name, room)
    starts = (0, *ends[:-1])
    endless = Measure(sum(widths) + 1, justify=False)
    parts = (name[start:end] for start, end in zip(starts, ends, strict=True))
    return tuple(break_text(book, role, part, endless)[0] for part in parts)


def _cost(line: str, left: float) -> float:
    """How bad a line is: emptiness, and a halt inside it."""
    return (left / 1000) ** 2 + _MANY * sum(char in _HALTS for char in line[:-1])


def _between_words(name: str, at: int) -> bool:
    if at == len(name):
        return True
    if not classes.may_break(name[at - 1], name[at]) or name[at] in _JOINING:
        return False
    for place, char in enumerate(name[at:]):
        if char in _HALTS or char in classes.GIVE_BEFORE:
            return place % 2 == 0
    return (len(name) - at) % 2 == 0
