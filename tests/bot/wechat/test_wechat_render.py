"""Passive replies and API requests of the service account, whole."""

import json
from datetime import UTC, datetime

import pytest
import xmltodict

from bot.wechat.render import checked_for_duplicates, reply, request
from bot.wechat.templates import Template, TemplateField, TemplateMap
from bot.wire.limits import BadCardError, Shaper
from bot.words import (
    Button,
    Buttons,
    Card,
    Link,
    Menu,
    Notify,
    Outgoing,
    Paper,
    Picture,
    Reply,
    Row,
    Say,
    Settled,
    Silence,
    Swap,
    Turned,
)

AT = datetime(2023, 5, 8, 1, 0, tzinfo=UTC)
SHAPER = Shaper()
MAP = TemplateMap((Template("notice", "T-1", (TemplateField("thing1", "what", "thing"),)),))
QUESTION = Card("t", "好吗", Buttons((Button("a", "好"),)))


def replied(said: Reply) -> str:
    return reply(said, "oX", "gh_1", AT, SHAPER)


def sent(word: Outgoing, media: str = "") -> tuple[str, object]:
    made = request(MAP, "oX", word, media, SHAPER)
    return made.path, json.loads(made.body)


def test_a_text_reply() -> None:
    found = xmltodict.parse(replied(Say("您好 ]]> <a href='x'>")))["xml"]

    assert found == {
        "MsgType": "text",
        "FromUserName": "gh_1",
        "ToUserName": "oX",
        "CreateTime": "1683507600",
        "Content": "您好 ]]> ＜a href='x'>",
    }


def test_silence_is_an_empty_answer() -> None:
    assert replied(Silence()) == ""


@pytest.mark.parametrize("said", [Turned(QUESTION), Settled("好"), Say("")])
def test_a_reply_that_does_not_exist_here_is_an_error_of_ours(said: Reply) -> None:
    with pytest.raises(BadCardError):
        replied(said)


def test_messages_as_requests() -> None:
    chat = "/cgi-bin/message/custom/send"

    assert sent(Say("您好")) == (chat, {"touser": "oX", "msgtype": "text", "text": {"content": "您好"}})
    assert sent(Picture("f"), "M1") == (
        chat,
        {"touser": "oX", "msgtype": "image", "image": {"media_id": "M1"}},
    )


def test_words_to_tap_as_a_request() -> None:
    listed = [{"id": "1", "content": "同意，是我本人"}]
    menu = {"head_content": "是您本人：", "list": listed, "tail_content": "不是您，请点链接。"}

    assert sent(Menu("是您本人：", ("同意，是我本人",), "不是您，请点链接。")) == (
        "/cgi-bin/message/custom/send",
        {"touser": "oX", "msgtype": "msgmenu", "msgmenu": menu},
    )


def test_a_template_message_as_a_request() -> None:
    assert sent(Notify("notice", {"what": "3 项隐患"}, "https://bot.example.test/n/1")) == (
        "/cgi-bin/message/template/send",
        {
            "touser": "oX",
            "template_id": "T-1",
            "url": "https://bot.example.test/n/1",
            "data": {"thing1": {"value": "3 项隐患"}},
        },
    )


def test_a_template_message_once_only_carries_an_id_made_of_its_content() -> None:
    one, same, other = (
        checked_for_duplicates(request(MAP, to, Notify("notice", {"what": "a"}, ""), "", SHAPER))
        for to in ("oX", "oX", "oY")
    )

    marks = [json.loads(made.body)["client_msg_id"] for made in (one, same, other)]

    assert one.body == same.body
    assert marks[0] == marks[1] != marks[2]
    assert len(marks[0]) == 32


def test_a_chat_message_has_no_such_id() -> None:
    made = request(MAP, "oX", Say("a"), "", SHAPER)

    assert checked_for_duplicates(made) == made


def test_a_card_that_only_opens_pages_becomes_a_text() -> None:
    card = Card(
        "t", "整改通知", Link("https://bot.example.test/n/1"), body="3 项隐患", rows=(Row("期限", "5月25日"),)
    )
    more = Card("t", "看看", Buttons((Button("a", "怎么改", url="https://bot.example.test/h"),)))

    first, second = (request(MAP, "oX", one, "", SHAPER) for one in (card, more))

    assert json.loads(first.body)["text"]["content"] == (
        "整改通知\n3 项隐患\n期限：5月25日\nhttps://bot.example.test/n/1"
    )
    assert json.loads(second.body)["text"]["content"] == "看看\n怎么改：https://bot.example.test/h"


@pytest.mark.parametrize(
    "word", [QUESTION, Paper("f", "a.pdf"), Swap("RC", QUESTION), Picture("f"), Say(" ")]
)
def test_a_word_that_does_not_exist_here_is_an_error_of_ours(word: Outgoing) -> None:
    with pytest.raises(BadCardError):
        request(MAP, "oX", word, "", SHAPER)
