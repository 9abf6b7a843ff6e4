"""The address the service account calls, in its three modes, through Flask's test client."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from bot.deeds import Inbound, Said
from bot.ports import BusyError
from bot.wechat.account import Mode, WechatAccount
from bot.wechat.callback import wechat_blueprint
from bot.wechat.envelope import WechatEnvelope
from bot.wire.seal import Seal, Stamp, digest, sealed_part
from bot.words import Reply, Say, Settled, Silence
from tests.bot.wire.envelopes import envelope
from tests.bot.wire.samples import V3_BODY, V4_BODY

ACCOUNT = WechatAccount(V3_BODY.receiver, "s", V3_BODY.token, V3_BODY.aes_key)
SEAL = Seal(V3_BODY.token, V3_BODY.aes_key, V3_BODY.receiver)
THEN = datetime.fromtimestamp(int(V3_BODY.timestamp), UTC)
PLAIN_SIGNATURE = "16120ec1b8dbb870f510d87ce6bc2463eae6ca1a"


class Site:
    """The blueprint in an application, at the time of the official sample."""

    def __init__(self, mode: Mode = "secure", reply: Reply | Exception | None = None) -> None:
        self.got: list[Inbound] = []
        self._reply = reply or Silence()
        app = Flask(__name__)
        app.register_blueprint(wechat_blueprint(WechatEnvelope(ACCOUNT, mode), self._receive, lambda: THEN))
        self.client = app.test_client()

    def _receive(self, inbound: Inbound) -> Reply:
        self.got.append(inbound)
        if isinstance(self._reply, Exception):
            raise self._reply
        return self._reply

    def post(self, body: str, **but: str) -> TestResponse:
        query = {
            "signature": PLAIN_SIGNATURE, "timestamp": V3_BODY.timestamp, "nonce": V3_BODY.nonce,
            "openid": "oyORnuP8q7ou2gfYjqLzSIWZf0rs", **but,
        }  # fmt: skip
        return self.client.post("/wechat/callback", query_string=query, data=body, content_type="text/xml")

    def post_sealed(self, body: str, **but: str) -> TestResponse:
        return self.post(body, **{"encrypt_type": "aes", "msg_signature": V3_BODY.signature, **but})


SECURE = f"<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[{V3_BODY.sealed}]]></Encrypt></xml>"
COMPATIBLE = V3_BODY.plain.replace("</xml>", f"<Encrypt><![CDATA[{V3_BODY.sealed}]]></Encrypt></xml>")


@pytest.mark.parametrize("mode", ["secure", "compatible", "plain"])
def test_the_echo_of_the_verification_is_plain_and_goes_back_unchanged(mode: Mode) -> None:
    query = {
        "signature": PLAIN_SIGNATURE, "timestamp": V3_BODY.timestamp, "nonce": V3_BODY.nonce,
        "echostr": "4375120948345356249",
    }  # fmt: skip

    answer = Site(mode).client.get("/wechat/callback", query_string=query)
    forged = Site(mode).client.get("/wechat/callback", query_string=query | {"nonce": "1"})

    assert (answer.status_code, answer.data) == (200, b"4375120948345356249")
    assert (forged.status_code, forged.data) == (403, b"")


def test_an_echo_is_never_a_page() -> None:
    query = {"signature": PLAIN_SIGNATURE, "timestamp": V3_BODY.timestamp, "nonce": V3_BODY.nonce}

    answer = Site().client.get("/wechat/callback", query_string={**query, "echostr": "<script>"})

    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("mode", "body"), [("secure", SECURE), ("compatible", SECURE), ("compatible", COMPATIBLE)]
)
def test_the_official_sealed_message_reaches_the_turn(mode: Mode, body: str) -> None:
    site = Site(mode)

    answer = site.post_sealed(body)

    assert (answer.status_code, answer.data) == (200, b"")
    assert [one.deed for one in site.got] == [Said("abcdteT")]


def test_the_sealed_part_counts_and_not_the_plain_fields_beside_it() -> None:
    site = Site("compatible")

    site.post_sealed(COMPATIBLE.replace("abcdteT", "forged"))

    assert [one.deed for one in site.got] == [Said("abcdteT")]


@pytest.mark.parametrize("mode", ["compatible", "plain"])
def test_a_plain_message_is_read_where_it_is_allowed(mode: Mode) -> None:
    site = Site(mode)

    assert site.post(envelope("wechat_text")).status_code == 200
    assert site.post(envelope("wechat_text"), encrypt_type="raw").status_code == 200
    assert [one.deed for one in site.got] == [Said("怎么整改")] * 2


def test_the_secure_mode_takes_nothing_plain() -> None:
    site = Site()

    assert site.post(envelope("wechat_text")).status_code == 403
    assert site.post(SECURE).status_code == 403
    assert site.got == []


def test_the_plain_mode_takes_nothing_sealed() -> None:
    assert Site("plain").post_sealed(SECURE).status_code == 403


def test_the_plain_signature_does_not_open_a_sealed_message() -> None:
    site = Site()

    assert site.post_sealed(SECURE, msg_signature=PLAIN_SIGNATURE).status_code == 403
    assert site.post_sealed(SECURE, msg_signature="").status_code == 403
    assert site.got == []


def test_a_sealed_message_gets_a_sealed_reply_to_the_right_names() -> None:
    answer = Site(reply=Say("您好")).post_sealed(SECURE)

    plain = SEAL.open(sealed_part(answer.data))
    assert "<ToUserName><![CDATA[oyORnuP8q7ou2gfYjqLzSIWZf0rs]]></ToUserName>" in plain
    assert "<FromUserName><![CDATA[gh_10f6c3c3ac5a]]></FromUserName>" in plain
    assert "<Content><![CDATA[您好]]></Content>" in plain


def test_a_plain_message_gets_a_plain_reply() -> None:
    answer = Site("compatible", Say("您好")).post(envelope("wechat_text"))

    assert "<Content><![CDATA[您好]]></Content>".encode() in answer.data


@pytest.mark.parametrize(("error", "status"), [(BusyError(), 503), (RuntimeError("x"), 503)])
def test_what_was_not_kept_is_asked_for_again(error: Exception, status: int) -> None:
    assert Site(reply=error).post_sealed(SECURE).status_code == status


def test_a_card_has_no_place_in_a_reply_here() -> None:
    answer = Site(reply=Settled("好")).post_sealed(SECURE)

    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize("mode", ["secure", "compatible", "plain"])
@pytest.mark.parametrize("body", ["", "x", "<xml/>", "\x00", "x" * 65_537])
def test_garbage_is_a_4xx_in_every_mode(mode: Mode, body: str) -> None:
    for answer in (Site(mode).post(body), Site(mode).post_sealed(body)):
        assert 400 <= answer.status_code < 500
        assert answer.data == b""


def test_an_envelope_for_the_message_push_page_opens_too() -> None:
    account = WechatAccount(V4_BODY.receiver, "s", V4_BODY.token, V4_BODY.aes_key)
    now = datetime.fromtimestamp(int(V4_BODY.timestamp), UTC)
    stamp = Stamp(V4_BODY.signature, V4_BODY.timestamp, V4_BODY.nonce)
    opened = WechatEnvelope(account).open_sealed(
        stamp, f"<xml><Encrypt>{V4_BODY.sealed}</Encrypt></xml>".encode(), now
    )

    assert opened.xml == V4_BODY.plain
    assert (
        digest(V4_BODY.token, V4_BODY.timestamp, V4_BODY.nonce) == "6c5c811b55cc85e0e1b54100749188c20beb3f5d"
    )
