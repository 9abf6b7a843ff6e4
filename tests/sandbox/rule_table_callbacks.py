"""The rules of callbacks, passive replies, the service account and web login: one line a rule."""

import dataclasses
from typing import Any

import requests
from flask import Response

from sandbox.settings import Delivery, Switches
from tests.sandbox.bots import text_reply
from tests.sandbox.rule_rows import (
    WANG,
    ZHAO,
    Row,
    answering,
    carded,
    code,
    custom,
    login,
    said,
    template,
)
from tests.sandbox.stage import CORP, OA, Control

FORCED = {"grant_type": "client_credential", "appid": OA.app_id, "secret": OA.secret, "force_refresh": True}


def broken(message: dict[str, Any]) -> Response:
    return Response(status=500)


def plain(message: dict[str, Any]) -> Response:
    return Response(text_reply(message, "好"), mimetype="text/xml")


def success(message: dict[str, Any]) -> Response:
    return Response("success")


def to_another(message: dict[str, Any]) -> str:
    return text_reply({**message, "FromUserName": "somebody"}, "好")


def deliveries(person: str) -> Any:
    return lambda control: control.act(person, "say", text="在")["callbacks"][0]["attempts"]


def tapped(control: Control) -> Any:
    carded()(control)
    return control.act("zhang", "tap", label="好")["callbacks"][0]["verdict"]


def twice_the_same_code(control: Control) -> Any:
    """The bot updates the card over the API and then answers the click."""

    def answer(message: dict[str, Any]) -> str:
        body = {"agentid": CORP.agent_id, "response_code": message["ResponseCode"], "userids": ["ZhangSan"]}
        control.wecom("message/update_template_card", {**body, "button": {"replace_name": "先"}})
        return answering("update_button", "<Button><ReplaceName>完</ReplaceName></Button>")(message)

    control.bot.answer = answer
    return tapped(control)


def signed_in_four(control: Control) -> bool:
    said("zhao")(control)
    return "msg_signature" in control.bot.queries[-1]


def what_users_see(control: Control) -> str:
    control.act("zhao", "say", text="在")
    return str(control.last("zhao")["text"])


def renewed(control: Control) -> list[int]:
    """The old token of /token: good at first, over after the overlap."""
    query = {"grant_type": "client_credential", "appid": OA.app_id, "secret": OA.secret}
    url = f"{control.base}/api/cgi-bin"
    old = requests.get(f"{url}/token", params=query, timeout=5).json()["access_token"]
    requests.get(f"{url}/token", params=query, timeout=5)
    asked = []
    for seconds in (0, 301):
        control.post("clock", advance_seconds=seconds)
        user = {"access_token": old, "openid": ZHAO}
        asked.append(code(requests.get(f"{url}/user/info", params=user, timeout=5).json()))
    return asked


def forced(control: Control) -> list[int]:
    url = f"{control.base}/api/cgi-bin/stable_token"
    return [code(requests.post(url, json=FORCED, timeout=5).json()) for _ in range(2)]


def windows(control: Control) -> list[int]:
    closed = custom(control)
    control.act("zhao", "say", text="在吗")
    return [closed, *(custom(control) for _ in range(6))]


def once_in_ten_minutes(control: Control) -> int:
    for _ in range(2):
        template(client_msg_id="one")(control)
    return len(control.phone("zhao"))


def notice(control: Control) -> int:
    body = {"touser": ZHAO, "template_id": "N1", "data": {"thing1": {"value": "标志牌"}}}
    return code(control.wechat("message/subscribe/bizsend", body))


def scene(**info: Any) -> Any:
    body = {"action_name": "QR_STR_SCENE", "action_info": {"scene": info}}
    return lambda control: code(control.wechat("qrcode/create", body))


def used_code(control: Control) -> list[int]:
    query = {"appid": CORP.corp_id, "redirect_uri": "http://127.0.0.1/", "response_type": "code"}
    url = f"{control.base}/open/connect/oauth2/authorize"
    asked = requests.get(
        url,
        params={**query, "scope": "snsapi_base", "state": "a"},
        cookies={"sandbox_person": "zhang"},
        allow_redirects=False,
        timeout=5,
    )
    once = asked.headers["Location"].split("code=")[1].split("&")[0]
    return [code(control.wecom("auth/getuserinfo", code=once)) for _ in range(2)]


def off(rule: str) -> dict[str, Any]:
    return {"switches": Switches(off=(rule,))}


