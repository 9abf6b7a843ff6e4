"""Tokens, permissions, addresses, menus, people and web login of both platforms."""

import dataclasses
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from sandbox.settings import Switches
from tests.sandbox.stage import CORP, OA, Control, Start

BACK = "http://127.0.0.1:9/back?x=1"


def wecom_token(control: Control, **query: str) -> Any:
    return requests.get(f"{control.base}/qyapi/cgi-bin/gettoken", params=query, timeout=5).json()


def oa_token(control: Control) -> Any:
    query = {"grant_type": "client_credential", "appid": OA.app_id, "secret": OA.secret}
    return requests.get(f"{control.base}/api/cgi-bin/token", params=query, timeout=5).json()


def ask(control: Control, base: str, token: str) -> int:
    """The errcode of a harmless call with this token."""
    url = f"{control.base}{base}/cgi-bin/getcallbackip"
    answer = requests.get(url, params={"access_token": token} if token else {}, timeout=5).json()
    return int(answer.get("errcode", 0))


@pytest.mark.parametrize(
    ("query", "errcode"),
    [
        ({}, 41002),
        ({"corpid": CORP.corp_id}, 41004),
        ({"corpid": "ww0", "corpsecret": "x"}, 40013),
        ({"corpid": CORP.corp_id, "corpsecret": "x"}, 40001),
        ({"corpid": CORP.corp_id, "corpsecret": CORP.secret}, 0),
    ],
)
def test_gettoken_names_what_is_wrong_with_the_credentials(
    control: Control, query: dict[str, str], errcode: int
) -> None:
    assert wecom_token(control, **query)["errcode"] == errcode


def test_the_missing_secret_is_the_one_bare_error_text(control: Control) -> None:
    assert wecom_token(control, corpid=CORP.corp_id) == {"errcode": 41004, "errmsg": "corpsecret missing"}


def test_a_company_token_is_the_same_until_it_ends_with_business_time(control: Control) -> None:
    first, again = control.wecom_token(), control.wecom_token()
    control.post("clock", advance_seconds=7201)

    assert first == again
    assert ask(control, "/qyapi", first) == 42001
    assert control.wecom_token() != first


def test_rotation_and_the_other_code_for_expiry_are_switches(start: Start) -> None:
    control = start(switches=Switches(rotate_tokens=True, expired_token=40014, token_seconds=60))
    first = control.wecom_token()

    assert control.wecom_token() != first
    control.post("clock", advance_seconds=61)
    assert ask(control, "/qyapi", first) == 40014


@pytest.mark.parametrize(("base", "unknown"), [("/qyapi", 40014), ("/api", 40001)])
def test_a_missing_and_an_unknown_token_differ(control: Control, base: str, unknown: int) -> None:
    assert ask(control, base, "") == 41001
    assert ask(control, base, "made-up") == unknown


def test_forced_invalidation_makes_every_token_unknown(control: Control) -> None:
    tokens = (control.wecom_token(), control.wechat_token())

    control.post("tokens/forget")

    assert (ask(control, "/qyapi", tokens[0]), ask(control, "/api", tokens[1])) == (40014, 40001)


def test_a_second_account_token_ends_the_first_after_five_minutes_but_not_the_stable_one(
    control: Control,
) -> None:
    stable, first = control.wechat_token(), oa_token(control)["access_token"]
    oa_token(control)

    assert ask(control, "/api", first) == 0
    control.post("clock", advance_seconds=301)
    assert ask(control, "/api", first) == 42001
    assert ask(control, "/api", stable) == 0
    assert control.wechat_token() == stable


def test_a_forced_stable_refresh_kills_the_old_one_and_needs_a_pause(control: Control) -> None:
    body = {"grant_type": "client_credential", "appid": OA.app_id, "secret": OA.secret, "force_refresh": True}
    old = control.wechat_token()
    url = f"{control.base}/api/cgi-bin/stable_token"

    fresh = requests.post(url, json=body, timeout=5).json()
    hasty = requests.post(url, json=body, timeout=5).json()

    assert fresh["access_token"] != old
    assert "errcode" not in fresh
    assert ask(control, "/api", old) == 42001
    assert hasty["errcode"] == 45009


