"""Template cards as a table: what is wrong with one, and the code for it. Then their life on a phone."""

from typing import Any

import pytest

from tests.sandbox.bots import reply
from tests.sandbox.stage import CORP, Control, Start

URL = "http://127.0.0.1/x"
TITLE = {"title": "标题"}
ACTION = {"type": 1, "url": URL}


def button_card(**fields: Any) -> dict[str, Any]:
    buttons = [{"text": "好", "key": "ok"}, {"text": "不", "key": "no"}]
    return {
        "card_type": "button_interaction",
        "task_id": "t1",
        "main_title": TITLE,
        "button_list": buttons,
        **fields,
    }


def vote_card(count: int = 3, **fields: Any) -> dict[str, Any]:
    options = [{"id": str(number), "text": f"第{number}项"} for number in range(count)]
    box = {"question_key": "q", "mode": 1, "option_list": options}
    submit = {"text": "提交", "key": "go"}
    return {
        "card_type": "vote_interaction",
        "task_id": "t2",
        "main_title": TITLE,
        "checkbox": box,
        "submit_button": submit,
        **fields,
    }


def select_card(count: int = 2, options: int = 2, **fields: Any) -> dict[str, Any]:
    lists = [
        {
            "question_key": f"q{n}",
            "title": f"选{n}",
            "option_list": [{"id": str(i), "text": f"{i}"} for i in range(options)],
        }
        for n in range(count)
    ]
    submit = {"text": "确定", "key": "go"}
    return {
        "card_type": "multiple_interaction",
        "task_id": "t3",
        "main_title": TITLE,
        "select_list": lists,
        "submit_button": submit,
        **fields,
    }


def notice(**fields: Any) -> dict[str, Any]:
    return {"card_type": "text_notice", "main_title": TITLE, "card_action": ACTION, **fields}


def news_card(**fields: Any) -> dict[str, Any]:
    image = {"url": URL, "aspect_ratio": 1.5}
    return {
        "card_type": "news_notice",
        "main_title": TITLE,
        "card_image": image,
        "card_action": ACTION,
        **fields,
    }


def rows(count: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"keyname": "名", "value": "值", **fields} for _ in range(count)]


MENU = {"desc": "更多", "action_list": [{"text": "停", "key": "a"}]}
TWICE = {"desc": "更多", "action_list": [{"text": "停", "key": "a"}, {"text": "走", "key": "a"}]}
BUTTON = {"text": "好", "key": "ok"}

TABLE: list[tuple[str, dict[str, Any], int]] = [
    ("a good button card", button_card(), 0),
    ("a good vote", vote_card(20), 0),
    ("good selectors", select_card(3, 10), 0),
    ("a good notice", notice(), 0),
    ("a good news notice", news_card(), 0),
    ("an unknown card type", {**notice(), "card_type": "poem"}, 42031),
    ("no task_id", button_card(task_id=""), 42014),
    ("a task_id with a blank", button_card(task_id="a b"), 42014),
    ("a task_id of 129 bytes", button_card(task_id="x" * 129), 42014),
    ("seven buttons", button_card(button_list=[{"text": "b", "key": str(n)} for n in range(7)]), 40058),
    ("no button", button_card(button_list=[]), 42038),
    ("a button without text", button_card(button_list=[{"key": "k"}]), 42038),
    ("a button without key", button_card(button_list=[{"text": "t"}]), 42039),
    ("two buttons with one key", button_card(button_list=[BUTTON, BUTTON]), 42039),
    ("a key of 1025 bytes", button_card(button_list=[{"text": "t", "key": "k" * 1025}]), 42039),
    ("a link button without url", button_card(button_list=[{"type": 1, "text": "t"}]), 42028),
    ("21 options", vote_card(21), 42037),
    ("no options", vote_card(0), 42037),
    (
        "options with one id",
        vote_card(checkbox={"question_key": "q", "option_list": [{"id": "1", "text": "a"}] * 2}),
        42040,
    ),
    (
        "an option without text",
        vote_card(checkbox={"question_key": "q", "option_list": [{"id": "1"}]}),
        42041,
    ),
    ("a vote without question", vote_card(checkbox={"option_list": [{"id": "1", "text": "a"}]}), 42043),
    ("a vote without submit key", vote_card(submit_button={"text": "x"}), 42046),
    ("four selectors", select_card(4), 42047),
    ("no selector", select_card(0), 42047),
    ("eleven entries", select_card(1, 11), 42037),
    ("a notice without action", notice(card_action=None), 42045),
    ("a notice with action type 0", notice(card_action={"type": 0}), 42045),
    ("an action without url", notice(card_action={"type": 1}), 42028),
    ("an action without appid", notice(card_action={"type": 2}), 42030),
    ("a notice without words", notice(main_title={"desc": "只有描述"}), 41016),
    ("seven rows", notice(horizontal_content_list=rows(7)), 42035),
    ("a row without name", notice(horizontal_content_list=rows(1, keyname="")), 42027),
    ("a link row without url", notice(horizontal_content_list=rows(1, type=1)), 42028),
    ("a file row without media", notice(horizontal_content_list=rows(1, type=2)), 42029),
    ("a file row with dead media", notice(horizontal_content_list=rows(1, type=2, media_id="x")), 40007),
    ("a member row without userid", notice(horizontal_content_list=rows(1, type=3)), 42050),
    ("four jumps", notice(jump_list=[{"title": "t", "type": 1, "url": URL}] * 4), 42042),
    ("a jump without title", notice(jump_list=[{"type": 1, "url": URL}]), 42033),
    ("five paragraphs", news_card(vertical_content_list=[{"title": "t"}] * 5), 42036),
    ("a news notice without picture", news_card(card_image=None), 42044),
    ("a picture too wide", news_card(card_image={"url": URL, "aspect_ratio": 2.25}), 40058),
    ("a corner menu without task_id", notice(action_menu=MENU), 42014),
    ("a corner menu", notice(action_menu=MENU, task_id="t9"), 0),
    ("a corner menu with one key twice", notice(action_menu=TWICE, task_id="t9"), 42051),
    ("buttons that are no list", button_card(button_list="x"), 40058),
]


