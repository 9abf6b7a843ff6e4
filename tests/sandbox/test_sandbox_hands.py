"""What people do: every deed, its callback, and how it is counted; the clock; spans; the log."""

from typing import Any

import pytest
import requests

from tests.sandbox.stage import Control

MENU = [
    {"name": "检查", "sub_button": [{"type": "click", "name": "开始检查", "key": "begin"}]},
    {"type": "scancode_waitmsg", "name": "扫码", "key": "scan"},
    {
        "name": "更多",
        "sub_button": [
            {"type": "pic_sysphoto", "name": "拍照", "key": "shoot"},
            {"type": "location_select", "name": "位置", "key": "where"},
            {"type": "view", "name": "网页", "url": "http://127.0.0.1:9/board"},
        ],
    },
]
VOTE = {
    "card_type": "vote_interaction",
    "task_id": "t",
    "main_title": {"title": "一"},
    "checkbox": {
        "question_key": "q",
        "mode": 1,
        "option_list": [
            {"id": "1", "text": "没有标志牌"},
            {"id": "2", "text": "台账缺页"},
            {"id": "0", "text": "本组没有问题", "is_checked": True},
        ],
    },
    "submit_button": {"key": "s"},
}


def interactions(control: Control, person: str = "zhang") -> int:
    return int(control.get("counters")["interactions"]["people"].get(person, 0))


@pytest.mark.parametrize(
    ("deed", "body", "heard", "touches"),
    [
        ("say", {"text": "电镀"}, ["text"], 2),
        ("photos", {"samples": ["outlet.jpg", "drums.jpg"]}, ["image", "image"], 8),
        ("voice", {"text": "明天改"}, ["voice"], 2),
        ("location", {"label": "北白象镇"}, ["location"], 3),
        ("link", {"title": "报道", "url": "http://127.0.0.1/"}, ["link"], 2),
        ("enter", {}, ["enter_agent"], 1),
        ("unfollow", {}, ["unsubscribe"], 0),
        ("menu", {"name": "开始检查"}, ["click"], 2),
        ("menu", {"name": "扫码", "text": "9133"}, ["scancode_waitmsg"], 2),
        ("menu", {"name": "拍照", "samples": ["ledger.jpg"]}, ["pic_sysphoto", "image"], 4),
        (
            "menu",
            {"name": "位置", "latitude": 28.1, "longitude": 120.9, "label": "乐清"},
            ["location_select"],
            3,
        ),
        ("menu", {"name": "网页"}, ["view"], 2),
        ("pages", {"clicks": 2, "fields": 3}, [], 5),
    ],
)
def test_a_deed_is_called_back_and_counted(
    control: Control, deed: str, body: dict[str, Any], heard: list[str], touches: int
) -> None:
    control.wecom("menu/create", {"button": MENU}, agentid=1000002)

    done = control.act("zhang", deed, **body)

    assert done["ok"] is True
    assert control.bot.kinds() == heard
    assert interactions(control) == touches


def test_ticks_are_counted_by_change_and_the_submit_by_one(control: Control) -> None:
    control.send("template_card", VOTE)

    control.act("zhang", "submit", ticks=["没有标志牌", "2"], unticks=["本组没有问题"])

    assert interactions(control) == 4
    ids = control.bot.heard[0]["SelectedItems"]["SelectedItem"]["OptionIds"]["OptionId"]
    assert ids == ["1", "2"]


def test_an_option_must_be_named_without_doubt(control: Control) -> None:
    control.send("template_card", VOTE)

    refused = control.act("zhang", "submit", ticks=["有"])

    assert refused["ok"] is False
    assert refused["seen"] == ["没有标志牌", "台账缺页", "本组没有问题"]
    assert control.bot.heard == []


def test_a_double_tap_is_two_clicks_with_two_codes(control: Control) -> None:
    control.send("template_card", VOTE)

    control.act("zhang", "tap", label="提交", times=2)

    first, second = control.bot.heard
    assert first["ResponseCode"] != second["ResponseCode"]
    assert first["EventKey"] == second["EventKey"]


def test_what_is_not_on_the_screen_cannot_be_tapped(control: Control) -> None:
    control.send("template_card", VOTE)

    refused = control.act("zhang", "tap", label="同意")

    assert refused["error"] == "没有找到可以点的“同意”"
    assert refused["seen"] == ["提交"]
    assert interactions(control) == 0


