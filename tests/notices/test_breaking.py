"""Lines break as Chinese print asks: nothing lost, nothing over the edge, no mark where it must not be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.paper import default_book
from notices.setting.breaking import Line, Measure, break_text
from notices.setting.classes import NEVER_FIRST, NEVER_LAST
from notices.wording import wording

BOOK = default_book()
BODY = Measure(28_000, indent=2000)
TYPED = "我局工作人员于对你单位开展帮扶发现存在环境隐患问题，。、；：！？（）《》“”……——0123456789ABCDabcd% "


def texts(lines: tuple[Line, ...]) -> list[str]:
    """Return the text of each line."""
    return [line.text for line in lines]


def set_width(line: Line) -> float:
    """Return the width of a line as it will be drawn, measured anew from its glyphs."""
    widths = sum(BOOK.advance("body", char) for char in line.text)
    return widths + line.tracking * len(line.text) + sum(kern for _, kern in line.kerns)


@given(st.text(TYPED, max_size=160), st.integers(2, 40))
def test_no_character_is_lost_or_added(text: str, ems: int) -> None:
    lines = break_text(BOOK, "body", text, Measure(ems * 1000))

    assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")


@given(st.text(TYPED, max_size=160), st.integers(6, 40), st.booleans())
def test_no_line_is_wider_than_its_room(text: str, ems: int, justify: bool) -> None:
    measure = Measure(ems * 1000, indent=2000, justify=justify)

    for line in break_text(BOOK, "body", text, measure):
        # A squeezed mark at the end keeps its cell: only its blank half hangs over.
        assert line.indent + set_width(line) <= measure.width + 281 + abs(line.tracking)
        assert line.indent + line.width <= measure.width + 1
        # Two marks lose half an em between them; the half that stays gives at most 28 %.
        assert all(kern >= -781 for _, kern in line.kerns)


@pytest.mark.parametrize("ems", [7.5, 12, 18.75, 27.6])
def test_the_annexes_never_begin_or_end_a_line_with_a_wrong_mark(ems: float) -> None:
    fixed = wording("2023-18")
    for text in (*fixed.reminder_body, fixed.warning_finding, fixed.warning_deadline, fixed.warning_closing):
        lines = texts(break_text(BOOK, "body", text, Measure(ems * 1000)))

        assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
        assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]


def test_full_lines_reach_the_edge_and_the_last_does_not_stretch() -> None:
    text = wording("2023-18").reminder_body[0]
    lines = break_text(BOOK, "body", text, Measure(27_638))

    assert {round(line.width) for line in lines[:-1]} == {27_638}
    assert lines[-1].tracking == 0


def test_a_line_of_28_hanzi_fills_the_type_area_of_the_standard() -> None:
    tracking = 27_638 / 28 - 1000
    lines = break_text(BOOK, "body", "温" * 60, Measure(27_638, tracking=tracking))

    assert [len(line.text) for line in lines] == [28, 28, 4]


def test_a_mark_too_many_is_taken_in_by_squeezing() -> None:
    text = "一、二、三、四、五六七，八九。后面还有"
    lines = break_text(BOOK, "body", text, Measure(14_000))

    assert lines[0].text == "一、二、三、四、五六七，八九。"
    assert sum(kern for _, kern in lines[0].kerns) < -600


def test_a_mark_too_many_takes_a_character_along_when_too_little_gives() -> None:
    lines = texts(break_text(BOOK, "body", "一、三四五六七八九十，后面还有许多字", Measure(10_000)))

    assert lines[0] == "一、三四五六七八九"
    assert lines[1].startswith("十，")


@pytest.mark.parametrize(
    "word", ["91330382YYYY00012D", "DW001", "0577-00000000", "mg/m³", "3.2%", "15日", "……", "——"]
)
def test_words_numbers_and_pairs_stay_whole(word: str) -> None:
    for before in range(1, 24):
        lines = texts(break_text(BOOK, "body", "温" * before + word + "州" * 10, Measure(12_000)))

        assert [line for line in lines if word in line], f"{word} was parted after {before}"


def test_a_word_longer_than_the_line_is_cut_after_a_joining_mark() -> None:
    lines = texts(break_text(BOOK, "body", "0577-00000000-8001", Measure(6500)))

    assert lines == ["0577-", "00000000-", "8001"]


def test_an_endless_word_is_cut_where_the_line_ends() -> None:
    lines = break_text(BOOK, "body", "x" * 2000, BODY)

    assert "".join(texts(lines)) == "x" * 2000
    assert max(line.indent + line.width for line in lines) <= BODY.width + 1


def test_the_last_line_is_not_a_single_character_when_the_line_before_can_spare_one() -> None:
    lines = texts(break_text(BOOK, "body", "温" * 27 + "州。", Measure(27_000)))

    assert lines == ["温" * 26, "温州。"]


def test_a_hanzi_beside_a_number_gets_a_small_gap_except_at_a_line_end() -> None:
    (line,) = break_text(BOOK, "body", "于2023年", Measure(20_000))

    assert [at for at, kern in line.kerns if kern > 0] == [1, 5]


@pytest.mark.parametrize(
    ("pair", "tight"),
    [
        *((pair, True) for pair in ("）：", "。”", "、（", "：“", "（《", "”（", "（“")),
        *((pair, False) for pair in ("（温", "温（", "，温", "（，", "……")),
    ],
)
def test_two_marks_share_half_an_em_between_them(pair: str, tight: bool) -> None:
    (line,) = break_text(BOOK, "body", f"温{pair}州", Measure(20_000))

    assert line.width == (3500 if tight else 4000)
    assert set_width(line) == line.width


def test_a_pair_of_marks_parted_by_a_line_end_keeps_its_halves() -> None:
    lines = break_text(BOOK, "body", "温州温州、（温州）", Measure(5000, justify=False))

    assert texts(lines) == ["温州温州、", "（温州）"]
    assert [line.width for line in lines] == [5000, 4000]


def test_an_empty_text_is_one_empty_line() -> None:
    (line,) = break_text(BOOK, "body", "", BODY)

    assert line.text == ""


PHRASES = [
    *(
        "温州市，",
        "（乐清分局）",
        "《名录》、",
        "“综合查一次”",
        "是否；",
        "保护环境。",
        "隐患（问题）：",
        "现场",
    ),
    *("2023年5月8日", "91330382YYYY00012D，", "DW001等", "3.2%以下", "mg/m³的", "——", "……", "〔2023〕7号"),
]


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=40), st.floats(12, 32), st.booleans())
def test_ordinary_text_never_begins_or_ends_a_line_wrongly_and_keeps_its_words(
    phrases: list[str], ems: float, justify: bool
) -> None:
    text = "".join(phrases)
    lines = texts(break_text(BOOK, "body", text, Measure(ems * 1000, 2000, justify=justify)))

    assert not [line for line in lines[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST]
    ends = {sum(map(len, lines[:count])) for count in range(1, len(lines))}
    for word in ("2023", "5月8日", "DW001", "3.2%", "mg/m³", "——", "……", "7号"):
        for found in re.finditer(re.escape(word), text):
            inside = {at for at in ends if found.start() < at < found.end()}
            # Before 月 and 日 only the number itself must stay whole.
            assert not {at for at in inside if text[at - 1].isdigit() or not text[at - 1].isalnum()}


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=40), st.floats(12, 32))
def test_a_justified_line_reaches_the_edge_or_would_have_to_be_torn_apart(
    phrases: list[str], ems: float
) -> None:
    measure = Measure(ems * 1000, 2000)
    *full, _ = break_text(BOOK, "body", "".join(phrases), measure)

    for line in full:
        reaches = abs(line.indent + line.width - measure.width) < 1
        missing = measure.width - line.indent - line.width
        assert reaches or missing / max(len(line.text) - 1, 1) > 100
        assert line.tracking <= 111


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=30), st.floats(12, 32))
def test_breaking_the_same_text_again_gives_the_same_lines(phrases: list[str], ems: float) -> None:
    text, measure = "".join(phrases), Measure(ems * 1000, 2000)
    first = break_text(BOOK, "body", text, measure)
    break_text.cache_clear()

    assert break_text(BOOK, "body", text, measure) == first