NINE = "<ArticleCount>9</ArticleCount><Articles>" + "<item><Title>题</Title></item>" * 9 + "</Articles>"
UNKNOWN = "<Image><MediaId>x</MediaId></Image>"
TROUBLE = "该公众号提供的服务出现故障，请稍后再试"
AT_ONCE = {"switches": Switches(token_overlap_seconds=0)}
LONG = f"<Content>{'汉' * 683}</Content>"
CALLBACKS = (
    Row("C1", "verification", lambda c: c.post("verify", platform="wecom")["ok"], True),
    Row("C2", "a bot that fails", deliveries("zhang"), 3, noted=False, bot=broken),
    Row(
        "C3",
        "two deliveries in all",
        deliveries("zhang"),
        2,
        noted=False,
        bot=broken,
        world={"delivery": Delivery(attempts=2, spacing_seconds=0.01, verify_on_start=False)},
    ),
    Row(
        "C4",
        "four-part signature",
        signed_in_four,
        True,
        noted=False,
    ),
    Row("R1", "a plain answer", said(), "refused", bot=plain),
    Row("R2", "an answer to somebody else", said(), "refused", bot=to_another),
    Row("R3", "greying what is no card", said(), "refused", bot=answering("update_button", "<Button/>")),
    Row("R4", "2049 bytes", said(), "reply", bot=answering("text", LONG)),
    Row("R4", "the same, strict", said(), "refused", bot=answering("text", LONG), world={"strict": True}),
    Row(
        "R5",
        "an unknown picture",
        said(),
        "refused",
        bot=answering("image", UNKNOWN),
    ),
    Row("R6", "nine articles", said(), "refused", bot=answering("news", NINE)),
    Row(
        "R6", "nine, switched off", said(), "reply", noted=False, bot=answering("news", NINE), world=off("R6")
    ),
    Row("R7", "success", said(), "empty", noted=False, bot=success),
    Row("R8", "a click's code twice", twice_the_same_code, "refused"),
    Row("R9", "greying without words", tapped, "refused", bot=answering("update_button", "<Button/>")),
    Row(
        "R10",
        "a broken account",
        what_users_see,
        "该公众号提供的服务出现故障，请稍后再试",
        noted=False,
        bot=broken,
    ),
)
ACCOUNT = (
    Row("T6", "an old token of /token", renewed, [0, 42001], noted=False),
    Row(
        "T6",
        "no overlap",
        renewed,
        [42001, 42001],
        noted=False,
        world=AT_ONCE,
    ),
    Row("T8", "forced twice at once", forced, [0, 45009]),
    Row("T8", "switched off", forced, [0, 0], noted=False, world=off("T8")),
    Row("O1", "an unknown template", template(template_id="T9"), 40037),
    Row("O2", "21 characters of thing", template(thing1="字" * 21), 47003),
    Row("O2", "a field too many", template(thing9="多"), 47003),
    Row("O3", "to somebody who does not follow", template(WANG), 43004),
    Row("O4", "five after a word", windows, [45015, 0, 0, 0, 0, 0, 45047], noted=False),
    Row("O5", "before any word", custom, 45015),
    Row("O6", "one client_msg_id twice", once_in_ten_minutes, 1),
    Row("O7", "a notice without consent", notice, 43101),
    Row("O8", "a scene of 65 characters", scene(scene_str="x" * 65), 40053),
    Row("O9", "the old first", template(first="您好"), 0),
)
LOGIN = (
    Row(
        "W1",
        "to a domain not trusted",
        lambda c: login(c, "zhang"),
        403,
        world={"corp": dataclasses.replace(CORP, trusted_domains=("bot.example",))},
    ),
    Row("W2", "a code twice", used_code, [0, 40029]),
    Row("W3", "in the other client", lambda c: login(c, "zhao"), 403),
    Row("W4", "a state with a dash", lambda c: login(c, "zhang", state="a-b"), 403),
    Row("W4", "private without agentid", lambda c: login(c, "zhang", scope="snsapi_privateinfo"), 403),
    Row("W4", "as it should be", lambda c: login(c, "zhang"), 302, noted=False),
)
OFF = (
    Row("K3", "no task_id", carded(task_id=None), 0, noted=False, world=off("K3")),
    Row("K4", "no title", carded("text_notice", main_title=None), 0, noted=False, world=off("K4")),
)

ROWS = (*CALLBACKS, *ACCOUNT, *LOGIN, *OFF)