def test_account_errors_have_a_rid_and_no_hint(control: Control) -> None:
    answer = requests.get(f"{control.base}/api/cgi-bin/token", params={"grant_type": "x"}, timeout=5).json()

    assert answer["errcode"] == 40002
    assert answer["errmsg"].startswith("invalid grant_type rid: 6458")


def test_an_untrusted_address_fails_at_the_first_call_here_and_at_the_token_there(start: Start) -> None:
    corp = dataclasses.replace(CORP, trusted_ips=("203.0.113.5",))
    oa = dataclasses.replace(OA, trusted_ips=("203.0.113.5",))
    control = start(corp=corp, oa=oa)

    assert ask(control, "/qyapi", control.wecom_token()) == 60020
    assert oa_token(control)["errcode"] == 40164


def test_apis_that_the_app_may_not_use_are_forbidden(start: Start) -> None:
    control = start(corp=dataclasses.replace(CORP, denied_apis=("user/get",)))

    assert control.wecom("user/get", userid="lisi")["errcode"] == 48002
    assert control.wecom("externalcontact/list", userid="lisi")["errcode"] == 48002


def test_members_are_found_in_any_case_and_strangers_are_not(control: Control) -> None:
    assert control.wecom("user/get", userid="zhangsan")["name"] == "张三"
    assert control.wecom("user/get", userid="nobody")["errcode"] == 60111
    assert [each["userid"] for each in control.wecom("user/simplelist", department_id="7")["userlist"]] == [
        "lisi"
    ]


def login(control: Control, person: str, appid: str, scope: str = "snsapi_base") -> requests.Response:
    """Open the platform's login page on somebody's phone, without following the way back."""
    query = {"appid": appid, "redirect_uri": BACK, "response_type": "code", "scope": scope, "state": "s1"}
    query["agentid"] = str(CORP.agent_id)
    url = f"{control.base}/open/connect/oauth2/authorize"
    return requests.get(
        url, params=query, cookies={"sandbox_person": person}, allow_redirects=False, timeout=5
    )


def code_of(answer: requests.Response) -> str:
    """The code on the way back."""
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query["x"] == ["1"]
    assert query["state"] == ["s1"]
    return query["code"][0]


def test_a_member_logs_in_once_per_code(control: Control) -> None:
    code = code_of(login(control, "zhang", CORP.corp_id))

    assert control.wecom("auth/getuserinfo", code=code)["userid"] == "ZhangSan"
    assert control.wecom("auth/getuserinfo", code=code)["errcode"] == 40029


def test_a_code_is_too_old_after_five_minutes(control: Control) -> None:
    code = code_of(login(control, "zhang", CORP.corp_id))
    control.post("clock", advance_seconds=301)

    assert control.wecom("auth/getuserinfo", code=code)["errcode"] == 40029


def test_private_scope_gives_a_ticket_for_the_details(control: Control) -> None:
    code = code_of(login(control, "zhang", CORP.corp_id, "snsapi_privateinfo"))
    ticket = control.wecom("auth/getuserinfo", code=code)["user_ticket"]

    assert control.wecom("auth/getuserdetail", {"user_ticket": ticket})["userid"] == "ZhangSan"
    assert control.wecom("auth/getuserdetail", {"user_ticket": "x"})["errcode"] == 84015


