"""How often, how long, how many: the limits that answer 45009, and those that drop without a word."""

from typing import Any

import pytest
import requests

from sandbox.settings import Switches
from sandbox.world.media import amr_seconds
from tests.sandbox.stage import CORP, OA, Control, Start

TO_LI = {"touser": "lisi", "msgtype": "text", "agentid": CORP.agent_id, "text": {"content": "好"}}
FRAME = b"\x3c" + b"0" * 31
"""20 ms of AMR-NB at its best rate."""


def upload(control: Control, base: str, token: str, name: str, content: bytes, kind: str) -> Any:
    query = {"access_token": token, "type": kind}
    files = {"media": (name, content)}
    return requests.post(f"{control.base}{base}/media/upload", params=query, files=files, timeout=10).json()


def test_over_the_minute_an_api_is_closed(start: Start) -> None:
    control = start(switches=Switches(api_per_minute=2))
    query = {"access_token": control.wecom_token(), "userid": "lisi"}
    url = f"{control.base}/qyapi/cgi-bin/user/get"

    codes = [requests.get(url, params=query, timeout=5).json()["errcode"] for _ in range(4)]

    assert codes == [0, 0, 45009, 45009]


def test_sending_does_not_count_in_the_base_frequency(start: Start) -> None:
    control = start(switches=Switches(api_per_minute=3))
    token = control.wecom_token()
    url = f"{control.base}/qyapi/cgi-bin/message/send"

    answers = [
        requests.post(url, params={"access_token": token}, json=TO_LI, timeout=5).json() for _ in range(5)
    ]

    assert {each["errcode"] for each in answers} == {0}


def test_an_excess_closes_the_api_for_its_whole_minute(control: Control) -> None:
    quota, clock = control.rig.world.quota, control.rig.world.clock
    now = [1_000_000.0 - 1_000_000.0 % 60 + 50]
    clock._real = lambda: now[0]

    passed = [quota.within("x", 2, 60) for _ in range(3)]
    now[0] += 30
    still_closed = quota.within("x", 2, 60)
    now[0] += 31

    assert passed == [True, True, False]
    assert not still_closed
    assert quota.within("x", 2, 60)


def test_one_address_may_not_call_without_end(start: Start) -> None:
    control = start(switches=Switches(ip_per_minute=1))
    token = control.wecom_token()
    query = {"access_token": token, "userid": "lisi"}
    answers = [
        requests.get(f"{control.base}/qyapi/cgi-bin/user/get", params=query, timeout=5).json()
        for _ in range(2)
    ]

    assert [each["errcode"] for each in answers] == [0, 45009]
    assert control.get("log")["entries"][-1]["notes"][0]["rule"] == "L4"


def test_a_day_s_calls_are_used_up_cleared_and_back_tomorrow(start: Start) -> None:
    control = start(switches=Switches(daily_share=0.004))

    def followers() -> int:
        return int(control.wechat("user/get").get("errcode", 0))

    first = [followers() for _ in range(3)]
    cleared = control.wechat("clear_quota", {"appid": OA.app_id})["errcode"]
    after = [followers() for _ in range(3)]
    control.post("clock", advance_seconds=86_400)

    assert first == [0, 0, 45009]
    assert cleared == 0
    assert after == first
    assert followers() == 0


def test_a_stable_token_is_forced_twenty_times_a_day(control: Control) -> None:
    now = [control.rig.world.clock.real()]
    control.rig.world.clock._real = lambda: now[0]
    body = {
        "grant_type": "client_credential",
        "appid": OA.app_id,
        "secret": OA.secret,
        "force_refresh": True,
    }
    codes = []
    for _ in range(21):
        now[0] += 31
        answer = requests.post(f"{control.base}/api/cgi-bin/stable_token", json=body, timeout=5).json()
        codes.append(answer.get("errcode", 0))

    assert codes == [0] * 20 + [45009]


