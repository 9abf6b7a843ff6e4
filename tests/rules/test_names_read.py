"""Names of people and enterprises, and how they are addressed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.names import (
    EntityKind,
    NamedPerson,
    address_term,
    kind_of,
    read_enterprise_name,
    read_names,
    read_person_name,
    representative_title,
)
from rules.reading import Reading, Refusal

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    "name",
    [
        "林一帆",
        "陈龑",
        "㙦",
        "喆堃㛃犇燚璟昇赟",
        "𬱖",
        "\ufa11",
        "葛\U000e0100",
        "〇〇",
        "甲" * 30,
        "欧阳修",
        "阿卜杜拉·买买提",
    ],
)
def test_rare_names_are_kept_as_they_are(name: str) -> None:
    assert read_person_name(name) == Reading(name)


@pytest.mark.parametrize(
    "typed", ["买买提．吐尔逊", "买买提•吐尔逊", "买买提・吐尔逊", "买买提.吐尔逊", "买买提 · 吐尔逊"]
)
def test_middle_dots_become_one_and_it_is_told(typed: str) -> None:
    assert read_person_name(typed) == Reading("买买提·吐尔逊", "我按 买买提·吐尔逊 记的。")


def test_a_foreign_name_keeps_its_blanks_and_points() -> None:
    assert read_person_name("Jean-Luc O'Neil") == Reading("Jean-Luc O'Neil")
    assert read_person_name("J. Smith") == Reading("J. Smith")


@pytest.mark.parametrize(
    "typed", ["", "没有", "无", "林犇2", "林犇13800138000", "林犇（经理）", "<b>", "··", "甲" * 31]
)
def test_what_is_no_name_is_refused_with_an_example(typed: str) -> None:
    refused = read_person_name(typed)

    assert isinstance(refused, Refusal)
    assert "例如" in refused.say


def test_hidden_signs_in_a_name_go() -> None:
    assert read_person_name("陈\u200b龑\u202e") == Reading("陈龑", "我按 陈龑 记的。")


@given(st.text(HAN, min_size=1, max_size=30))
def test_every_chinese_name_is_read_unchanged(name: str) -> None:
    read = read_person_name(name)

    assert read == Reading(name) or name in ("无", "没有", "暂无", "不知道", "不清楚", "同上", "未知")


def test_several_people_keep_the_unit_given_with_each() -> None:
    read = read_names("林一帆（执法一队）、王敏(环评科、法制科)，陈龑 J. Smith")

    assert isinstance(read, Reading)
    assert read.value[:2] == (NamedPerson("林一帆", "执法一队"), NamedPerson("王敏", "环评科、法制科"))


def test_blanks_part_chinese_names_and_a_unit_stays_with_the_name_before_it() -> None:
    assert read_names("林一帆 王敏（执法一队） 陈龑") == Reading(
        (NamedPerson("林一帆"), NamedPerson("王敏", "执法一队"), NamedPerson("陈龑"))
    )


@pytest.mark.parametrize("typed", ["", "、、", "王敏（一队", "（一队）", "王敏、王敏2", "王敏）"])
def test_names_that_cannot_be_told_apart_from_other_signs_are_refused(typed: str) -> None:
    assert isinstance(read_names(typed), Refusal)


@pytest.mark.parametrize("typed", ["王敏、王敏", "王敏（一队）、王敏（一队）", "王敏（一队）、王敏"])
def test_two_of_the_same_name_are_asked_about(typed: str) -> None:
    refused = read_names(typed)

    assert isinstance(refused, Refusal)
    assert "有两位王敏" in refused.say


def test_the_same_name_in_two_units_is_two_people() -> None:
    assert isinstance(read_names("王敏（一队）、王敏（二队）"), Reading)


@given(
    st.lists(
        st.tuples(st.text(HAN, min_size=2, max_size=4), st.text(HAN, max_size=5)), min_size=1, max_size=6
    )
)
def test_people_written_out_are_read_back(people: list[tuple[str, str]]) -> None:
    typed = "、".join(f"{name}（{unit}）" if unit else name for name, unit in people)

    read = read_names(typed)

    if isinstance(read, Reading):
        assert read.value == tuple(NamedPerson(name, unit) for name, unit in people)


@pytest.mark.parametrize(
    "name",
    [
        "永嘉堃电镀有限公司",
        "乐清市（虹桥）3号厂",
        "A&B Electronics Co., Ltd",
        "甲·乙“丙”行",
        "甲厂",
        "名" * 100,
    ],
)
def test_enterprise_names_are_kept(name: str) -> None:
    assert read_enterprise_name(name) == Reading(name)


def test_brackets_beside_chinese_become_full_width_and_it_is_told() -> None:
    assert read_enterprise_name("乐清 (虹桥) 电镀厂") == Reading(
        "乐清（虹桥）电镀厂", "我按 乐清（虹桥）电镀厂 记的。"
    )


@pytest.mark.parametrize("typed", ["", "厂", "12345", "名" * 101, "某<b>厂", "甲\u202e" * 101])
def test_what_is_no_enterprise_name_is_refused(typed: str) -> None:
    refused = read_enterprise_name(typed)

    assert isinstance(refused, Refusal)
    assert refused.say.startswith(("请发", "企业名称", "名称里"))


@given(st.text(max_size=150))
def test_any_text_is_a_name_within_bounds_or_refused(typed: str) -> None:
    person, firm = read_person_name(typed), read_enterprise_name(typed)

    assert isinstance(person, Refusal) or 1 <= len(person.value) <= 30
    assert isinstance(firm, Refusal) or 2 <= len(firm.value) <= 100


@pytest.mark.parametrize(
    ("of", "term", "title"),
    [
        ("91330382YYYY00012D", "你单位", "法定代表人"),
        ("92330382YYYY00055P", "你", "经营者"),
        ("93330382YYYY00063F", "你单位", "法定代表人"),
        ("12330382YYYY0008XD", "你单位", "法定代表人"),
        ("", "你单位", "法定代表人"),
        (EntityKind.PARTNERSHIP, "你单位", "执行事务合伙人"),
        ("sole_owner", "你单位", "投资人"),
        (EntityKind.PERSON, "你", "姓名"),
    ],
)
def test_the_addressee_is_named_by_what_it_is(of: str, term: str, title: str) -> None:
    assert address_term(of) == term
    assert representative_title(of) == title


def test_the_code_tells_companies_from_public_bodies() -> None:
    assert kind_of("91330382YYYY00012D") is EntityKind.COMPANY
    assert kind_of("12330382YYYY0008XD") is EntityKind.BODY
    assert kind_of("52330382YYYY000989") is EntityKind.BODY


def test_the_name_tells_what_the_code_does_not() -> None:
    assert kind_of("91330382YYYY00012D", "甲投资合伙企业（有限合伙）") is EntityKind.PARTNERSHIP
    assert kind_of("91330382YYYY00012D", "甲厂（个人独资）") is EntityKind.SOLE_OWNER
    assert kind_of("", "个体户甲") is EntityKind.SOLE_TRADER
