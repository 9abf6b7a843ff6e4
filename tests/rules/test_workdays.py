"""The work calendar: weekends, arranged rest days, make-up workdays, missing years."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.workdays import CalendarMissing, WorkCalendar, YearCalendar

FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
DAYS = st.dates(date(2022, 3, 1), date(2026, 10, 31))


def test_every_day_on_file_agrees_with_an_independent_calendar(calendar: WorkCalendar) -> None:
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

    assert [day for day in days if calendar.is_workday(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2023-04-29", "2023-05-03"),
        ("2023-06-22", "2023-06-24"),
        ("2023-09-29", "2023-10-06"),
        ("2024-01-01",) * 2,
    ],
)
def test_the_holidays_of_the_2023_arrangement_rest(calendar: WorkCalendar, first: str, last: str) -> None:
    since, until = date.fromisoformat(first), date.fromisoformat(last)

    rests = [since + timedelta(days=n) for n in range((until - since).days + 1)]

    assert not any(map(calendar.is_workday, rests))


@pytest.mark.parametrize("day", ["2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08"])
def test_the_make_up_workdays_of_2023_work_though_they_are_weekend_days(
    calendar: WorkCalendar, day: str
) -> None:
    made_up = date.fromisoformat(day)

    assert made_up.weekday() >= 5
    assert calendar.is_workday(made_up)
    assert calendar.why(made_up).endswith("，调休上班")


def test_a_rest_day_says_which_festival_it_belongs_to(calendar: WorkCalendar) -> None:
    assert calendar.why(date(2023, 6, 22)) == "周四，端午节"
    assert calendar.why(date(2023, 5, 13)) == "周六"
    assert calendar.why(date(2023, 5, 10)) == "周三"


@pytest.mark.parametrize("ask", [WorkCalendar.is_workday, WorkCalendar.on_or_after, WorkCalendar.why])
def test_a_missing_year_is_named_and_never_guessed(calendar: WorkCalendar, ask: object) -> None:
    assert callable(ask)

    with pytest.raises(CalendarMissing, match="2031年日历未配置") as missing:
        ask(calendar, date(2031, 5, 10))

    assert missing.value.year == 2031


def test_rolling_into_a_missing_year_is_refused_as_well() -> None:
    lonely = WorkCalendar([YearCalendar(2023, frozenset({date(2023, 12, 29)}), frozenset())])

    with pytest.raises(CalendarMissing) as missing:
        lonely.on_or_after(date(2023, 12, 29))

    assert missing.value.year == 2024


@given(DAYS)
def test_rolling_lands_on_a_workday_and_skips_none(calendar: WorkCalendar, day: date) -> None:
    after, before = calendar.on_or_after(day), calendar.on_or_before(day)

    assert before <= day <= after
    assert calendar.is_workday(after)
    assert calendar.is_workday(before)
    assert calendar.between(day, after) == (0 if after == day else 1)


@given(DAYS, st.integers(1, 40))
def test_adding_workdays_and_counting_them_agree(calendar: WorkCalendar, day: date, n: int) -> None:
    there = calendar.plus(day, n)

    assert calendar.is_workday(there)
    assert calendar.between(day, there) == n
    assert calendar.plus(there, -n) <= day


def test_no_workdays_added_is_the_day_itself_even_at_rest(calendar: WorkCalendar) -> None:
    assert calendar.plus(date(2023, 6, 22), 0) == date(2023, 6, 22)
    assert calendar.between(date(2023, 6, 22), date(2023, 6, 20)) == 0


def test_a_day_of_another_year_or_on_both_lists_is_refused() -> None:
    day = date(2023, 6, 25)

    with pytest.raises(ValueError, match="不在 2024 年"):
        YearCalendar(2024, frozenset({day}), frozenset())
    with pytest.raises(ValueError, match="既是休息日又是上班日"):
        YearCalendar(2023, frozenset({day}), frozenset({day}))
    with pytest.raises(ValueError, match="两份"):
        WorkCalendar([YearCalendar(2023, frozenset(), frozenset())] * 2)
