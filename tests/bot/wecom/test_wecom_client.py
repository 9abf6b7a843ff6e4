"""WeCom's way out against a tiny platform: every kind of answer as an outcome."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.deeds import Person
from bot.outcome import GiveUp, Media, Misconfigured, Outcome, Retry, Sent, Unknown, Uploaded
from bot.ports import Courier
from bot.tokens import MemoryTokens
from bot.wecom.account import WecomAccount
from bot.wecom.client import WecomCourier
from bot.wire.limits import BadCardError
from bot.wire.line import Line
from bot.wire.menu import Entry
from bot.words import Say
from tests.bot.wecom.a_card import a_card
from tests.bot.wire.fake_platform import Canned, Platform, ok, platform, refused, told

SEND, GET, UPLOAD = "/cgi-bin/message/send", "/cgi-bin/media/get", "/cgi-bin/media/upload"
TOKEN = {"/cgi-bin/gettoken": ok(access_token="T1", expires_in=7200)}


@contextmanager
def courier(path: str, answer: Canned, prefix: str = "/qyapi") -> Iterator[tuple[WecomCourier, Platform]]:
    """A courier whose platform gives this one answer."""
    with platform({**TOKEN, path: answer}, prefix) as there:
        account = WecomAccount("ww1", 1000002, "s", "t", "A" * 43, f"{there.base}/", "http://127.0.0.1/open/")
        yield WecomCourier(account, MemoryTokens(), line=Line(account.api_base, read=1.0)), there


LEFT = "收件人不在应用可见范围内，或已离职"

SENDS: dict[str, tuple[Canned, Outcome | type[Outcome]]] = {
    "sent": (ok(invaliduser="", msgid="m1"), Sent("m1")),
    "sent, card": (ok(msgid="m1", response_code="RC"), Sent("m1", "RC")),
    "sent, no id": (ok(), Sent()),
    "nobody reached": (ok(invaliduser="linyifan", msgid="m1"), GiveUp(LEFT, 0, gone=True)),
    "nobody reached, as a list": (ok(invaliduser=["linyifan"]), GiveUp(LEFT, 0, gone=True)),
    "no licence": (ok(unlicenseduser="linyifan"), GiveUp("收件人没有企业微信的接口许可", 0, gone=True)),
    "all invalid": (told(errcode=81013, errmsg="x", invaliduser="linyifan"), GiveUp(LEFT, 81013, gone=True)),
    "busy": (refused(-1), Retry(1.0, "平台繁忙", -1)),
    "too often": (refused(45009), Retry(60.0, "调用太频繁，等一个时间窗口", 45009, counts=False)),
    "too many at once": (refused(45033), Retry(2.0, "同时调用太多，稍等", 45033, counts=False)),
    "media gone": (refused(40007), Retry(0.0, "素材已过期，要重新上传", 40007)),
    "address not trusted": (refused(60020), Misconfigured("本机的出口地址不在企业可信 IP 里", 60020)),
    "task repeated": (refused(42014), GiveUp("卡片编号不合要求或已用过", 42014)),
    "token refused twice": (
        refused(42001),
        Misconfigured("刚换的访问令牌也不被接受，请检查应用的密钥", 42001),
    ),
    "an error page": (Canned(b"<html>", mime="text/html"), Unknown),
    "a server error": (Canned(b"bad gateway", 502, "text/plain"), Unknown),
    "nothing": (Canned(b""), Unknown),
    "half a JSON": (Canned(b'{"errcode":0,"err'), Unknown),
    "no errcode": (told(errmsg="ok"), Unknown),
    "a cut": (Canned(b'{"errcode":0,"errmsg":"ok"}', cut=12), Unknown),
    "a hang-up": (Canned(hang_up=True), Unknown),
    "silence": (Canned(b'{"errcode":0}', delay=3.0), Unknown),
    "a redirect": (Canned(b"", 302, headers={"Location": "http://127.0.0.1:1/"}), Unknown),
}


@pytest.mark.parametrize(("answer", "expected"), SENDS.values(), ids=SENDS.keys())
def test_an_answer_becomes_an_outcome(answer: Canned, expected: Outcome | type[Outcome]) -> None:
    with courier(SEND, answer) as (here, _):
        found = here.send(here.freeze("linyifan", Say("你好")))

    assert isinstance(found, expected) if isinstance(expected, type) else found == expected


def test_nobody_at_the_address_is_a_retry() -> None:
    account = WecomAccount("ww1", 1, "s", "t", "A" * 43, "http://127.0.0.1:9")
    here: Courier = WecomCourier(account, MemoryTokens())

    assert isinstance(here.send(here.freeze("lin", Say("a"))), Retry)


def test_the_frozen_bytes_are_what_is_posted_each_time() -> None:
    with courier(SEND, ok()) as (here, there):
        frozen = here.freeze("linyifan", a_card(), unique=True)
        here.send(frozen)
        here.send(frozen)

    first, second = there.to(SEND)
    assert first.body == second.body == frozen.body
    assert first.query == {"access_token": "T1"}
    assert first.headers["Content-Type"].startswith("application/json")
    assert first.json["enable_duplicate_check"] == 1
    assert len(there.to("/cgi-bin/gettoken")) == 1


def test_a_plain_text_goes_without_the_duplicate_check() -> None:
    with courier(SEND, ok()) as (here, _):
        assert b"duplicate" not in here.freeze("linyifan", Say("好")).body


def test_a_file_is_uploaded_under_its_chinese_name() -> None:
    with courier(UPLOAD, ok(type="file", media_id="M1", created_at="1380000000")) as (here, there):
        found = here.upload("file", "帮扶表单/第 7 号.pdf", b"%PDF-1.7 ...")

    seen = there.to(UPLOAD)[0]
    assert found == Uploaded("M1")
    assert seen.query["type"] == "file"
    assert 'name="media"; filename="帮扶表单_第 7 号.pdf"'.encode() in seen.body
    assert b"Content-Type: application/pdf" in seen.body
    assert b"%PDF-1.7 ..." in seen.body


UPLOADS: dict[str, tuple[Canned, type[Outcome]]] = {
    "too large": (refused(45001), GiveUp),
    "an error page": (Canned(b"<html>"), Retry),
    "cut": (Canned(b'{"errcode":0}', cut=3), Retry),
    "no media id": (ok(), GiveUp),
    "no permission": (refused(48002), Misconfigured),
}


@pytest.mark.parametrize(("answer", "expected"), UPLOADS.values(), ids=UPLOADS.keys())
def test_an_upload_that_fails_was_no_message_and_is_never_unknown(
    answer: Canned, expected: type[Outcome]
) -> None:
    with courier(UPLOAD, answer) as (here, _):
        assert isinstance(here.upload("image", "a.png", b"x" * 10), expected)


def test_files_the_platform_would_refuse_are_not_carried_there() -> None:
    with courier(UPLOAD, ok(media_id="M")) as (here, there):
        empty = here.upload("file", "a.pdf", b"12345")
        large = here.upload("image", "a.png", b"x" * (10 * 1024 * 1024 + 1))

    assert empty == GiveUp("文件是空的")
    assert large == GiveUp("文件超过 10 MB")
    assert there.seen == []


FETCHES: dict[str, tuple[Canned, Media | Outcome | type[Outcome]]] = {
    "a picture": (
        Canned(
            b"\xff\xd8\xff",
            mime="image/jpeg",
            headers={"Content-Disposition": 'attachment; filename="a.jpg"'},
        ),
        Media(b"\xff\xd8\xff", "image/jpeg", "a.jpg"),
    ),
    "a Chinese name": (
        Canned(b"x", mime="image/png", headers={"Content-Disposition": 'attachment; filename="排放口.png"'}),
        Media(b"x", "image/png", "排放口.png"),
    ),
    "no name": (Canned(b"x", mime="audio/amr"), Media(b"x", "audio/amr", "")),
    "a path for a name": (
        Canned(
            b"x", mime="image/png", headers={"Content-Disposition": 'attachment; filename="../../etc/x.png"'}
        ),
        Media(b"x", "image/png", "_.._etc_x.png"),
    ),
    "expired": (refused(40007), GiveUp("素材已过期，请对方重发", 40007)),
    "expired, as text": (
        Canned(b'{"errcode":40007,"errmsg":"invalid media_id"}', mime="text/plain"),
        GiveUp("素材已过期，请对方重发", 40007),
    ),
    "busy": (refused(-1), Retry(1.0, "平台繁忙", -1)),
    "concurrency": (refused(45033), Retry(2.0, "同时调用太多，稍等", 45033, counts=False)),
    "an error page": (Canned(b"<html>", mime="text/html"), Retry),
    "nothing": (Canned(b"", mime="image/png"), Retry),
    "a server error": (Canned(b"x", 500, "image/png"), Retry),
    "cut": (Canned(b"x" * 100, mime="image/png", cut=50), Retry),
    "no file": (ok(), GiveUp),
    "an address elsewhere": (
        told(video_url="http://example.test/v"),
        GiveUp("平台给的不是文件，请对方改发图片"),
    ),
}


@pytest.mark.parametrize(("answer", "expected"), FETCHES.values(), ids=FETCHES.keys())
def test_a_fetched_file_or_what_came_instead(
    answer: Canned, expected: Media | Outcome | type[Outcome]
) -> None:
    with courier(GET, answer) as (here, there):
        found = here.fetch("MEDIA-1")

    assert isinstance(found, expected) if isinstance(expected, type) else found == expected
    assert there.to(GET)[0].query == {"access_token": "T1", "media_id": "MEDIA-1"}


def test_a_file_over_twenty_megabytes_is_not_read_to_the_end() -> None:
    with courier(GET, Canned(b"x" * (20 * 1024 * 1024 + 1), mime="image/png")) as (here, _):
        assert here.fetch("M") == GiveUp("超过 20 MB")


WHO: dict[str, tuple[Canned, Person | Outcome | type[Outcome]]] = {
    "a member": (ok(userid="linyifan"), Person("wecom", "linyifan")),
    "a linked member": (ok(userid="ww2/wang"), Person("wecom", "ww2/wang")),
    "a stranger": (ok(openid="oX", external_userid="wmX"), GiveUp("不是本单位的成员")),
    "a used code": (refused(40029), GiveUp),
    "a wrong domain": (refused(50001), Misconfigured),
    "an error page": (Canned(b"<html>"), Retry),
}


@pytest.mark.parametrize(("answer", "expected"), WHO.values(), ids=WHO.keys())
def test_who_opened_a_page(answer: Canned, expected: Person | Outcome | type[Outcome]) -> None:
    with courier("/cgi-bin/auth/getuserinfo", answer) as (here, there):
        found = here.whoami("CODE")

    assert isinstance(found, expected) if isinstance(expected, type) else found == expected
    assert there.to("/cgi-bin/auth/getuserinfo")[0].query["code"] == "CODE"


@pytest.mark.parametrize("code", ["", "x" * 513])
def test_a_code_that_is_none_is_not_asked_about(code: str) -> None:
    with courier("/x", ok()) as (here, there):
        assert isinstance(here.whoami(code), GiveUp)
    assert there.seen == []


def test_the_address_of_the_login_honours_the_base() -> None:
    with courier("/x", ok()) as (here, _):
        url = here.authorize_url("https://bot.example.test/staff?a=1", "S1")
        with pytest.raises(ValueError, match="state"):
            here.authorize_url("https://bot.example.test/", "a b")

    assert url == (
        "http://127.0.0.1/open/connect/oauth2/authorize?appid=ww1"
        "&redirect_uri=https%3A%2F%2Fbot.example.test%2Fstaff%3Fa%3D1&response_type=code&scope=snsapi_base"
        "&state=S1&agentid=1000002#wechat_redirect"
    )


MENU = (
    Entry("检查", under=(Entry("开始检查", key="start"),)),
    Entry("看板", "view", url="https://x.test/board"),
)


def test_a_menu_is_created_for_the_app() -> None:
    with courier("/cgi-bin/menu/create", ok()) as (here, there):
        found = here.create_menu(MENU)

    seen = there.to("/cgi-bin/menu/create")[0]
    assert found == Sent()
    assert seen.query["agentid"] == "1000002"
    assert json.loads(seen.body) == {
        "button": [
            {"name": "检查", "sub_button": [{"type": "click", "name": "开始检查", "key": "start"}]},
            {"type": "view", "name": "看板", "url": "https://x.test/board"},
        ]
    }


BAD_MENUS: dict[str, tuple[Entry, ...]] = {
    "none": (),
    "four": (Entry("a", key="a"),) * 4,
    "six below": (Entry("a", under=(Entry("b", key="b"),) * 6),),
    "three levels": (Entry("a", under=(Entry("b", under=(Entry("c", key="c"),)),)),),
    "a long name": (Entry("六个汉字以上", key="a"),),
    "no key": (Entry("a"),),
    "no address": (Entry("a", "view"),),
}


@pytest.mark.parametrize("entries", BAD_MENUS.values(), ids=BAD_MENUS.keys())
def test_a_menu_the_platform_would_refuse_is_an_error_of_ours(entries: tuple[Entry, ...]) -> None:
    with courier("/x", ok()) as (here, _), pytest.raises(BadCardError):
        here.create_menu(entries)
