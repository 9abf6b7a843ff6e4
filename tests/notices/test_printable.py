"""What people typed becomes printable, literally; what is absurd is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.letter import compose
from notices.printable import TextTooLongError, one_line, printable
from tests.letters import samples


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  喷淋塔\t未开启 ", "喷淋塔 未开启"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\n\n一\n \n二\n", "一\n二"),
        ("王\u200b敏\u202e", "王敏"),
        ("葛\U000e0100城", "葛城"),
        ("a\x00b\x1bc\ud800", "abc"),
        ("甲：　　乙", "甲：　　乙"),
        ("郞 﨑 𬱖", "郞 﨑 𬱖"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_only_unseen_marks_go_and_breaks_become_paragraphs(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = printable(text)

    assert printable(once) == once
    assert "\n" not in one_line(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_no_hanzi_is_ever_changed(text: str) -> None:
    assert printable(text) == text


def test_a_text_that_is_too_long_is_refused_with_its_field_and_both_numbers() -> None:
    with pytest.raises(TextTooLongError, match=r"隐患描述.*50000.*2000"):
        compose(samples.warning(hazards=("哈" * 50_000,)))


def test_a_name_has_a_shorter_limit_than_a_text() -> None:
    with pytest.raises(TextTooLongError, match="企业名称"):
        compose(samples.warning(addressee=samples.replaced_firm(name="厂" * 201)))


def test_too_many_entries_and_too_much_in_all_are_refused() -> None:
    with pytest.raises(TextTooLongError, match=r"201 条"):
        compose(samples.warning(hazards=("一处。",) * 201))
    with pytest.raises(TextTooLongError, match="全文"):
        compose(samples.warning(hazards=("哈" * 2000,) * 31))
