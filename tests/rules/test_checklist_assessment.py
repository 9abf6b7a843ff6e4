"""What answers amount to: boxes by polarity, nothing by default, nothing counted twice."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.assessment import (
    Gap,
    Mark,
    Verdict,
    boxes,
    facts_needed,
    gaps,
    na_lines,
    needs_leader,
    problems,
    prompts,
    settled,
    standing,
    unverified_lines,
)
from rules.cross_rules import CrossRule
from rules.marks import FactValue
from tests.rules.checklist_case import HAZARD, a_firm, form, numbers, ticked

REVERSED = [3, 4, 6, 8, 12, 13, 14, 18, 21, 33]


def test_a_clean_sheet_prints_yes_for_23_items_and_no_for_the_10_reversed_ones() -> None:
    printed = boxes(form(), a_firm(), ticked())

    assert numbers([id for id, box in printed.items() if box == "no"]) == REVERSED
    assert sum(box == "yes" for box in printed.values()) == 23


@pytest.mark.parametrize("number", range(1, 34))
def test_every_hazard_prints_its_own_side(number: int) -> None:
    item = form().items[number - 1]
    half = next((option.id for option in item.sub_choice if not option.pending), "")

    printed = boxes(form(), a_firm(), ticked(**{item.id: half}))

    assert printed[item.id] == item.hazard_when


def test_an_item_nobody_answered_prints_no_box() -> None:
    assert set(boxes(form(), a_firm(), {}).values()) == {"blank"}
    assert len([gap for gap in gaps(form(), a_firm(), {}) if gap.what == "verdict"]) == 33


def test_what_does_not_apply_is_listed_once_per_reason() -> None:
    facts = a_firm(special_clause=False, stopped_in_validity=False, auto_installed=False)
    marks = ticked(outlet_standardized_signed=Mark(Verdict.NOT_APPLICABLE, "没有排放口"))

    assert na_lines(form(), facts, marks) == (
        "不适用：第10项（没有排放口）",
        "不适用：第14项（证未载特殊时段要求）",
        "不适用：第20、21项（没有安装自动监测设备）",
        "不适用：第28项（证有效期内没有停产）",
    )


def test_not_applicable_without_a_reason_is_no_answer() -> None:
    marks = ticked(outlet_standardized_signed=Mark(Verdict.NOT_APPLICABLE))

    assert gaps(form(), a_firm(), marks) == (Gap("outlet_standardized_signed", "verdict"),)


def test_a_suspicion_waits_for_the_licensing_section_with_open_boxes() -> None:
    pending = ticked(tier_downgraded="pending")
    confirmed = ticked(tier_downgraded="confirmed")

    assert boxes(form(), a_firm(), pending)["tier_downgraded"] == "blank"
    assert problems(form(), a_firm(), pending) == ()
    assert unverified_lines(form(), a_firm(), pending) == ("待复核：第3项（疑似，待许可科室复核）",)
    assert boxes(form(), a_firm(), confirmed)["tier_downgraded"] == "yes"
    assert len(problems(form(), a_firm(), confirmed)) == 1


@pytest.mark.parametrize("item", ["ledger_truthful", "exec_report_truthful", "disclosure_truthful"])
def test_fabrication_goes_to_the_leader_and_a_slip_does_not(item: str) -> None:
    assert needs_leader(form(), a_firm(), ticked(**{item: "fabricated"})) == (item,)
    assert needs_leader(form(), a_firm(), ticked(**{item: "slip"})) == ()


def test_a_double_barrelled_hazard_wants_its_half_and_a_risk_its_act() -> None:
    marks = ticked(facility_abnormal_risk=HAZARD, emergency_drill_yearly="drill")

    assert gaps(form(), a_firm(), marks) == (
        Gap("facility_abnormal_risk", "half"),
        Gap("facility_abnormal_risk", "act"),
    )


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({}, ["tier", "production", "auto_installed", "new_project", "plan_required"]),
        (
            {"tier": "登记管理", "production": "生产"},
            ["registered", "auto_installed", "new_project", "plan_required"],
        ),
        (
            {"tier": "不在名录", "production": "生产", "auto_installed": False, "plan_required": False},
            ["new_project"],
        ),
        (
            {"tier": "重点管理", "production": "停产", "auto_installed": True, "new_project": False},
            ["fugitive_clause", "special_clause", "held_3_months", "plan_required"],
        ),
    ],
)
def test_only_facts_that_still_decide_something_are_asked(
    facts: dict[str, FactValue], needed: list[str]
) -> None:
    assert [fact.id for fact in facts_needed(form(), facts, {})] == needed


def test_the_automatic_monitoring_requirement_is_asked_of_simplified_firms_only() -> None:
    simplified = {"tier": "简化管理", "production": "生产"}
    priority = {"tier": "重点管理", "production": "生产"}

    assert "auto_required" in [fact.id for fact in facts_needed(form(), simplified, {})]
    assert "auto_required" not in [fact.id for fact in facts_needed(form(), priority, {})]
    assert standing(form(), priority, ticked())["auto_monitor_installed_connected"].asked is True


def test_without_a_permit_the_permit_facts_are_asked_no_more() -> None:
    facts = {"tier": "重点管理", "production": "生产"}

    needed = [fact.id for fact in facts_needed(form(), facts, {"has_permit": HAZARD})]

    assert needed == ["auto_installed", "new_project", "plan_required"]


@pytest.mark.parametrize(
    ("item", "half", "rule", "to"),
    [
        ("outlet_matches_permit", "bypass", "E9", 12),
        ("ledger_truthful", "fabricated", "E25-8", 8),
        ("ledger_truthful", "fabricated", "E25-12", 12),
        ("ledger_truthful", "fabricated", "E25-18", 18),
        ("exec_report_truthful", "fabricated", "E27-18", 18),
    ],
)
def test_telling_halves_point_to_the_items_they_may_hide(item: str, half: str, rule: str, to: int) -> None:
    shown = [(one.rule, one.item) for one in prompts(form(), a_firm(), ticked(**{item: half}))]

    assert (rule, form().items[to - 1].id) in shown


@pytest.mark.parametrize(
    ("marks", "number", "line"),
    [
        (ticked(monitoring_done="never"), 17, "不适用：第17项（没有开展过监测，见第16项）"),
        (ticked(exec_report_submitted=HAZARD), 27, "不适用：第27项（没有提交执行报告，见第26项）"),
    ],
)
def test_what_cannot_be_looked_at_is_waived(marks: dict[str, Mark], number: int, line: str) -> None:
    item = form().items[number - 1].id

    assert boxes(form(), a_firm(), marks)[item] == "blank"
    assert line in na_lines(form(), a_firm(), marks)
    assert settled(form(), a_firm(), {**marks, item: HAZARD})[item].verdict is Verdict.HAZARD


def test_a_merge_into_an_item_without_a_hazard_merges_nothing() -> None:
    rule = CrossRule(id="M", effect="merge", items=("monitoring_done",), into="monitoring_plan")
    checklist = replace(form(), rules=(rule,))

    groups = problems(checklist, a_firm(), ticked(monitoring_done="missed"))

    assert [group.items for group in groups] == [("monitoring_done",)]


IDS = [item.id for item in form().items]
FACTS = st.fixed_dictionaries(
    {
        fact.id: st.sampled_from([*fact.options, None] if fact.kind == "choice" else [True, False, None])
        for fact in form().facts
        if fact.kind != "text"
    }
)
MARKS = st.dictionaries(
    st.sampled_from(IDS),
    st.builds(
        Mark,
        st.sampled_from(list(Verdict)),
        reason=st.sampled_from(["", "理由"]),
        half=st.sampled_from(["", "pending", "not_written", "fabricated", "never", "none"]),
        same_as=st.sampled_from(["", *IDS[:12]]),
        explicit=st.booleans(),
    ),
)


@settings(max_examples=150, deadline=None)
@given(FACTS, MARKS)
def test_a_box_is_ticked_only_where_a_person_answered_or_a_rule_says_why(
    facts: dict[str, FactValue], marks: dict[str, Mark]
) -> None:
    final = settled(form(), facts, marks)

    for item, box in boxes(form(), facts, marks).items():
        if box == "blank":
            continue
        same = item in marks and marks[item].verdict is final[item].verdict
        assert same or final[item].reason == "没有编制预案，随第31项"


@settings(max_examples=150, deadline=None)
@given(FACTS, MARKS)
def test_every_hazard_is_in_exactly_one_problem(facts: dict[str, FactValue], marks: dict[str, Mark]) -> None:
    hazards = [id for id, mark in settled(form(), facts, marks).items() if mark.verdict is Verdict.HAZARD]

    groups = problems(form(), facts, marks)

    assert sorted(id for group in groups for id in group.items) == sorted(hazards)
    assert all(group.lead in group.items for group in groups)


@settings(max_examples=150, deadline=None)
@given(FACTS, MARKS)
def test_no_registered_firm_is_blamed_and_no_standing_plant_is_clear(
    facts: dict[str, FactValue], marks: dict[str, Mark]
) -> None:
    final = settled(form(), facts, marks)

    if facts["tier"] in ("登记管理", "不在名录"):
        for item in ("has_permit", "permit_valid", "discharge_without_permit"):
            assert final[item].verdict is Verdict.NOT_APPLICABLE
    if facts["production"] in ("停产", "季节性停产"):
        running = [item for item in form().items if item.needs_running]
        assert all(final[item.id].verdict is not Verdict.CLEAR for item in running)
    if facts["production"] == "关闭":
        assert {mark.verdict for mark in final.values()} == {Verdict.NOT_APPLICABLE}


@settings(max_examples=100, deadline=None)
@given(FACTS, MARKS)
def test_settled_answers_settle_to_themselves(facts: dict[str, FactValue], marks: dict[str, Mark]) -> None:
    once = settled(form(), facts, marks)

    again = settled(form(), facts, once)

    assert {id: mark.verdict for id, mark in again.items()} == {id: m.verdict for id, m in once.items()}
    assert na_lines(form(), facts, once) == na_lines(form(), facts, marks)
    assert problems(form(), facts, once) == problems(form(), facts, marks)


@settings(max_examples=100, deadline=None)
@given(FACTS, MARKS)
def test_asking_what_is_needed_comes_to_an_end(facts: dict[str, FactValue], marks: dict[str, Mark]) -> None:
    known = dict(facts)
    for _ in range(4):
        for fact in facts_needed(form(), known, marks):
            known[fact.id] = fact.options[0] if fact.options else True

    assert facts_needed(form(), known, marks) == ()
