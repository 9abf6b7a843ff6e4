"""One round trip of each kind: typed text, passive reply, card, click, swap, page, template, code."""

from typing import Any

from tests.sandbox.bots import reply, text_reply
from tests.sandbox.stage import Control, Start

CARD = {
    "card_type": "button_interaction",
    "task_id": "t-1",
    "main_title": {"title": "请选择"},
    "button_list": [{"text": "都对，继续", "key": "ok", "style": 1}, {"text": "有改动", "key": "no"}],
}


def test_a_typed_message_reaches_the_bot_and_its_passive_text_reaches_the_phone(start: Start) -> None:
    control = start(lambda message: text_reply(message, f"你说：{message['Content']}"))

    control.act("zhang", "say", text="电镀")

    assert control.bot.heard[0]["FromUserName"] == "ZhangSan"
    assert control.bot.heard[0]["Content"] == "电镀"
    assert control.last("zhang")["text"] == "你说：电镀"
    assert control.last("zhang")["via"] == "passive"


def test_a_tap_on_a_card_carries_key_task_and_code_and_the_button_turns_grey(start: Start) -> None:
    def answer(message: dict[str, Any]) -> str:
        return reply(message, "update_button", "<Button><ReplaceName>已选</ReplaceName></Button>")

    control = start(answer)
    control.send("template_card", CARD)

    done = control.act("zhang", "tap", label="都对，继续")

    event = control.bot.heard[0]
    assert (event["Event"], event["EventKey"], event["TaskId"]) == ("template_card_event", "ok", "t-1")
    assert event["ResponseCode"]
    assert done["callbacks"][0]["verdict"] == "reply"
    assert control.last("zhang")["state"]["replace_text"] == "已选"
    assert control.last("zhang")["taps"] == []


def test_a_service_account_message_in_secure_mode_gets_its_reply(start: Start) -> None:
    control = start(lambda message: text_reply(message, "您好"))

    control.act("zhao", "say", text="在吗")

    assert control.bot.queries[0]["encrypt_type"] == "aes"
    assert control.last("zhao")["text"] == "您好"


def test_a_template_message_arrives_and_its_result_is_called_back(control: Control) -> None:
    values = {
        "thing1": "排放口",
        "time2": "2023年5月8日 09:00",
        "character_string3": "A-7",
        "phrase4": "待签收",
    }
    body = {
        "touser": "oSANDBOX0000000000000000zhao",
        "template_id": "T1",
        "url": "http://127.0.0.1:1/n/x",
        "data": {key: {"value": value} for key, value in values.items()},
    }

    answer = control.wechat("message/template/send", body)

    assert answer["errcode"] == 0
    assert control.last("zhao")["rows"][0] == {"key": "thing1", "label": "事项", "value": "排放口"}
    control.get("idle", wait=5)
    assert control.bot.heard[0]["Event"] == "TEMPLATESENDJOBFINISH"
    assert control.bot.heard[0]["MsgID"] == str(answer["msgid"])


def test_scanning_a_code_with_a_scene_follows_with_that_scene(control: Control) -> None:
    made = control.wechat(
        "qrcode/create",
        {
            "action_name": "QR_STR_SCENE",
            "expire_seconds": 600,
            "action_info": {"scene": {"scene_str": "firm-7"}},
        },
    )

    control.act("wang", "scan", text=made["url"])

    assert control.bot.heard[0]["Event"] == "subscribe"
    assert control.bot.heard[0]["EventKey"] == "qrscene_firm-7"
    assert control.bot.heard[0]["Ticket"] == made["ticket"]
