"""Verdicts typed in one go: every way of saying them, nothing guessed, nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.checklist_file import load_all
from rules.checklist import Checklist
from rules.reading import Refusal
from rules.typed_marks import Typed, read_marks

FORM: Checklist = load_all(Path(__file__).parents[2] / "config" / "checklists")["zonghe-2023-18"]


def told(text: str) -> dict[int, str]:
    """Item number → verdict, with its reason where there is one."""
    typed = read_marks(FORM, text)
    assert isinstance(typed, Typed), typed
    return {FORM.item(item).num: f"{verdict} {why}".strip() for item, (verdict, why) in typed.items.items()}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7 12 30 有问题", {7: "hazard", 12: "hazard", 30: "hazard"}),
        ("７、１２，３０有问题", {7: "hazard", 12: "hazard", 30: "hazard"}),
        ("第7项、第9项不符合", {7: "hazard", 9: "hazard"}),
        ("23-25有问题", {23: "hazard", 24: "hazard", 25: "hazard"}),
        ("3 不适用 未建排口", {3: "na 未建排口"}),
        ("3 不适用：未建DA001排口，5 有问题", {3: "na 未建DA001排口", 5: "hazard"}),
        ("17、20有问题，22正常", {17: "hazard", 20: "hazard", 22: "clear"}),
        ("22正常；20 有问题\n17×", {22: "clear", 20: "hazard", 17: "hazard"}),
        ("1 ✓", {1: "clear"}),
    ],
)
def test_what_was_said(text: str, meant: dict[int, str]) -> None:
    assert told(text) == meant


@pytest.mark.parametrize(
    "text", ["其余正常", "10 17 33 有问题，其余正常", "其它都没有问题", "全部正常", "剩下的没问题"]
)
def test_the_rest(text: str) -> None:
    typed = read_marks(FORM, text)
    assert isinstance(typed, Typed)
    assert typed.rest


def test_sections() -> None:
    typed = read_marks(FORM, "一、二组都正常，五组正常")
    assert isinstance(typed, Typed)
    assert typed.sections == tuple(FORM.sections[n].id for n in (0, 1, 4))


@pytest.mark.parametrize("text", ["17 是", "17 否", "8 有"])
def test_a_bare_yes_is_refused_because_polarity_differs(text: str) -> None:
    refused = read_marks(FORM, text)
    assert isinstance(refused, Refusal)
    assert "正常" in refused.say


@pytest.mark.parametrize("text", ["99 有问题", "14 不适用", "17有问题，17正常", "十一组正常"])
def test_what_cannot_be_taken_is_said(text: str) -> None:
    assert isinstance(read_marks(FORM, text), Refusal)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本组正常",
        "正常",
        "3月总铬、六价铬",
        "DA001 酸雾废气排放口",
        "2023 有问题",
        "10 没有标志牌 DA001",
        "好的",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert read_marks(FORM, text) is None


NUMBERS = st.lists(st.integers(1, 33), min_size=1, max_size=6, unique=True)


@given(
    numbers=NUMBERS,
    glue=st.sampled_from([" ", "、", "，", ",", " 和 "]),
    end=st.sampled_from(["", "，其余正常"]),
)
def test_exactly_the_numbers_said(numbers: list[int], glue: str, end: str) -> None:
    assert told(f"{glue.join(map(str, numbers))} 有问题{end}") == dict.fromkeys(numbers, "hazard")


@given(st.text(max_size=40))
def test_never_a_crash(text: str) -> None:
    read_marks(FORM, text)
