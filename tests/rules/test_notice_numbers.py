"""Numbers of notices as printed and as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.numbering import NoticeNumber, ReminderNumber, read_number, read_reminder_number
from rules.reading import Reading, Refusal

SERIES = "温环乐预警"
PREFIXES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8)


def test_a_number_is_printed_unpadded_with_hexagonal_brackets() -> None:
    assert NoticeNumber(SERIES, 2023, 7).text() == "温环乐预警\u30142023\u30157号"
    assert NoticeNumber(SERIES, 2023, 7).text(pad=4) == "温环乐预警〔2023〕0007号"
    assert NoticeNumber(SERIES, 2023, 12345).text(pad=4) == "温环乐预警〔2023〕12345号"


@pytest.mark.parametrize(
    "typed",
    [
        "温环乐预警[2023]12号", "温环乐预警【2023】12号", "温环乐预警［2023］12号",
        "温环乐预警(2023)12号", "温环乐预警〔2023〕第12号", "温环乐预警〔2023〕 0012 号",
        "温环乐预警〔２０２３〕１２号", "（2023年）12号", "〔2023〕12",
    ],
)  # fmt: skip
def test_any_brackets_and_leading_zeros_are_normalised_and_told(typed: str) -> None:
    assert read_number(typed, SERIES) == Reading(
        NoticeNumber(SERIES, 2023, 12), "我按 温环乐预警〔2023〕12号 查的。"
    )


def test_a_number_as_printed_needs_no_note() -> None:
    assert read_number("温环乐预警〔2023〕12号", SERIES) == Reading(NoticeNumber(SERIES, 2023, 12))


@pytest.mark.parametrize("typed", ["7", "0007", "第7", "第7号", "7号"])
def test_the_bare_number_is_the_same_number_in_a_search_of_one_year(typed: str) -> None:
    read = read_number(typed, SERIES, year=2023)

    assert isinstance(read, Reading)
    assert read.value == NoticeNumber(SERIES, 2023, 7)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("温环乐预警〔23〕12号", "四位"),
        ("温环乐预警〔2023〕0号", "没有 0 号"),
        ("温环乐预警〔〕3号", "四位"),
        ("温环乐〔2023〕18号", "公文文号"),
        ("温环瑞预警〔2023〕1号", "以“温环乐预警”开头"),
        ("7", "还差年份"),
        ("", "请发提示单编号"),
        ("温环乐预警〔2023〕XXXX号", "请发提示单编号"),
    ],
)
def test_what_is_no_number_of_this_series_is_refused_with_its_reason(typed: str, says: str) -> None:
    refused = read_number(typed, SERIES)

    assert isinstance(refused, Refusal)
    assert says in refused.say
    assert "例如 温环乐预警〔2023〕7号" in refused.say


@given(PREFIXES, st.integers(1000, 9999), st.integers(1, 999_999_999), st.integers(0, 6))
def test_a_number_printed_is_read_back(prefix: str, year: int, seq: int, pad: int) -> None:
    number = NoticeNumber(prefix, year, seq)

    read = read_number(number.text(pad), prefix)

    assert isinstance(read, Reading)
    assert read.value == number


@given(st.lists(st.tuples(st.integers(2020, 2030), st.integers(1, 2000)), min_size=2, max_size=20))
def test_numbers_sort_by_year_and_number_not_by_their_text(pairs: list[tuple[int, int]]) -> None:
    numbers = [NoticeNumber(SERIES, year, seq) for year, seq in pairs]

    assert [(one.year, one.seq) for one in sorted(numbers)] == sorted(pairs)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(typed: str) -> None:
    read = read_number(typed, SERIES, 2023)

    assert isinstance(read, Refusal) or read.value.seq >= 1


@pytest.mark.parametrize(("year", "seq"), [(2023, 0), (2023, -1), (23, 1), (20230, 1)])
def test_an_impossible_number_cannot_be_made(year: int, seq: int) -> None:
    with pytest.raises(ValueError, match="no number"):
        NoticeNumber(SERIES, year, seq)
    with pytest.raises(ValueError, match="no number"):
        ReminderNumber("TX", year, seq)


@given(st.integers(1000, 9999), st.integers(1, 999_999))
def test_the_internal_id_of_a_reminder_is_read_back(year: int, seq: int) -> None:
    number = ReminderNumber("TX", year, seq)

    assert read_reminder_number(number.text().lower()) == Reading(number)


def test_the_internal_id_is_padded_and_zero_is_refused() -> None:
    assert ReminderNumber("TX", 2023, 123).text() == "TX-2023-000123"
    assert isinstance(read_reminder_number("TX-2023-0"), Refusal)
    assert isinstance(read_reminder_number("温环乐预警〔2023〕7号"), Refusal)
