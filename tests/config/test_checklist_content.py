"""The published form against its source: wording, layout, labels, and what every item must bring."""

import re
from pathlib import Path

import pytest

from config.checklist_file import load, load_all, published
from rules.banned import banned_words
from rules.checklist import BLANK, Item

HERE = Path(__file__).parent
CHECKLISTS = HERE.parents[1] / "config" / "checklists"
FORM = load(CHECKLISTS / "zonghe-2023-18.yaml")

each_item = pytest.mark.parametrize("item", FORM.items, ids=[item.id for item in FORM.items])


def test_wording_and_layout_are_those_of_annex_1() -> None:
    lines = []
    for section in FORM.sections:
        lines.append(f"# {section.name}")
        lines += [" | ".join(FORM.item(id).text for id in row) for row in section.rows]

    assert lines == (HERE / "annex1.txt").read_text(encoding="utf-8").splitlines()


def test_labels_are_the_agreed_ones() -> None:
    agreed = (HERE / "labels.txt").read_text(encoding="utf-8").splitlines()

    assert [item.label for item in FORM.items] == agreed


def test_33_items_in_8_blocks_23_hazards_when_no_and_10_when_yes() -> None:
    assert [item.num for item in FORM.items] == list(range(1, 34))
    assert [len(section.items) for section in FORM.sections] == [6, 2, 3, 3, 7, 4, 5, 3]
    assert "".join(section.numeral for section in FORM.sections) == "一二三四五六七八"
    assert sum(item.hazard_when == "no" for item in FORM.items) == 23


def test_card_labels_fit_a_vote_option_with_their_number() -> None:
    assert [item.card_label for item in FORM.items if len(item.card_label) > 17] == []


def test_flags_stand_where_the_brief_puts_them() -> None:
    def having(flag: str) -> list[int]:
        return [item.num for item in FORM.items if getattr(item, flag)]

    assert having("two_step") == [8, 12, 13, 14, 18, 21]
    assert having("serious") == [4, 6, 8, 12, 14, 18, 21]
    assert having("fix_hold") == [12, 18, 21]
    assert having("photo_required") == [33]
    assert FORM.item("environmental_safety_hazard").least_words == 10


def test_double_barrelled_items_say_which_half() -> None:
    halved = {item.num: [o.id for o in item.sub_choice] for item in FORM.items if item.sub_choice}

    assert set(halved) >= {5, 7, 10, 15, 16, 17, 20, 25, 27, 28, 29, 31, 32}
    assert halved[5] == ["paper", "procedure"]
    assert halved[25] == halved[27] == halved[29] == ["omitted", "slip", "fabricated"]


@each_item
def test_every_item_has_reasons_presets_and_advice(item: Item) -> None:
    assert 2 <= len(item.na_reasons) <= 4
    assert 3 <= len(item.presets) <= 5
    assert item.fix
    assert item.certainty


@each_item
def test_presets_are_facts_with_at_most_one_blank_and_a_question_for_it(item: Item) -> None:
    for preset in item.presets:
        text = preset.filled("一二三四")
        assert BLANK not in text
        assert banned_words(text) == ()
        assert not re.search("偷排|擅自|弄虚作假|造假", text)
        assert text.endswith("。")
        assert len(text) >= max(6, item.least_words)
        assert not preset.blank or preset.blank.endswith(("。", "？"))


@each_item
def test_every_half_is_reached_by_a_preset_or_asked_for(item: Item) -> None:
    decided = {preset.half for preset in item.presets if preset.half}
    asked = any(not preset.half for preset in item.presets)

    assert asked or decided == {option.id for option in item.sub_choice}


def test_facts_are_short_statements_that_differ() -> None:
    asks = [fact.ask for fact in FORM.facts]

    assert len(set(asks)) == len(asks)
    assert all(len(ask) <= 17 for ask in asks)


def test_the_three_tiers_of_the_paper_are_printed_and_off_the_list_is_not() -> None:
    tier = FORM.fact("tier")

    assert tier is not None
    assert tier.printed == ("重点管理", "简化管理", "登记管理")
    assert set(tier.options) - set(tier.printed) == {"不在名录"}


def test_published_versions_have_not_changed() -> None:
    register = published(CHECKLISTS)

    assert set(register) == {path.name for path in CHECKLISTS.glob("*.yaml")}
    assert list(load_all(CHECKLISTS)) == [name.removesuffix(".yaml") for name in register]
