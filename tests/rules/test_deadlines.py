"""The period of Annex 2, counted from the receipt date: the shared vectors and the law's properties."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import (
    SHANGHAI,
    CalendarMissing,
    Unit,
    clock_time,
    deadline,
    explain,
    explain_missing,
    last_day,
    local_date,
    show_date,
)
from rules.local_time import instant_at
from rules.workdays import WorkCalendar

RECEIVED = st.dates(date(2022, 1, 1), date(2026, 6, 30))
VECTORS = Path(__file__).parents[1] / "vectors" / "deadlines.csv"
with VECTORS.open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines))


def test_all_nineteen_vectors_are_there() -> None:
    assert [row["n"] for row in ROWS] == [str(n) for n in range(1, 20)]


@pytest.mark.parametrize("row", ROWS, ids=[row["n"] for row in ROWS])
def test_the_shared_vectors_hold(row: dict[str, str], calendar: WorkCalendar) -> None:
    received = local_date(datetime.fromisoformat(row["received_local"]).replace(tzinfo=SHANGHAI))

    natural = deadline(received, int(row["days"]), calendar)
    workday = deadline(received, int(row["days"]), calendar, "workday")

    assert natural.raw_last_day.isoformat() == row["raw_last_day"]
    assert natural.due.isoformat() == row["due_natural"]
    assert natural.overdue_from.isoformat() == row["overdue_from"]
    assert natural.rolled is (row["raw_last_day"] != row["due_natural"])
    assert workday.due.isoformat() == row["due_workday"]
    assert not workday.rolled


def test_the_receipt_date_is_the_shanghai_date_of_the_instant(calendar: WorkCalendar) -> None:
    instant = datetime(2023, 5, 8, 16, 30, tzinfo=UTC)

    received = local_date(instant)

    assert received == date(2023, 5, 9)
    assert clock_time(instant) == "00:30"
    assert deadline(received, 3, calendar).due == date(2023, 5, 12)


def test_the_last_day_lasts_until_midnight_in_shanghai(calendar: WorkCalendar) -> None:
    counted = deadline(date(2023, 5, 10), 7, calendar)

    assert not counted.is_overdue(datetime(2023, 5, 17, 23, 59, tzinfo=SHANGHAI))
    assert not counted.is_overdue(datetime(2023, 5, 17, 15, 59, 59, 999999, tzinfo=UTC))
    assert counted.is_overdue(datetime(2023, 5, 18, 0, 0, tzinfo=SHANGHAI))
    assert counted.ends_at == datetime(2023, 5, 17, 16, tzinfo=UTC)


def test_a_naive_instant_is_refused(calendar: WorkCalendar) -> None:
    naive = datetime(2023, 5, 18)  # noqa: DTZ001

    with pytest.raises(ValueError, match="time zone"):
        local_date(naive)
    with pytest.raises(ValueError, match="time zone"):
        deadline(date(2023, 5, 10), 7, calendar).is_overdue(naive)


@pytest.mark.parametrize("days", [0, -1, True])
def test_less_than_a_day_is_no_period(days: int, calendar: WorkCalendar) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        deadline(date(2023, 5, 10), days, calendar)


@given(RECEIVED, st.integers(1, 90))
def test_due_is_a_workday_never_before_the_raw_last_day(
    calendar: WorkCalendar, received: date, days: int
) -> None:
    counted = deadline(received, days, calendar)

    assert calendar.is_workday(counted.due)
    assert counted.due >= counted.raw_last_day == last_day(received, days)
    assert counted.rolled is (counted.due > counted.raw_last_day) is bool(counted.because)
    between = range(1, (counted.due - counted.raw_last_day).days)
    assert not any(calendar.is_workday(counted.raw_last_day + timedelta(days=n)) for n in between)


@given(RECEIVED, st.integers(1, 60), st.integers(0, 30), st.booleans())
def test_more_days_or_a_later_receipt_never_end_earlier(
    calendar: WorkCalendar, received: date, days: int, more: int, natural: bool
) -> None:
    unit: Unit = "natural" if natural else "workday"

    due = deadline(received, days, calendar, unit).due

    assert due <= deadline(received, days + more, calendar, unit).due
    assert due <= deadline(received + timedelta(more), days, calendar, unit).due


@given(RECEIVED, st.integers(1, 60))
def test_workdays_never_end_before_natural_days(calendar: WorkCalendar, received: date, days: int) -> None:
    natural, workday = deadline(received, days, calendar), deadline(received, days, calendar, "workday")

    assert workday.due >= natural.due
    assert calendar.between(received, workday.due) == days


@given(RECEIVED, st.times(), st.times(), st.integers(1, 90))
def test_the_hour_of_receipt_never_matters(
    calendar: WorkCalendar, received: date, one: time, other: time, days: int
) -> None:
    dues = {deadline(local_date(instant_at(received, at)), days, calendar).due for at in (one, other)}

    assert len(dues) == 1


def test_the_rule_is_told_in_one_line(calendar: WorkCalendar) -> None:
    assert (
        explain(deadline(date(2023, 5, 10), 7, calendar))
        == "收到日5月10日不计入，第7日为5月17日（周三）24时前"
    )


def test_a_rolled_day_is_told_with_its_reason_and_where_it_lands(calendar: WorkCalendar) -> None:
    assert explain(deadline(date(2023, 6, 15), 7, calendar)) == (
        "收到日6月15日不计入，第7日为6月22日（周四，端午节），遇休息日顺延至6月25日（周日，调休上班）24时前"
    )
    assert explain(deadline(date(2023, 12, 25), 7, calendar)) == (
        "收到日12月25日不计入，第7日为2024年1月1日（周一，元旦），遇休息日顺延至1月2日（周二）24时前"
    )


def test_a_make_up_saturday_is_named_so_that_nobody_thinks_it_a_mistake(calendar: WorkCalendar) -> None:
    assert explain(deadline(date(2023, 5, 4), 2, calendar)) == (
        "收到日5月4日不计入，第2日为5月6日（周六，调休上班）24时前"
    )


def test_workdays_are_told_as_workdays(calendar: WorkCalendar) -> None:
    counted = deadline(date(2023, 5, 10), 7, calendar, "workday")

    assert explain(counted) == "收到日5月10日不计入，第7个工作日为5月19日（周五）24时前"


def test_without_the_years_calendar_there_is_no_deadline_but_the_raw_day_is_shown() -> None:
    empty = WorkCalendar([])

    with pytest.raises(CalendarMissing) as missing:
        deadline(date(2027, 12, 28), 7, empty)

    assert missing.value.year == 2028
    assert explain_missing(date(2027, 12, 28), 7, 2028) == (
        "2028年日历未配置。收到日12月28日不计入，第7日为2028年1月4日（周二），是否顺延等日历补上后再定"
    )


def test_dates_are_shown_with_their_weekday() -> None:
    assert show_date(date(2023, 5, 25)) == "2023年5月25日（周四）"
