"""A checklist as a workbook: out and in again without a loss, and mistakes named by sheet, row and column."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from config.checklist_file import bare, check, load, publish
from config.checklist_shape.written import yaml_of
from config.checklist_shape.xlsform_out import workbook_of
from rules.checklist import Checklist
from rules.conditions import Condition, Either, Every, FactIs, Opposite

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted([*(ROOT / "config/checklists").glob("*.yaml"), *(ROOT / "tests/config/forms").glob("*.yaml")])


def alone(path: Path) -> Checklist:
    seen = bare(path)
    assert seen.checklist is not None, seen.errors
    return seen.checklist


@pytest.fixture(params=FORMS, ids=lambda path: path.stem)
def form(request: pytest.FixtureRequest) -> Checklist:
    return alone(request.param)


def through_excel(form: Checklist, folder: Path) -> Checklist:
    path = folder / f"{form.key}.xlsx"
    path.write_bytes(workbook_of(form))
    return alone(path)


def test_out_to_a_workbook_and_in_again_is_the_same_form(form: Checklist, tmp_path: Path) -> None:
    assert through_excel(form, tmp_path) == form


def test_out_to_yaml_and_in_again_is_the_same_form(form: Checklist, tmp_path: Path) -> None:
    path = tmp_path / f"{form.key}.yaml"
    path.write_text(yaml_of(form), encoding="utf-8")

    assert alone(path) == form


def test_the_workbook_is_an_xlsform_of_texts(form: Checklist) -> None:
    book = load_workbook(io.BytesIO(workbook_of(form)))

    assert {"survey", "choices", "settings"} <= set(book.sheetnames)
    assert [cell.value for cell in book["survey"][1]][:5] == ["type", "name", "label", "hint", "relevant"]
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}
    sorts = [row[0] for row in book["survey"].iter_rows(min_row=2, values_only=True)]
    assert sorts.count("begin_group") == sorts.count("end_group") == len(form.sections) + 1


LEAF = st.one_of(
    st.sampled_from([True, False]).map(lambda one: FactIs("hw_store", (one,))),
    st.lists(st.sampled_from(["焚烧", "物化", "综合利用"]), min_size=1, max_size=3, unique=True).map(
        lambda some: FactIs("hw_way", tuple(some))
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Every(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
        inner.map(Opposite),
    ),
    max_leaves=6,
)


@given(condition=CONDITIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_condition_survives_the_workbook(condition: Condition, tmp_path: Path) -> None:
    form = alone(ROOT / "config/checklists/weifei-2023-1.yaml")
    section = form.sections[-1]
    item = replace(section.items[0], asked_when=condition, skipped_because="不涉及")
    one = replace(section, items=(item,), rows=((item.id,),))

    small = replace(form, sections=(one,), rules=())

    assert through_excel(small, tmp_path) == small


def edited(tmp_path: Path, sheet: str, cell: str, value: str) -> list[str]:
    path = tmp_path / "weifei-2023-2.xlsx"
    path.write_bytes(workbook_of(alone(ROOT / "config/checklists/weifei-2023-1.yaml")))
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return check(path)


def row_of(name: str) -> int:
    book = load_workbook(io.BytesIO(workbook_of(alone(ROOT / "config/checklists/weifei-2023-1.yaml"))))
    names = [row[1] for row in book["survey"].iter_rows(values_only=True)]
    return names.index(name) + 1


@pytest.mark.parametrize(
    ("name", "column", "value", "fault"),
    [
        ("dam_missing", "E", "${hw_liqid} = 'yes'", "没有“hw_liqid”这个事实或项，是不是“hw_liquid”？"),
        ("dam_missing", "E", "${hw_liquid} = ", "relevant：后面少了值"),
        ("box_mixed", "G", "长" * 18, "第7项 box_mixed：label："),
        ("box_mixed", "H", "也许", "第7项 box_mixed：hazard_when：只能写"),
        ("box_mixed", "F", "七", "num：要写整数，现在是“七”"),
        ("hw_way", "A", "select_one nowhere", "choices 里没有“nowhere”"),
        ("emergency", "A", "end_group", "不在任何一组里"),
    ],
)
def test_a_fault_in_the_workbook_names_its_place(
    tmp_path: Path, name: str, column: str, value: str, fault: str
) -> None:
    found = edited(tmp_path, "survey", f"{column}{row_of(name)}", value)

    assert any(fault in one for one in found), found


def test_what_is_no_workbook_is_refused_in_words(tmp_path: Path) -> None:
    broken, empty = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    broken.write_bytes(b"PK not really")
    Workbook().save(empty)

    assert check(broken) == ["a.xlsx：打不开，请用 Excel 另存为 .xlsx 再试"]
    assert [one for one in check(empty) if "少了工作表 survey" in one]


def test_a_published_version_is_entered_once_and_never_changes(tmp_path: Path) -> None:
    path = tmp_path / "weifei-2023-1.yaml"
    path.write_bytes((ROOT / "config/checklists/weifei-2023-1.yaml").read_bytes())

    publish(path)
    publish(path)
    assert load(path).key == "weifei-2023-1"

    path.write_text(path.read_text("utf-8").replace("没有台账", "没台账"), encoding="utf-8")
    assert check(path) == [
        "weifei-2023-1.yaml：已发布的版本改动了。请恢复原文件，另存为新的 version（见 PUBLISHED.sha256）"
    ]
