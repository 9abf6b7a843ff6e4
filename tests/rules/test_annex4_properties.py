"""What holds of Annex 4 whatever the records: sums, no double counting, order does not matter."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.annex4 import COLUMNS, Span, Table, count
from rules.annex4_checks import broken_chain, corrections, faults
from rules.annex4_records import (
    Attendee,
    OnlineProblem,
    ProblemFound,
    Records,
    ReminderReceived,
    Switches,
    VisitRecord,
    WarningReceived,
)
from rules.annex4_snapshot import freeze, thaw
from rules.sources import Source

FIRST, CUT, LAST = date(2023, 5, 4), date(2023, 5, 15), date(2023, 6, 30)
P1, REST, WHOLE = Span(FIRST, FIRST, CUT), Span(FIRST, CUT + timedelta(1), LAST), Span(FIRST, FIRST, LAST)
DISTRICTS = ("甲", "乙", "丙")

# A site lies in one district: its name begins with it.
SITES = st.sampled_from([f"{district}{n}" for district in DISTRICTS for n in range(3)])
DAYS = st.dates(date(2023, 4, 25), date(2023, 7, 10))
PEOPLE = st.lists(st.builds(Attendee, st.sampled_from("ABCD"), st.booleans()), max_size=4).map(tuple)
PROBLEMS = st.lists(
    st.builds(ProblemFound, st.integers(1, 12).map(str), st.sampled_from([None, Source.MEDIA])), max_size=3
).map(tuple)
SOURCES = st.sampled_from([Source.ON_SITE, Source.ON_SITE, Source.COMPLAINT])


@st.composite
def records(draw: st.DrawFn) -> Records:
    visits, reminders, warnings, found = [], [], [], []
    for n in range(draw(st.integers(0, 8))):
        site = draw(SITES)
        problems = tuple(ProblemFound(site + one.id, one.source) for one in draw(PROBLEMS))
        visits.append(
            VisitRecord(
                id=f"v{n}", district=site[0], site=site, on=draw(DAYS),
                people=draw(PEOPLE), problems=problems,
                source=draw(SOURCES), recheck=draw(st.booleans()), on_target=draw(st.booleans()),
            )
        )  # fmt: skip
    for n in range(draw(st.integers(0, 6))):
        site, void = draw(SITES), draw(st.booleans())
        signed = draw(st.none() | DAYS)
        reminders.append(
            ReminderReceived(id=f"r{n}", district=site[0], site=site, signed_on=signed, void=void)
        )
        warnings.append(
            WarningReceived(id=f"w{n}", district=site[0], site=site, received_on=draw(st.none() | DAYS))
        )
        cause = draw(st.sampled_from(["停机", "超时"]))
        found.append(
            OnlineProblem(
                id=f"o{n}", district=site[0], site=site, on=draw(DAYS), platform="平台", cause=cause
            )
        )
    return Records(tuple(visits), tuple(reminders), tuple(warnings), tuple(found))


SWITCHES = st.builds(
    Switches,
    people=st.sampled_from(["person_day", "person_visit"]),
    experts=st.booleans(),
    rechecks=st.booleans(),
)


def counts(table: Table) -> list[tuple[int, ...]]:
    return [tuple(row.cell(column).count for column in COLUMNS) for row in table.rows]


@given(records(), SWITCHES)
def test_the_total_is_the_sum_of_the_rows(kept: Records, switches: Switches) -> None:
    table = count(kept, DISTRICTS, WHOLE, switches)

    for column in COLUMNS:
        assert table.total.cell(column).count == sum(row.cell(column).count for row in table.rows)
    assert faults(table, {}) == ()


@given(records(), SWITCHES)
def test_the_periods_add_up_to_the_whole(kept: Records, switches: Switches) -> None:
    first, rest, whole = (count(kept, DISTRICTS, span, switches) for span in (P1, REST, WHOLE))

    assert broken_chain(first, rest, whole) == ()


@given(records(), SWITCHES)
def test_the_order_of_the_records_does_not_matter(kept: Records, switches: Switches) -> None:
    turned = Records(kept.visits[::-1], kept.reminders[::-1], kept.warnings[::-1], kept.online[::-1])

    assert count(turned, DISTRICTS, WHOLE, switches) == count(kept, DISTRICTS, WHOLE, switches)


@given(records(), SWITCHES)
def test_entering_everything_twice_changes_no_figure(kept: Records, switches: Switches) -> None:
    twice = Records(kept.visits * 2, kept.reminders * 2, kept.warnings * 2, kept.online * 2)

    assert counts(count(twice, DISTRICTS, WHOLE, switches)) == counts(count(kept, DISTRICTS, WHOLE, switches))


@given(records(), SWITCHES)
def test_zero_rows_stay_and_sites_are_never_more_than_papers(kept: Records, switches: Switches) -> None:
    table = count(kept, DISTRICTS, WHOLE, switches)

    assert [row.district for row in table.rows] == list(DISTRICTS)
    for row in table.rows:
        assert row.warnings.count <= row.papers.count
        assert row.warnings.count <= 3
        assert set(row.warnings.ids) <= set(row.papers.ids)


@given(records())
def test_a_person_day_is_never_more_than_a_person_visit(kept: Records) -> None:
    by_day = count(kept, DISTRICTS, WHOLE, Switches())
    by_visit = count(kept, DISTRICTS, WHOLE, Switches(people="person_visit"))

    assert by_day.total.people.count <= by_visit.total.people.count
    assert by_day.total.people.ids == by_visit.total.people.ids


@given(records())
def test_nothing_outside_the_window_is_counted(kept: Records) -> None:
    early = count(kept, DISTRICTS, WHOLE, Switches())
    inside = {one.id for one in kept.visits if FIRST <= one.on <= LAST}

    assert set(early.total.visits.ids) <= inside


@given(records(), SWITCHES)
def test_a_snapshot_survives_storage_and_needs_no_correction(kept: Records, switches: Switches) -> None:
    table = count(kept, DISTRICTS, WHOLE, switches)

    assert thaw(freeze(table)) == table
    assert corrections("P4", table, table) == ()
