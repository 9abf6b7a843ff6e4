"""The service account's way out against a tiny platform: every kind of answer as an outcome."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.deeds import Person
from bot.outcome import GiveUp, Media, Misconfigured, Outcome, Retry, Sent, Unknown, Uploaded
from bot.ports import Courier
from bot.tokens import MemoryTokens
from bot.wechat.account import WechatAccount
from bot.wechat.client import Follower, WechatCourier
from bot.wechat.templates import Template, TemplateField, TemplateMap
from bot.wire.line import Line
from bot.wire.menu import Entry
from bot.words import Notify, Say
from tests.bot.wire.fake_platform import Canned, Platform, Seen, ok, platform, refused, told

CHAT, TEMPLATE, STABLE = (
    "/cgi-bin/message/custom/send",
    "/cgi-bin/message/template/send",
    "/cgi-bin/stable_token",
)
MAP = TemplateMap((Template("notice", "T-1", (TemplateField("thing1", "what", "thing"),)),))
NOTICE = Notify("notice", {"what": "3 项隐患"}, "https://bot.example.test/n/1")


@contextmanager
def courier(path: str, answer: Canned, prefix: str = "/api") -> Iterator[tuple[WechatCourier, Platform]]:
    """A courier whose platform gives this one answer."""
    token = {STABLE: told(access_token="T1", expires_in=7200)}
    with platform({**token, path: answer}, prefix) as there:
        account = WechatAccount("wx1", "SECRET", "t", "A" * 43, f"{there.base}/", "http://127.0.0.1/open")
        yield WechatCourier(account, MemoryTokens(), MAP, line=Line(account.api_base, read=1.0)), there


TEMPLATES: dict[str, tuple[Canned, Outcome | type[Outcome]]] = {
    "sent": (ok(msgid=200163836), Sent("200163836")),
    "no follower": (refused(43004), GiveUp("对方没有关注服务号", 43004, gone=True)),
    "refuses": (refused(43101), GiveUp("对方拒收通知", 43101, gone=True)),
    "a wrong field": (refused(47003), GiveUp("模板字段的内容不合平台要求", 47003)),
    "a wrong template": (refused(40037), Misconfigured("模板编号不对，请检查模板配置", 40037)),
    "the day's quota": (refused(45009), Retry(3600.0, "今天的调用次数用完了", 45009, counts=False)),
    "busy": (refused(-1), Retry(1.0, "平台繁忙", -1)),
    "an error page": (Canned(b"<html>", mime="text/html"), Unknown),
    "nothing": (Canned(b""), Unknown),
    "no errcode": (told(msgid=1), Unknown),
    "a hang-up": (Canned(hang_up=True), Unknown),
    "silence": (Canned(b"{}", delay=3.0), Unknown),
}


@pytest.mark.parametrize(("answer", "expected"), TEMPLATES.values(), ids=TEMPLATES.keys())
def test_an_answer_becomes_an_outcome(answer: Canned, expected: Outcome | type[Outcome]) -> None:
    with courier(TEMPLATE, answer) as (here, _):
        found = here.send(here.freeze("oX", NOTICE))

    assert isinstance(found, expected) if isinstance(expected, type) else found == expected


def test_a_closed_window_ends_this_message_but_does_not_lose_the_person() -> None:
    with courier(CHAT, refused(45015)) as (here, _):
        found = here.send(here.freeze("oX", Say("您好")))

    assert isinstance(found, GiveUp)
    assert not found.gone


def test_a_chat_message_that_was_taken_has_no_number() -> None:
    with courier(CHAT, ok()) as (here, _):
        there: Courier = here
        assert there.send(there.freeze("oX", Say("您好"))) == Sent()


def test_the_token_is_the_stable_one_and_asked_for_once() -> None:
    with courier(TEMPLATE, ok(msgid=1)) as (here, there):
        here.send(here.freeze("oX", NOTICE))
        here.send(here.freeze("oX", NOTICE))

    asked = there.to(STABLE)
    assert [one.json for one in asked] == [
        {"grant_type": "client_credential", "appid": "wx1", "secret": "SECRET"}
    ]
    assert asked[0].query == {}
    assert there.to(TEMPLATE)[0].query == {"access_token": "T1"}


class Stable:
    """A stable_token that keeps giving T1 until it is forced, and a call that refuses T1."""

    def __init__(self, errcode: int) -> None:
        self.errcode = errcode

    def token(self, seen: Seen) -> Canned:
        return told(access_token="T2" if seen.json.get("force_refresh") else "T1", expires_in=7200)

    def call(self, seen: Seen) -> Canned:
        return refused(self.errcode) if seen.query["access_token"] == "T1" else ok(msgid=1)


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_a_refused_token_that_comes_back_is_forced_once(errcode: int) -> None:
    stable = Stable(errcode)
    with platform({STABLE: stable.token, TEMPLATE: stable.call}) as there:
        here = WechatCourier(WechatAccount("wx1", "s", "t", "A" * 43, there.base), MemoryTokens(), MAP)
        found = here.send(here.freeze("oX", NOTICE))

    assert found == Sent("1")
    assert [one.json.get("force_refresh", False) for one in there.to(STABLE)] == [False, False, True]


def test_endless_refusals_cost_one_refresh() -> None:
    with courier(TEMPLATE, refused(40001)) as (here, there):
        found = here.send(here.freeze("oX", NOTICE))

    assert isinstance(found, Misconfigured)
    assert len(there.to(TEMPLATE)) == 2


@pytest.mark.parametrize("errcode", [40125, 40164, 40013])
def test_a_refused_secret_stops_everything(errcode: int) -> None:
    with platform({STABLE: refused(errcode)}) as there:
        here = WechatCourier(WechatAccount("wx1", "s", "t", "A" * 43, there.base), MemoryTokens(), MAP)
        found = here.send(here.freeze("oX", NOTICE))

    assert isinstance(found, Misconfigured)
    assert found.errcode == errcode


def test_pictures_go_up_and_come_down() -> None:
    with courier("/cgi-bin/media/upload", told(type="image", media_id="M1", created_at=1)) as (here, there):
        there.answers["/cgi-bin/media/get"] = Canned(b"\x89PNG", mime="image/png")
        up, file, down = (
            here.upload("image", "图.png", b"x" * 9),
            here.upload("file", "a.pdf", b"x" * 9),
            here.fetch("M2"),
        )

    assert up == Uploaded("M1")
    assert isinstance(file, GiveUp)
    assert down == Media(b"\x89PNG", "image/png")


CODES: dict[str, tuple[Canned, str | type[Outcome]]] = {
    "made": (
        told(ticket="gQ", expire_seconds=60, url="http://weixin.example/q/kZ"),
        "http://weixin.example/q/kZ",
    ),
    "refused": (refused(45009), Retry),
    "an error page": (Canned(b"<html>"), Retry),
}


@pytest.mark.parametrize(("answer", "expected"), CODES.values(), ids=CODES.keys())
def test_the_text_of_a_code(answer: Canned, expected: str | type[Outcome]) -> None:
    with courier("/cgi-bin/qrcode/create", answer) as (here, _):
        found = here.code_url("n7", 600)

    assert isinstance(found, expected) if isinstance(expected, type) else found == expected


def test_a_code_lives_for_a_time_or_for_ever() -> None:
    with courier("/cgi-bin/qrcode/create", told(url="u")) as (here, there):
        here.code_url("n7", 600)
        here.code_url("desk")
        for scene, seconds in (("", 60), ("x" * 65, 60), ("n7", 0), ("n7", 2_592_001)):
            with pytest.raises(ValueError, match="scene"):
                here.code_url(scene, seconds)

    rest = {"action_info": {"scene": {"scene_str": "n7"}}}
    assert [one.json for one in there.to("/cgi-bin/qrcode/create")] == [
        {"action_name": "QR_STR_SCENE", "expire_seconds": 600, **rest},
        {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "desk"}}},
    ]


WHO: dict[str, tuple[Canned, Person | type[Outcome]]] = {
    "a person": (
        told(access_token="P", expires_in=7200, openid="oX", scope="snsapi_base"),
        Person("wechat", "oX"),
    ),
    "a snapshot": (told(access_token="P", openid="oFAKE", is_snapshotuser=1), GiveUp),
    "a used code": (refused(40163), GiveUp),
    "no openid": (told(access_token="P"), Retry),
    "an error page": (Canned(b"<html>"), Retry),
}


@pytest.mark.parametrize(("answer", "expected"), WHO.values(), ids=WHO.keys())
def test_who_opened_a_page(answer: Canned, expected: Person | type[Outcome]) -> None:
    with courier("/sns/oauth2/access_token", answer) as (here, there):
        found = here.whoami("CODE")

    assert isinstance(found, expected) if isinstance(expected, type) else found == expected
    assert there.to("/sns/oauth2/access_token")[0].query == {
        "appid": "wx1", "secret": "SECRET", "code": "CODE", "grant_type": "authorization_code",
    }  # fmt: skip
    assert there.to(STABLE) == []


def test_the_address_of_the_login_honours_the_base_and_keeps_its_order() -> None:
    with courier("/x", ok()) as (here, _):
        url = here.authorize_url("https://bot.example.test/n/1", "S1")

    assert url == (
        "http://127.0.0.1/open/connect/oauth2/authorize?appid=wx1"
        "&redirect_uri=https%3A%2F%2Fbot.example.test%2Fn%2F1&response_type=code&scope=snsapi_base"
        "&state=S1#wechat_redirect"
    )


def test_who_follows() -> None:
    with courier("/cgi-bin/user/info", told(subscribe=1, openid="oX", qr_scene_str="n7", unionid="u")) as (
        here,
        there,
    ):
        follows = here.follower("oX")
        there.answers["/cgi-bin/user/info"] = told(subscribe=0, openid="oX")
        left = here.follower("oX")
        there.answers["/cgi-bin/user/info"] = refused(40003)
        nobody = here.follower("oY")

    assert follows == Follower("oX", follows=True, scene="n7", unionid="u")
    assert left == Follower("oX", follows=False)
    assert isinstance(nobody, GiveUp)


def test_a_menu_is_created() -> None:
    with courier("/cgi-bin/menu/create", ok()) as (here, there):
        assert here.create_menu((Entry("整改反馈", key="fix"),)) == Sent()

    assert there.to("/cgi-bin/menu/create")[0].json == {
        "button": [{"type": "click", "name": "整改反馈", "key": "fix"}]
    }
