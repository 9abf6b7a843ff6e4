"""The service account: template values, consents, customer-service windows, codes with a scene."""

from typing import Any

import pytest
import requests

from sandbox.platform.wechat.values import fits
from sandbox.settings import TemplateField
from tests.sandbox.stage import Control

ZHAO, WANG = "oSANDBOX0000000000000000zhao", "oSANDBOX0000000000000000wang"
GOOD = {
    "thing1": "排放口标志牌",
    "time2": "2023年5月8日 09:00",
    "character_string3": "2023-7",
    "phrase4": "待签收",
}

VALUES: list[tuple[str, str, bool]] = [
    ("thing1", "二十个字以内都可以包括标点和123，。", True),
    ("thing1", "字" * 20, True),
    ("thing1", "字" * 21, False),
    ("thing1", "  ", False),
    ("thing1", "", False),
    ("character_string2", "WH-2023/7#a", True),
    ("character_string2", "编号7", False),
    ("character_string2", "a" * 33, False),
    ("time3", "15:01", True),
    ("time3", "2023年5月8日 15:01", True),
    ("time3", "2023年5月8日", True),
    ("time3", "09:00~10:00", True),
    ("time3", "明天", False),
    ("date4", "2023-05-08", True),
    ("number5", "12.5", True),
    ("number5", "十二", False),
    ("amount6", "¥12.5元", True),
    ("phone_number7", "+86-0577-0000000", True),
    ("phone_number7", "1" * 18, False),
    ("car_number8", "浙C00000挂", True),
    ("name9", "陈龑", True),
    ("name9", "Zhang San", True),
    ("name9", "张3", False),
    ("name9", "字" * 11, False),
    ("phrase10", "待签收", True),
    ("phrase10", "待签收A", False),
    ("phrase10", "六个字是不行", False),
    ("letter11", "ABC", True),
    ("letter11", "AB1", False),
    ("symbol12", "★★★", True),
    ("short_thing13", "字" * 11, False),
    ("unheard14", "随便", True),
]


@pytest.mark.parametrize(("key", "value", "good"), VALUES)
def test_a_value_fits_the_type_in_its_key(key: str, value: str, good: bool) -> None:
    assert fits(TemplateField(key, key), value) is good


def template(openid: str = ZHAO, **changes: Any) -> dict[str, Any]:
    values = GOOD | changes
    data = {key: {"value": value} for key, value in values.items() if value is not None}
    return {"touser": openid, "template_id": "T1", "data": data}


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        (template(), 0),
        (template("oNOBODY"), 40003),
        (template() | {"template_id": "T9"}, 40037),
        (template() | {"template_id": "N1"}, 40037),
        (template(thing1="字" * 21), 47003),
        (template(phrase4=None), 47003),
        (template(extra9="多"), 47003),
        (template(character_string3="编号"), 47003),
        (template(WANG), 43004),
    ],
)
def test_a_template_message_is_taken_or_refused(control: Control, body: dict[str, Any], errcode: int) -> None:
    answer = control.wechat("message/template/send", body)

    assert answer["errcode"] == errcode
    assert errcode != 47003 or answer["errmsg"].startswith("argument invalid! data.")


def test_the_old_first_and_remark_are_ignored_with_a_remark(control: Control) -> None:
    control.wechat("message/template/send", template(first="您好", remark="谢谢"))

    assert [row["key"] for row in control.last("zhao")["rows"]] == list(GOOD)
    assert control.get("counters")["advice"] == 2


def test_one_client_msg_id_sends_once_in_ten_minutes(control: Control) -> None:
    body = template() | {"client_msg_id": "n-7"}

    first, again = (control.wechat("message/template/send", body) for _ in range(2))
    control.post("clock", advance_seconds=601)
    later = control.wechat("message/template/send", body)

    assert first["msgid"] == again["msgid"] != later["msgid"]
    assert len(control.phone("zhao")) == 2


def test_a_blocked_template_message_is_ok_at_first_and_fails_in_the_callback(control: Control) -> None:
    control.post("faults", kind="template_blocked", person="zhao")

    assert control.wechat("message/template/send", template())["errcode"] == 0
    control.get("idle", wait=5)

    assert control.phone("zhao") == []
    assert control.bot.heard[0]["Status"] == "failed:user block"


def custom(control: Control, words: str = "您好") -> int:
    body = {"touser": ZHAO, "msgtype": "text", "text": {"content": words}}
    return int(control.wechat("message/custom/send", body)["errcode"])


def test_five_answers_to_a_message_and_none_after_48_hours(control: Control) -> None:
    assert custom(control) == 45015
    control.act("zhao", "say", text="在吗")

    assert [custom(control) for _ in range(6)] == [0, 0, 0, 0, 0, 45047]
    control.act("zhao", "say", text="还在吗")
    control.post("clock", advance_seconds=48 * 3600 - 5)
    assert custom(control) == 0
    control.post("clock", advance_seconds=10)
    assert custom(control) == 45015


