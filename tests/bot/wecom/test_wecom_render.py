"""Passive replies and API requests of WeCom, whole."""

import json
from datetime import UTC, datetime

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st

from bot.wecom.account import WecomAccount
from bot.wecom.cards import card
from bot.wecom.cardxml import nodes
from bot.wecom.render import checked_for_duplicates, reply, request
from bot.wire.limits import BadCardError, Cut, Shaper
from bot.wire.xml import element
from bot.words import Link, Notify, Outgoing, Paper, Picture, Reply, Say, Settled, Silence, Swap, Turned
from tests.bot.wecom.a_card import BUTTONS, ROWS, SELECTORS, TICKS, a_card

AT = datetime(2023, 5, 8, 1, 0, tzinfo=UTC)
ACCOUNT = WecomAccount("ww1", 1000002, "s", "t", "A" * 43)
SHAPER = Shaper()


def replied(said: Reply) -> str:
    return reply(said, "linyifan", "ww1", AT, SHAPER)


def test_silence_is_an_empty_answer() -> None:
    assert replied(Silence()) == ""


def test_a_text_reply() -> None:
    found = xmltodict.parse(replied(Say("记下了：<b>3月</b> ]]> 好")))["xml"]

    assert found == {
        "MsgType": "text",
        "FromUserName": "ww1",
        "ToUserName": "linyifan",
        "CreateTime": "1683507600",
        "Content": "记下了：＜b>3月＜/b> ]]> 好",
    }


def test_a_settled_button() -> None:
    assert replied(Settled("已提交")) == (
        "<xml><ToUserName><![CDATA[linyifan]]></ToUserName><FromUserName><![CDATA[ww1]]></FromUserName>"
        "<CreateTime>1683507600</CreateTime><MsgType><![CDATA[update_button]]></MsgType>"
        "<Button><ReplaceName><![CDATA[已提交]]></ReplaceName></Button></xml>"
    )


def test_a_turned_card() -> None:
    assert replied(Turned(a_card(form=TICKS))) == (
        "<xml><ToUserName><![CDATA[linyifan]]></ToUserName><FromUserName><![CDATA[ww1]]></FromUserName>"
        "<CreateTime>1683507600</CreateTime><MsgType><![CDATA[update_template_card]]></MsgType>"
        "<TemplateCard><CardType><![CDATA[vote_interaction]]></CardType>"
        "<MainTitle><Title><![CDATA[企业信息]]></Title></MainTitle><TaskId><![CDATA[sheet-12_3]]></TaskId>"
        "<CheckBox><QuestionKey><![CDATA[k7]]></QuestionKey>"
        "<OptionList><Id><![CDATA[1]]></Id><Text><![CDATA[没有排污许可证]]></Text>"
        "<IsChecked><![CDATA[false]]></IsChecked></OptionList>"
        "<OptionList><Id><![CDATA[none]]></Id><Text><![CDATA[本组没有问题]]></Text>"
        "<IsChecked><![CDATA[true]]></IsChecked></OptionList><Mode>1</Mode></CheckBox>"
        "<SubmitButton><Text><![CDATA[提交本组]]></Text><Key><![CDATA[k7:ok]]></Key></SubmitButton>"
        "</TemplateCard></xml>"
    )


@pytest.mark.parametrize("form", [BUTTONS, TICKS, SELECTORS, Link("https://bot.example.test/n")])
def test_the_xml_of_a_card_says_what_its_json_says(form: object) -> None:
    rows = ROWS if form in (BUTTONS, Link("https://bot.example.test/n")) else ()
    drawn = card(a_card(form=form, rows=rows, source="检查"), SHAPER)

    found = xmltodict.parse(element("TemplateCard", nodes(drawn)))["TemplateCard"]

    assert _values(found) == _values(drawn)


def _values(node: object) -> list[str]:
    if isinstance(node, dict):
        return [value for child in node.values() for value in _values(child)]
    if isinstance(node, list):
        return [value for child in node for value in _values(child)]
    return [str(node).lower()]


