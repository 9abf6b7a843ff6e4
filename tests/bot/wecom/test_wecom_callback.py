"""The address WeCom calls, through Flask's test client."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from bot.deeds import Inbound, Said
from bot.ports import BusyError
from bot.wecom.account import WecomAccount
from bot.wecom.callback import wecom_blueprint
from bot.wecom.envelope import WecomEnvelope
from bot.wire.seal import Seal, sealed_part
from bot.words import Reply, Say, Silence, Turned
from tests.bot.wecom.a_card import ROWS, TICKS, a_card
from tests.bot.wire.envelopes import envelope
from tests.bot.wire.samples import V1_BODY, V1_ECHO

ACCOUNT = WecomAccount(V1_BODY.receiver, 218, "s", V1_BODY.token, V1_BODY.aes_key)
SEAL = Seal(V1_BODY.token, V1_BODY.aes_key, V1_BODY.receiver)
THEN = datetime.fromtimestamp(int(V1_BODY.timestamp), UTC)


class Turns:
    """What receives: remembers, and answers what it was told to."""

    def __init__(self, reply: Reply | Exception) -> None:
        self.reply = reply
        self.got: list[Inbound] = []

    def __call__(self, inbound: Inbound) -> Reply:
        self.got.append(inbound)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply


class Site:
    """The blueprint in an application, at the time of the official samples."""

    def __init__(
        self, reply: Reply | Exception | None = None, now: Callable[[], datetime] = lambda: THEN
    ) -> None:
        self.turns = Turns(reply or Silence())
        self.refused: list[int] = []
        self.skews: list[float] = []
        app = Flask(__name__)
        app.register_blueprint(
            wecom_blueprint(
                ACCOUNT,
                WecomEnvelope(ACCOUNT, self.skews.append),
                self.turns,
                now,
                on_refused=lambda status, _: self.refused.append(status),
            )
        )
        self.client: FlaskClient = app.test_client()

    def post(self, xml: str, **but: str) -> TestResponse:
        """A callback with this XML, sealed now; `but` changes the query."""
        sealed, timestamp = SEAL.close(xml), str(int(THEN.timestamp()))
        signature = SEAL.signature(timestamp, "n", sealed)
        query = {"msg_signature": signature, "timestamp": timestamp, "nonce": "n", **but}
        body = f"<xml><ToUserName>x</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        return self.client.post("/wecom/callback", query_string=query, data=body, content_type="text/xml")


def official_query(**but: str) -> dict[str, str]:
    return {
        "msg_signature": V1_ECHO.signature, "timestamp": V1_ECHO.timestamp, "nonce": V1_ECHO.nonce,
        "echostr": V1_ECHO.sealed, **but,
    }  # fmt: skip


def test_the_official_verification_is_answered_with_the_bare_number() -> None:
    answer = Site().client.get("/wecom/callback", query_string=official_query())

    assert (answer.status_code, answer.data) == (200, V1_ECHO.plain.encode())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce", "echostr"])
def test_a_verification_with_a_wrong_part_is_refused(name: str) -> None:
    site = Site()

    answer = site.client.get("/wecom/callback", query_string=official_query(**{name: "1"}))

    assert (answer.status_code, answer.data) == (403, b"")
    assert site.refused == [403]


def test_the_official_message_reaches_the_turn_and_silence_is_an_empty_200() -> None:
    site = Site()
    body = f"<xml><ToUserName>x</ToUserName><AgentID>218</AgentID><Encrypt>{V1_BODY.sealed}</Encrypt></xml>"
    query = {"msg_signature": V1_BODY.signature, "timestamp": V1_BODY.timestamp, "nonce": V1_BODY.nonce}

    answer = site.client.post("/wecom/callback", query_string=query, data=body)

    assert (answer.status_code, answer.data) == (200, b"")
    assert [one.deed for one in site.turns.got] == [Said("hello")]
    assert site.skews == []


def test_a_reply_is_sealed_for_the_sender() -> None:
    answer = Site(Say("记下了")).post(envelope("wecom_text"))

    plain = SEAL.open(sealed_part(answer.data))
    assert answer.status_code == 200
    assert "<Content><![CDATA[记下了]]></Content>" in plain
    assert "<ToUserName><![CDATA[linyifan]]></ToUserName>" in plain


def test_a_card_is_turned_in_the_reply() -> None:
    answer = Site(Turned(a_card(form=TICKS))).post(envelope("wecom_card_one_tick"))

    assert "<CheckBox>" in SEAL.open(sealed_part(answer.data))


def test_nothing_kept_is_a_503_so_that_the_platform_asks_again() -> None:
    assert Site(BusyError()).post(envelope("wecom_text")).status_code == 503


@pytest.mark.parametrize("error", [RuntimeError("x"), KeyError("x"), OSError("x")])
def test_a_bug_is_never_a_500(error: Exception) -> None:
    answer = Site(error).post(envelope("wecom_text"))

    assert (answer.status_code, answer.data) == (503, b"")


def test_a_reply_that_cannot_be_drawn_is_lost_and_nothing_else() -> None:
    site = Site(Turned(a_card(form=TICKS, rows=ROWS)))

    answer = site.post(envelope("wecom_card_one_tick"))

    assert (answer.status_code, answer.data) == (200, b"")
    assert len(site.turns.got) == 1


@pytest.mark.parametrize(
    ("but", "status"),
    [
        ({"msg_signature": "0" * 40}, 403),
        ({"msg_signature": ""}, 403),
        ({"timestamp": "1"}, 403),
        ({"nonce": "other"}, 403),
    ],
)
def test_a_forged_callback_reaches_nobody(but: dict[str, str], status: int) -> None:
    site = Site()

    answer = site.post(envelope("wecom_text"), **but)

    assert (answer.status_code, answer.data) == (status, b"")
    assert site.turns.got == []


def test_a_signature_given_twice_is_refused() -> None:
    site = Site()
    twice = f"msg_signature={V1_BODY.signature}&msg_signature=x"
    query = f"{twice}&timestamp={V1_BODY.timestamp}&nonce={V1_BODY.nonce}"

    answer = site.client.post(
        f"/wecom/callback?{query}", data=f"<xml><Encrypt>{V1_BODY.sealed}</Encrypt></xml>"
    )

    assert answer.status_code == 403
    assert site.turns.got == []


def test_an_old_stamp_is_counted_and_a_very_old_one_refused() -> None:
    later = Site(now=lambda: datetime.fromtimestamp(THEN.timestamp() + 400, UTC))
    much_later = Site(now=lambda: datetime.fromtimestamp(THEN.timestamp() + 90_000, UTC))

    assert later.post(envelope("wecom_text")).status_code == 200
    assert much_later.post(envelope("wecom_text")).status_code == 403
    assert later.skews == [400]
    assert much_later.turns.got == []


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"\x00" * 100, 400), (b"<xml/>", 400), (b"x" * 65_537, 413)]
)
def test_garbage_is_refused_before_it_is_read(body: bytes, status: int) -> None:
    site = Site()

    answer = site.client.post("/wecom/callback?msg_signature=a&timestamp=1&nonce=b", data=body)

    assert (answer.status_code, answer.data) == (status, b"")
    assert site.turns.got == []


class Endless(io.BytesIO):
    """A body of chunks that never ends; remembers how much was taken."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        wanted = size if size and size > 0 else 8_192
        self.taken += wanted
        return b"x" * wanted

    def readinto(self, buffer: Any) -> int:
        self.taken += len(buffer)
        return len(buffer)


def test_a_chunked_body_without_end_is_cut_off() -> None:
    body = Endless()

    environ = create_environ("/wecom/callback?msg_signature=a&timestamp=1&nonce=b", method="POST")
    environ |= {"wsgi.input": body, "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}

    _, status, _ = run_wsgi_app(Site().client.application, environ)

    assert status.startswith("413")
    assert body.taken < 300_000


@pytest.mark.parametrize("xml", ["not xml", "<xml/>", envelope("entity_bomb"), envelope("no_sender")])
def test_sealed_garbage_is_refused_too(xml: str) -> None:
    site = Site()

    assert site.post(xml).status_code == 400
    assert site.turns.got == []


def test_other_methods_are_not_for_this_address() -> None:
    assert Site().client.put("/wecom/callback").status_code == 405
