"""Typed text: what is normalised, what is left alone, what is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.numerals import read_numeral
from rules.reading import Reading, Refusal, half_width, plain, read_text

RARE = "㙦龑喆堃㛃犇燚璟昇赟𬱖"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  １２号Ａ栋　", "12号A栋"),
        ("标志牌（缺失）：第１条，已补。", "标志牌（缺失）：第1条，已补。"),
        ("①面积３㎡，２０℃", "①面积3㎡，20℃"),
        ("甲\r\n乙\r丙\u2028丁", "甲\n乙\n丙\n丁"),
        ("a\u202eb\u200bc\ufeffd\x00e", "abcde"),
        ("⼀⼆", "一二"),
        ("e\u0301", "é"),
        ("乙\u00a0丙\t丁", "乙 丙 丁"),
        ("\ud800半个", "半个"),
        ("０９ＡＺａｚ！～", "09AZaz！～"),
        ("甲\u3164\u034f\ufe0f\uffa0乙\ufffe", "甲乙"),
    ],
)
def test_text_is_tidied_without_touching_what_it_says(typed: str, kept: str) -> None:
    assert plain(typed) == kept


def test_rare_and_compatibility_characters_of_names_stay_as_they_are() -> None:
    compatible = "\uf900\ufa11\U0002f804"

    assert plain(RARE) == RARE
    assert plain(compatible) == compatible
    assert unicodedata.normalize("NFC", compatible) != compatible


def test_a_character_younger_than_the_tables_stays() -> None:
    assert plain("\U0002ebf0") == "\U0002ebf0"


@given(st.text(max_size=400), st.integers(0, 50))
def test_tidying_twice_changes_nothing_more_and_keeps_the_bound(typed: str, most: int) -> None:
    once = plain(typed, most)

    assert plain(once, most) == once
    assert len(once) <= most
    assert once == once.strip()
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in once if one != "\n")


@given(st.text(max_size=200))
def test_codes_become_half_width_without_ever_failing(typed: str) -> None:
    assert not any("\uff10" <= one <= "\uff5a" for one in half_width(typed))


def test_a_text_long_enough_is_read_as_it_is() -> None:
    assert read_text(" 3月总铬记录缺失 ") == Reading("3月总铬记录缺失")


@pytest.mark.parametrize("typed", ["", "  ", "。。。……", "嗯"])
def test_too_little_is_refused_with_an_example(typed: str) -> None:
    refused = read_text(typed, least=2, what="理由")

    assert isinstance(refused, Refusal)
    assert "例如" in refused.say
    assert "2 个字" in refused.say


def test_too_much_is_refused_with_its_length() -> None:
    refused = read_text("长" * 301, most=300)

    assert isinstance(refused, Refusal)
    assert "300" in refused.say
    assert "301" in refused.say


@given(st.text(max_size=600))
def test_a_text_read_keeps_the_bounds_it_was_asked_for(typed: str) -> None:
    read = read_text(typed, least=2, most=300)

    if isinstance(read, Reading):
        assert len(read.value) <= 300
        assert sum(map(str.isalnum, read.value)) >= 2
    else:
        assert read.say.endswith("。")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0), ("7", 7), ("007", 7), ("120", 120), ("零", 0), ("两", 2), ("十", 10), ("十五", 15),
        ("二十", 20), ("廿一", 21), ("卅", 30), ("九十九", 99), ("一百", 100), ("一百零五", 105),
        ("一百二十", 120), ("三百六十五", 365),
    ],
)  # fmt: skip
def test_numerals_are_read(written: str, number: int) -> None:
    assert read_numeral(written) == number


@pytest.mark.parametrize(
    "written", ["", "1.5", "-1", "一百二", "零五", "百", "十十", "一五", "半", "1000", "٧", "七天"]
)
def test_what_is_no_clear_numeral_is_none(written: str) -> None:
    assert read_numeral(written) is None


def test_two_thousand_characters_are_kept_unless_told_otherwise() -> None:
    assert len(plain("长" * 50_000)) == 2000


def test_a_text_needs_a_letter_even_where_none_is_asked_for() -> None:
    assert isinstance(read_text("……", least=0), Refusal)
    assert isinstance(read_text("好", least=0), Reading)