def test_a_user_logs_in_to_the_service_account(control: Control) -> None:
    code = code_of(login(control, "wang", OA.app_id, "snsapi_userinfo"))
    query = {"appid": OA.app_id, "secret": OA.secret, "code": code, "grant_type": "authorization_code"}
    sns = f"{control.base}/api/sns"

    first = requests.get(f"{sns}/oauth2/access_token", params=query, timeout=5).json()
    again = requests.get(f"{sns}/oauth2/access_token", params=query, timeout=5).json()
    user = {"access_token": first["access_token"], "openid": first["openid"]}
    info = requests.get(f"{sns}/userinfo", params=user, timeout=5).json()

    assert first["openid"] == "oSANDBOX0000000000000000wang"
    assert again["errcode"] == 40163
    assert info["nickname"] == "王五"


def test_a_page_for_members_opened_in_the_other_client_says_so(control: Control) -> None:
    answer = login(control, "wang", CORP.corp_id)

    assert answer.status_code == 403
    assert "请在企业微信客户端打开链接" in answer.text


def test_without_a_phone_the_login_page_asks_who_is_there(control: Control) -> None:
    answer = login(control, "", OA.app_id)

    assert "谁在打开这个页面" in answer.text
    assert "王五" in answer.text
    assert "张三" not in answer.text


def test_a_domain_that_is_not_trusted_gets_no_code(start: Start) -> None:
    control = start(corp=dataclasses.replace(CORP, trusted_domains=("bot.example",)))

    assert login(control, "zhang", CORP.corp_id).status_code == 403


def test_opening_as_somebody_sets_the_cookie_and_stays_on_this_machine(control: Control) -> None:
    here = requests.get(f"{control.base}/sandbox/as/zhang?to={BACK}", allow_redirects=False, timeout=5)
    away = requests.get(
        f"{control.base}/sandbox/as/zhang?to=http://203.0.113.5/", allow_redirects=False, timeout=5
    )

    assert here.headers["Location"] == BACK
    assert here.cookies["sandbox_person"] == "zhang"
    assert away.status_code == 400


MENUS: list[tuple[str, list[Any], int]] = [
    ("good", [{"type": "click", "name": "检查", "key": "k"}], 0),
    ("none", [], 40016),
    ("four", [{"type": "click", "name": "a", "key": "k"}] * 4, 40016),
    ("a long name", [{"type": "click", "name": "汉" * 6, "key": "k"}], 40018),
    ("no name", [{"type": "click", "key": "k"}], 41102),
    ("no key", [{"type": "click", "name": "a"}], 40019),
    ("no url", [{"type": "view", "name": "a"}], 40020),
    ("a strange type", [{"type": "sing", "name": "a"}], 40017),
    ("six below", [{"name": "a", "sub_button": [{"type": "click", "name": "b", "key": "k"}] * 6}], 40023),
    ("three levels", [{"name": "a", "sub_button": [{"name": "b", "sub_button": [{"name": "c"}]}]}], 40022),
]


@pytest.mark.parametrize(("buttons", "errcode"), [row[1:] for row in MENUS], ids=[row[0] for row in MENUS])
def test_a_menu_is_taken_or_refused(control: Control, buttons: list[Any], errcode: int) -> None:
    assert control.wecom("menu/create", {"button": buttons}, agentid=1000002)["errcode"] == errcode
    assert control.wecom("menu/get", agentid=1000002)["errcode"] == (46003 if errcode else 0)


@pytest.mark.parametrize(("flat", "path"), [("wecom", "gettoken"), ("wechat", "token")])
def test_a_flat_server_answers_without_a_prefix_too(start: Start, flat: str, path: str) -> None:
    control = start(flat=flat)
    query = {
        "corpid": CORP.corp_id,
        "corpsecret": CORP.secret,
        "grant_type": "client_credential",
        "appid": OA.app_id,
        "secret": OA.secret,
    }

    answer = requests.get(f"{control.base}/cgi-bin/{path}", params=query, timeout=5).json()

    assert answer["access_token"]


def test_an_api_that_does_not_exist_is_not_found(control: Control) -> None:
    url = f"{control.base}/qyapi/cgi-bin/message/sing?access_token={control.wecom_token()}"

    assert requests.post(url, json={}, timeout=5).status_code == 404
