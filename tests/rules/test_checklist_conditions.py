"""Conditions: three-valued, and never more certain than what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.conditions import (
    AnswerIs,
    Condition,
    ConditionError,
    DetailIs,
    Either,
    Every,
    FactIs,
    Opposite,
    holds,
    parse,
    references,
    unknown_facts,
)
from rules.marks import Mark, Verdict

TIER = {"fact": "tier", "in": ["重点管理", "简化管理"]}
RUNS = {"fact": "runs", "is": True}


@pytest.mark.parametrize(
    ("data", "facts", "truth"),
    [
        (TIER, {"tier": "简化管理"}, True),
        (TIER, {"tier": "登记管理"}, False),
        (TIER, {}, None),
        (TIER, {"tier": None}, None),
        ({"not": TIER}, {"tier": "登记管理"}, True),
        ({"not": TIER}, {}, None),
        ({"all": [TIER, RUNS]}, {"tier": "登记管理"}, False),
        ({"all": [TIER, RUNS]}, {"tier": "重点管理"}, None),
        ({"all": [TIER, RUNS]}, {"tier": "重点管理", "runs": True}, True),
        ({"any": [TIER, RUNS]}, {"runs": True}, True),
        ({"any": [TIER, RUNS]}, {"runs": False}, None),
        ({"any": [TIER, RUNS]}, {"tier": "登记管理", "runs": False}, False),
    ],
)
def test_facts_decide_only_when_they_are_known(
    data: object, facts: dict[str, str], truth: bool | None
) -> None:
    assert holds(parse(data, "when"), facts, {}) is truth


@pytest.mark.parametrize(
    ("data", "mark", "truth"),
    [
        ({"answer": "i", "is": "hazard"}, Mark(Verdict.HAZARD), True),
        ({"answer": "i", "is": "hazard"}, Mark(Verdict.CLEAR), False),
        ({"answer": "i", "is": ["clear", "unverified"]}, Mark(Verdict.UNVERIFIED), True),
        ({"answer": "i", "is": "hazard"}, Mark(Verdict.UNANSWERED), None),
        ({"answer": "i", "is": "hazard"}, None, None),
        ({"half": "i", "is": "paper"}, Mark(Verdict.HAZARD, half="paper"), True),
        ({"half": "i", "is": "paper"}, Mark(Verdict.HAZARD, half="other"), False),
        ({"half": "i", "is": "paper"}, Mark(Verdict.HAZARD), None),
        ({"half": "i", "is": "paper"}, Mark(Verdict.CLEAR), False),
        ({"act": "i", "is": True}, Mark(Verdict.HAZARD, act=False), False),
        ({"act": "i", "is": True}, Mark(Verdict.HAZARD), None),
        ({"intent": "i", "is": "deliberate"}, Mark(Verdict.HAZARD, intent="deliberate"), True),
    ],
)
def test_answers_decide_only_when_they_are_given(data: object, mark: Mark | None, truth: bool | None) -> None:
    assert holds(parse(data, "when"), {}, {"i": mark} if mark else {}) is truth


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("tier", "条件要写成"),
        ({}, "其中一个开头"),
        ({"al": [TIER]}, "是不是“all”"),
        ({"all": [TIER], "any": [TIER]}, "其中一个开头"),
        ({"all": []}, "不空的列表"),
        ({"fact": "tier"}, "要写 is"),
        ({"fact": "tier", "is": "a", "in": ["b"]}, "要写 is"),
        ({"fact": "tier", "are": "a"}, "不能写“are”"),
        ({"fact": "", "is": "a"}, "后面要写名字"),
        ({"fact": "tier", "is": 3}, "文字或 true/false"),
        ({"fact": "tier", "is": []}, "至少要写一个值"),
        ({"answer": "i", "is": "hasard"}, "是不是“hazard”"),
        ({"answer": "i", "is": "否"}, "可以写"),
    ],
)
def test_a_wrong_condition_is_refused_with_a_hint(data: object, says: str) -> None:
    with pytest.raises(ConditionError, match=says) as refused:
        parse(data, "第3项 asked_when")

    assert refused.value.where.startswith("第3项 asked_when")


def test_a_wrong_part_is_named_by_its_place() -> None:
    with pytest.raises(ConditionError) as refused:
        parse({"all": [TIER, {"not": {"fact": "x"}}]}, "when")

    assert refused.value.where == "when.all[1].not"


FACTS = ("a", "b", "c")
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(FactIs, st.sampled_from(FACTS), st.sampled_from([(True,), (False,)])),
    st.builds(AnswerIs, st.sampled_from(("i", "j")), st.sampled_from([(Verdict.HAZARD,), (Verdict.CLEAR,)])),
    st.builds(DetailIs, st.sampled_from(("i", "j")), st.just("half"), st.sampled_from([("x",), ("y",)])),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Every, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Opposite, inner),
    ),
    max_leaves=8,
)
KNOWN = st.dictionaries(st.sampled_from(FACTS), st.sampled_from([True, False, None]))
MARKS = st.dictionaries(
    st.sampled_from(("i", "j")),
    st.builds(Mark, st.sampled_from(list(Verdict)), half=st.sampled_from(["", "x", "y"])),
)


@given(CONDITIONS, KNOWN, MARKS, st.sampled_from(FACTS), st.booleans())
def test_learning_one_more_fact_never_turns_a_decided_condition(
    condition: Condition, facts: dict[str, bool | None], marks: dict[str, Mark], fact: str, value: bool
) -> None:
    before = holds(condition, facts, marks)

    after = holds(condition, {**facts, fact: value} if facts.get(fact) is None else facts, marks)

    assert before is None or after is before


@given(CONDITIONS, KNOWN, MARKS)
def test_a_fact_that_cannot_decide_is_never_called_for(
    condition: Condition, facts: dict[str, bool | None], marks: dict[str, Mark]
) -> None:
    open_facts = unknown_facts(condition, facts, marks)

    assert open_facts <= references(condition).facts
    assert all(facts.get(fact) is None for fact in open_facts)
    if holds(condition, facts, marks) is not None:
        assert not open_facts
    others = {fact: True for fact in FACTS if fact not in open_facts and facts.get(fact) is None}
    assert holds(condition, {**facts, **others}, marks) is holds(condition, facts, marks)


@given(CONDITIONS, CONDITIONS, KNOWN, MARKS)
def test_all_and_any_mirror_each_other(
    one: Condition, other: Condition, facts: dict[str, bool | None], marks: dict[str, Mark]
) -> None:
    neither = Every((Opposite(one), Opposite(other)))

    assert holds(Opposite(neither), facts, marks) is holds(Either((one, other)), facts, marks)
