"""A day as people type it, never one that has not come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.reading import Reading, Refusal
from rules.typed_dates import read_day

TODAY = date(2023, 5, 10)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("今天", TODAY),
        ("昨日", date(2023, 5, 9)),
        ("5月8日", date(2023, 5, 8)),
        ("５．８", date(2023, 5, 8)),
        ("2023-05-08", date(2023, 5, 8)),
        ("2023年5月8号", date(2023, 5, 8)),
        ("12月31日", date(2022, 12, 31)),
    ],
)
def test_it_is_read_as_it_is_meant(typed: str, day: date) -> None:
    read = read_day(typed, TODAY)

    assert isinstance(read, Reading)
    assert read.value == day


@pytest.mark.parametrize(
    "typed", ["", "明天", "六月三十号", "2月30日", "2023-05-11", "13.1", "5月", "八号", "2/29"]
)
def test_what_is_no_day_that_has_come_is_refused_with_an_example(typed: str) -> None:
    read = read_day(typed, TODAY)

    assert isinstance(read, Refusal)
    assert "例如" in read.say


@given(today=DAYS, ago=st.integers(0, 3000))
def test_a_whole_date_comes_back_as_it_is(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)

    read = read_day(day.isoformat(), today)

    assert isinstance(read, Reading)
    assert read.value == day


@given(today=DAYS, typed=st.text(max_size=12))
def test_any_text_gives_a_day_not_after_today_or_a_word(today: date, typed: str) -> None:
    read = read_day(typed, today)

    assert isinstance(read, Refusal) or read.value <= today
