"""What anybody can post to the two callback addresses: refused in one word, kept nowhere, never a 500."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from models.tables.post import InboundRow
from sandbox.wire.crypto import Cipher, sign
from sandbox.wire.envelope import Posted, wechat_post, wecom_post
from sandbox.wire.xml import Node, render
from tests.edges.front import LOCAL, Front

BOMB = (Path(__file__).parent.parent / "envelopes" / "entity_bomb.xml").read_text(encoding="utf-8")
OUTSIDE = (Path(__file__).parent.parent / "envelopes" / "external_entity.xml").read_text(encoding="utf-8")
NO_SENDER = (Path(__file__).parent.parent / "envelopes" / "no_sender.xml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Desk:
    """One platform's address with its secrets, as the platform knows them."""

    front: Front
    platform: str
    cipher: Cipher
    numbers: list[int] = field(default_factory=lambda: [0])

    def posted(self, plain: str = "", age: float = 0.0, sealed: str = "") -> Posted:
        """A callback as the platform would send it; `sealed` instead of what is inside."""
        seal = self.cipher
        plain = plain or self.text()
        stamp = str(int(self.front.app.clock.wall().timestamp() - age))
        inside = sealed or seal.seal(plain)
        if self.platform == "wecom":
            return wecom_post(seal, inside, stamp, "1000002", "AgentID")
        return wechat_post(seal, plain, inside, stamp, ("gh_account", "oSOMEBODY", "secure"))

    def text(self) -> str:
        """A typed text nobody has sent before."""
        self.numbers[0] += 1
        return render(
            [
                Node("ToUserName", "any"), Node("FromUserName", "nobody"),
                Node("CreateTime", int(self.front.app.clock.wall().timestamp())), Node("MsgType", "text"),
                Node("Content", "你好"), Node("MsgId", 7_000_000 + self.numbers[0]), Node("AgentID", 1000002),
            ]
        )  # fmt: skip

    def send(self, query: Mapping[str, str | list[str]], body: bytes | str) -> TestResponse:
        """Post it."""
        return self.front.browser().post(
            f"/{self.platform}/callback",
            query_string=query,
            data=body,
            content_type="text/xml",
            base_url=LOCAL,
        )

    def heard(self) -> int:
        """How many callbacks are on record."""
        return len(self.front.house.rows(InboundRow))


@pytest.fixture(params=["wecom", "wechat"])
def desk(request: pytest.FixtureRequest, front: Front) -> Desk:
    own = front.app.settings
    if request.param == "wecom":
        return Desk(front, "wecom", Cipher(own.wecom.token, own.wecom.aes_key, own.wecom.corp_id))
    return Desk(front, "wechat", Cipher(own.wechat.token, own.wechat.aes_key, own.wechat.app_id))


def test_what_the_platform_sends_is_taken_once(desk: Desk) -> None:
    before, posted = desk.heard(), desk.posted()
    for _ in range(3):
        assert desk.send(posted.query, posted.body).status_code == 200
    assert desk.heard() == before + 1


Spoil = Callable[[Desk], tuple[Mapping[str, str | list[str]], bytes | str]]


def _query(**change: str | list[str] | None) -> Spoil:
    """A good callback with something else in its query; None leaves it out."""

    def spoil(desk: Desk) -> tuple[Mapping[str, str | list[str]], str]:
        posted = desk.posted()
        query = {**posted.query, **change}
        return {name: value for name, value in query.items() if value is not None}, posted.body

    return spoil


def _body(body: bytes | str) -> Spoil:
    """A good query over another body."""
    return lambda desk: (desk.posted().query, body)


def _inside(plain: str) -> Spoil:
    """Something else in a good envelope."""

    def spoil(desk: Desk) -> tuple[Mapping[str, str], str]:
        posted = desk.posted(plain)
        return posted.query, posted.body

    return spoil


def _sealed(change: Callable[[str], str]) -> Spoil:
    """Another ciphertext, rightly signed."""

    def spoil(desk: Desk) -> tuple[Mapping[str, str], str]:
        posted = desk.posted(sealed=change(desk.cipher.seal(desk.text())))
        return posted.query, posted.body

    return spoil


def _twice_signed(desk: Desk) -> tuple[Mapping[str, str | list[str]], str]:
    posted = desk.posted()
    good = posted.query["msg_signature"]
    return {**posted.query, "msg_signature": [good, good]}, posted.body


def _another_receiver(desk: Desk) -> tuple[Mapping[str, str], str]:
    posted = desk.posted(sealed=desk.cipher.seal(desk.text(), receive_id="wwsomebodyelse"))
    return posted.query, posted.body


