"""A card knows every answer that may change where its items stand; the sections look again at those alone."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from config.checklist_file import load
from rules.assessment import standing
from rules.checklist import Checklist
from rules.marks import FactValue, Mark, Verdict

ROOT = Path(__file__).resolve().parents[2]
FORMS = [
    load(path)
    for path in (
        ROOT / "config/checklists/zonghe-2023-18.yaml",
        ROOT / "config/checklists/weifei-2023-1.yaml",
        ROOT / "tests/config/forms/xiaocanyin-2024-1.yaml",
    )
]


@st.composite
def some_marks(draw: st.DrawFn, form: Checklist) -> dict[str, Mark]:
    """Answers to some of the items before a card."""
    marks: dict[str, Mark] = {}
    for item in form.items:
        halves = st.sampled_from([option.id for option in item.sub_choice] or [""])
        verdict = draw(st.none() | st.sampled_from(Verdict))
        if verdict is not None:
            act = draw(st.sampled_from([True, False, None]))
            marks[item.id] = Mark(verdict, "没有", draw(halves), act, explicit=draw(st.booleans()))
    return marks


def some_facts(form: Checklist) -> st.SearchStrategy[dict[str, FactValue]]:
    """Facts known, not known or chosen."""
    values = {
        fact.id: st.sampled_from([*fact.options, None] if fact.kind == "choice" else [True, False, None])
        for fact in form.facts
    }
    return st.fixed_dictionaries({}, optional=values)


@given(st.data())
def test_answers_that_are_not_behind_a_card_change_nothing_on_it(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    card = data.draw(st.sampled_from(form.cards))
    facts, before = data.draw(some_facts(form)), data.draw(some_marks(form))
    other = data.draw(some_marks(form))
    here = {item.id for item in card.items}
    kept = card.behind | here
    changed = {i: m for i, m in other.items() if i not in kept} | {
        i: m for i, m in before.items() if i in kept
    }
    in_order = {item.id: changed[item.id] for item in form.items if item.id in changed}

    was, now = standing(form, facts, before), standing(form, facts, in_order)

    assert {i: was[i] for i in here} == {i: now[i] for i in here}


def test_the_cards_are_the_form_in_its_order() -> None:
    for form in FORMS:
        assert [item for card in form.cards for item in card.items] == list(form.items)
    assert any(card.behind for card in FORMS[0].cards)