@pytest.mark.parametrize("label", ["点此登记", "网页", "登记"])
def test_a_link_is_opened_by_its_label_or_by_words_beside_it(control: Control, label: str) -> None:
    control.send("text", {"content": '网页：<a href="http://127.0.0.1:9/form">点此登记</a>'})

    done = control.act("zhang", "open", label=label)

    assert done["opens"] == "http://127.0.0.1:9/form"
    assert done["browse"].endswith("/sandbox/as/zhang?to=http%3A%2F%2F127.0.0.1%3A9%2Fform")
    assert done["frame"].endswith("/form")
    assert interactions(control) == 1


def test_a_stranger_to_the_account_cannot_write_before_following(control: Control) -> None:
    assert control.act("wang", "say", text="在吗")["error"] == "先关注服务号"
    control.act("wang", "follow")

    assert control.act("wang", "say", text="在吗")["ok"] is True


def test_uploaded_photos_arrive_at_the_bot_as_media(control: Control) -> None:
    url = f"{control.base}/sandbox/people/zhang/photos"
    photo = b"\xff\xd8\xff" + b"0" * 100
    requests.post(url, files={"photo": ("a.jpg", photo)}, data={"wait": "5"}, timeout=10)

    media = control.bot.heard[0]["MediaId"]
    query = {"access_token": control.wecom_token(), "media_id": media}
    answer = requests.get(f"{control.base}/qyapi/cgi-bin/media/get", params=query, timeout=5)
    picture = requests.get(control.bot.heard[0]["PicUrl"], timeout=5)

    assert answer.content == picture.content == photo


def test_spans_count_only_what_falls_inside_for_whom_they_watch(control: Control) -> None:
    control.act("zhang", "say", text="1")
    control.post("spans", name="检查", people=["zhang"])
    control.act("zhang", "say", text="2")
    control.act("li", "say", text="3")
    control.send("text", {"content": "好"})
    control.post("spans/end", name="检查")
    control.act("zhang", "say", text="4")

    span = control.get("spans")[0]
    assert (span["interactions"], span["bot_messages"], span["callbacks"]) == (2, 1, 1)
    assert span["open"] is False


def test_the_clock_only_moves_forward_and_is_shown_on_phones(control: Control) -> None:
    assert control.get("clock")["now"].startswith("2023-05-08T09:00:0")

    moved = control.post("clock", to="2023-05-12T09:15:00+08:00")
    control.act("zhang", "say", text="早")
    back = control.post("clock", to="2023-05-11T09:15:00+08:00")
    control.post("clock", advance_seconds=3600)

    assert moved["now"] == "2023-05-12T09:15:00+08:00"
    assert control.last("zhang")["at"].startswith("2023-05-12T09:15:0")
    assert back["error"] == "时间只能向前走"
    assert control.get("clock")["now"].startswith("2023-05-12T10:15:0")


def test_messages_are_followed_by_cursor_and_a_wait_ends_when_something_comes(control: Control) -> None:
    control.act("zhang", "say", text="1")
    cursor = control.get("people/zhang/messages")["cursor"]

    assert control.get("people/zhang/messages", after=cursor)["messages"] == []
    control.post("people/zhang/say", text="2")
    found = control.get("people/zhang/messages", after=cursor, wait=5)
    assert [each["text"] for each in found["messages"]] == ["2"]


def test_the_log_keeps_both_sides_of_a_callback_and_no_token(control: Control) -> None:
    token = control.wecom_token()
    control.act("zhang", "say", text="电镀")
    control.send("text", {"content": "好"})

    entries = control.get("log")["entries"]
    callback = next(each for each in entries if each["kind"] == "callback")
    assert "电镀" in callback["plain"]
    assert "电镀" not in callback["body"]
    assert "<Encrypt>" in callback["body"]
    assert token not in str(entries)


def test_a_session_is_exported_as_transcript_and_as_scenario(control: Control) -> None:
    control.act("zhang", "say", text="电镀")
    control.send("template_card", VOTE)
    control.act("zhang", "submit", ticks=["1"])

    transcript = requests.get(f"{control.base}/sandbox/export.md", timeout=5).text
    scenario = requests.get(f"{control.base}/sandbox/export.yaml", timeout=5).text

    assert "> 电镀" in transcript
    assert "☑ 没有标志牌" in transcript
    assert "says: 电镀" in scenario
    assert "submits: 提交" in scenario


def test_only_this_machine_is_served(control: Control) -> None:
    answer = requests.get(f"{control.base}/sandbox/people", headers={"Host": "rebound.example"}, timeout=5)

    assert answer.status_code == 403
