"""The rules of template cards: one line a rule, request → answer."""

from typing import Any

from tests.sandbox.rule_rows import URL, Row, carded

NOTICE, NEWS, VOTE, SELECT = "text_notice", "news_notice", "vote_interaction", "multiple_interaction"


def listed(*rows: dict[str, Any]) -> Any:
    return carded(NOTICE, horizontal_content_list=list(rows))


def vote(*options: dict[str, Any]) -> Any:
    return carded(VOTE, checkbox={"question_key": "q", "option_list": list(options)})


ROWS = (
    Row("K1", "an unknown card_type", carded("poem"), 42031),
    Row("K2", "a task_id with a blank", carded(task_id="a b"), 42014),
    Row("K2", "a task_id twice", lambda control: [carded()(control) for _ in range(2)], [0, 42014]),
    Row("K3", "no task_id", carded(task_id=None), 42014),
    Row("K4", "no title", carded(NOTICE, main_title={"desc": "只有描述"}), 41016),
    Row("K5", "no card_action", carded(NOTICE, card_action=None), 42045),
    Row("K6", "a link without url", carded(NOTICE, card_action={"type": 1}), 42028),
    Row("K6", "a program without appid", carded(NOTICE, card_action={"type": 2}), 42030),
    Row(
        "K6",
        "a row without member",
        carded(NOTICE, horizontal_content_list=[{"keyname": "名", "type": 3}]),
        42050,
    ),
    Row(
        "K6",
        "a row without file",
        carded(NOTICE, horizontal_content_list=[{"keyname": "名", "type": 2}]),
        42029,
    ),
    Row("K7", "seven rows", carded(NOTICE, horizontal_content_list=[{"keyname": "名"}] * 7), 42035),
    Row("K7", "a row without name", carded(NOTICE, horizontal_content_list=[{"value": "值"}]), 42027),
    Row("K8", "four jumps", carded(NOTICE, jump_list=[{"title": "题"}] * 4), 42042),
    Row("K8", "a jump without title", carded(NOTICE, jump_list=[{"type": 0}]), 42033),
    Row("K9", "five paragraphs", carded(NEWS, vertical_content_list=[{"title": "题"}] * 5), 42036),
    Row("K10", "no button", carded(button_list=[]), 42038),
    Row("K10", "a button without key", carded(button_list=[{"text": "好"}]), 42039),
    Row("K10", "seven buttons", carded(button_list=[{"text": "b", "key": str(n)} for n in range(7)]), 40058),
    Row("K11", "no option", vote(), 42037),
    Row(
        "K11",
        "an option without id",
        vote({}),
        42040,
    ),
    Row(
        "K11",
        "without text",
        vote({"id": "1"}),
        42041,
    ),
    Row("K12", "no question_key", carded(VOTE, checkbox={"option_list": [{"id": "1", "text": "甲"}]}), 42043),
    Row("K13", "no submit key", carded(VOTE, submit_button={"text": "提交"}), 42046),
    Row("K14", "no selector", carded(SELECT, select_list=[]), 42047),
    Row("K15", "a menu entry without key", carded(action_menu={"action_list": [{"text": "停"}]}), 42051),
    Row("K16", "no picture", carded(NEWS, card_image=None), 42044),
    Row("K16", "a picture too wide", carded(NEWS, card_image={"url": URL, "aspect_ratio": 3}), 40058),
    Row("K17", "a jump on a vote", carded(VOTE, jump_list=[{"title": "题"}]), 0),
    Row("K18", "37 characters of title", carded(main_title={"title": "字" * 37}), 0),
    Row("K19", "a quote that links nowhere", carded(NOTICE, quote_area={"type": 1}), 42028),
    Row("K20", "replace_text on sending", carded(replace_text="完"), 0),
    Row("K21", "an unknown style", carded(button_list=[{"text": "好", "key": "ok", "style": 9}]), 0),
)
