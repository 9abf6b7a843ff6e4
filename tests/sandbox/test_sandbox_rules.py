"""Rules with few words: what is asked, what is answered, and which rule stands beside it in the log."""

import dataclasses
from typing import Any

import pytest

from sandbox.hands import cards as card_hands
from tests.sandbox.bots import reply
from tests.sandbox.stage import CORP, Control, Start

URL = "http://127.0.0.1/x"
MENU = {"desc": "更多", "action_list": [{"text": "停", "key": "stop"}]}


def button_card(task: str = "t1", **fields: Any) -> dict[str, Any]:
    return {
        "card_type": "button_interaction",
        "task_id": task,
        "main_title": {"title": "标题"},
        "button_list": [{"text": "好", "key": "ok"}],
        **fields,
    }


def notice(**fields: Any) -> dict[str, Any]:
    return {
        "card_type": "text_notice",
        "main_title": {"title": "标题"},
        "card_action": {"type": 1, "url": URL},
        **fields,
    }


def program(**fields: Any) -> dict[str, Any]:
    return {"appid": "wx1", "title": "会议室预订", "description": "4 楼 401", **fields}


TABLE: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("a quote that links nowhere", "template_card", notice(quote_area={"type": 1}), 42028, "K19"),
    ("a quote without appid", "template_card", notice(quote_area={"type": 2}), 42030, "K19"),
    ("a good miniprogram notice", "miniprogram_notice", program(), 0, ""),
    ("a title of three", "miniprogram_notice", program(title="会议室"), 40058, "S13"),
    ("a title of thirteen", "miniprogram_notice", program(title="会" * 13), 40058, "S13"),
    (
        "eleven rows",
        "miniprogram_notice",
        program(content_item=[{"key": "键", "value": "值"}] * 11),
        40058,
        "S13",
    ),
    (
        "a value of 31",
        "miniprogram_notice",
        program(content_item=[{"key": "键", "value": "值" * 31}]),
        40058,
        "S13",
    ),
    (
        "a long title",
        "textcard",
        {"title": "字" * 43, "description": "描述", "url": URL},
        0,
        "S6",
    ),
    (
        "a long button of a text card",
        "textcard",
        {"title": "字", "description": "描述", "url": URL, "btntxt": "查看全部"},
        0,
        "",
    ),
]


@pytest.mark.parametrize(
    ("kind", "part", "errcode", "rule"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_answer_and_its_rule(
    control: Control, kind: str, part: dict[str, Any], errcode: int, rule: str
) -> None:
    answer = control.send(kind, part)

    assert answer["errcode"] == errcode
    assert [note["rule"] for note in control.get("log")["entries"][-1]["notes"]] == ([rule] if rule else [])


def test_what_is_cut_ends_at_a_character(control: Control) -> None:
    control.send("textcard", {"title": "字" * 43, "description": "述", "url": URL})

    assert control.last("zhang")["title"] == "字" * 42
    assert control.get("counters")["warnings"] == 1


def test_a_day_holds_two_hundred_times_the_cap(start: Start) -> None:
    control = start(corp=dataclasses.replace(CORP, account_cap=0))

    assert control.send("text", {"content": "好"})["errcode"] == 45009
    assert control.get("log")["entries"][-1]["notes"][0]["rule"] == "L2"


def update(control: Control, code: str, **part: Any) -> Any:
    body = {"agentid": CORP.agent_id, "response_code": code, **part}
    return control.wecom("message/update_template_card", body)


def test_an_update_names_those_who_never_got_the_card(control: Control) -> None:
    code = control.send("template_card", button_card())["response_code"]

    answer = update(control, code, userids=["ZhangSan", "lisi", "Nobody"], button={"replace_name": "完"})

    assert answer["invaliduser"] == ["nobody", "lisi"]
    assert control.last("zhang")["state"]["replace_text"] == "完"


def test_a_notice_has_no_button_to_grey_and_keeps_its_task(control: Control) -> None:
    code = control.send("template_card", notice(task_id="n1", action_menu=MENU))["response_code"]

    grey = update(control, code, userids=["ZhangSan"], button={"replace_name": "完"})
    other = update(control, code, userids=["ZhangSan"], template_card=notice(task_id="n2"))

    assert grey["errcode"] == 42017
    assert other["errcode"] == 0
    assert control.last("zhang")["card"]["task_id"] == "n1"
    assert control.get("log")["entries"][-1]["notes"][0]["rule"] == "U5"


def greying(message: dict[str, Any]) -> str:
    return reply(message, "update_button", "<Button><ReplaceName>完</ReplaceName></Button>")


def test_a_click_s_code_is_not_used_twice(start: Start) -> None:
    """The bot updates by the API first and then answers the same click."""
    control = start()

    def answer(message: dict[str, Any]) -> str:
        done = update(control, message["ResponseCode"], userids=["ZhangSan"], button={"replace_name": "先"})
        assert done["errcode"] == 0
        return greying(message)

    control.bot.answer = answer
    control.send("template_card", button_card())

    click = control.act("zhang", "tap", label="好")["callbacks"][0]

    assert (click["verdict"], click["why"]) == ("refused", "这次点击的 ResponseCode 已经用过")
    assert control.last("zhang")["state"]["replace_text"] == "先"


def test_a_menu_of_a_notice_cannot_be_answered_by_greying(start: Start) -> None:
    control = start(greying)
    control.send("template_card", notice(task_id="n3", action_menu=MENU))

    click = control.act("zhang", "tap", label="停")["callbacks"][0]

    assert (click["verdict"], "update_button" in click["why"]) == ("refused", True)


def test_a_click_is_used_up_after_three_days(start: Start) -> None:
    control = start()
    codes: list[str] = []

    def answer(message: dict[str, Any]) -> str:
        codes.append(message["ResponseCode"])
        return ""

    control.bot.answer = answer
    control.send("template_card", button_card())
    control.act("zhang", "tap", label="好")
    control.post("clock", advance_seconds=72 * 3600 + 1)

    assert update(control, codes[0], userids=["ZhangSan"], button={"replace_name": "迟"})["errcode"] == 42003


def test_what_a_fresh_card_has_selected() -> None:
    selectors = {"select_list": [{"question_key": "q", "selected_id": "x", "option_list": [{"id": "a"}]}]}

    assert card_hands.initial(selectors) == {"q": ["a"]}
