"""Telephone numbers: how they are written, what is refused, what may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.phones import Phone, mask, read_phone
from rules.reading import Reading, Refusal

MOBILES = st.from_regex("1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("0086 138 0013 8000", "13800138000"),
        ("8613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("手机：138 0013 8000", "13800138000"),
        ("057720000001", "0577-20000001"),
        ("（0577）20000001", "0577-20000001"),
        ("0577-20000001-12", "0577-20000001-12"),
        ("0577 20000001 转 88", "0577-20000001-88"),
        ("+86 577 20000001", "0577-20000001"),
        ("010-20000001", "010-20000001"),
        ("400-000-0000", "400-000-0000"),
        ("8000000000", "800-000-0000"),
    ],
)
def test_numbers_are_read_however_they_are_written(typed: str, number: str) -> None:
    read = read_phone(typed)

    assert isinstance(read, Reading)
    assert read.value == Phone(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "、",
        "12800138000",
        "1380013800",
        "138001380001",
        "0577-10000001",
        "林犇",
        "0577",
        "123",
        "400-000-000",
    ],
)
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    refused = read_phone(typed)

    assert isinstance(refused, Refusal)
    assert "例如" in refused.say


def test_a_local_number_is_asked_for_its_area_code_and_offered_ours() -> None:
    refused = read_phone("20000001")

    assert isinstance(refused, Refusal)
    assert "区号" in refused.say
    assert refused.offer == ("0577-20000001",)


@pytest.mark.parametrize(
    "typed",
    ["13800138000、0577-20000001", "13800138000/057720000001", "13800138000 0577-20000001，13800138000"],
)
def test_several_numbers_keep_the_first_and_the_others_once(typed: str) -> None:
    read = read_phone(typed)

    assert isinstance(read, Reading)
    assert read.value == Phone("13800138000", ("0577-20000001",))


def test_one_bad_number_among_several_is_named() -> None:
    refused = read_phone("13800138000、1380013800")

    assert isinstance(refused, Refusal)
    assert "1380013800" in refused.say
    assert "10 位" in refused.say


@given(MOBILES, st.sampled_from(["", "-", " "]), st.sampled_from(["", "+86", "+86 ", "0086-"]))
def test_every_mobile_number_is_read_back(number: str, gap: str, country: str) -> None:
    read = read_phone(f"{country}{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}")

    assert isinstance(read, Reading)
    assert read.value == Phone(number)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed: str) -> None:
    read = read_phone(typed)

    if isinstance(read, Reading):
        assert isinstance(read_phone(read.value.number), Reading)
    else:
        assert "例如" in read.say


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800138000", "138****8000"),
        ("0577-20000001", "0577-****0001"),
        ("0577-20000001-12", "0577-****0001"),
        ("400-000-0000", "400****00"),
        ("13800138000、0577-20000001", "138****8000、0577-****0001"),
        ("12345", "*****"),
        ("1234567", "123****67"),
        ("", ""),
    ],
)
def test_a_number_is_shown_masked(number: str, shown: str) -> None:
    assert mask(number) == shown


@given(MOBILES)
def test_a_masked_number_hides_four_digits_and_never_comes_back(number: str) -> None:
    assert number not in mask(number)
    assert mask(mask(number)).count("*") >= 4


def test_five_numbers_are_kept_and_a_sixth_is_too_many() -> None:
    numbers = [f"1380013800{n}" for n in range(6)]

    assert isinstance(read_phone("、".join(numbers[:5])), Reading)
    assert isinstance(read_phone("、".join(numbers)), Refusal)


def test_only_what_was_rewritten_is_told() -> None:
    assert read_phone("13800138000、0577-20000001") == Reading(Phone("13800138000", ("0577-20000001",)))
    assert read_phone("+8613800138000") == Reading(Phone("13800138000"), "我按 13800138000 记的。")