def test_the_names_in_the_xml_are_the_documented_ones() -> None:
    drawn = card(a_card(rows=ROWS, source="检查", note="n", body="b"), SHAPER)
    xml = element("TemplateCard", nodes(drawn))

    for name in (
        "CardType", "Source", "Desc", "MainTitle", "SubTitleText", "HorizontalContentList", "KeyName",
        "Value", "Url", "ButtonList", "Text", "Style", "Key",
    ):  # fmt: skip
        assert f"<{name}>" in xml


def sent(word: Outgoing, media: str = "") -> tuple[str, object]:
    made = request(ACCOUNT, "linyifan", word, media, SHAPER)
    return made.path, json.loads(made.body)


def message(kind: str, content: object) -> tuple[str, object]:
    whole = {"touser": "linyifan", "msgtype": kind, "agentid": 1000002, kind: content}
    return "/cgi-bin/message/send", whole


def test_messages_as_requests() -> None:
    assert sent(Say("你好")) == message("text", {"content": "你好"})
    assert sent(a_card()) == message("template_card", card(a_card(), SHAPER))
    assert sent(Paper("f", "表单.pdf"), "M1") == message("file", {"media_id": "M1"})
    assert sent(Picture("f"), "M2") == message("image", {"media_id": "M2"})


def test_a_swap_names_its_one_receiver_in_a_list() -> None:
    assert sent(Swap("RC-1", a_card())) == (
        "/cgi-bin/message/update_template_card",
        {
            "userids": ["linyifan"],
            "agentid": 1000002,
            "response_code": "RC-1",
            "template_card": card(a_card(), SHAPER),
        },
    )


def test_the_same_word_gives_the_same_bytes() -> None:
    first, second = (request(ACCOUNT, "linyifan", a_card(rows=ROWS), "", SHAPER) for _ in range(2))

    assert first == second
    assert "企业信息".encode() in first.body


def test_the_duplicate_check_lasts_four_hours() -> None:
    made = request(ACCOUNT, "linyifan", Say("第 7 号"), "", SHAPER)

    checked = json.loads(checked_for_duplicates(made).body)

    assert (checked["enable_duplicate_check"], checked["duplicate_check_interval"]) == (1, 14_400)
    assert checked | json.loads(made.body) == checked


def test_a_swap_is_never_checked_for_duplicates() -> None:
    made = request(ACCOUNT, "linyifan", Swap("RC-1", a_card()), "", SHAPER)

    assert checked_for_duplicates(made) == made


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=1_500))
def test_no_text_is_longer_than_the_platform_takes(text: str) -> None:
    cuts: list[Cut] = []
    word = Say("始" + text)

    passive = xmltodict.parse(reply(word, "lin", "ww1", AT, Shaper(cuts.append)))["xml"]["Content"]
    active = json.loads(request(ACCOUNT, "lin", word, "", Shaper(cuts.append)).body)["text"]["content"]

    assert len(passive.encode()) <= 2048
    assert len(active.encode()) <= 2048
    assert len(cuts) in (0, 2)


def test_a_text_of_exactly_the_limit_is_not_cut() -> None:
    cuts: list[Cut] = []
    text = "汉" * 682 + "ab"

    made = request(ACCOUNT, "lin", Say(text), "", Shaper(cuts.append))

    assert json.loads(made.body)["text"]["content"] == text
    assert cuts == []


WRONG: dict[str, tuple[str, Outgoing]] = {
    "an empty text": ("lin", Say(" \n")),
    "a file without its upload": ("lin", Paper("f", "a.pdf")),
    "a picture without its upload": ("lin", Picture("f")),
    "a template message": ("lin", Notify("notice", {}, "")),
    "nobody": ("", Say("a")),
    "two receivers": ("lin|wang", Say("a")),
    "everybody": ("@all", Say("a")),
}


@pytest.mark.parametrize(("to", "word"), WRONG.values(), ids=WRONG.keys())
def test_a_word_that_cannot_be_sent_is_an_error_of_ours(to: str, word: Outgoing) -> None:
    with pytest.raises(BadCardError):
        request(ACCOUNT, to, word, "", SHAPER)


@pytest.mark.parametrize("said", [Say(""), Settled(" ")])
def test_an_empty_reply_is_an_error_of_ours(said: Reply) -> None:
    with pytest.raises(BadCardError):
        replied(said)
