"""What counts as an answer of a platform, and what happens to a refused token."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outcome import GiveUp, Outcome, Retry, Unknown
from bot.tokens import MemoryTokens
from bot.wecom.account import WecomAccount
from bot.wecom.api import WecomApi
from bot.wecom.errcodes import WecomCodes
from bot.wire.access import CallError
from bot.wire.line import Answer, Line
from bot.wire.strict import encoded, judged, refusal
from tests.bot.wire.fake_platform import Canned, Seen, ok, platform, refused

NO_ANSWERS: dict[str, tuple[int, bytes]] = {
    "an error page": (200, b"<html>502 Bad Gateway</html>"),
    "nothing": (200, b""),
    "a cut JSON": (200, b'{"errcode":0,"errmsg":"o'),
    "a list": (200, b"[]"),
    "a number": (200, b"0"),
    "no errcode": (200, b'{"errmsg":"ok"}'),
    "errcode null": (200, b'{"errcode":null}'),
    "errcode true": (200, b'{"errcode":true}'),
    "errcode a word": (200, b'{"errcode":"ok"}'),
    "errcode a fraction": (200, b'{"errcode":0.0}'),
    "two answers": (200, b'{"errcode":0}{"errcode":0}'),
    "not utf-8": (200, b'{"errcode":0,"errmsg":"\xff"}'),
    "very deep": (200, b'{"a":' * 100_000),
    "server error with a success inside": (502, b'{"errcode":0}'),
    "redirect": (302, b""),
    "not found": (404, b"not found"),
}


@pytest.mark.parametrize(("status", "body"), NO_ANSWERS.values(), ids=NO_ANSWERS.keys())
def test_what_is_not_an_answer_is_unknown(status: int, body: bytes) -> None:
    with pytest.raises(CallError) as failed:
        judged(Answer(status, {}, body), WecomCodes())

    assert isinstance(failed.value.outcome, Unknown)


@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: f'{{"errcode":{text}}}'.encode()))
def test_no_answer_whatever_raises_anything_else(body: bytes) -> None:
    try:
        found = judged(Answer(200, {}, body), WecomCodes())
    except CallError as error:
        found = {"outcome": error.outcome}

    assert found
    assert isinstance(refusal(Answer(200, {}, body)), int)


@pytest.mark.parametrize("body", [b'{"errcode":0}', b' {"errcode":"0","x":1}\n'])
def test_errcode_zero_is_a_success(body: bytes) -> None:
    assert "errcode" in judged(Answer(200, {}, body), WecomCodes())


def test_an_answer_that_has_no_errcode_by_nature_needs_its_field() -> None:
    found = judged(Answer(200, {}, b'{"url":"u"}'), WecomCodes(), expect="url")
    with pytest.raises(CallError) as failed:
        judged(Answer(200, {}, b'{"urls":[]}'), WecomCodes(), expect="url")

    assert found == {"url": "u"}
    assert isinstance(failed.value.outcome, Unknown)


@pytest.mark.parametrize(("body", "code"), [(b'{"errcode":42001}', 42001), (b'{"errcode":"-1"}', -1)])
def test_a_refusal_is_read_from_numbers_and_from_strings(body: bytes, code: int) -> None:
    assert refusal(Answer(200, {}, body)) == code


def test_a_code_nobody_listed_is_tried_again_slowly_and_counts() -> None:
    assert WecomCodes()(987654) == Retry(60.0, "平台返回了没有见过的错误码 987654", 987654)


def test_the_bytes_of_a_body_keep_chinese_and_order() -> None:
    assert encoded({"b": "汉", "a": 1}) == '{"b":"汉","a":1}'.encode()


ACCOUNT = WecomAccount("ww1", 1000002, "SECRET", "tok", "A" * 43)


class Tokens:
    """A gettoken that gives T1, T2, … and a business call that refuses some of them."""

    def __init__(self, refuses: Callable[[str], int]) -> None:
        self.given = 0
        self._refuses = refuses

    def gettoken(self, _: Seen) -> Canned:
        self.given += 1
        return ok(access_token=f"T{self.given}", expires_in=7200)

    def call(self, seen: Seen) -> Canned:
        errcode = self._refuses(seen.query["access_token"])
        return refused(errcode) if errcode else ok(userid="lin")

    def answers(self) -> dict[str, Any]:
        return {"/cgi-bin/gettoken": self.gettoken, "/cgi-bin/auth/getuserinfo": self.call}


@pytest.mark.parametrize("errcode", [40014, 42001])
def test_a_refused_token_is_fetched_once_more_and_the_call_repeated(errcode: int) -> None:
    tokens = Tokens(lambda token: errcode if token == "T1" else 0)
    with platform(tokens.answers()) as there:
        api = WecomApi(ACCOUNT, MemoryTokens(), Line(there.base))
        found = api.visitor("code")

    assert found["userid"] == "lin"
    assert tokens.given == 2
    assert len(there.to("/cgi-bin/auth/getuserinfo")) == 2


def test_endless_refusals_cost_exactly_one_refresh() -> None:
    tokens = Tokens(lambda _: 42001)
    with platform(tokens.answers()) as there:
        api = WecomApi(ACCOUNT, MemoryTokens(), Line(there.base))
        with pytest.raises(CallError) as failed:
            api.visitor("code")

    assert type(failed.value.outcome).__name__ == "Misconfigured"
    assert tokens.given == 2
    assert len(there.to("/cgi-bin/auth/getuserinfo")) == 2


def test_another_refusal_refreshes_nothing() -> None:
    tokens = Tokens(lambda _: 40029)
    with platform(tokens.answers()) as there:
        api = WecomApi(ACCOUNT, MemoryTokens(), Line(there.base))
        with pytest.raises(CallError) as failed:
            api.visitor("code")

    assert failed.value.outcome == GiveUp("登录码已用过或已过期，请重新打开页面", 40029)
    assert tokens.given == 1


TOKEN_FAILURES: dict[str, tuple[Canned, type[Outcome]]] = {
    "wrong secret": (refused(40001), type(WecomCodes()(40001))),
    "busy": (refused(-1), Retry),
    "page": (Canned(b"<html>", mime="text/html"), Retry),
    "no token": (ok(), Retry),
    "empty token": (ok(access_token=""), Retry),
    "token a number": (ok(access_token=5), Retry),
    "no life": (ok(access_token="T", expires_in=0), Retry),
    "cut": (Canned(b'{"errcode":0,"access_token":"T"}', cut=9), Retry),
}


@pytest.mark.parametrize(("answer", "expected"), TOKEN_FAILURES.values(), ids=TOKEN_FAILURES.keys())
def test_a_message_without_a_token_was_never_sent(answer: Canned, expected: type[Outcome]) -> None:
    with platform({"/cgi-bin/gettoken": answer}) as there:
        api = WecomApi(ACCOUNT, MemoryTokens(), Line(there.base))
        with pytest.raises(CallError) as failed:
            api.post_frozen("/cgi-bin/message/send", b"{}")

    assert isinstance(failed.value.outcome, expected)
    assert there.to("/cgi-bin/message/send") == []


def test_the_secret_is_in_no_representation() -> None:
    assert "SECRET" not in repr(ACCOUNT)
    assert "tok" not in repr(ACCOUNT).replace("token", "")
