"""Unified social credit codes: the shared vectors, what is offered, what the check digit catches."""

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.reading import Refusal
from rules.uscc import ALPHABET, CodeReading, body_check, check_character, passes, read_code

VECTORS = Path(__file__).parents[1] / "vectors" / "uscc.csv"
with VECTORS.open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines))

BODIES = st.text(ALPHABET, min_size=17, max_size=17)
GOOD = "91330382YYYY00012D"


def test_all_vectors_are_there() -> None:
    assert len(ROWS) == 24


@pytest.mark.parametrize("row", ROWS, ids=[row["input"].strip() for row in ROWS])
def test_the_shared_vectors_hold(row: dict[str, str]) -> None:
    read = read_code(row["input"])

    verdict = "invalid" if isinstance(read, Refusal) else read.kind
    assert verdict == row["verdict"]


def test_the_example_of_the_standard_gives_its_check_character() -> None:
    assert check_character("91350100M000100Y4") == "3"


def test_the_inner_check_is_read_as_a_warning_only() -> None:
    read = read_code("91330382YYYY000107")

    assert isinstance(read, CodeReading)
    assert read.kind == "warning"
    assert "第 17 位按规则应是 2" in read.note
    assert body_check("YYYY0008") == "X"


def test_what_was_normalised_is_told() -> None:
    assert read_code("统一社会信用代码： 91330382-yyyy-0001-2d") == CodeReading(
        GOOD, "valid", f"我按 {GOOD} 记的。"
    )


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("9133O382YYYY00012D", "第 5 位像是字母 O，这里只会是数字"),
        ("9I330382YYYY00012D", "第 2 位像是字母 I"),
    ],
)
def test_a_letter_outside_the_set_is_named_by_its_place_and_never_mended_silently(
    typed: str, place: str
) -> None:
    refused = read_code(typed)

    assert isinstance(refused, Refusal)
    assert place in refused.say
    assert refused.offer == (GOOD,)


def test_a_letter_without_a_passing_candidate_offers_nothing() -> None:
    refused = read_code("91330382YYZY00012D")

    assert isinstance(refused, Refusal)
    assert "第 11 位像是字母 Z" in refused.say
    assert refused.offer == ()


def test_a_swapped_pair_is_offered_the_other_way_round() -> None:
    refused = read_code("91330382YYY0Y0012D")

    assert isinstance(refused, Refusal)
    assert refused.offer == (GOOD,)


def test_the_old_registration_number_is_explained() -> None:
    refused = read_code("330382000012345")

    assert isinstance(refused, Refusal)
    assert "15 位注册号" in refused.say


@pytest.mark.parametrize(
    ("typed", "gap"), [(GOOD[:-1], "少 1 位"), (GOOD + "0", "多 1 位"), ("91330382-YYYY-0001-2", "少 1 位")]
)
def test_a_wrong_length_says_how_many_places_are_missing(typed: str, gap: str) -> None:
    refused = read_code(typed)

    assert isinstance(refused, Refusal)
    assert gap in refused.say


@given(BODIES)
def test_a_computed_check_character_passes(body: str) -> None:
    code = body + check_character(body)

    read = read_code(code)

    assert isinstance(read, CodeReading)
    assert read.code == code


@given(BODIES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_substitution_is_caught(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    assume(code[place] != other)

    assert isinstance(read_code(code[:place] + other + code[place + 1 :]), Refusal)


@given(BODIES, st.integers(0, 16))
def test_every_adjacent_transposition_is_caught(body: str, place: int) -> None:
    code = body + check_character(body)
    assume(code[place] != code[place + 1])

    assert isinstance(read_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :]), Refusal)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_only_passing_codes_are_offered(typed: str) -> None:
    read = read_code(typed)

    if isinstance(read, Refusal):
        assert all(map(passes, read.offer))
        assert "例如" in read.say or "营业执照" in read.say
    else:
        assert passes(read.code)


@given(BODIES, st.integers(0, 17), st.sampled_from("OIZSV"))
def test_offers_after_a_misread_letter_always_pass(body: str, place: int, letter: str) -> None:
    code = body + check_character(body)

    refused = read_code(code[:place] + letter + code[place + 1 :])

    assert isinstance(refused, Refusal)
    assert f"第 {place + 1} 位" in refused.say
    assert all(map(passes, refused.offer))


def test_a_letter_among_the_district_digits_is_a_warning_only() -> None:
    for place in (2, 7):
        body = GOOD[:place] + "A" + GOOD[place + 1 : 17]
        read = read_code(body + check_character(body))

        assert isinstance(read, CodeReading)
        assert read.kind == "warning"
        assert "第 3–8 位" in read.note


def test_the_digits_that_look_alike_are_offered_but_never_an_impossible_kind() -> None:
    refused = read_code("91330332YYYY00012D")

    assert isinstance(refused, Refusal)
    assert refused.offer == (GOOD,)
