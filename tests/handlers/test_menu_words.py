"""What staff may type: 帮助 fits a phone, hurried forms are understood, an answer is never taken for one."""

import unicodedata

import pytest

from handlers import help_words, reception
from handlers.menu_words import ALSO, WORDS, menu_key
from handlers.reception import _ENTRIES
from handlers.said_orders import ordered
from tests.factories import LIN, ZHOU, an_enterprise
from tests.forms.turns import RealVisit
from tests.house import AHouse

LINES, WIDE = 9, 40
"""What a phone shows at once: so many lines, each so many half-width characters, two lines on the screen."""


def wide(line: str) -> int:
    """How many half-width characters of room it takes."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line)


@pytest.mark.parametrize("who", [LIN, ZHOU])
def test_help_fits_a_phone_at_rest_and_in_the_middle(sqlite_house: AHouse, who: str) -> None:
    with sqlite_house.at_desk(who) as desk:
        told = [help_words.help_text(desk)]
    RealVisit(sqlite_house, who).begin()
    with sqlite_house.at_desk(who) as desk:
        told.append(help_words.help_text(desk))
    told += ["\n".join(lines) for lines in help_words.TOPICS.values()]
    assert told[0] != told[1]
    for one in told:
        lines = one.split("\n")
        assert len(lines) <= LINES
        assert max(map(wide, lines)) <= WIDE


def test_every_second_word_that_is_named_tells_the_rest(sqlite_house: AHouse) -> None:
    with sqlite_house.at_desk(ZHOU) as desk:
        for name in help_words.TOPICS:
            assert f"帮助 {name}" in help_words.help_text(desk)
            for typed in (f"帮助 {name}", f"帮助{name}", f"帮助：{name}"):
                found = reception.aside(typed, desk)
                assert found is not None
                assert found.say == "\n".join(help_words.TOPICS[name])


@pytest.mark.parametrize(
    ("said", "key"),
    [("看一下待办。", "todo"), ("打开登记簿", "register"), ("我要二维码", "qr"), ("谁还没签收？", "unsigned"),
     ("查看进度", "progress"), ("HELP", "help"), ("？", "help"), ("复查", "recheck"), ("附件4", "table")],
)  # fmt: skip
def test_hurried_forms(said: str, key: str) -> None:
    assert menu_key(said) == key


@pytest.mark.parametrize(
    "said", ["进度款没有付", "看到积水", "编号不清", "口令牌", "要整改", "查", "请", "", "到期日不对"]
)
def test_what_only_begins_like_one_is_none(said: str) -> None:
    assert menu_key(said) == ""


def test_every_word_leads_somewhere_and_none_means_two_things() -> None:
    assert set((WORDS | ALSO).values()) <= {*_ENTRIES, "help"}
    assert not set(WORDS) & set(ALSO)


def test_a_firm_whose_name_begins_like_an_order_is_looked_for(sqlite_house: AHouse) -> None:
    sqlite_house.add(an_enterprise(uscc=None, name="城东档案用品有限公司"))
    with sqlite_house.at_desk(LIN) as desk:
        assert ordered("档案用品", desk) is None
        assert ordered("关闭阀门", desk) is None
        for typed in ("档案永嘉堃", "永嘉堃档案", "纸质签收永嘉堃"):
            assert ordered(typed, desk) is not None
