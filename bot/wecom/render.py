"""Our words as WeCom's passive replies (XML) and API requests (JSON bytes). Pure.

It never sends, never reads a clock, and gives the same bytes for the same word: a retry with the same
bytes is what the platform's duplicate check recognises.
"""

from datetime import datetime

from wechatpy.replies import TextReply

from bot.ports import Request
from bot.wecom.account import WecomAccount
from bot.wecom.cards import JsonCard, card
from bot.wecom.cardxml import nodes
from bot.wire.limits import BadCardError, Shaper, disarm, one_line
from bot.wire.strict import encoded
from bot.wire.xml import Node, element
from bot.words import (
    Card,
    Menu,
    Notify,
    Outgoing,
    Paper,
    Picture,
    Recall,
    Reply,
    Say,
    Settled,
    Silence,
    Swap,
    Turned,
)

TEXT_BYTES = 2048
"""The platform cuts longer texts by itself, in the middle of a character if need be."""

DUPLICATE_SECONDS = 14_400
"""The longest time the platform compares requests for: retries of one message end before."""

_SEND, _UPDATE = "/cgi-bin/message/send", "/cgi-bin/message/update_template_card"
_RECALL = "/cgi-bin/message/recall"


def reply(said: Reply, to: str, corp: str, at: datetime, shaper: Shaper) -> str:
    """The passive reply's XML, '' for silence. `to` is a userid, `at` real time."""
    match said:
        case Silence():
            return ""
        case Say(text):
            # The service account's class: WeCom's adds an AgentID node the platform's samples lack.
            content = _in_cdata(_text(text, shaper))
            return str(TextReply(source=corp, target=to, time=int(at.timestamp()), content=content).render())
        case Settled(label):
            name = shaper.chars("settled", one_line(label), 10)
            if not name:
                raise BadCardError("a settled button without a label")
            return _xml(to, corp, at, "update_button", {"Button": {"ReplaceName": name}})
        case Turned(shown):
            drawn: dict[str, Node] = {"TemplateCard": nodes(card(shown, shaper))}
            return _xml(to, corp, at, "update_template_card", drawn)


def _xml(to: str, corp: str, at: datetime, kind: str, rest: dict[str, Node]) -> str:
    head: dict[str, Node] = {"ToUserName": to, "FromUserName": corp, "CreateTime": int(at.timestamp())}
    return element("xml", {**head, "MsgType": kind, **rest})


def _text(text: str, shaper: Shaper) -> str:
    content = shaper.octets("text", disarm(text).strip(), TEXT_BYTES)
    if not content:
        raise BadCardError("an empty text")
    return content


def _in_cdata(text: str) -> str:
    # wechatpy wraps the text in CDATA without looking into it.
    return text.replace("]]>", "]]]]><![CDATA[>")


def request(account: WecomAccount, to: str, word: Outgoing, media: str, shaper: Shaper) -> Request:
    """The bytes of the call that sends this word. `media` is the uploaded file's id."""
    match word:
        case Say(text):
            return _message(account, to, "text", {"content": _text(text, shaper)})
        case Card():
            return _message(account, to, "template_card", card(word, shaper))
        case Paper():
            return _message(account, to, "file", {"media_id": _held(media)})
        case Picture():
            return _message(account, to, "image", {"media_id": _held(media)})
        case Swap(code, shown):
            body = {"userids": [to], "agentid": account.agent_id, "response_code": code}
            return Request(_UPDATE, encoded({**body, "template_card": card(shown, shaper)}))
        case Recall(message):
            return Request(_RECALL, encoded({"msgid": message}))
        case Notify() | Menu():
            raise BadCardError(f"a {word.kind} belongs to the service account")


def _message(account: WecomAccount, to: str, kind: str, content: JsonCard) -> Request:
    if not to or "|" in to or to == "@all":
        raise BadCardError("one message, one receiver")
    return Request(
        _SEND, encoded({"touser": to, "msgtype": kind, "agentid": account.agent_id, kind: content})
    )


def checked_for_duplicates(made: Request) -> Request:
    """The same request, dropped by the platform if it comes a second time within four hours."""
    if made.path != _SEND:
        return made
    flags = f',"enable_duplicate_check":1,"duplicate_check_interval":{DUPLICATE_SECONDS}}}'
    return Request(made.path, made.body[:-1] + flags.encode())


def _held(media: str) -> str:
    if not media:
        raise BadCardError("upload the file first")
    return media
