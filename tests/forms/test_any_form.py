"""Whatever form a bureau publishes: every visit comes to its end, on cards the platform takes."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot import showing
from bot.script import Ask, TickOff
from bot.showing import Face
from bot.wecom.cards import card
from bot.wire.limits import Cut, Shaper
from bot.words import Say
from config.checklist_file import load
from rules.assessment import box, gaps
from rules.checklist import Checklist
from rules.marks import Mark, Verdict
from tests.forms.hands import tap, value
from tests.forms.memory import PureVisit, a_firm

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted([*(ROOT / "config/checklists").glob("*.yaml"), *(ROOT / "tests/config/forms").glob("*.yaml")])


class Rolled:
    """A die with a seed: `often` is the share of a list that is ticked."""

    def __init__(self, seed: int, often: float = 0.15) -> None:
        self.dice = random.Random(seed)
        self.often = often

    def one(self, among: Sequence[Any]) -> Any:
        return self.dice.choice(among)

    def some(self, among: Sequence[Any]) -> list[Any]:
        return [one for one in among if self.dice.random() < self.often]


@pytest.fixture(params=FORMS, ids=lambda path: path.stem)
def form(request: pytest.FixtureRequest) -> Checklist:
    return load(request.param)


def visit(form: Checklist, die: Rolled, **firm: Any) -> tuple[PureVisit, list[Ask]]:
    """A whole visit, answered by the die; the questions it asked."""
    played, asked = PureVisit(form, a_firm(**firm)), list[Ask]()
    for _ in range(600):
        now = played.asked()
        if now is None:
            return played, asked
        ask, shown = now
        asked.append(ask)
        played.does(tap(ask, shown, value(ask, die)))
    raise AssertionError(f"it never ends: {[ask.key for ask in asked[-20:]]}")


@pytest.mark.parametrize("seed", range(6))
def test_a_visit_comes_to_its_end_with_every_item_settled(form: Checklist, seed: int) -> None:
    played, _ = visit(form, Rolled(seed))

    [draft] = played.drafts
    if draft.scope == "full":
        assert set(draft.marks) == {item.id for item in form.items}
        marks = {id: Mark(Verdict(m["verdict"]), m["reason"], m["half"]) for id, m in draft.marks.items()}
        assert not [gap for gap in gaps(form, draft.facts, marks) if gap.what == "verdict"]
    assert all(one.text.strip() for one in draft.hazards)


@pytest.mark.parametrize("often", [0.0, 0.3, 1.0])
def test_every_question_fits_a_card(form: Checklist, often: float) -> None:
    cuts: list[Cut] = []
    _, asked = visit(form, Rolled(7, often))

    for n, ask in enumerate(asked):
        card(showing.card(ask, Face(f"t{n}", f"task{n}", "企业")), Shaper(cuts.append))
    assert not [cut for cut in cuts if cut.place in ("button", "submit", "title")], cuts


def test_every_word_of_the_form_is_shown_before_it_is_ticked(form: Checklist) -> None:
    played, asked = visit(form, Rolled(3))

    said = "\n".join(word.text for _, word in played.books.sent if isinstance(word, Say))
    assert all(len(word.text.encode()) <= 2048 for _, word in played.books.sent if isinstance(word, Say))
    if any(ask.key.startswith("sec.") for ask in asked):
        assert all(item.text in said for item in form.items)


def test_no_card_has_more_than_twenty_options_and_none_is_left_out(form: Checklist) -> None:
    _, asked = visit(form, Rolled(5, 0.0))

    cards = [ask for ask in asked if ask.key.startswith("sec.") and isinstance(ask.form, TickOff)]
    assert all(len(ask.form.options) <= 20 for ask in cards if isinstance(ask.form, TickOff))
    shown = [o.id for ask in cards if isinstance(ask.form, TickOff) for o in ask.form.options]
    items = [id for id in shown if not id.startswith("_")]
    assert len(items) == len(set(items))


@pytest.mark.parametrize("polarity", ["yes", "no"])
def test_a_ticked_problem_ticks_the_items_own_side(form: Checklist, polarity: str) -> None:
    for item in form.items:
        if item.hazard_when == polarity:
            assert box(item, Mark(Verdict.HAZARD), form.has_na_box) == polarity
            assert box(item, Mark(Verdict.CLEAR), form.has_na_box) == ("no" if polarity == "yes" else "yes")
