"""How many days somebody gives, and which receipt dates may be entered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import check_receipt_date, read_days
from rules.reading import Confirm, Reading, Refusal

ISSUED, TODAY = date(2023, 5, 8), date(2023, 5, 12)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("7", 7), (" 7 ", 7), ("7天", 7), ("七日", 7), ("七", 7), ("07", 7), ("7个自然日", 7),
        ("15日", 15), ("１５日", 15), ("十五天", 15), ("15 日内", 15), ("给10天", 10), ("两天", 2),
        ("二十天吧", 20), ("30", 30), ("三十日以内", 30),
    ],
)  # fmt: skip
def test_days_are_read_however_they_are_written(typed: str, days: int) -> None:
    read = read_days(typed)

    assert isinstance(read, Reading)
    assert read.value == days


def test_what_was_normalised_is_told() -> None:
    assert read_days("十五天") == Reading(15, "我按 15 天记的。")
    assert read_days("15天") == Reading(15)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0",
        "零天",
        "-1",
        "－１",
        "1.5",
        "1.5天",
        "一周",
        "半个月",
        "7-10",
        "7、8天",
        "1 5",
        "尽快",
        "七八天",
        "٧",
    ],
)
def test_what_is_no_number_of_days_is_refused_with_an_example(typed: str) -> None:
    assert read_days(typed) == Refusal("请给一个天数，例如 7。这是自然日，到期遇休息日顺延。")


def test_workdays_are_refused_because_the_letter_says_days() -> None:
    refused = read_days("5个工作日")

    assert isinstance(refused, Refusal)
    assert "自然日" in refused.say


@pytest.mark.parametrize("typed", ["91", "一百天", "99999999999999"])
def test_more_than_the_bureau_allows_is_refused_with_the_bound(typed: str) -> None:
    refused = read_days(typed, most=90)

    assert isinstance(refused, Refusal)
    assert "90" in refused.say


def test_a_long_period_is_accepted_with_a_word_of_care() -> None:
    assert read_days("30") == Reading(30)
    read = read_days("31")

    assert isinstance(read, Reading)
    assert "合理" in read.note


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_politely(typed: str) -> None:
    read = read_days(typed, most=60)

    if isinstance(read, Reading):
        assert 1 <= read.value <= 60
    else:
        assert "例如" in read.say


@given(st.integers(1, 90))
def test_every_offered_number_is_read_back(days: int) -> None:
    read = read_days(f"{days}日")

    assert isinstance(read, Reading)
    assert read.value == days


def test_a_receipt_between_issue_and_today_needs_no_question() -> None:
    assert check_receipt_date(date(2023, 5, 10), ISSUED, TODAY) is None
    assert check_receipt_date(TODAY, TODAY, TODAY) is None


def test_a_receipt_in_the_future_is_refused() -> None:
    refused = check_receipt_date(TODAY + timedelta(1), ISSUED, TODAY)

    assert isinstance(refused, Refusal)
    assert "2023年5月13日（周六）" in refused.say


def test_a_receipt_before_the_letters_date_is_refused_with_both_dates() -> None:
    refused = check_receipt_date(date(2023, 5, 7), ISSUED, TODAY)

    assert isinstance(refused, Refusal)
    assert "2023年5月7日（周日）比它早" in refused.say


def test_a_receipt_entered_thirty_days_later_is_asked_about() -> None:
    received = date(2023, 5, 10)

    assert check_receipt_date(received, ISSUED, received + timedelta(29)) is None
    asked = check_receipt_date(received, ISSUED, received + timedelta(30))

    assert isinstance(asked, Confirm)
    assert "30 天" in asked.say