def test_a_menu_click_gives_three_in_a_minute_and_uses_them_before_the_long_window(control: Control) -> None:
    control.wechat("menu/create", {"button": [{"type": "click", "name": "我的", "key": "mine"}]})
    control.act("zhao", "say", text="在吗")
    control.act("zhao", "menu", name="我的")

    assert control.bot.heard[-1]["Event"] == "CLICK"
    assert [custom(control) for _ in range(3)] == [0, 0, 0]
    windows = {each["reason"]: each["left"] for each in control.get("people")[3]["windows"]}
    assert windows == {"message": 5, "menu": 0}


def test_unfollowing_closes_every_window(control: Control) -> None:
    control.act("zhao", "say", text="在吗")
    control.act("zhao", "unfollow")

    assert custom(control) == 45015
    assert control.bot.kinds() == ["text", "unsubscribe"]


def test_a_notice_needs_one_consent_per_send(control: Control) -> None:
    body = {"touser": WANG, "template_id": "N1", "data": {"thing1": {"value": "到期提醒"}}}

    assert control.wechat("message/subscribe/bizsend", body)["errcode"] == 43101
    control.act("wang", "consent", template="N1")
    assert control.wechat("message/subscribe/bizsend", body)["errcode"] == 0
    assert control.wechat("message/subscribe/bizsend", body)["errcode"] == 43101
    assert control.last("wang")["via"] == "notice"


def scene(**scene: Any) -> dict[str, Any]:
    kind = "QR_STR_SCENE" if "scene_str" in scene else "QR_SCENE"
    return {"action_name": kind, "expire_seconds": 60, "action_info": {"scene": scene}}


@pytest.mark.parametrize(
    ("body", "errcode"),
    [
        (scene(scene_str="x" * 65), 40053),
        (scene(scene_str=""), 40053),
        (scene(scene_id=0), 40053),
        (scene(scene_id=7) | {"action_name": "QR_LIMIT_SCENE"}, 0),
        (scene(scene_id=100_001) | {"action_name": "QR_LIMIT_SCENE"}, 40053),
        ({"action_name": "QR_POEM"}, 40099),
    ],
)
def test_a_code_with_a_scene_is_made_or_refused(control: Control, body: dict[str, Any], errcode: int) -> None:
    assert control.wechat("qrcode/create", body).get("errcode", 0) == errcode


def test_a_follower_scans_without_the_prefix_and_an_old_code_no_more(control: Control) -> None:
    made = control.wechat("qrcode/create", scene(scene_id=12))

    control.act("zhao", "scan", text=made["url"])
    control.post("clock", advance_seconds=61)
    refused = control.act("zhao", "scan", text=made["url"])

    assert control.bot.heard[0]["Event"] == "SCAN"
    assert control.bot.heard[0]["EventKey"] == "12"
    assert refused == {"ok": False, "error": "二维码已过期", "seen": []}


def test_the_picture_behind_a_ticket_can_be_scanned_off_another_phone(control: Control) -> None:
    made = control.wechat("qrcode/create", scene(scene_str="bind-9"))
    picture = requests.get(
        f"{control.base}/mp/cgi-bin/showqrcode", params={"ticket": made["ticket"]}, timeout=5
    )
    upload = f"{control.base}/qyapi/cgi-bin/media/upload"
    query = {"access_token": control.wecom_token(), "type": "image"}
    media = requests.post(upload, params=query, files={"media": ("q.png", picture.content)}, timeout=5).json()
    control.send("image", {"media_id": media["media_id"]})

    control.act("wang", "scan", **{"from": "zhang"})

    assert control.bot.heard[0]["EventKey"] == "qrscene_bind-9"
    assert control.get("people")[2]["follows"] is True


def test_user_info_tells_whether_somebody_follows(control: Control) -> None:
    assert control.wechat("user/info", openid=WANG)["subscribe"] == 0
    assert control.wechat("user/info", openid=ZHAO)["subscribe"] == 1
    assert control.wechat("user/info", openid="x")["errcode"] == 40003


def test_a_message_menu_entry_says_its_words_when_touched(control: Control) -> None:
    control.act("zhao", "say", text="在吗")
    part = {"head_content": "满意吗？", "list": [{"id": "101", "content": "满意"}], "tail_content": "谢谢"}
    control.wechat("message/custom/send", {"touser": ZHAO, "msgtype": "msgmenu", "msgmenu": part})

    control.act("zhao", "tap", label="满意")

    assert control.bot.heard[-1]["Content"] == "满意"
    assert control.bot.heard[-1]["bizmsgmenuid"] == "101"
