"""Our words as the service account's passive replies (XML) and API requests (JSON bytes). Pure.

It never sends, never reads a clock, and gives the same bytes for the same word. The service account has
no cards and no files: a card that only opens pages becomes a text, any other is an error of ours.
"""

import hashlib
from datetime import datetime
from typing import Any

from wechatpy.replies import TextReply

from bot.ports import Request
from bot.wechat.templates import TemplateMap
from bot.wire.limits import BadCardError, Shaper, disarm
from bot.wire.strict import encoded
from bot.words import (
    Buttons,
    Card,
    Link,
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

_CHAT, _TEMPLATE = "/cgi-bin/message/custom/send", "/cgi-bin/message/template/send"
_SUBSCRIPTION = "/cgi-bin/message/subscribe/bizsend"


def reply(said: Reply, to: str, account: str, at: datetime, shaper: Shaper) -> str:
    """The passive reply's XML, '' for silence. `to` is an openid, `account` the gh_ id, `at` real time."""
    match said:
        case Silence():
            return ""
        case Say(text):
            # wechatpy wraps the text in CDATA without looking into it.
            content = _text(text, shaper).replace("]]>", "]]]]><![CDATA[>")
            made = TextReply(source=account, target=to, time=int(at.timestamp()), content=content)
            return str(made.render())
        case Turned() | Settled():
            raise BadCardError("the service account has no cards")


def _text(text: str, shaper: Shaper) -> str:
    content = shaper.octets("text", disarm(text).strip(), TEXT_BYTES)
    if not content:
        raise BadCardError("an empty text")
    return content


def request(templates: TemplateMap, to: str, word: Outgoing, media: str, shaper: Shaper) -> Request:
    """The bytes of the call that sends this word. `media` is the uploaded picture's id."""
    match word:
        case Say(text):
            return _chat(to, "text", {"content": _text(text, shaper)})
        case Card():
            return _chat(to, "text", {"content": _text(as_text(word), shaper)})
        case Menu():
            return Request(_CHAT, encoded({"touser": to, "msgtype": "msgmenu", "msgmenu": _menu(word)}))
        case Picture():
            if not media:
                raise BadCardError("upload the picture first")
            return _chat(to, "image", {"media_id": media})
        case Notify(via=via):
            path = _SUBSCRIPTION if via == "subscription" else _TEMPLATE
            return Request(path, encoded(_notice(templates, to, word, shaper)))
        case Paper() | Swap() | Recall():
            raise BadCardError(f"the service account sends no {word.kind}")


def _chat(to: str, kind: str, content: dict[str, str]) -> Request:
    return Request(_CHAT, encoded({"touser": to, "msgtype": kind, kind: content}))


def _menu(word: Menu) -> dict[str, Any]:
    listed = [{"id": str(number), "content": words} for number, words in enumerate(word.choices, 1)]
    return {"head_content": word.head, "list": listed, "tail_content": word.tail}


def _notice(templates: TemplateMap, to: str, word: Notify, shaper: Shaper) -> dict[str, Any]:
    template = templates.find(word.template)
    notice: dict[str, Any] = {"touser": to, "template_id": template.id}
    if word.url:
        notice["page" if word.via == "subscription" else "url"] = word.url
    return notice | {"data": template.values(word.facts, shaper)}


def as_text(shown: Card) -> str:
    """A card that asks nothing, as lines of text with its addresses."""
    rows = [f"{row.name}：{row.value}{' ' + row.url if row.url else ''}" for row in shown.rows]
    match shown.form:
        case Link(url):
            links = [url]
        case Buttons(buttons) if all(button.url for button in buttons):
            links = [f"{button.label}：{button.url}" for button in buttons]
        case _:
            raise BadCardError(f"a card with questions on the service account: {shown.task}")
    lines = [shown.title, shown.note, shown.body, *rows, *links]
    return "\n".join(line for line in lines if line)


def checked_for_duplicates(made: Request) -> Request:
    """The same template message with an id: a second one within ten minutes is not delivered."""
    if made.path != _TEMPLATE:
        return made
    mark = hashlib.sha256(made.body).hexdigest()[:32]
    return Request(made.path, made.body[:-1] + f',"client_msg_id":"{mark}"}}'.encode())
