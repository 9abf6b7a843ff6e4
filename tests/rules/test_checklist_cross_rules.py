"""The form's rules across items, each by its id, on the published form."""

import pytest

from rules.assessment import (
    Mark,
    ProblemGroup,
    Verdict,
    box,
    boxes,
    facts_needed,
    gaps,
    na_lines,
    problems,
    prompts,
    settled,
    standing,
    unverified_lines,
    warning_blocked,
)
from rules.marks import FactValue
from tests.rules.checklist_case import CLEAR, HAZARD, a_firm, form, numbers, ticked

REGISTERED = {"tier": "登记管理", "registration_no": "91330382YYYY00012D001W"}
NEEDS_PERMIT = [2, 7, 9, 13, 14, 15, 16, 17, 19, *range(22, 31)]
RUNNING = [8, 12, 13, 14, 19, 20]


def asked(facts: dict[str, FactValue], marks: dict[str, Mark] | None = None) -> list[int]:
    where = standing(form(), facts, marks or {})
    return numbers([id for id, one in where.items() if one.asked is not False])


def prompted(facts: dict[str, FactValue], marks: dict[str, Mark]) -> list[tuple[str, int]]:
    shown = prompts(form(), facts, marks)
    return [(one.rule, form().item(one.item).num if one.item else 0) for one in shown]


def test_x1_a_registered_firm_without_a_permit_is_normal() -> None:
    facts = a_firm(**REGISTERED)
    marks = ticked(has_permit=HAZARD, discharge_without_permit=HAZARD)

    assert problems(form(), facts, marks) == ()
    assert boxes(form(), facts, marks)["has_permit"] == "blank"
    assert boxes(form(), facts, marks)["discharge_without_permit"] == "blank"
    line = "登记管理，登记编号 91330382YYYY00012D001W，第1、2、4项依登记表，两框留空"
    assert na_lines(form(), facts, marks)[0] == line


def test_x1_an_unknown_registration_number_stays_a_blank() -> None:
    facts = a_firm(tier="登记管理")

    assert na_lines(form(), facts, {})[0].startswith("登记管理，登记编号 ____，第1、2、4项")


@pytest.mark.parametrize(("registered", "told"), [(True, False), (False, True)])
def test_x1_without_a_registration_form_it_is_noted_apart_and_not_as_a_hazard(
    registered: bool, told: bool
) -> None:
    facts = a_firm(**REGISTERED, registered=registered)

    shown = [one.say for one in prompts(form(), facts, ticked()) if one.rule == "X1"]

    assert bool(shown) is told
    assert all("其他问题" in say for say in shown)
    assert problems(form(), facts, ticked()) == ()


@pytest.mark.parametrize("tier", ["重点管理", "简化管理"])
def test_x2_without_a_permit_the_permit_items_stay_open(tier: str) -> None:
    facts = a_firm(tier=tier)
    marks = ticked(has_permit=HAZARD, ledger_established=HAZARD)

    assert asked(facts, marks) == [n for n in range(1, 34) if n not in NEEDS_PERMIT]
    assert "不适用：第2、7、9、13–17、19、22–30项（无证，依证核查项不适用）" in na_lines(form(), facts, marks)
    printed = boxes(form(), facts, marks)
    assert {printed[form().items[n - 1].id] for n in NEEDS_PERMIT} == {"blank"}
    assert [group.lead for group in problems(form(), facts, marks)] == ["has_permit"]


def test_x2_without_a_permit_item_4_wants_an_answer_of_its_own() -> None:
    facts = a_firm()
    swept = ticked(has_permit=HAZARD)
    said = ticked(has_permit=HAZARD, discharge_without_permit=Mark(Verdict.CLEAR, explicit=True))

    assert standing(form(), facts, swept)["discharge_without_permit"].must
    assert [gap.item for gap in gaps(form(), facts, swept)] == ["discharge_without_permit"]
    assert boxes(form(), facts, swept)["discharge_without_permit"] == "blank"
    assert ("X2", 4) in prompted(facts, swept)
    assert gaps(form(), facts, said) == ()
    assert boxes(form(), facts, said)["discharge_without_permit"] == "no"
    assert ("X2", 4) not in prompted(facts, said)


def test_x2_until_item_1_is_answered_the_permit_items_are_neither_asked_nor_dropped() -> None:
    where = standing(form(), a_firm(), {})

    assert where["has_permit"].asked is True
    assert where["permit_valid"].asked is None
    assert not where["discharge_without_permit"].must


def test_x3_a_registered_firm_is_asked_exactly_these_items() -> None:
    assert asked(a_firm(**REGISTERED)) == [3, 5, 6, 8, 10, 11, 12, 18, 20, 21, 31, 32, 33]
    assert ("X3", 0) in prompted(a_firm(**REGISTERED), {})


def test_x4_an_expired_permit_in_production_points_to_item_4_and_ticks_nothing() -> None:
    marks = ticked(permit_valid=HAZARD)

    assert ("X4", 4) in prompted(a_firm(), marks)
    assert settled(form(), a_firm(), marks)["discharge_without_permit"] == CLEAR
    assert ("X4", 4) not in prompted(a_firm(production="停产"), marks)
    assert ("X4", 4) not in prompted(a_firm(), {**marks, "discharge_without_permit": HAZARD})


def test_x5_a_closed_firm_has_a_head_and_a_conclusion_only() -> None:
    facts = a_firm(production="关闭")
    marks = ticked(environmental_safety_hazard=HAZARD)

    assert asked(facts, marks) == []
    assert set(boxes(form(), facts, marks).values()) == {"blank"}
    assert problems(form(), facts, marks) == ()
    assert na_lines(form(), facts, marks) == ("企业已关闭，第1–33项未检查",)
    assert warning_blocked(form(), facts, marks) == "企业已关闭，不出预警提示单"
    assert warning_blocked(form(), a_firm(), marks) == ""
    assert "注销" in prompts(form(), facts, marks)[0].say
    assert facts_needed(form(), {"tier": "重点管理", "production": "关闭"}, {}) == ()