@pytest.mark.parametrize(("card", "errcode"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_card_is_taken_or_refused_as_the_table_says(
    control: Control, card: dict[str, Any], errcode: int
) -> None:
    answer = control.send("template_card", card)

    assert answer["errcode"] == errcode
    callable_back = card.get("task_id") and errcode == 0
    assert bool(answer.get("response_code")) == bool(callable_back)


def test_a_task_id_is_good_for_one_card_only(control: Control) -> None:
    assert control.send("template_card", button_card())["errcode"] == 0
    assert control.send("template_card", button_card())["errcode"] == 42014


def test_long_words_are_shown_whole_and_only_remarked_upon(control: Control) -> None:
    control.send(
        "template_card",
        vote_card(checkbox={"question_key": "q", "option_list": [{"id": "1", "text": "长" * 18}]}),
    )

    assert control.get("counters")["advice"] == 1
    assert control.get("counters")["warnings"] == 0
    assert control.last("zhang")["card"]["checkbox"]["option_list"][0]["text"] == "长" * 18


def test_parts_that_a_kind_of_card_does_not_have_are_not_shown(control: Control) -> None:
    control.send("template_card", vote_card(sub_title_text="看不见"))

    assert "sub_title_text" not in control.last("zhang")["card"]
    assert control.get("log")["entries"][-1]["notes"][0]["rule"] == "K17"


def test_ticks_and_drop_downs_come_back_by_question_in_the_order_of_the_card(control: Control) -> None:
    control.send("template_card", vote_card())
    control.act("zhang", "submit", ticks=["第2项", "0"])
    control.send("template_card", select_card())
    control.act("zhang", "submit", picks={"选1": "1"})

    vote, picked = control.bot.heard
    assert vote["CardType"] == "vote_interaction"
    assert vote["SelectedItems"]["SelectedItem"]["OptionIds"]["OptionId"] == ["0", "2"]
    items = picked["SelectedItems"]["SelectedItem"]
    assert [each["QuestionKey"] for each in items] == ["q0", "q1"]
    assert [each["OptionIds"]["OptionId"] for each in items] == ["0", "1"]


def test_an_update_by_code_works_once_and_reaches_only_the_named(control: Control) -> None:
    body = {"touser": "ZhangSan|lisi", "msgtype": "template_card", "agentid": CORP.agent_id}
    code = control.wecom("message/send", {**body, "template_card": button_card()})["response_code"]
    update = {"agentid": CORP.agent_id, "userids": ["zhangsan", "Nobody"], "response_code": code}

    first = control.wecom("message/update_template_card", {**update, "button": {"replace_name": "已办"}})
    again = control.wecom("message/update_template_card", {**update, "button": {"replace_name": "已办"}})

    assert first == {"errcode": 0, "errmsg": "ok", "invaliduser": ["nobody"]}
    assert again["errcode"] == 42022
    assert control.last("zhang")["state"]["replace_text"] == "已办"
    assert control.last("li")["state"] == {}


def test_a_code_is_too_old_after_72_hours(control: Control) -> None:
    code = control.send("template_card", button_card())["response_code"]
    control.post("clock", advance_seconds=72 * 3600 + 1)

    update = {"agentid": CORP.agent_id, "atall": 1, "response_code": code, "button": {"replace_name": "x"}}

    assert control.wecom("message/update_template_card", update)["errcode"] == 42003


def test_a_card_swapped_in_the_reply_stays_one_message_and_keeps_its_task(start: Start) -> None:
    def answer(message: dict[str, Any]) -> str:
        card = (
            "<TemplateCard><CardType>vote_interaction</CardType><MainTitle><Title>二</Title></MainTitle>"
            "<CheckBox><QuestionKey>q</QuestionKey>"
            "<OptionList><Id>1</Id><Text>甲</Text><IsChecked>true</IsChecked></OptionList>"
            "<OptionList><Id>2</Id><Text>乙</Text></OptionList><Mode>1</Mode></CheckBox>"
            "<SubmitButton><Text>下一组</Text><Key>s2</Key></SubmitButton></TemplateCard>"
        )
        return reply(message, "update_template_card", card)

    control = start(answer)
    control.send("template_card", vote_card())

    control.act("zhang", "submit", ticks=["第1项"])
    control.act("zhang", "submit", label="下一组", ticks=["乙"])

    assert len(control.phone("zhang")) == 1
    assert control.last("zhang")["swaps"] == 2
    first, second = control.bot.heard
    assert (second["EventKey"], second["TaskId"]) == ("s2", "t2")
    assert second["ResponseCode"] != first["ResponseCode"]
    assert second["SelectedItems"]["SelectedItem"]["OptionIds"]["OptionId"] == ["1", "2"]
    counters = control.get("counters")
    assert counters["bot_messages"]["people"] == {"zhang": 1}
    assert counters["swaps"] == 2


def test_a_greyed_card_takes_no_more_taps(start: Start) -> None:
    control = start(
        lambda message: reply(message, "update_button", "<Button><ReplaceName>完</ReplaceName></Button>")
    )
    control.send("template_card", button_card())
    control.act("zhang", "tap", label="好")

    refused = control.act("zhang", "tap", label="好")

    assert refused["ok"] is False
    assert "好" in refused["error"]
    assert len(control.bot.heard) == 1
