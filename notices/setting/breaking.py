"""Breaks Chinese text into lines: 避头尾, squeezing and stretching, words and numbers kept whole.

All widths are in 1/1000 of the type size. Two marks that meet share half an em. A line too full by a mark
takes it in by squeezing the blank halves of its punctuation (推入) or sends a character on (推出), whichever
disturbs less. A word longer than the line is cut where the line ends. It chooses no font and no size and
draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import sub

from notices.blocks import Role
from notices.fonts.book import FontBook
from notices.setting import classes

GAP = 100.0  # between a hanzi and a Latin letter or digit
_TIGHT = 500.0  # what two marks lose between them
_GIVE = 280.0  # how far a full-width mark may be squeezed
_GIVES = dict.fromkeys(classes.GIVE_AFTER | classes.GIVE_BEFORE, _GIVE)
_MOST_STRETCH = 110.0  # beyond this a line stays ragged
_SPARING = 60.0  # how far a line may be stretched to spare the next a lone character
_SLACK = 0.5
_NOTHING = (0.0, 0.0, False)  # between the first character and none


@dataclass(frozen=True, slots=True)
class Measure:
    """The room a text has: width, first-line indent, tracking of every character, justified or not."""

    width: float
    indent: float = 0
    tracking: float = 0
    justify: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: `kerns` are (index, distance before that character); `width` excludes the indent."""

    text: str
    kerns: tuple[tuple[int, float], ...]
    tracking: float
    indent: float
    width: float


@dataclass(slots=True)
class _Text:
    """A text with what breaking needs to know of each character.

    `before` is the distance from the character before it on the same line, `gaps` what of it may give way.
    """

    chars: str
    widths: list[float]
    before: tuple[float, ...]
    gaps: tuple[float, ...]
    gives: list[float]
    breaks: tuple[bool, ...]


@lru_cache(maxsize=1024)
def break_text(book: FontBook, role: Role, text: str, measure: Measure) -> tuple[Line, ...]:
    """Return the lines of one paragraph, at least one. The book must have every character."""
    if not text:
        return (Line("", (), measure.tracking, measure.indent, 0),)
    prepared = _prepare(book, role, text, measure)
    ends = _ends(prepared, measure)
    starts = [0, *ends[:-1]]
    spans = list(zip(starts, ends, strict=True))
    return tuple(_set(prepared, measure, start, end) for start, end in spans)


@lru_cache(maxsize=16384)
def _between(before: str, after: str) -> tuple[float, float, bool]:
    """Return (gap, what two marks lose, whether a line may end) between two neighbours."""
    gap = GAP if classes.has_gap(before, after) else 0.0
    return gap, _TIGHT if classes.is_tight(before, after) else 0.0, classes.may_break(before, after)


def _prepare(book: FontBook, role: Role, text: str, measure: Measure) -> _Text:
    widths = list(map(book.advances(role).__getitem__, text))
    if measure.tracking:
        widths = [width + measure.tracking for width in widths]
    gaps, taken, breaks = zip(_NOTHING, *map(_between, text, text[1:]), strict=True)
    gives = list(map(_GIVES.get, text, repeat(0.0)))
    before = gaps
    if any(taken):
        before = tuple(map(sub, gaps, taken))
        for at, lost in enumerate(taken):
            if lost:
                gives[at if text[at - 1] in classes.GIVE_BEFORE else at - 1] = 0.0
    return _Text(text, widths, before, gaps, gives, breaks)


def _ends(text: _Text, measure: Measure) -> list[int]:
    ends: list[int] = []
    start, limit = 0, measure.width - measure.indent
    if sum(text.widths) + sum(text.before) <= limit:
        return [len(text.chars)]
    while start < len(text.chars):
        start = _line_end(text, start, limit, measure.justify)
        ends.append(start)
        limit = measure.width
    _spare_last(text, ends, measure)
    return ends


def _line_end(text: _Text, start: int, limit: float, justify: bool) -> int:
    """Return where the line that begins at `start` ends."""
    total = give = 0.0
    best, best_total = 0, 0.0
    count = len(text.chars)
    for at in range(start, count):
        if at > start:
            if text.breaks[at]:
                best, best_total = at, total
            total += text.before[at]
            give += text.gaps[at]
        if text.chars[at] in classes.BLANKS and at > start:
            total += text.widths[at]
            continue
        if total + text.widths[at] > limit + _SLACK:
            return _full_line(text, (start, at, best), (total, give, best_total), (limit, justify))
        total += text.widths[at]
        give += text.gives[at]
    return count


