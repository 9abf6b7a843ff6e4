"""Ladders of reminders: on which days, at which hour, and whether still needed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import SHANGHAI, Deadline, deadline, local_date
from rules.ladders import (
    FIRE_AT,
    RECTIFY,
    UNSIGNED,
    PlannedRung,
    Rung,
    outside_quiet,
    plan_rectification,
    plan_unsigned,
    rectification_ladder,
    still_needed,
    unsigned_ladder,
)
from rules.notice_states import SERVED, NoticeState
from rules.reminder_states import ReminderState
from rules.workdays import WorkCalendar

RECEIVED = st.dates(date(2022, 3, 1), date(2026, 6, 30))
INSTANTS = st.datetimes(datetime(2022, 3, 1), datetime(2026, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001


def days(planned: tuple[PlannedRung, ...]) -> list[tuple[str, str]]:
    return [(one.rung, one.on.isoformat()) for one in planned]


def test_fifteen_days_give_every_rung(calendar: WorkCalendar) -> None:
    planned = plan_rectification(deadline(date(2023, 5, 10), 15, calendar), calendar)

    assert days(planned) == [
        ("due-7", "2023-05-18"),
        ("due-3", "2023-05-22"),
        ("due-1", "2023-05-24"),
        ("due-0", "2023-05-25"),
        ("due+1", "2023-05-26"),
    ]
    assert planned[0].at == datetime(2023, 5, 18, 1, 12, tzinfo=UTC)


def test_rungs_at_rest_move_to_the_workday_before_and_collapse_into_the_later_one(
    calendar: WorkCalendar,
) -> None:
    # Due on the make-up Sunday 2023-06-25: three days and one day before it rest, the 21st works.
    planned = plan_rectification(deadline(date(2023, 6, 15), 7, calendar), calendar)

    assert days(planned) == [
        ("due-7", "2023-06-16"),
        ("due-1", "2023-06-21"),
        ("due-0", "2023-06-25"),
        ("due+1", "2023-06-26"),
    ]


def test_rungs_on_or_before_the_receipt_day_are_not_planned(calendar: WorkCalendar) -> None:
    # Received on Thursday, due on the make-up Saturday: only the day between is left before it.
    planned = plan_rectification(deadline(date(2023, 5, 4), 2, calendar), calendar)

    assert days(planned) == [("due-1", "2023-05-05"), ("due-0", "2023-05-06"), ("due+1", "2023-05-07")]


def test_the_due_day_and_the_day_after_keep_their_day_even_at_rest(calendar: WorkCalendar) -> None:
    planned = plan_rectification(deadline(date(2023, 5, 4), 8, calendar), calendar)

    assert days(planned)[-2:] == [("due-0", "2023-05-12"), ("due+1", "2023-05-13")]
    assert not calendar.is_workday(date(2023, 5, 13))


def test_an_unsigned_notice_is_asked_after_in_workdays(calendar: WorkCalendar) -> None:
    planned = plan_unsigned(date(2023, 4, 27), calendar)

    assert days(planned) == [
        ("unsigned+1", "2023-04-28"),
        ("unsigned+3", "2023-05-05"),
        ("unsigned+5", "2023-05-08"),
    ]
    assert [one.audience for one in planned] == ["contact", "contact", "both"]


def test_a_plan_made_again_after_an_extension_has_names_of_its_own(calendar: WorkCalendar) -> None:
    counted = deadline(date(2023, 5, 10), 15, calendar)

    first, second = plan_rectification(counted, calendar), plan_rectification(counted, calendar, again="1")

    assert not {one.rung for one in first} & {one.rung for one in second}
    assert still_needed(second[0].rung, NoticeState.RECTIFYING, True, 1)


def test_a_bureau_may_set_other_rungs_and_another_hour(calendar: WorkCalendar) -> None:
    counted = deadline(date(2023, 5, 10), 15, calendar)
    rungs = (*rectification_ladder((5,), ()), Rung("due+2w", 2, "workday", "due", "officer"))

    planned = plan_rectification(counted, calendar, rungs, time(8, 41))

    assert days(planned) == [("due-5", "2023-05-19"), ("due+2w", "2023-05-29")]
    assert planned[0].at.astimezone(SHANGHAI).time() == time(8, 41)
    assert [rung.offset for rung in unsigned_ladder((4, 2, 2))] == [2, 4]


@given(RECEIVED, st.integers(1, 90))
def test_no_rung_falls_on_or_before_the_receipt_and_none_twice_on_a_day(
    calendar: WorkCalendar, received: date, n: int
) -> None:
    counted = deadline(received, n, calendar)

    planned = plan_rectification(counted, calendar)

    assert all(one.on > received for one in planned)
    assert len({one.on for one in planned}) == len(planned)
    assert [one.on for one in planned] == sorted(one.on for one in planned)
    assert {"due-0", "due+1"} <= {one.rung for one in planned}
    for one in planned:
        assert one.on >= counted.due or calendar.is_workday(one.on)
        assert local_date(one.at) == one.on
        assert one.at.astimezone(SHANGHAI).time() == FIRE_AT


@given(RECEIVED, st.integers(1, 90))
def test_planning_twice_gives_the_same_plan(calendar: WorkCalendar, received: date, n: int) -> None:
    counted = deadline(received, n, calendar)
    backwards = tuple(reversed(RECTIFY))

    assert plan_rectification(counted, calendar) == plan_rectification(counted, calendar, backwards)
    assert plan_unsigned(received, calendar) == plan_unsigned(received, calendar, tuple(reversed(UNSIGNED)))


@given(RECEIVED)
def test_unsigned_rungs_are_workdays_after_the_delivery(calendar: WorkCalendar, delivered: date) -> None:
    planned = plan_unsigned(delivered, calendar)

    assert [calendar.between(delivered, one.on) for one in planned] == [1, 3, 5]
    assert all(calendar.is_workday(one.on) for one in planned)


def test_a_signed_notice_is_not_asked_for_its_signature() -> None:
    assert still_needed("unsigned+1", NoticeState.NUMBERED, False, 3)
    assert still_needed("unsigned+1", ReminderState.DELIVERED, False, 0)
    assert not still_needed("unsigned+1", NoticeState.NUMBERED, True, 3)
    assert not still_needed("unsigned+3", NoticeState.LEFT_BEHIND, False, 3)
    assert not still_needed("unsigned+3", NoticeState.VOID, False, 3)
    assert not still_needed("unsigned+3", ReminderState.SIGNED, False, 0)


@pytest.mark.parametrize("state", list(NoticeState))
@pytest.mark.parametrize("rung", [rung.name for rung in RECTIFY])
def test_without_receipt_or_open_hazard_nothing_is_said_of_a_due_date(state: NoticeState, rung: str) -> None:
    assert not still_needed(rung, state, False, 3)
    assert not still_needed(rung, state, True, 0)


@pytest.mark.parametrize("state", [state for state in NoticeState if state not in SERVED])
def test_a_withdrawn_or_transferred_notice_is_never_reminded_of(state: NoticeState) -> None:
    assert not any(still_needed(rung.name, state, True, 3) for rung in RECTIFY)


@pytest.mark.parametrize("state", [NoticeState.CLEARED, NoticeState.ARCHIVED, NoticeState.NOT_CLEARED])
def test_a_rechecked_notice_is_never_reminded_of(state: NoticeState) -> None:
    assert not any(still_needed(rung.name, state, True, 3) for rung in RECTIFY)


def test_a_rung_on_the_wrong_side_of_the_due_date_is_not_needed() -> None:
    due, state = date(2023, 5, 25), NoticeState.RECTIFYING

    assert still_needed("due-0", state, True, 1, today=due, due=due)
    assert not still_needed("due-0", state, True, 1, today=due + timedelta(1), due=due)
    assert not still_needed("due+1", state, True, 1, today=due, due=due)
    assert still_needed("due+1", state, True, 1, today=due + timedelta(1), due=due)
    assert not still_needed("due-3", NoticeState.OVERDUE, True, 1)
    assert still_needed("due+1", NoticeState.OVERDUE, True, 1)


@pytest.mark.parametrize(
    ("local", "allowed"),
    [
        ("2023-05-10T21:59", "2023-05-10T21:59"),
        ("2023-05-10T22:00", "2023-05-11T07:00"),
        ("2023-05-10T23:59", "2023-05-11T07:00"),
        ("2023-05-11T00:00", "2023-05-11T07:00"),
        ("2023-05-11T06:59", "2023-05-11T07:00"),
        ("2023-05-11T07:00", "2023-05-11T07:00"),
    ],
)
def test_quiet_hours_end_at_seven(local: str, allowed: str) -> None:
    instant = datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)

    assert outside_quiet(instant) == datetime.fromisoformat(allowed).replace(tzinfo=SHANGHAI)


def test_quiet_hours_at_noon_and_none_at_all() -> None:
    noon = datetime(2023, 5, 10, 12, 30, tzinfo=SHANGHAI)

    assert outside_quiet(noon, (time(12), time(14))) == datetime(2023, 5, 10, 14, tzinfo=SHANGHAI)
    assert outside_quiet(noon, (time(22), time(22))) == noon


@given(INSTANTS, st.times(), st.times())
def test_the_allowed_instant_is_never_earlier_never_quiet_and_settled(
    instant: datetime, start: time, end: time
) -> None:
    allowed = outside_quiet(instant, (start, end))

    assert instant <= allowed <= instant + timedelta(days=1)
    assert outside_quiet(allowed, (start, end)) == allowed


def test_a_deadline_made_by_hand_can_be_planned(calendar: WorkCalendar) -> None:
    extended = Deadline(date(2023, 5, 10), 20, "natural", date(2023, 5, 30), date(2023, 5, 30), rolled=False)

    assert days(plan_rectification(extended, calendar))[0] == ("due-7", "2023-05-23")
