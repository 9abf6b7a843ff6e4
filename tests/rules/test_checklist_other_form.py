"""Another form: other sections, other answer words, a section longer than a card."""

from datetime import date
from pathlib import Path

import pytest

from config.checklist_file import load
from rules.assessment import Mark, Verdict, box, boxes, facts_needed, na_lines, problems
from rules.checklist import Checklist, pages
from rules.marks import FactValue
from tests.rules.checklist_case import CLEAR, HAZARD, form

PATH = Path(__file__).parents[1] / "config" / "forms" / "xiaocanyin-2024-1.yaml"


@pytest.fixture(scope="module")
def other() -> Checklist:
    return load(PATH)


def test_its_boxes_are_its_own_words_in_its_own_order(other: Checklist) -> None:
    assert [word.word for word in other.verdict_words] == ["未发现", "发现", "不涉及"]
    assert other.has_na_box
    assert not form().has_na_box


def test_polarity_is_the_items_business_and_the_third_box_is_ticked(other: Checklist) -> None:
    facts: dict[str, FactValue] = {"cooks": False, "place": "沿街"}
    marks = {"k03": CLEAR, "k05": HAZARD, "trap": HAZARD, "trap_log": CLEAR}

    printed = boxes(other, facts, marks)

    assert (printed["k03"], printed["k05"]) == ("no", "yes")
    assert (printed["trap"], printed["trap_log"]) == ("no", "yes")
    assert printed["no_hood"] == "na"
    assert printed["k24"] == "blank"
    assert box(other.item("k03"), Mark(Verdict.NOT_APPLICABLE, "理由")) == "blank"


def test_its_conditions_and_rules_work_without_tiers_or_permits(other: Checklist) -> None:
    assert [fact.id for fact in facts_needed(other, {}, {})] == ["cooks"]
    assert na_lines(other, {"cooks": False}, {}) == ("不适用：第1、2项（不炒菜）",)
    both = {"no_hood": HAZARD, "hood_dirty": HAZARD}
    assert len(problems(other, {"cooks": True}, both)) == 1


def test_a_long_section_is_cut_into_cards_of_nearly_equal_size(other: Checklist) -> None:
    kitchen = other.sections[0]

    assert [len(page) for page in pages(kitchen)] == [12, 12]
    assert [len(page) for page in pages(kitchen, most=18)] == [12, 12]
    assert [len(page) for page in other.pages(kitchen.items[:13])] == [7, 6]
    assert [len(page) for page in other.pages(kitchen.items, most=5)] == [5, 5, 5, 5, 4]
    assert [item for page in other.pages(kitchen.items) for item in page] == list(kitchen.items)
    assert other.pages([]) == ()


def test_no_section_of_the_published_form_needs_a_second_card() -> None:
    assert [len(form().pages(section.items)) for section in form().sections] == [1] * 8


def test_sections_get_their_numeral_and_a_line_per_item_by_default(other: Checklist) -> None:
    kitchen, drains = other.sections

    assert (kitchen.numeral, drains.numeral) == ("一", "二")
    assert kitchen.rows[:2] == (("no_hood",), ("hood_dirty",))
    assert drains.rows == (("trap", "trap_log"),)


def test_law_written_in_the_form_itself_holds_on_any_day(other: Checklist) -> None:
    assert [one.name for one in other.item("hood_dirty").law.on(date(1999, 1, 1))] == ["店规"]


def test_items_are_found_by_id_and_by_number(other: Checklist) -> None:
    number_26 = other.by_number(26)

    assert number_26 is not None
    assert number_26.id == "trap_log"
    assert other.by_number(99) is None
    assert other.section_of("trap").id == "drains"
    with pytest.raises(KeyError):
        other.section_of("nothing")
