"""What is filled in, what stays blank, and what a letter must not lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from notices.blocks import Contact, Paragraph, Receipt, Salutation, Signature
from notices.letter import IncompleteLetterError, compose
from notices.wording import UnknownWordingError
from tests.letters import samples


def test_one_hazard_stands_without_a_number_and_several_with() -> None:
    one = compose(samples.warning(hazards=("喷淋塔未开启。",))).words()
    two = compose(samples.warning(hazards=("喷淋塔未开启。", "未设标志牌。"))).words()

    assert "\n喷淋塔未开启。\n" in one
    assert "\n1.喷淋塔未开启。\n2.未设标志牌。\n" in two


def test_a_hazard_of_two_paragraphs_keeps_both_under_one_number() -> None:
    letter = compose(samples.warning(hazards=("第一处：\n喷淋塔未开启。", "未设标志牌。")))

    assert "1.第一处：\n喷淋塔未开启。\n2.未设标志牌。" in letter.words()


def test_the_period_may_be_written_in_working_days() -> None:
    assert "之日起7个工作日内消除" in compose(samples.warning(days=7, unit_words="个工作日")).words()


def test_what_is_not_known_of_the_enterprise_stays_a_blank() -> None:
    words = compose(samples.warning(addressee=samples.replaced_firm(uscc="", address=" "))).words()

    assert "统一社会信用代码____，法定代表人林犇，地址____。" in words


def test_the_parts_of_a_warning_stand_in_the_order_of_the_template() -> None:
    letter = compose(samples.warning(contact="联系人：王敏"))

    kinds = [type(block) for block in letter.blocks]
    assert kinds == [Salutation, *[Paragraph] * 7, Signature, Contact, Receipt]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"number": " "}, "编号"),
        ({"staff": ()}, "工作人员"),
        ({"staff": ("", " ")}, "工作人员"),
        ({"hazards": ()}, "隐患描述"),
        ({"hazards": ("喷淋塔未开启。", " ")}, "隐患描述"),
        ({"visited_on": None}, "帮扶日期"),
        ({"issued_on": None}, "成文日期"),
        ({"days": None}, "整改期限"),
        ({"days": 0}, "整改期限"),
    ],
)
def test_a_warning_without_a_necessary_fact_is_refused_by_its_name(
    change: dict[str, object], name: str
) -> None:
    with pytest.raises(IncompleteLetterError, match=f"还缺：{name}。"):
        compose(samples.warning(**change))


def test_a_reminder_needs_a_name_and_a_date() -> None:
    nameless = samples.reminder(addressee=samples.replaced_firm(name=""), issued_on=None)

    with pytest.raises(IncompleteLetterError, match="还缺：企业名称、成文日期。"):
        compose(nameless)


def test_a_preview_has_no_number_and_blanks_for_what_is_missing() -> None:
    letter = compose(samples.warning(days=None, issued_on=None), preview=True)

    assert letter.number == "温环乐预警〔2023〕　　号"
    assert "之日起____日内消除" in letter.words()
    assert "　　　年　　月　　日" in letter.words()


def test_a_preview_shows_the_words_the_issued_letter_will_have() -> None:
    preview, issued = (compose(samples.warning(), preview=preview) for preview in (True, False))

    assert replace(preview, number=issued.number) == issued


def test_an_unknown_wording_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(UnknownWordingError, match="2023-18"):
        compose(samples.warning(wording="1999-1"))


def test_nothing_of_our_own_speaks_of_penalties() -> None:
    words = compose(samples.warning()).words()

    assert "违法" not in words
    assert "处罚" not in words


def test_the_internal_number_of_a_reminder_is_not_printed() -> None:
    letter = compose(samples.reminder(reference="TX-2023-000123"))

    assert "TX-2023" not in letter.words()
    assert letter.number == ""