def _aged(seconds: float) -> Spoil:
    def spoil(desk: Desk) -> tuple[Mapping[str, str], str]:
        posted = desk.posted(age=seconds)
        return posted.query, posted.body

    return spoil


def _two_envelopes(desk: Desk) -> tuple[Mapping[str, str], str]:
    posted = desk.posted()
    more = f"<Encrypt><![CDATA[{posted.encrypted}]]></Encrypt></xml>"
    return posted.query, posted.body.removesuffix("</xml>") + more


def _no_stamp(desk: Desk) -> tuple[Mapping[str, str], str]:
    """Rightly signed, over no time at all."""
    posted = desk.posted()
    nonce = posted.query["nonce"]
    signed = {"msg_signature": desk.cipher.signature("", nonce, posted.encrypted)}
    signed["signature"] = sign((desk.cipher.token, "", nonce))
    return {**posted.query, **signed, "timestamp": ""}, posted.body


REFUSED: dict[str, tuple[Spoil, int]] = {
    "wrong signature": (_query(msg_signature="0" * 40), 403),
    "empty signature": (_query(msg_signature=""), 403),
    "no signature": (_query(msg_signature=None), 403),
    "signature in capitals of another alphabet": (_query(msg_signature="Ａ" * 40), 403),
    "signature twice": (_twice_signed, 403),
    "other nonce": (_query(nonce="1"), 403),
    "other time": (_query(timestamp="1700000000"), 403),
    "no nonce": (_query(nonce=None), 403),
    "no time": (_query(timestamp=None), 403),
    "signed over no time": (_no_stamp, 400),
    "24 hours old": (_aged(86_500), 403),
    "from tomorrow": (_aged(-86_500), 403),
    "for somebody else": (_another_receiver, 403),
    "no body": (_body(b""), 400),
    "bytes": (_body(bytes(range(256))), 400),
    "json": (_body(b'{"Encrypt": "x"}'), 400),
    "no envelope": (_body("<xml><ToUserName>a</ToUserName></xml>"), 400),
    "two envelopes": (_two_envelopes, 400),
    "65 KB": (_body(b"<xml>" + b"a" * 66_000), 413),
    "4 MB": (_body(b"<xml>" + b"a" * 4_000_000), 413),
    "not base64": (_sealed(lambda sealed: "!" * len(sealed)), 400),
    "cut base64": (_sealed(lambda sealed: sealed[:-7]), 400),
    "half a block": (_sealed(lambda sealed: sealed[:20]), 400),
    "wrong padding": (_sealed(lambda sealed: sealed[:44]), 400),
    "entity bomb": (_inside(BOMB), 400),
    "external entity": (_inside(OUTSIDE), 400),
    "not closed": (_inside("<xml><FromUserName>a"), 400),
    "no xml": (_inside("hello"), 400),
    "empty xml": (_inside("<xml/>"), 400),
    "no sender": (_inside(NO_SENDER), 400),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_platform_does_not_send_is_refused(desk: Desk, name: str) -> None:
    """The body says nothing, nothing is kept."""
    spoil, status = REFUSED[name]
    with desk.front.unchanged():
        answer = desk.send(*spoil(desk))
    assert (answer.status_code, answer.get_data()) == (status, b"")


def test_a_clock_that_is_off_is_counted_and_served(desk: Desk) -> None:
    """Narrower would turn a jump of our own clock into an outage."""

    def counted() -> float:
        told = desk.front.browser().get("/metrics", base_url=LOCAL).get_data(as_text=True)
        lines = [line for line in told.splitlines() if line.startswith("chayici_callback_skew_total ")]
        return float(lines[0].split()[1])

    before = counted()
    for age, more in ((200, 0), (301, 1), (7200, 2)):
        posted = desk.posted(age=age)
        assert desk.send(posted.query, posted.body).status_code == 200
        assert counted() == before + more


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_only_get_and_post(desk: Desk, method: str) -> None:
    posted = desk.posted()
    path = f"/{desk.platform}/callback"
    answer = desk.front.browser().open(
        path, method=method, query_string=posted.query, data=posted.body, base_url=LOCAL
    )
    assert answer.status_code == 405


def test_a_cut_body_is_garbage(desk: Desk) -> None:
    posted = desk.posted()
    whole = posted.body.index("</Encrypt>")
    for cut in range(1, whole, 37):
        assert desk.send(posted.query, posted.body[:cut]).status_code in (400, 403)
