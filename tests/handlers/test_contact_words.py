"""What an enterprise's people type: answered at once where that is possible, else passed on."""

import pytest

from handlers.contact_words import ALSO, WORDS, contact_key, how_asked
from handlers.counter import _ENTRIES
from tests.factories import LIN, LINBEN, a_contact
from tests.house import AHouse
from tests.web.chat import says


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("什么时候到期？", "left"),
        ("能延期吗", "extend"),
        ("改好了。", "fix"),
        ("找谁", "whom"),
        ("签收", "notices"),
    ],
)
def test_hurried_forms(said: str, key: str) -> None:
    assert contact_key(said) == key


@pytest.mark.parametrize(
    "said", ["改好了两条", "期限太短", "签收人写错了", "电话打不通", "", "延期到下周行不行"]
)
def test_what_tells_more_is_for_the_officer(said: str) -> None:
    assert contact_key(said) == ""


@pytest.mark.parametrize(
    ("said", "which"),
    [("怎么改", ""), ("怎么整改 2", "2"), ("第1条怎么改？", "1"), ("3怎么改", "3"), ("怎么改表", None)],
)
def test_how_to_fix_is_asked_either_way_round(said: str, which: str | None) -> None:
    assert how_asked(said) == which


def test_every_word_leads_somewhere_and_none_means_two_things() -> None:
    assert set((WORDS | ALSO).values()) <= {*_ENTRIES, "help"}
    assert not set(WORDS) & set(ALSO)


def test_with_nothing_to_fix_it_is_passed_on_and_not_dropped(sqlite_house: AHouse) -> None:
    sqlite_house.add(a_contact(1))
    sqlite_house.issue()

    assert "已转给林一帆" in says(sqlite_house, "改好了", LINBEN)
    assert any("改好了" in one for one in sqlite_house.wecom.texts(LIN))
