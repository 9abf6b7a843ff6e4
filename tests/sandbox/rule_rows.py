"""One row of the rule table, and the requests its rows are made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.sandbox.bots import reply
from tests.sandbox.stage import CORP, Control

URL = "http://127.0.0.1/x"
ZHAO, WANG = "oSANDBOX0000000000000000zhao", "oSANDBOX0000000000000000wang"
GOOD = {"thing1": "标志牌", "time2": "09:00", "character_string3": "A7", "phrase4": "待签收"}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
Ask = Callable[[Control], Any]


@dataclass(frozen=True)
class Row:
    """What is asked, what must come of it, and in which world. `noted`: the rule's id stands in the log."""

    rule: str
    asked: str
    ask: Ask
    answer: Any
    noted: bool = True
    world: dict[str, Any] = field(default_factory=dict)
    bot: Callable[[dict[str, Any]], Any] | None = None


def code(answer: Any) -> int:
    """The errcode, 0 where the platform leaves it out."""
    return int(answer.get("errcode", 0))


def sent(kind: str, part: Any, **more: Any) -> Ask:
    """message/send to zhang."""
    return lambda control: code(control.send(kind, part, **more))


def text(content: str = "好", **more: Any) -> Ask:
    """A text to zhang."""
    return sent("text", {"content": content}, **more)


def card(kind: str = "button_interaction", **fields: Any) -> dict[str, Any]:
    """A good card of this kind, with fields changed; None takes one away."""
    parts: dict[str, dict[str, Any]] = {
        "text_notice": {"card_action": {"type": 1, "url": URL}},
        "news_notice": {"card_action": {"type": 1, "url": URL}, "card_image": {"url": URL}},
        "button_interaction": {"task_id": "t1", "button_list": [{"text": "好", "key": "ok"}]},
        "vote_interaction": {
            "task_id": "t1",
            "checkbox": {"question_key": "q", "option_list": [{"id": "1", "text": "甲"}]},
            "submit_button": {"key": "go"},
        },
        "multiple_interaction": {
            "task_id": "t1",
            "select_list": [{"question_key": "q", "option_list": [{"id": "1", "text": "甲"}]}],
            "submit_button": {"key": "go"},
        },
    }
    whole = {"card_type": kind, "main_title": {"title": "标题"}, **parts.get(kind, {}), **fields}
    return {name: value for name, value in whole.items() if value is not None}


def carded(kind: str = "button_interaction", **fields: Any) -> Ask:
    """Send one card."""
    return sent("template_card", card(kind, **fields))


def updated(control: Control, code_: str, **part: Any) -> Any:
    """message/update_template_card."""
    body = {"agentid": CORP.agent_id, "response_code": code_, **part}
    return control.wecom("message/update_template_card", body)


def update(kind: str = "button_interaction", times: int = 1, /, **part: Any) -> Ask:
    """Send a card and update it, the last answer counts."""

    def ask(control: Control) -> Any:
        own = {"task_id": "t1", "action_menu": {"action_list": [{"text": "停", "key": "s"}]}}
        first = card(kind, **(own if kind == "text_notice" else {}))
        sent_code = control.send("template_card", first)["response_code"]
        whole = part or {"userids": ["ZhangSan"], "button": {"replace_name": "完"}}
        return code([updated(control, sent_code, **whole) for _ in range(times)][-1])

    return ask


def raw(method: str, api: str, base: str = "/qyapi/cgi-bin", /, **more: Any) -> Ask:
    """One request with a good WeCom token, any shape; `token=` another one."""

    def ask(control: Control) -> Any:
        query = {"access_token": control.wecom_token(), **more.pop("query", {})}
        answer = requests.request(method, f"{control.base}{base}/{api}", params=query, timeout=10, **more)
        return code(answer.json())

    return ask


def bare(api: str, **query: str) -> Ask:
    """A GET without a token."""
    return lambda control: code(
        requests.get(f"{control.base}/qyapi/cgi-bin/{api}", params=query, timeout=5).json()
    )


def uploaded(kind: str, name: str, content: bytes, part: str = "media") -> Ask:
    """media/upload."""
    return lambda control: raw("POST", "media/upload", query={"type": kind}, files={part: (name, content)})(
        control
    )


def upload(control: Control, content: bytes = PNG) -> str:
    """A picture's media_id."""
    query = {"access_token": control.wecom_token(), "type": "image"}
    url = f"{control.base}/qyapi/cgi-bin/media/upload"
    files = {"media": ("a.png", content)}
    return str(requests.post(url, params=query, files=files, timeout=10).json()["media_id"])


def template(openid: str = ZHAO, template_id: str = "T1", **changes: Any) -> Ask:
    """message/template/send."""
    values = GOOD | {name: each for name, each in changes.items() if name != "client_msg_id"}
    body: dict[str, Any] = {"touser": openid, "template_id": template_id}
    body["data"] = {key: {"value": value} for key, value in values.items()}
    if "client_msg_id" in changes:
        body["client_msg_id"] = changes["client_msg_id"]
    return lambda control: code(control.wechat("message/template/send", body))


def custom(control: Control) -> int:
    """message/custom/send to zhao."""
    body = {"touser": ZHAO, "msgtype": "text", "text": {"content": "您好"}}
    return code(control.wechat("message/custom/send", body))


def said(person: str = "zhang") -> Ask:
    """What becomes of the bot's answer to a word."""
    return lambda control: control.act(person, "say", text="在")["callbacks"][0]["verdict"]


def answering(kind: str, content: str) -> Callable[[dict[str, Any]], str]:
    """A bot that always answers this."""
    return lambda message: reply(message, kind, content)


def login(control: Control, person: str, **changes: str) -> int:
    """The status of a web login at WeCom."""
    query = {
        "appid": CORP.corp_id,
        "redirect_uri": "http://127.0.0.1/back",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": "abc",
        **changes,
    }
    url = f"{control.base}/open/connect/oauth2/authorize"
    cookies = {"sandbox_person": person}
    return requests.get(url, params=query, cookies=cookies, allow_redirects=False, timeout=5).status_code


def menu(*buttons: dict[str, Any]) -> Ask:
    """menu/create."""
    return lambda control: code(control.wecom("menu/create", {"button": list(buttons)}, agentid="1000002"))