@pytest.mark.parametrize("production", ["停产", "季节性停产"])
def test_x6_what_only_shows_while_running_is_unverified_and_never_clear(production: str) -> None:
    facts = a_firm(production=production)
    final = settled(form(), facts, ticked())

    unsure = [id for id, mark in final.items() if mark.verdict is Verdict.UNVERIFIED]
    assert numbers(unsure) == RUNNING
    assert all(standing(form(), facts, {})[id].unverifiable for id in unsure)
    assert [item.num for item in form().items if item.needs_running] == RUNNING
    assert {boxes(form(), facts, ticked())[id] for id in unsure} == {"blank"}
    expected = ("未能现场核实：第8、12–14、19、20项（停产）",)
    assert unverified_lines(form(), facts, ticked()) == expected
    assert ("X6", 0) in prompted(facts, ticked())


def test_x6_evidence_of_a_hazard_stands_although_nothing_runs() -> None:
    facts = a_firm(production="停产")
    marks = ticked(evading_supervision_risk=HAZARD)

    assert boxes(form(), facts, marks)["evading_supervision_risk"] == "yes"


def test_x6_a_standing_plant_has_stopped_within_validity_whatever_is_on_file() -> None:
    facts = a_firm(production="停产", stopped_in_validity=False)

    assert 28 in asked(facts)
    assert 28 not in asked(a_firm(stopped_in_validity=False))


def test_x7_without_a_ledger_23_to_25_are_open_and_count_once() -> None:
    bare = ticked(ledger_established=HAZARD)
    also = ticked(ledger_established=HAZARD, ledger_kept_5y=HAZARD)

    assert boxes(form(), a_firm(), bare)["ledger_per_permit"] == "blank"
    assert "第23–25项并入第22项（没有建立台账），两框留空" in na_lines(form(), a_firm(), bare)
    assert boxes(form(), a_firm(), also)["ledger_kept_5y"] == "no"
    assert problems(form(), a_firm(), also) == (
        ProblemGroup(("ledger_established", "ledger_kept_5y"), "ledger_established", ("X7",)),
    )


def test_x8_plan_and_monitoring_are_both_ticked_and_count_once() -> None:
    both = ticked(monitoring_plan="none", monitoring_done="missed")
    plan = ticked(monitoring_plan="none")

    assert boxes(form(), a_firm(), both)["monitoring_plan"] == "no"
    assert boxes(form(), a_firm(), both)["monitoring_done"] == "no"
    assert problems(form(), a_firm(), both) == (
        ProblemGroup(("monitoring_plan", "monitoring_done"), "monitoring_plan", ("X8",)),
    )
    assert boxes(form(), a_firm(), plan)["monitoring_done"] == "yes"
    assert problems(form(), a_firm(), plan) == (ProblemGroup(("monitoring_plan",), "monitoring_plan"),)


def test_x9_without_a_plan_the_drill_is_no_too_and_counts_once() -> None:
    marks = ticked(emergency_plan_filed="not_written")

    final = settled(form(), a_firm(), marks)["emergency_drill_yearly"]

    assert (final.verdict, final.half) == (Verdict.HAZARD, "both")
    assert boxes(form(), a_firm(), marks)["emergency_drill_yearly"] == "no"
    assert problems(form(), a_firm(), marks) == (
        ProblemGroup(("emergency_plan_filed", "emergency_drill_yearly"), "emergency_plan_filed", ("X9",)),
    )
    assert "第32项随第31项（没有编制预案）" in na_lines(form(), a_firm(), marks)
    assert gaps(form(), a_firm(), marks) == ()


def test_x9_an_unfiled_plan_says_nothing_about_drills() -> None:
    marks = ticked(emergency_plan_filed="not_filed")

    assert boxes(form(), a_firm(), marks)["emergency_drill_yearly"] == "yes"


def test_x10_one_fact_in_two_items_counts_once_when_a_person_says_so() -> None:
    two = ticked(outlet_matches_permit="extra", evading_supervision_risk=HAZARD)
    same = Mark(Verdict.HAZARD, same_as="outlet_matches_permit")
    one = ticked(outlet_matches_permit="extra", evading_supervision_risk=same)

    assert ("X10", 12) in prompted(a_firm(), two)
    assert len(problems(form(), a_firm(), two)) == 2
    assert ("X10", 12) not in prompted(a_firm(), one)
    assert [group.items for group in problems(form(), a_firm(), one)] == [
        ("outlet_matches_permit", "evading_supervision_risk")
    ]
    assert boxes(form(), a_firm(), one)["evading_supervision_risk"] == "yes"


@pytest.mark.parametrize(
    "item", ["facility_abnormal_risk", "monitoring_data_tampering_risk", "auto_device_damaged_risk"]
)
def test_x11_deliberate_conduct_points_to_item_12_and_ticks_nothing(item: str) -> None:
    deliberate = ticked(**{item: Mark(Verdict.HAZARD, intent="deliberate")})
    negligent = ticked(**{item: Mark(Verdict.HAZARD, intent="negligent")})

    assert ("X11", 12) in prompted(a_firm(), deliberate)
    assert ("X11", 12) not in prompted(a_firm(), negligent)
    assert box(form().item("evading_supervision_risk"), CLEAR) == "no"
    assert boxes(form(), a_firm(), deliberate)["evading_supervision_risk"] == "no"
