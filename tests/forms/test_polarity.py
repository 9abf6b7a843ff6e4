"""Every item, the ten reversed ones too, from the tick on the card to the box on paper: a tick is 有问题."""

from pathlib import Path

import pytest

from config.checklist_file import load
from handlers import letters
from handlers.commands.draft import VisitDraft
from rules.checklist import Item
from tests.forms.hands import tap, value
from tests.forms.memory import PureVisit
from tests.forms.test_any_form import Rolled
from tests.house import rules_of_the_house

FORM = load(Path(__file__).resolve().parents[2] / "config/checklists/zonghe-2023-18.yaml")
REVERSED = [item for item in FORM.items if item.hazard_when == "yes"]


def draft_of(ticked: Item) -> VisitDraft:
    """A visit where every fact holds and this one item is ticked."""
    visit, die = PureVisit(FORM), Rolled(1, 0.0)
    said = {f"p.{ticked.id}.1.half": _sure(ticked), "gate": "harmless", "source": "on_site", "header": "yes"}
    while (now := visit.asked()) is not None:
        ask, shown = now
        if ask.key.startswith("facts."):
            given: object = [o.id for o in ask.form.options if not o.id.startswith("_")]  # type: ignore[union-attr]
        elif ask.key.startswith("alone."):
            given = "clear"
        elif ask.key == f"sec.{FORM.section_of(ticked.id).id}":
            given = [ticked.id]
        else:
            given = said.get(ask.key) or value(ask, die)
        visit.does(tap(ask, shown, given))
    [draft] = visit.drafts
    return draft


def _sure(item: Item) -> str:
    return next((option.id for option in item.sub_choice if not option.pending), "")


def test_there_are_ten() -> None:
    assert [item.num for item in REVERSED] == [3, 4, 6, 8, 12, 13, 14, 18, 21, 33]


@pytest.mark.parametrize("item", FORM.items, ids=lambda item: str(item.num))
def test_one_tick_prints_the_items_own_side_and_every_other_box_the_good_one(item: Item) -> None:
    draft = draft_of(item)
    form = letters.form(draft, [("林一帆", "执法一队")], FORM, rules_of_the_house())

    printed = {one.text: one.box for section in form.sections for row in section.rows for one in row}
    assert [one.item for one in draft.hazards] == [item.id]
    for one in FORM.items:
        good = "no" if one.hazard_when == "yes" else "yes"
        verdict = draft.marks[one.id]["verdict"]
        wanted = {"hazard": one.hazard_when, "clear": good}.get(verdict, "blank")
        assert printed[one.text] == wanted, (one.num, verdict)
    assert printed[item.text] == item.hazard_when
