"""The table of WeCom's error codes against the facts it was made from."""

import re

import pytest

from bot.outcome import GiveUp, Misconfigured, Outcome, Retry, Sent, Unknown
from bot.wecom.errcodes import REPEATED_TASK, STALE, TABLE, WecomCodes

LISTED: dict[int, type[Outcome]] = {
    -1: Retry, 6000: Retry, 40001: Misconfigured, 40003: GiveUp, 40007: Retry, 40013: Misconfigured,
    40014: Misconfigured, 40029: GiveUp, 40031: GiveUp, 40032: GiveUp, 40033: GiveUp, 40035: GiveUp,
    40056: Misconfigured, 40058: GiveUp, 40063: GiveUp, 40091: Misconfigured, 40201: GiveUp, 40204: GiveUp,
    40206: GiveUp, 41001: Misconfigured, 41002: Misconfigured, 41004: Misconfigured, 42001: Misconfigured,
    42003: GiveUp, 42014: GiveUp, 42022: GiveUp, 44004: GiveUp, 45002: GiveUp, 45009: Retry, 45033: Retry,
    46004: GiveUp, 48002: Misconfigured, 48006: Misconfigured, 50001: Misconfigured, 50002: GiveUp,
    50003: Misconfigured, 60011: GiveUp, 60020: Misconfigured, 60030: GiveUp, 60031: Misconfigured,
    60111: GiveUp, 80001: Misconfigured, 81013: GiveUp, 82001: GiveUp, 85005: Misconfigured,
    301002: Misconfigured, 301007: Misconfigured,
}  # fmt: skip


@pytest.mark.parametrize(("code", "sort"), LISTED.items())
def test_a_listed_code_means_what_the_page_says(code: int, sort: type[Outcome]) -> None:
    found = WecomCodes()(code)

    assert isinstance(found, sort)
    assert not isinstance(found, Sent)
    assert found.errcode == code


@pytest.mark.parametrize("code", sorted(TABLE))
def test_every_code_has_a_sentence_in_chinese_that_blames_nobody(code: int) -> None:
    found = WecomCodes()(code)

    assert not isinstance(found, Sent | Unknown)
    assert re.search("[\u4e00-\u9fff]", found.why)
    assert not re.search("违法|处罚|无效输入", found.why)


def test_waiting_for_a_window_uses_up_no_attempt() -> None:
    for code in (45009, 45033):
        found = WecomCodes()(code)
        assert isinstance(found, Retry)
        assert not found.counts


def test_a_minute_is_waited_for_a_frequency_and_little_for_concurrency() -> None:
    found, busy = WecomCodes()(45009), WecomCodes()(45033)

    assert isinstance(found, Retry)
    assert isinstance(busy, Retry)
    assert found.after >= 60
    assert busy.after <= 5


def test_who_left_is_gone_and_who_is_out_of_reach_is_not() -> None:
    gone = {code for code in TABLE if isinstance(found := WecomCodes()(code), GiveUp) and found.gone}

    assert gone == {40003, 46004, 60111, 81013}


def test_a_wrong_secret_is_no_stale_token() -> None:
    assert frozenset({40014, 42001}) == STALE
    assert REPEATED_TASK in TABLE
