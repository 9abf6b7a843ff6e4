"""The table of the service account's error codes, and how it differs from WeCom's."""

import re

import pytest

from bot.outcome import GiveUp, Misconfigured, Outcome, Retry, Sent, Unknown
from bot.wechat.errcodes import STALE, TABLE, WechatCodes
from bot.wecom.errcodes import WecomCodes

LISTED: dict[int, type[Outcome]] = {
    -1: Retry, 40001: Misconfigured, 40003: GiveUp, 40007: Retry, 40013: Misconfigured, 40014: Misconfigured,
    40029: GiveUp, 40035: GiveUp, 40037: Misconfigured, 40125: Misconfigured, 40163: GiveUp,
    40164: Misconfigured, 41001: Misconfigured, 42001: Misconfigured, 43002: GiveUp, 43004: GiveUp,
    43019: GiveUp, 43101: GiveUp, 43116: Misconfigured, 43117: Retry, 44002: GiveUp, 44004: GiveUp,
    45002: GiveUp, 45009: Retry, 45011: Retry, 45015: GiveUp, 45033: Retry, 45047: GiveUp, 47001: GiveUp,
    47003: GiveUp, 48001: Misconfigured, 48002: GiveUp, 48004: Misconfigured, 50002: GiveUp, 50005: GiveUp,
    61450: GiveUp, 61457: GiveUp,
}  # fmt: skip


@pytest.mark.parametrize(("code", "sort"), LISTED.items())
def test_a_listed_code_means_what_the_page_says(code: int, sort: type[Outcome]) -> None:
    found = WechatCodes()(code)

    assert isinstance(found, sort)
    assert not isinstance(found, Sent)
    assert found.errcode == code


@pytest.mark.parametrize("code", sorted(TABLE))
def test_every_code_has_a_sentence_in_chinese_that_blames_nobody(code: int) -> None:
    found = WechatCodes()(code)

    assert not isinstance(found, Sent | Unknown)
    assert re.search("[\u4e00-\u9fff]", found.why)
    assert not re.search("违法|处罚|无效输入", found.why)


def test_who_does_not_follow_is_gone_and_a_closed_window_is_not() -> None:
    gone = {code for code in TABLE if isinstance(found := WechatCodes()(code), GiveUp) and found.gone}

    assert gone == {40003, 43004, 43019, 43101, 48002, 50005}


def test_the_same_number_means_another_thing_on_wecom() -> None:
    ours, theirs = WechatCodes(), WecomCodes()

    assert isinstance(ours(48002), GiveUp)
    assert isinstance(theirs(48002), Misconfigured)
    assert 40001 in STALE
    assert 40001 not in theirs.stale
