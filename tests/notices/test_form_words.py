"""Boxes tick what was answered and nothing else; slips and the table say what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.blocks import Group, Row, Table
from notices.facts.form import FormFacts, FormItem, FormSection
from notices.facts.inside import TransferFacts
from notices.letter import IncompleteLetterError, compose
from notices.words.annex4 import WrongTotalError
from tests.letters import samples


def table_of(facts: FormFacts | TransferFacts) -> Table:
    """Return the table of a composed form or slip."""
    return next(block for block in compose(facts).blocks if isinstance(block, Table))


def answers(facts: FormFacts) -> list[str]:
    """Return the boxes of all items in order."""
    groups = (part for part in table_of(facts).parts if isinstance(part, Group))
    return [cell.label for group in groups for row in group.rows for cell in row.cells[1::2]]


@given(st.lists(st.sampled_from(["yes", "no", "blank"]), min_size=1, max_size=40))
def test_an_item_ticks_its_answer_and_a_blank_ticks_nothing(boxes: list[str]) -> None:
    items = tuple(FormItem(num=at, text=f"第{at}问", box=box) for at, box in enumerate(boxes, 1))  # type: ignore[arg-type]
    facts = samples.form(sections=(FormSection(name="一", rows=tuple((item,) for item in items)),))

    shown = {"yes": "☑是 □否", "no": "□是 ☑否", "blank": "□是 □否"}
    assert answers(facts) == [shown[box] for box in boxes]


def test_another_form_may_have_other_answer_words_and_sections() -> None:
    section = FormSection(name="危险废物", rows=((FormItem(num=1, text="是否规范贮存", box="yes"),),))
    facts = samples.form(sections=(section,), answer_words=("规范", "不规范"))

    assert answers(facts) == ["☑规范 □不规范"]


@pytest.mark.parametrize(
    ("production", "line"),
    [
        ("季节性停产", "生产状况：□生产　□停产　☑季节性停产　□关闭"),
        ("", "生产状况：□生产　□停产　□季节性停产　□关闭"),
        ("不详", "生产状况：□生产　□停产　□季节性停产　□关闭"),
    ],
)
def test_the_production_line_ticks_a_known_state_only(production: str, line: str) -> None:
    rows = [part for part in table_of(samples.form(production=production)).parts if isinstance(part, Row)]

    assert rows[2].cells[0].label == line


def test_people_of_one_unit_share_a_row() -> None:
    rows = table_of(samples.form()).parts[-2:]

    texts = [[cell.text for cell in row.cells] for row in rows if isinstance(row, Row)]
    assert texts == [["王敏、林一帆", "柳市执法队"], ["周璟", "浙江省环境科学设计研究院（专家）"]]


def test_a_slip_prints_unrecorded_for_what_nobody_recorded() -> None:
    facts = samples.transfer(reason="", decides="", evidence=(), visited_on=None)
    words = compose(facts).words()

    assert words.count("未记录") == 3
    assert "未附证据" in words


def test_a_slip_names_the_notice_only_where_there_was_one() -> None:
    facts = samples.transfer(
        notice_number="温环乐预警〔2023〕7号", notice_course="2023年5月8日签收，复核未消除。"
    )

    assert "温环乐预警〔2023〕7号\n2023年5月8日签收" in compose(facts).words()
    assert "预警提示单\n" not in compose(samples.transfer()).words()


def test_slips_need_who_found_what() -> None:
    with pytest.raises(IncompleteLetterError, match="隐患描述、发现人员"):
        compose(samples.transfer(hazards=(), found_by=()))
    with pytest.raises(IncompleteLetterError, match="转办编号"):
        compose(samples.routed(reference=""))


def test_a_total_that_is_not_the_sum_is_refused_with_both_figures() -> None:
    facts = samples.annex4(rows=samples.annex4().rows[:1])

    with pytest.raises(WrongTotalError, match=r"出动人数（人次）（各区域之和 15，合计 17）"):
        compose(facts)


def test_the_table_needs_a_unit_and_a_period() -> None:
    with pytest.raises(IncompleteLetterError, match="填报单位、统计期间"):
        compose(samples.annex4(reporting_unit="", period=""))
