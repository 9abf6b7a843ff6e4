"""Cards as the platform's JSON: what is drawn, what is cut, what is refused."""

from dataclasses import replace

import pytest

from bot.wecom.cards import card
from bot.wire.limits import BadCardError, CardTooBigError, Cut, Shaper
from bot.words import Button, Buttons, Card, Link, Option, Row, Selector, Selectors, Ticks
from tests.bot.wecom.a_card import BUTTONS, INTENT, ROWS, SELECTORS, SUBMIT, TICKS, a_card


def drawn(shown: Card) -> dict[str, object]:
    """The card's JSON, with no text cut."""
    cuts: list[Cut] = []
    found = card(shown, Shaper(cuts.append))
    assert cuts == []
    return found


def test_a_button_card() -> None:
    shown = a_card(note="请核对", body="电镀，重点管理", source="现场检查", rows=ROWS)

    assert drawn(shown) == {
        "card_type": "button_interaction",
        "source": {"desc": "现场检查"},
        "main_title": {"title": "企业信息", "desc": "请核对"},
        "task_id": "sheet-12_3",
        "sub_title_text": "电镀，重点管理",
        "horizontal_content_list": [
            {"keyname": "法人", "value": "陈龑"},
            {"keyname": "电话", "value": "138****8000"},
            {"type": 1, "keyname": "详情", "value": "打开", "url": "https://bot.example.test/s/1"},
        ],
        "button_list": [
            {"text": "都对，继续", "style": 1, "key": "k7:yes"},
            {"text": "有改动", "style": 2, "key": "k7:no"},
        ],
    }


def test_a_button_that_opens_a_page_fires_no_key() -> None:
    form = Buttons((Button("k7:a", "好", 1), Button("k7:b", "看样张", 2, "https://bot.example.test/p")))

    assert drawn(a_card(form=form))["button_list"] == [
        {"text": "好", "style": 1, "key": "k7:a"},
        {"type": 1, "text": "看样张", "style": 2, "url": "https://bot.example.test/p"},
    ]


def test_a_card_that_only_opens_a_page() -> None:
    shown = a_card(form=Link("https://bot.example.test/n/1"), body="3 项隐患")

    assert drawn(shown) == {
        "card_type": "text_notice",
        "main_title": {"title": "企业信息"},
        "task_id": "sheet-12_3",
        "sub_title_text": "3 项隐患",
        "card_action": {"type": 1, "url": "https://bot.example.test/n/1"},
    }


def test_a_card_to_tick() -> None:
    assert drawn(a_card(form=TICKS, title="一、排污许可管理情况", note="只勾有问题的")) == {
        "card_type": "vote_interaction",
        "main_title": {"title": "一、排污许可管理情况", "desc": "只勾有问题的"},
        "task_id": "sheet-12_3",
        "checkbox": {
            "question_key": "k7",
            "option_list": [
                {"id": "1", "text": "没有排污许可证", "is_checked": False},
                {"id": "none", "text": "本组没有问题", "is_checked": True},
            ],
            "mode": 1,
        },
        "submit_button": {"text": "提交本组", "key": "k7:ok"},
    }


def test_a_card_to_tick_one_of() -> None:
    box = drawn(a_card(form=replace(TICKS, many=False)))["checkbox"]

    assert isinstance(box, dict)
    assert box["mode"] == 0


def test_a_card_with_drop_downs() -> None:
    shown = drawn(a_card(form=SELECTORS))

    assert shown["select_list"] == [
        {
            "question_key": "k8.intent",
            "title": "是否故意",
            "selected_id": "_",
            "option_list": [{"id": "_", "text": "请选择"}, {"id": "no", "text": "不是故意"}],
        },
        {
            "question_key": "k8.harm",
            "title": "是否已造成污染",
            "selected_id": "_",
            "option_list": [{"id": "_", "text": "请选择"}, {"id": "no", "text": "没有"}],
        },
    ]
    assert shown["submit_button"] == {"text": "确定", "key": "k8:ok"}


def test_a_list_card_joins_note_body_and_rows_into_its_one_line() -> None:
    shown = a_card(form=TICKS, note="只勾有问题的", body="共 6 项\n", rows=(Row("上一组", "未发现问题"),))

    assert drawn(shown)["main_title"] == {
        "title": "企业信息",
        "desc": "只勾有问题的 · 共 6 项 · 上一组：未发现问题",
    }


LONG = "字" * 400