def _full_line(
    text: _Text, places: tuple[int, int, int], sums: tuple[float, float, float], room: tuple[float, bool]
) -> int:
    """Choose between ending before the character that does not fit and squeezing up to the next break."""
    start, at, best = places
    total, give, best_total = sums
    limit, justify = room
    end, squeezed = _next_break(text, at, limit, total, give)
    if not best:
        return end or _cut(text.chars, start, at)
    if not end:
        return best
    stretch = (limit - best_total) / max(best - start - 1, 1) if justify else 0.0
    return end if justify and squeezed**2 * 0.5 < (stretch / 60) ** 2 else best


def _cut(chars: str, start: int, at: int) -> int:
    """Return where to part a word that is longer than the line: after a joining mark, if one is near."""
    for end in range(at, start + (at - start) // 3, -1):
        if chars[end - 1] in classes.CUT_AFTER:
            return end
    while at > start + 1 and chars[at] in classes.NEVER_FIRST:
        at -= 1
    return max(at, start + 1)


def _next_break(text: _Text, at: int, limit: float, total: float, give: float) -> tuple[int, float]:
    """Return (next break after `at`, share of the give it needs); (0, 0) when squeezing cannot reach it."""
    for end in range(at, len(text.chars)):
        if end > at:
            if text.breaks[end]:
                break
            total += text.before[end]
            give += text.gaps[end]
        total += text.widths[end]
        give += text.gives[end]
        if total - give > limit:
            return 0, 0.0
    else:
        end = len(text.chars)
    return end, (total - limit) / give if give else 0.0


def _spare_last(text: _Text, ends: list[int], measure: Measure) -> None:
    """Give a last line of a single character a companion, if the line before can spare one."""
    if len(ends) < 2 or sum(char not in classes.NEVER_FIRST for char in text.chars[ends[-2] :]) > 1:
        return
    start = ends[-3] if len(ends) > 2 else 0
    breaks = [at for at in range(start + 1, ends[-2]) if text.breaks[at]]
    if not breaks:
        return
    limit = measure.width - (0 if start else measure.indent)
    rest = limit - sum(text.widths[start : breaks[-1]])
    if not measure.justify or rest / max(breaks[-1] - start - 1, 1) <= _SPARING:
        ends[-2] = breaks[-1]


def _set(text: _Text, measure: Measure, start: int, end: int) -> Line:
    shown = text.chars[start:end].rstrip(" \u3000") if end < len(text.chars) else text.chars[start:end]
    end = start + len(shown)
    indent = 0 if start else measure.indent
    limit = measure.width - indent
    natural = sum(text.widths[start:end]) + sum(text.before[start + 1 : end])
    rest = limit - natural
    if rest < -_SLACK:
        return Line(shown, _squeezed(text, start, end, -rest), measure.tracking, indent, limit)
    kerns = tuple((at - start, text.before[at]) for at in range(start + 1, end) if text.before[at])
    extra = 0.0
    if measure.justify and end < len(text.chars.rstrip(" \u3000")) and len(shown) > 1:
        extra = rest / (len(shown) - 1)
    if extra > _MOST_STRETCH:
        extra = 0.0
    return Line(shown, kerns, measure.tracking + extra, indent, limit if extra else natural)


def _squeezed(text: _Text, start: int, end: int, needed: float) -> tuple[tuple[int, float], ...]:
    """Return the kerns that take `needed` out of the marks and gaps of a line, each by the same share."""
    room = sum(text.gives[start:end]) + sum(text.gaps[start + 1 : end])
    share = min(needed / room, 1.0) if room else 0.0
    kerns: dict[int, float] = {}
    for at in range(start, end):
        place = at - start
        if place and text.before[at]:
            kerns[place] = kerns.get(place, 0.0) + text.before[at] - text.gaps[at] * share
        if text.gives[at] and text.chars[at] in classes.GIVE_BEFORE:
            kerns[place] = kerns.get(place, 0.0) - text.gives[at] * share
        elif text.gives[at] and at + 1 < end:
            kerns[place + 1] = kerns.get(place + 1, 0.0) - text.gives[at] * share
    return tuple(sorted(kerns.items()))
