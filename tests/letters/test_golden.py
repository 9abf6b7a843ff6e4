"""The words of every kind of letter stay as they were agreed."""

from __future__ import annotations

import pytest

from notices.facts.kinds import from_json, kind_of, to_json
from tests.letters.golden_letters import GOLDEN, as_json, golden_facts


@pytest.mark.parametrize("name", list(golden_facts()))
def test_a_golden_letter_keeps_its_words(name: str) -> None:
    facts, preview = golden_facts()[name]

    assert as_json(facts, preview) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(golden_facts()))
def test_a_letter_from_stored_facts_has_the_same_words(name: str) -> None:
    facts, preview = golden_facts()[name]

    stored = from_json(kind_of(facts), to_json(facts))

    assert as_json(stored, preview) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


def test_there_is_no_golden_letter_that_nobody_composes() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(golden_facts())