def test_a_wrong_secret_asked_two_thousand_times_closes_gettoken(control: Control) -> None:
    control.rig.world.quota._counts.update(
        {("gettoken/failing", str(int(control.rig.world.clock.real() // 3600))): 2000}
    )
    query = {"corpid": CORP.corp_id, "corpsecret": "wrong"}

    answer = requests.get(f"{control.base}/qyapi/cgi-bin/gettoken", params=query, timeout=5).json()

    assert answer["errcode"] == 45009


def test_the_length_of_a_voice_is_counted_in_frames(control: Control) -> None:
    minute = b"#!AMR\n" + FRAME * 50 * 60
    token = control.wecom_token()

    fits = upload(control, "/qyapi/cgi-bin", token, "a.amr", minute, "voice")
    long = upload(control, "/qyapi/cgi-bin", token, "a.amr", minute + FRAME, "voice")

    assert amr_seconds(minute) == pytest.approx(60)
    assert amr_seconds(b"ID3") == 0
    assert fits["errcode"] == 0
    assert long["errcode"] == 45007


def test_the_201st_group_message_in_a_minute_is_dropped_without_a_word(control: Control) -> None:
    control.wecom("appchat/create", {"chatid": "g1", "owner": "lisi", "userlist": ["lisi", "ZhangSan"]})
    for _ in range(200):
        control.rig.world.limits.group_member_may_receive("li")

    answer = control.wecom("appchat/send", {"chatid": "g1", "msgtype": "text", "text": {"content": "群"}})

    assert answer["errcode"] == 0
    assert control.phone("li") == []
    assert len(control.phone("zhang")) == 1


def test_tokens_can_be_ended_as_if_by_time(control: Control) -> None:
    token = control.wecom_token()

    control.post("tokens/forget", **{"as": "expired"})

    query = {"access_token": token, "userid": "lisi"}
    answer = requests.get(f"{control.base}/qyapi/cgi-bin/user/get", params=query, timeout=5).json()
    assert answer["errcode"] == 42001


REMARKS: list[tuple[str, str, dict[str, Any], str]] = [
    ("a text with a div", "text", {"content": '<div class="gray">灰</div>'}, "S16"),
    (
        "a card with a link tag",
        "textcard",
        {"title": "t", "description": '<a href="http://127.0.0.1">x</a>', "url": "http://127.0.0.1/x"},
        "S16",
    ),
    ("markdown with a list", "markdown", {"content": "- 一\n- 二"}, "S15"),
    (
        "a button of style 9",
        "template_card",
        {
            "card_type": "button_interaction",
            "task_id": "r1",
            "main_title": {"title": "t"},
            "button_list": [{"text": "好", "key": "k", "style": 9}],
        },
        "K21",
    ),
    (
        "a selected_id that is nobody's",
        "template_card",
        {
            "card_type": "multiple_interaction",
            "task_id": "r2",
            "main_title": {"title": "t"},
            "select_list": [
                {"question_key": "q", "selected_id": "z", "option_list": [{"id": "a", "text": "甲"}]}
            ],
            "submit_button": {"text": "好", "key": "k"},
        },
        "K21",
    ),
    (
        "a vote sent disabled",
        "template_card",
        {
            "card_type": "vote_interaction",
            "task_id": "r3",
            "main_title": {"title": "t"},
            "checkbox": {"question_key": "q", "disable": True, "option_list": [{"id": "a", "text": "甲"}]},
            "submit_button": {"text": "好", "key": "k"},
        },
        "K20",
    ),
]


@pytest.mark.parametrize(("kind", "part", "rule"), [row[1:] for row in REMARKS], ids=[r[0] for r in REMARKS])
def test_what_a_client_would_show_oddly_is_remarked(
    control: Control, kind: str, part: dict[str, Any], rule: str
) -> None:
    answer = control.send(kind, part)

    call = control.get("log")["entries"][-1]
    assert answer["errcode"] == 0
    assert [note["rule"] for note in call["notes"]] == [rule]


def test_an_update_that_names_nobody_changes_nothing_and_says_so(control: Control) -> None:
    card = {
        "card_type": "button_interaction",
        "task_id": "u1",
        "main_title": {"title": "t"},
        "button_list": [{"text": "好", "key": "k"}],
    }
    code = control.send("template_card", card)["response_code"]

    body = {"agentid": CORP.agent_id, "response_code": code, "button": {"replace_name": "完"}}
    answer = control.wecom("message/update_template_card", body)

    assert answer["errcode"] == 0
    assert control.last("zhang")["state"] == {}
    assert control.get("log")["entries"][-1]["notes"][0]["rule"] == "U6"
