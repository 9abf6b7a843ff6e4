"""The plain shape an office hands over: derived where it can be, told where it was, never half read."""

from datetime import date
from pathlib import Path

import pytest

from config.checklist_file import Examined, check, examine
from rules.assessment import Mark, Verdict, boxes, na_lines, settled, standing
from rules.checklist import Checklist
from rules.marks import FactValue

PATH = Path(__file__).parent / "forms" / "jiayouzhan-2024.yaml"
OPEN: dict[str, FactValue] = {"tier": "一类", "production": "营业", "underground": True}
CLEAR, HAZARD = Mark(Verdict.CLEAR), Mark(Verdict.HAZARD)


@pytest.fixture(scope="module")
def seen() -> Examined:
    return examine(PATH)


@pytest.fixture(scope="module")
def plain(seen: Examined) -> Checklist:
    assert seen.checklist is not None, seen.errors
    return seen.checklist


def test_it_loads_without_errors_and_is_named_after_its_file(plain: Checklist) -> None:
    assert plain.key == "jiayouzhan-2024"
    assert plain.title == "加油站帮扶表"
    assert [(section.name, len(section.items)) for section in plain.sections] == [("证照", 2), ("设施", 4)]


def test_labels_are_shortened_from_the_wording_by_polarity(plain: Checklist) -> None:
    assert [item.label for item in plain.items] == [
        "没有经营证",
        "不在有效期内",
        "有油罐渗漏的隐患",
        "未建立巡查台账",
        "未如实记录每一次巡查以及每一次巡…",
        "有油污流到站外",
    ]


def test_whatever_was_derived_or_stays_prose_is_a_warning_and_no_error(seen: Examined) -> None:
    assert seen.errors == ()
    for words in (
        "label：没写，由原文缩成“没有经营证”",
        "when：“开业满一个月的加油站才看这一项”不能由程序判断",
        "cross_rules Y1：是文字说明",
        "没写 id 和 version",
        "header_fields：",
    ):
        assert any(words in warning for warning in seen.warnings), words


def test_facts_with_a_list_of_words_become_choices(plain: Checklist) -> None:
    kinds = {fact.id: (fact.kind, fact.options) for fact in plain.facts}

    assert kinds == {
        "tier": ("choice", ("一类", "二类")),
        "production": ("choice", ("营业", "歇业")),
        "underground": ("bool", ()),
    }


def test_tiers_permit_and_named_conditions_decide_and_prose_becomes_a_reason(plain: Checklist) -> None:
    def asked(facts: dict[str, FactValue], marks: dict[str, Mark]) -> list[str]:
        where = standing(plain, facts, marks)
        return [id for id, one in where.items() if one.asked is not False]

    assert asked(OPEN, {}) == ["permit", "valid", "tank", "log", "log_true", "spill"]
    assert "permit" not in asked({**OPEN, "tier": "二类"}, {})
    assert "valid" not in asked(OPEN, {"permit": HAZARD})
    assert "tank" not in asked({**OPEN, "underground": False}, {})
    assert "log_true" not in asked(OPEN, {"log": HAZARD})
    assert plain.item("log_true").na_reasons == ("不具备：开业满一个月的加油站才…",)
    lines = na_lines(plain, {**OPEN, "underground": False}, {"permit": HAZARD})
    assert lines == ("不适用：第2项（无证，依证核查项不适用）", "不适用：第3项（没有地下油罐）")


def test_what_needs_business_is_unverified_without_it(plain: Checklist) -> None:
    shut = {**OPEN, "production": "歇业"}

    assert settled(plain, shut, {"tank": CLEAR})["tank"].verdict is Verdict.UNVERIFIED
    assert boxes(plain, shut, {"tank": HAZARD})["tank"] == "yes"
    assert plain.item("tank").needs_running


def test_prose_rules_and_overrides_are_kept_as_notes(plain: Checklist) -> None:
    notes = [rule.say for rule in plain.rules if rule.effect == "note"]

    assert notes == ["歇业 → 只看台账"]
    assert plain.item("permit").notes == "看正本。\n二类：看备案"


def test_the_code_takes_over_on_its_day(plain: Checklist) -> None:
    law = plain.item("permit").law

    assert [(one.name, one.title) for one in law.on(date(2026, 8, 14))] == [("站规", "加油站管理规定")]
    assert [one.title for one in law.on(date(2026, 8, 15))] == ["《生态环境法典》"]
    assert (plain.item("tank").serious, plain.item("tank").fix_hold) == (True, True)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("yes_no_item_count: 6", "yes_no_item_count: 7", "meta：yes_no_item_count：写的是 7，实有 6"),
        ("hazard_when_no: 4", "hazard_when_no: 3", "hazard_when_no：写的是 3，实有 4"),
        ("{name: 证照, items: 2}", "{name: 证照, items: 3}", "sections 证照：items：写的是 3 项，实有 2 项"),
        ("section: 证照\n", "section: 证件\n", "section：没有“证件”这一组"),
        ("serious: false", "serius: false", "第1项 permit：不认识字段“serius”，是不是“serious”？"),
        ("tiers: [一类], requires", "teirs: [一类], requires", "不认识字段“teirs”，是不是“tiers”？"),
        ("when: [underground]", "when: [undergroud]", "没有声明事实或项“undergroud”，是不是“underground”？"),
        ('["log=yes"', '["lgo=yes"', "第5项 log_true applies_to：when：没有声明事实或项“lgo”"),
        ("tiers: [一类], requires", "tiers: [三类], requires", "tier 没有“三类”这个选项"),
        ('has_permit: "= answer to item 1"', "", "facts 里要有一条“= answer to item n”"),
        ("certainty: high", "certainty: sure", "certainty：只能写"),
        ("meta:\n", "meta:\n  form_titel: 错\n", "meta：不认识字段“form_titel”，是不是“form_title”？"),
        ("fix: 先领证。", "fix: 不领证要处罚。", "给企业看的文字里不写“处罚”"),
    ],
)
def test_faults_of_the_plain_shape_name_item_and_field(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "jiayouzhan-2024.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")

    found = check(wrong)

    assert any(fault in one for one in found), found


def test_numbers_that_begin_anew_in_every_section_are_counted_through(tmp_path: Path) -> None:
    text = PATH.read_text(encoding="utf-8")
    for n in range(3, 7):
        text = text.replace(f"num: {n},", f"num: {n - 2},")
    path = tmp_path / "jiayouzhan-2024.yaml"
    path.write_text(text, encoding="utf-8")

    seen = examine(path)

    assert seen.checklist is not None, seen.errors
    assert [item.num for item in seen.checklist.items] == [1, 2, 3, 4, 5, 6]
    assert any("每组都从 1 开始" in one for one in seen.warnings)


def test_two_items_whose_wording_shortens_alike_get_different_labels(tmp_path: Path) -> None:
    text = PATH.read_text(encoding="utf-8").replace("是否有油污流到站外", "是否存在油罐渗漏的隐患")
    path = tmp_path / "jiayouzhan-2024.yaml"
    path.write_text(text, encoding="utf-8")

    checklist = examine(path).checklist

    assert checklist is not None
    assert checklist.item("spill").label == "有油罐渗漏的隐患（6）"
