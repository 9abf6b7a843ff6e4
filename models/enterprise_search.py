"""Finds enterprises by whatever a person has of them. Every way is one statement; no rule is decided here."""

from collections.abc import Sequence
from math import cos, hypot, radians

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.tables.people import Enterprise

METRES_PER_DEGREE = 111_320
FAR = 0.03
"""Degrees around a place that are looked at: some three kilometres."""


class EnterpriseSearch:
    """Searches inside one transaction. `district` '' is every district."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_words(self, words: Sequence[str], district: str = "", most: int = 10) -> Sequence[Enterprise]:
        """Firms in which every word occurs: in the name, address, credit code, permit or registration number,
        or, if it is letters, in the name's pinyin or initials. Best first: a name that begins with the
        first word, then one that has it, 重点 before 其他, the shorter name.
        """
        if not words:
            return []
        first = f"{_plain(words[0])}%"
        order = case((_like(Enterprise.name, first), 0), (_like(Enterprise.name, f"%{first}"), 1), else_=2)
        return self._found([_somewhere(word) for word in words], order, district, most)

    def alike(self, text: str, sound: str, district: str = "", most: int = 10) -> Sequence[Enterprise]:
        """Firms whose name has `text` but for one character, or sounds like it (`sound`, ' yong jia ')."""
        if sound.count(" ") > 2:
            sounding = _like(Enterprise.pinyin, f"%{_plain(sound)}%")
            if found := self._found([sounding], func.length(Enterprise.name), district, most):
                return found
        spelt = [_like(Enterprise.name, pattern) for pattern in _one_off(text)]
        if not spelt:
            return []
        # One mistake leaves one half as it is: two comparisons spare most rows all the others.
        middle = len(text) // 2
        halves = [_like(Enterprise.name, f"%{_plain(half)}%") for half in (text[:middle], text[middle:])]
        return self._found([or_(*halves), or_(*spelt)], func.length(Enterprise.name), district, most)

    def near(
        self, latitude: float, longitude: float, district: str = "", most: int = 5
    ) -> list[tuple[Enterprise, int]]:
        """The nearest firms within some three kilometres, with their distance in metres."""
        narrow = cos(radians(latitude))
        found = self._session.execute(
            select(Enterprise).where(
                Enterprise.latitude.between(latitude - FAR, latitude + FAR),
                Enterprise.longitude.between(longitude - FAR / narrow, longitude + FAR / narrow),
                *self._in(district),
            )
        ).scalars()

        def metres(row: Enterprise) -> int:
            north = (row.latitude or 0) - latitude
            east = ((row.longitude or 0) - longitude) * narrow
            return round(hypot(north, east) * METRES_PER_DEGREE)

        return sorted(((row, metres(row)) for row in found), key=lambda one: one[1])[:most]

    def _found(
        self, where: list[ColumnElement[bool]], order: ColumnElement[int], district: str, most: int
    ) -> Sequence[Enterprise]:
        found = (
            select(Enterprise)
            .where(*where, *self._in(district))
            .order_by(order, Enterprise.group.desc(), func.length(Enterprise.name), Enterprise.id)
            .limit(most)
        )
        return self._session.execute(found).scalars().all()

    def _in(self, district: str) -> list[ColumnElement[bool]]:
        return [Enterprise.district == district] if district else []


def _somewhere(word: str) -> ColumnElement[bool]:
    text, upper = f"%{_plain(word)}%", f"%{_plain(word.upper())}%"
    places = [_like(Enterprise.name, text), _like(Enterprise.address, text)]
    if word.isascii():
        places += [_like(column, upper) for column in _CODES]
    if word.isascii() and word.isalpha():
        lower = f"%{_plain(word.lower())}%"
        places.append(_like(Enterprise.initials, lower))
        places.append(func.replace(Enterprise.pinyin, " ", "").like(lower, escape="\\"))
    return or_(*places)


_CODES = (Enterprise.uscc, Enterprise.permit_no, Enterprise.registration_no)


def _one_off(text: str) -> list[str]:
    """Patterns of a text with one character wrong, too many or left out; none for fewer than three."""
    if not 3 <= len(text) <= 20:
        return []
    cut = [(_plain(text[:n]), _plain(text[n : n + 1]), _plain(text[n + 1 :])) for n in range(len(text))]
    wrong = [f"%{before}_{after}%" for before, _, after in cut]
    too_many = [f"%{before}{after}%" for before, _, after in cut] if len(text) > 3 else []
    left_out = [f"%{before}_{one}{after}%" for before, one, after in cut[1:]]
    return [*wrong, *too_many, *left_out]


def _like(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], pattern: str
) -> ColumnElement[bool]:
    return column.like(pattern, escape="\\")


def _plain(text: str) -> str:
    """A typed text as LIKE text: its wildcards stand for themselves."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
