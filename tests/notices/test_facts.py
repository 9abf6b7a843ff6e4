"""Facts survive storage, and stored text that does not fit is refused."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.facts.kinds import KINDS, Facts, from_json, kind_of, to_json
from notices.facts.letters import WarningFacts
from notices.frozen import BrokenFactsError
from tests.letters import samples

ALL: tuple[Facts, ...] = (
    samples.warning(),
    samples.reminder(),
    samples.form(),
    samples.transfer(),
    samples.routed(),
    samples.annex4(),
    samples.amended(),
    samples.certificate(),
)


@pytest.mark.parametrize("facts", ALL, ids=kind_of)
def test_facts_come_back_from_json_as_they_were(facts: Facts) -> None:
    assert from_json(kind_of(facts), to_json(facts)) == facts


def test_every_kind_has_a_sample() -> None:
    assert {kind_of(facts) for facts in ALL} == set(KINDS)


@given(name=st.text(st.characters(exclude_categories=["Cs"])), days=st.none() | st.integers())
def test_any_text_and_number_survives(name: str, days: int | None) -> None:
    facts = samples.warning(hazards=(name,), days=days, number=name)

    assert from_json("warning", to_json(facts)) == facts


def test_json_is_canonical() -> None:
    text = to_json(samples.warning(hazards=("𬱖",)))

    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "𬱖" in text


def test_a_missing_field_with_a_default_takes_it() -> None:
    stored = json.loads(to_json(samples.warning()))
    del stored["contact"], stored["fit"]

    assert from_json("warning", json.dumps(stored)) == samples.warning()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"number": 7}, "number"),
        ({"days": "7"}, "days"),
        ({"days": True}, "days"),
        ({"copy": "副本"}, "copy"),
        ({"issued_on": "2023-02-30"}, "issued_on"),
        ({"hazards": "一处"}, "hazards"),
        ({"surprise": 1}, "surprise"),
        ({"issuer": {"we": "我局"}}, "name is missing"),
        ({"issuer": "局"}, "issuer"),
    ],
)
def test_stored_facts_that_do_not_fit_are_refused_by_name(change: dict[str, object], complaint: str) -> None:
    stored = json.loads(to_json(samples.warning())) | change

    with pytest.raises(BrokenFactsError, match=complaint):
        from_json("warning", json.dumps(stored))


def test_text_that_is_no_json_and_a_kind_that_is_none_are_refused() -> None:
    with pytest.raises(BrokenFactsError):
        from_json("warning", "{")
    with pytest.raises(BrokenFactsError, match="poem"):
        from_json("poem", "{}")


def test_facts_cannot_be_changed() -> None:
    facts = samples.warning()

    with pytest.raises(AttributeError):
        facts.days = 30  # type: ignore[misc]
    assert isinstance(facts, WarningFacts)
    assert facts.issued_on == date(2023, 5, 8)