ADVISED = {
    "title": (a_card(title=LONG), 36),
    "note": (a_card(note=LONG), 44),
    "source": (a_card(source=LONG), 20),
    "body": (a_card(body=LONG), 160),
    "row name": (a_card(rows=(Row(LONG, "x"),)), 5),
    "row value": (a_card(rows=(Row("x", LONG),)), 30),
    "button": (a_card(form=Buttons((Button("a", LONG),))), 10),
    "option": (a_card(form=replace(TICKS, options=(Option("1", LONG),))), 17),
    "submit": (a_card(form=replace(TICKS, submit=Button("a", LONG))), 10),
    "note ": (a_card(form=TICKS, body=LONG), 44),
    "option ": (a_card(form=replace(SELECTORS, selectors=(Selector("q", "t", (Option("1", LONG),)),))), 16),
}


@pytest.mark.parametrize(("place", "card_and_limit"), ADVISED.items(), ids=ADVISED.keys())
def test_a_text_over_the_advised_length_is_cut_and_reported(
    place: str, card_and_limit: tuple[Card, int]
) -> None:
    shown, limit = card_and_limit
    cuts: list[Cut] = []

    found = card(shown, Shaper(cuts.append))

    assert [(cut.place, cut.limit) for cut in cuts] == [(place.strip(), limit)]
    assert "字" * (limit - 1) + "…" in str(found)


SEVEN = tuple(Button(str(n), str(n)) for n in range(7))
MANY = tuple(Option(str(n), str(n)) for n in range(21))
SELECTOR = SELECTORS.selectors[0]

TOO_BIG = {
    "seven buttons": a_card(form=Buttons(SEVEN)),
    "seven rows": a_card(rows=ROWS * 2 + ROWS[:1]),
    "twenty-one options": a_card(form=replace(TICKS, options=MANY)),
    "four drop-downs": a_card(
        form=replace(SELECTORS, selectors=tuple(replace(SELECTOR, question=str(n)) for n in range(4)))
    ),
    "eleven entries": a_card(
        form=replace(SELECTORS, selectors=(replace(INTENT, options=MANY[:11], selected=""),))
    ),
    "a link on a list": a_card(form=TICKS, rows=ROWS),
    "a long key": a_card(form=Buttons((Button("键" * 342, "x"),))),
    "a long id": a_card(form=replace(TICKS, options=(Option("项" * 43, "x"),))),
    "a long question": a_card(form=replace(TICKS, question="q" * 1025)),
}

BAD = {
    "no task": a_card(task=""),
    "a task with a blank": a_card(task="a b"),
    "a long task": a_card(task="a" * 129),
    "no title": a_card(title=" \n"),
    "no buttons": a_card(form=Buttons(())),
    "an empty label": a_card(form=Buttons((Button("a", ""),))),
    "an empty key": a_card(form=Buttons((Button("", "x"),))),
    "one key twice": a_card(form=Buttons((Button("a", "x"), Button("a", "y")))),
    "no options": a_card(form=replace(TICKS, options=())),
    "one id twice": a_card(form=replace(TICKS, options=TICKS.options * 2)),
    "one question twice": a_card(form=replace(SELECTORS, selectors=(INTENT, INTENT))),
    "no submit key": a_card(form=replace(TICKS, submit=replace(SUBMIT, key=""))),
    "selected is no option": a_card(form=replace(SELECTORS, selectors=(replace(INTENT, selected="x"),))),
    "a link without scheme": a_card(form=Link("bot.example.test/n")),
    "a script for a link": a_card(form=Link("javascript:alert(1)")),
    "a long link": a_card(form=Link("https://x/" + "a" * 2048)),
    "a row without a name": a_card(rows=(Row("", "x"),)),
}


@pytest.mark.parametrize("shown", TOO_BIG.values(), ids=TOO_BIG.keys())
def test_more_than_a_card_holds_is_an_error_of_ours(shown: Card) -> None:
    with pytest.raises(CardTooBigError):
        card(shown, Shaper())


@pytest.mark.parametrize("shown", BAD.values(), ids=BAD.keys())
def test_what_the_platform_would_refuse_is_an_error_of_ours(shown: Card) -> None:
    with pytest.raises(BadCardError):
        card(shown, Shaper())


def test_the_largest_card_of_each_kind_is_drawn() -> None:
    drawn(a_card(form=Buttons(SEVEN[:6]), rows=ROWS * 2))
    drawn(a_card(form=Ticks("q", MANY[:20], SUBMIT)))
    drawn(
        a_card(form=Selectors(tuple(Selector(str(n), "t", MANY[:10]) for n in range(3)), Button("k", "确定")))
    )
    assert BUTTONS.buttons
