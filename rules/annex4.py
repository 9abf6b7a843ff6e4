"""Annex 4 counted: one row a district, six figures, each with the ids of the records behind it.

The event's date decides the period. Nothing is counted twice: 人次 by person and day, 家次 by site and day,
家 by a site's first receipt, problems by their first finding. Zero rows stay. It never alters a record.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.annex4_records import Records, Switches, VisitRecord
from rules.campaign import Campaign, Period
from rules.sources import Source, in_campaign

Column = Literal["people", "visits", "reminders", "online", "problems", "warnings"]

COLUMNS: dict[Column, str] = {
    "people": "出动人数（人次）",
    "visits": "检查企业数（家次）",
    "reminders": "发放温馨提示单数（家）",
    "online": "线上平台发现问题数",
    "problems": "现场检查发现问题数",
    "warnings": "发放预警提示单数（家）",
}
"""The official headings in their order; 「区域」 stands before them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and the ids of the records behind it, sorted."""

    count: int = 0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One district. `papers` is 预警提示单 in 份: kept beside 家, never printed in the table."""

    district: str
    people: Cell = Cell()
    visits: Cell = Cell()
    reminders: Cell = Cell()
    online: Cell = Cell()
    problems: Cell = Cell()
    warnings: Cell = Cell()
    papers: Cell = Cell()

    def cell(self, column: Column) -> Cell:
        """One of the six printed figures."""
        cells: dict[Column, Cell] = {
            "people": self.people,
            "visits": self.visits,
            "reminders": self.reminders,
            "online": self.online,
            "problems": self.problems,
            "warnings": self.warnings,
        }
        return cells[column]


@dataclass(frozen=True, slots=True)
class Span:
    """The days a table covers, both included. What began on or after `begin` is looked at for firsts."""

    begin: date
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in the order of the districts, and 合计."""

    since: date
    until: date
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True)
class Submission:
    """What is handed in for a period: the table itself and the other reading beside it."""

    period: str
    shown: Table
    beside: Table


def submission(
    records: Records, districts: Iterable[str], campaign: Campaign, period: Period, switches: Switches
) -> Submission:
    """Cumulative since the campaign's first day with the period beside it, or the other way round."""
    names = tuple(districts)
    cumulative = count(records, names, Span(campaign.since, campaign.since, period.until), switches)
    alone = count(records, names, Span(campaign.since, period.since, period.until), switches)
    if switches.table == "cumulative":
        return Submission(period.name, cumulative, alone)
    return Submission(period.name, alone, cumulative)


def count(records: Records, districts: Iterable[str], span: Span, switches: Switches) -> Table:
    """The table of a span. A district that only the records name gets a row of its own, after the others."""
    tallies = _tallies(records, span, switches)
    named = dict.fromkeys(districts)
    extra = sorted({place for tally in tallies for place in tally.places} - set(named))
    rows = tuple(Row(place, *(tally.cell(place) for tally in tallies)) for place in (*named, *extra))
    return Table(span.since, span.until, rows, _total(rows))


class _Tally:
    """Distinct keys by district, each with the ids that gave it."""

    def __init__(self) -> None:
        self.places: dict[str, dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))

    def add(self, district: str, key: object, record: str) -> None:
        self.places[district][key].add(record)

    def cell(self, district: str) -> Cell:
        keys = self.places.get(district, {})
        return Cell(len(keys), tuple(sorted({one for ids in keys.values() for one in ids})))


def _tallies(records: Records, span: Span, switches: Switches) -> tuple[_Tally, ...]:
    """In the order of Row's fields."""
    people, visits = _visit_tallies(records, span, switches)
    reminders = [
        _Event(one.district, one.site, day, one.id)
        for one in records.reminders
        if one.on_target and not one.void and (day := one.on(switches.reminders))
    ]
    online = [
        _Event(one.district, (one.platform, one.site, one.cause, one.episode), one.on, one.id)
        for one in records.online
        if one.on_target and one.confirmed and in_campaign(one.source)
    ]
    problems = [
        _Event(visit.district, found.id, visit.on, found.id)
        for visit in records.visits
        if _happened(visit)
        for found in visit.problems
        if (found.source or visit.source) is Source.ON_SITE
    ]
    warnings = [
        _Event(one.district, one.site, one.received_on, one.id)
        for one in records.warnings
        if one.on_target and not one.void and one.received_on
    ]
    papers = [_Event(one.district, one.id, one.on, one.id) for one in warnings]
    firsts = [_firsts(events, span) for events in (reminders, online, problems, warnings, papers)]
    return people, visits, *firsts


def counted_visits(records: Records, span: Span, switches: Switches) -> tuple[VisitRecord, ...]:
    """The visits behind 人次 and 家次."""
    return tuple(
        visit
        for visit in records.visits
        if _happened(visit)
        and in_campaign(visit.source)
        and (switches.rechecks or not visit.recheck)
        and span.since <= visit.on <= span.until
    )


def _visit_tallies(records: Records, span: Span, switches: Switches) -> tuple[_Tally, _Tally]:
    people, visits = _Tally(), _Tally()
    person_key = _PERSON_KEYS[switches.people]
    for visit in counted_visits(records, span, switches):
        visits.add(visit.district, (visit.site, visit.on), visit.id)
        for helper in visit.people:
            if switches.experts or not helper.expert:
                people.add(visit.district, person_key(visit, helper.id), visit.id)
    return people, visits


_PERSON_KEYS: dict[str, Callable[[VisitRecord, str], object]] = {
    "person_day": lambda visit, person: (person, visit.on),
    "person_visit": lambda visit, person: (person, visit.id),
}


def _happened(visit: VisitRecord) -> bool:
    """A confirmed visit on site to an enterprise of the register; 督导组's own 抽查 is reported elsewhere."""
    return visit.confirmed and visit.on_site and visit.on_target and not visit.spot_check


@dataclass(frozen=True, slots=True)
class _Event:
    district: str
    key: object
    on: date
    id: str


def _firsts(events: Iterable[_Event], span: Span) -> _Tally:
    """Each key once, on its first day since the campaign began, if that day lies in the span."""
    tally, seen = _Tally(), set()
    for event in sorted(events, key=lambda one: (one.on, one.id)):
        if event.on < span.begin or (event.district, event.key) in seen:
            continue
        seen.add((event.district, event.key))
        if span.since <= event.on <= span.until:
            tally.add(event.district, event.key, event.id)
    return tally


def _total(rows: tuple[Row, ...]) -> Row:
    def summed(cells: Iterable[Cell]) -> Cell:
        every = tuple(cells)
        return Cell(sum(one.count for one in every), tuple(sorted({i for one in every for i in one.ids})))

    cells = [summed(row.cell(column) for row in rows) for column in COLUMNS]
    cells.append(summed(row.papers for row in rows))
    return Row("合计", *cells)
