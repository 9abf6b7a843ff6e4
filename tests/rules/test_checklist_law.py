"""Law by the date of the act; penalties for staff, duties for everybody."""

from datetime import date

import pytest

from rules.banned import banned_words
from rules.law import Dated, Law, LawMissingError, Span, basis, staff_basis
from tests.rules.checklist_case import form

MAY_2023, AUTUMN_2023 = date(2023, 5, 10), date(2023, 9, 1)
LAST_DAY, CODE_DAY = date(2026, 8, 14), date(2026, 8, 15)


def test_an_act_of_may_2023_rests_on_the_regulation() -> None:
    lines = basis(form().item("has_permit").law, MAY_2023)

    assert lines[0] == (
        "《排污许可管理条例》第2条、第6条：列入名录重点、简化管理的，先领证后排污，一处场所一证"
    )


def test_the_code_replaces_the_single_acts_on_its_first_day_and_the_regulation_stays() -> None:
    law = form().item("discharge_without_permit").law

    assert [one.name for one in law.on(LAST_DAY)] == ["条例", "环保法"]
    assert [one.name for one in law.on(CODE_DAY)] == ["法典", "条例"]


def test_an_entry_may_have_its_own_days_within_the_pack() -> None:
    item = form().item("evading_supervision_risk")

    before = [one.article for one in item.penalty.on(MAY_2023)]
    after = [one.article for one in item.penalty.on(AUTUMN_2023)]

    assert "刑法第338条、法释〔2016〕29号第1条(五)" in before
    assert "刑法第338条、法释〔2023〕7号" in after
    assert not set(before) & {"刑法第338条、法释〔2023〕7号"}


def test_registered_firms_owe_standard_outlets_by_rule_since_july_2024() -> None:
    law = form().item("outlet_standardized_signed").law

    assert "部令32号" not in [one.name for one in law.on(date(2024, 6, 30))]
    assert "部令32号" in [one.name for one in law.on(date(2024, 7, 1))]


def test_a_day_without_law_text_is_refused_and_never_guessed() -> None:
    with pytest.raises(LawMissingError, match="2019-03-01"):
        form().item("has_permit").law.on(date(2019, 3, 1))


@pytest.mark.parametrize("day", [MAY_2023, CODE_DAY])
def test_every_item_has_law_and_penalty_on_both_sides_of_the_code(day: date) -> None:
    for item in form().items:
        assert basis(item.law, day), item.id
        assert item.penalty.on(day), item.id


@pytest.mark.parametrize("day", [MAY_2023, CODE_DAY])
def test_what_an_enterprise_reads_passes_no_judgement_and_names_no_sum(day: date) -> None:
    for item in form().items:
        text = "".join((*basis(item.law, day), item.fix, item.label))
        assert banned_words(text) == (), item.id
        assert "万" not in "".join(basis(item.law, day)), item.id


def test_a_doubtful_article_stays_inside_until_somebody_has_checked_it() -> None:
    law = Dated((Law("条例", "第1条", "甲"), Law("法典", "第2条", "乙", certainty="low")))

    assert basis(law, MAY_2023) == ("条例第1条：甲",)
    assert staff_basis(law, MAY_2023)[1] == "法典第2条：乙（条文待法制人员核对）"


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2023, 5, 3), False),
        (date(2023, 5, 4), True),
        (date(2023, 6, 30), True),
        (date(2023, 7, 1), False),
    ],
)
def test_a_span_includes_both_its_days(day: date, covered: bool) -> None:
    assert Span(date(2023, 5, 4), date(2023, 6, 30)).covers(day) is covered
