"""Lengths of time typed at the days card: days are taken, anything else is worked out and said."""

from datetime import date

import pytest

from rules.reading import Reading, Refusal
from rules.typed_period import about_days, read_period

TODAY = date(2023, 5, 8)


@pytest.mark.parametrize(
    ("typed", "days"), [("7天", 7), ("十五日", 15), ("7", 7), ("20 天内", 20), ("九十天", 90)]
)
def test_days_are_taken(typed: str, days: int) -> None:
    read = read_period(typed, TODAY, 90)

    assert isinstance(read, Reading)
    assert read.value == days
    assert about_days(typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("一周", 7), ("两周内", 14), ("2个星期", 14), ("三个礼拜", 21), ("半个月", 15), ("一个月", 30),
        ("到5月20日", 12), ("5月20号之前", 12), ("到5.20", 12), ("2023-05-20", 12), ("截止到6月1日", 24),
        ("到1月5日", 242),
    ],
)  # fmt: skip
def test_weeks_and_dates_are_never_taken_but_said_in_days(typed: str, days: int) -> None:
    read = read_period(typed, TODAY, 366)

    assert isinstance(read, Refusal)
    assert f"就回“{days}天”" in read.say
    assert "自然日，到期遇休息日顺延" in read.say
    assert about_days(typed)


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "7-10", "", "半周", "尽快"])
def test_what_is_no_period_is_refused_with_an_example(typed: str) -> None:
    assert read_period(typed, TODAY, 90) == Refusal("请给一个天数，例如 7。这是自然日，到期遇休息日顺延。")


def test_a_day_that_is_no_day_or_is_past_is_said() -> None:
    assert "没有这一天" in read_period("到6月31日", TODAY, 90).say  # type: ignore[union-attr]
    assert "不在今天之后" in read_period("到2023年5月8日", TODAY, 90).say  # type: ignore[union-attr]


def test_more_than_may_be_given_is_said_with_what_was_meant() -> None:
    read = read_period("四个月", TODAY, 90)

    assert isinstance(read, Refusal)
    assert "120 天" in read.say
    assert "1–90" in read.say


@pytest.mark.parametrize("other", ["帮助", "7 12 30 有问题", "其余正常", "再加一条", "王敏", "15日 30日"])
def test_other_words_are_left_to_the_card(other: str) -> None:
    assert not about_days(other)
