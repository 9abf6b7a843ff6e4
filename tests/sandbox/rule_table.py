"""The rules of sending, updates, media, limits and menus: one line a rule, request → answer."""

import dataclasses
from typing import Any

import requests

from sandbox.settings import Switches
from tests.sandbox.rule_rows import (
    PNG,
    URL,
    Row,
    bare,
    card,
    code,
    menu,
    raw,
    sent,
    text,
    update,
    updated,
    upload,
    uploaded,
)
from tests.sandbox.stage import CORP, OA, PEOPLE, Control

NOTICE = "text_notice"
ARTICLE = {"title": "标题", "url": URL}
LONG_VOICE = b"#!AMR\n" + (b"\x3c" + b"0" * 31) * (50 * 60 + 1)


def with_corp(**changes: Any) -> dict[str, Any]:
    return {"corp": dataclasses.replace(CORP, **changes)}


def with_switches(**changes: Any) -> dict[str, Any]:
    return {"switches": Switches(**changes)}


def program(title: str) -> dict[str, Any]:
    return {"appid": "wx1", "title": title, "description": "四楼四零一"}


def counted(control: Control, times: int, *, api: str = "user/get") -> list[int]:
    token = control.wecom_token()
    query = {"access_token": token, "userid": "lisi"}
    url = f"{control.base}/qyapi/cgi-bin/{api}"
    return [code(requests.get(url, params=query, timeout=5).json()) for _ in range(times)]


def below(**fields: Any) -> Any:
    """A menu entry of the second level."""
    return menu({"name": "查", "sub_button": [fields]})


def group(api: str, **body: Any) -> Any:
    return lambda control: code(control.wecom(f"appchat/{api}", body))


def one_by_one(control: Control) -> list[int]:
    return [text()(control), text()(control)]


def over_a_minute(control: Control) -> tuple[int, int]:
    answers = [text()(control) for _ in range(31)]
    return max(answers), len(control.phone("zhang"))


def over_the_group(control: Control) -> tuple[int, int]:
    control.wecom("appchat/create", {"chatid": "g1", "owner": "lisi", "userlist": ["lisi", "ZhangSan"]})
    for _ in range(200):
        control.rig.world.limits.group_member_may_receive("li")
    answer = control.wecom("appchat/send", {"chatid": "g1", "msgtype": "text", "text": {"content": "群"}})
    return code(answer), len(control.phone("li"))


def twice_checked(control: Control) -> tuple[int, int]:
    answers = [text(enable_duplicate_check=1)(control) for _ in range(2)]
    return max(answers), len(control.phone("zhang"))


def strangers(control: Control) -> Any:
    sent_code = control.send("template_card", card())["response_code"]
    return updated(control, sent_code, userids=["nobody"], button={"replace_name": "完"})["invaliduser"]


def foreign_task(control: Control) -> str:
    first = card(NOTICE, task_id="t1", action_menu={"action_list": [{"text": "停", "key": "s"}]})
    sent_code = control.send("template_card", first)["response_code"]
    updated(control, sent_code, userids=["ZhangSan"], template_card=card(NOTICE, task_id="t2"))
    return str(control.last("zhang")["card"]["task_id"])


def too_late(control: Control) -> int:
    sent_code = control.send("template_card", card())["response_code"]
    control.post("clock", advance_seconds=72 * 3600 + 1)
    return code(updated(control, sent_code, userids=["ZhangSan"], button={"replace_name": "完"}))


def recalled_late(control: Control) -> int:
    msgid = control.send("text", {"content": "好"})["msgid"]
    control.post("clock", advance_seconds=24 * 3600 + 1)
    return code(control.wecom("message/recall", {"msgid": msgid}))


def after_three_days(control: Control) -> int:
    media = upload(control)
    control.post("clock", advance_seconds=3 * 86_400 + 1)
    return code(control.wecom("media/get", media_id=media))


def ranged(wanted: str) -> Any:
    def ask(control: Control) -> tuple[int, bytes]:
        query = {"access_token": control.wecom_token(), "media_id": upload(control)}
        url = f"{control.base}/qyapi/cgi-bin/media/get"
        answer = requests.get(url, params=query, headers={"Range": wanted}, timeout=5)
        return answer.status_code, answer.content

    return ask


def wrong_secrets(control: Control) -> int:
    hour = str(int(control.rig.world.clock.real() // 3600))
    control.rig.world.quota._counts.update({("gettoken/failing", hour): 2000})
    return int(bare("gettoken", corpid=CORP.corp_id, corpsecret="wrong")(control))


def at_the_same_time(control: Control) -> int:
    """One call is under way (a fault holds it) while the other comes."""
    with control.rig.world.flights.one("wecom/message/send"):
        return int(text()(control))


SENDING = (
    Row("T1", "without a token", bare("user/get"), 41001),
    Row("T1", "with a token nobody gave", bare("user/get", access_token="x"), 40014),
    Row("T2", "for another app", text(agentid=1000003), 301002),
    Row("T3", "from an address not trusted", text(), 60020, world=with_corp(trusted_ips=("192.0.2.1",))),
    Row("T4", "an API the app may not use", text(), 48002, world=with_corp(denied_apis=("message/send",))),
    Row("T5", "a token for another company", bare("gettoken", corpid="x", corpsecret="y"), 40013),
    Row("B1", "a body that is no JSON", raw("POST", "message/send", data="{no"), 40058),
    Row("B2", "GET where POST belongs", raw("GET", "message/send"), 40058),
    Row("B3", "an API that does not exist", raw("GET", "weather/get"), -1),
    Row("B3", "the same, switched", raw("GET", "weather/get"), 404, world=with_switches(unknown_api=404)),
    Row("S1", "an unknown msgtype", sent("poem", {}), 40008),
    Row("S2", "no agentid", text(agentid=None), 41011),
    Row("S2", "an agentid in words", text(agentid="app"), 40056),
    Row("S3", "to nobody", text(touser=""), 82001),
    Row("S3", "to 1001 people", text(touser="|".join(f"u{n}" for n in range(1001))), 40032),
    Row("S4", "to strangers only", text(touser="nobody"), 81013),
    Row("S5", "an empty text", text(""), 44004),
    Row("S5", "2049 bytes of text", text("汉" * 683), 0),
    Row("S5", "the same, strict", text("汉" * 683), 45002, world={"strict": True}),
    Row("S6", "a long title", sent("textcard", {"title": "字" * 43, "description": "述", "url": URL}), 0),
    Row("S7", "no title", sent("textcard", {"description": "述", "url": URL}), 41016),
    Row("S7", "no description", sent("textcard", {"title": "题", "url": URL}), 41033),
    Row("S8", "no scheme", sent("textcard", {"title": "题", "description": "述", "url": "a.example"}), 45034),
    Row("S9", "nine articles", sent("news", {"articles": [ARTICLE] * 9}), 45008),
    Row("S10", "an unknown media_id", sent("image", {"media_id": "3x"}), 40007),
    Row("S11", "safe news", sent("news", {"articles": [ARTICLE]}, safe=1), 40074),
    Row("S12", "the same request twice", twice_checked, (0, 1)),
    Row("S13", "a title of three", sent("miniprogram_notice", program("会议室")), 40058),
    Row("S14", "users as a list", text(touser=["lisi"]), 40058),
    Row("S15", "a list in markdown", sent("markdown", {"content": "一\n- 二"}), 0),
    Row("S16", "a font in a text", text('<font color="info">好</font>'), 0),
    Row(
        "S17",
        "to a member without licence",
        lambda control: control.send("text", {"content": "好"}, touser="ZhangSan|lisi")["unlicenseduser"],
        "lisi",
        world={"people": (PEOPLE[0], dataclasses.replace(PEOPLE[1], licensed=False))},
    ),
)
UPDATES = (
    Row("U1", "a code twice", update("button_interaction", 2), 42022),
    Row("U1", "a code twice, switched", update("button_interaction", 2), 1, world=with_switches(used_code=1)),
    Row("U1", "after 72 hours", too_late, 42003),
    Row("U2", "for somebody without the card", strangers, ["nobody"], noted=False),
    Row("U3", "a button on a notice", update(NOTICE), 42017),
    Row("U3", "neither button nor card", update(NOTICE, 1, userids=["ZhangSan"]), 40058),
    Row("U4", "a recall after a day", recalled_late, 42052),
    Row("U4", "a recall of nothing", lambda c: code(c.wecom("message/recall", {"msgid": "x"})), 40058),
    Row("U5", "another task_id", foreign_task, "t1"),
    Row("U6", "for nobody", update("button_interaction", 1, button={"replace_name": "完"}), 0),
)
MEDIA = (
    Row("M1", "no part named media", uploaded("image", "a.png", PNG, "file"), 41005),
    Row("M1", "five bytes", uploaded("file", "a.txt", b"12345"), 44001),
    Row("M2", "a kind that does not exist", uploaded("song", "a.mp3", PNG), 40004),
    Row("M2", "a picture over 10 MB", uploaded("image", "a.png", PNG + b"0" * 10 * 2**20), 40009),
    Row("M3", "words named .png", uploaded("image", "a.png", b"no picture at all"), 40123),
    Row("M4", "after three days", after_three_days, 40007),
    Row("M5", "61 seconds of voice", uploaded("voice", "a.amr", LONG_VOICE), 45007),
    Row("M6", "its first eight bytes", ranged("bytes=0-7"), (206, PNG[:8]), noted=False),
    Row("M6", "bytes behind its end", ranged("bytes=9999-"), (416, b""), noted=False),
    Row("M6", "switched off", ranged("bytes=0-7"), (200, PNG), noted=False, world=with_switches(off=("M6",))),
)
LIMITS = (
    Row("L1", "31 messages in a minute", over_a_minute, (0, 30)),
    Row("L2", "more than the day holds", text(), 45009, world=with_corp(account_cap=0)),
    Row("L3", "over the minute", lambda c: counted(c, 2), [0, 45009], world=with_switches(api_per_minute=1)),
    Row("L4", "from one address", lambda c: counted(c, 2), [0, 45009], world=with_switches(ip_per_minute=1)),
    Row(
        "L5",
        "an eleventh clear_quota",
        lambda c: [code(c.wechat("clear_quota", {"appid": OA.app_id})) for _ in range(11)][-1],
        48006,
    ),
    Row("L6", "201 group messages", over_the_group, (0, 0)),
    Row("L7", "two at the same time", at_the_same_time, 45033, world=with_switches(api_concurrency=1)),
    Row(
        "L7",
        "one after the other",
        lambda c: [text()(c), text()(c)],
        [0, 0],
        noted=False,
        world=with_switches(api_concurrency=1),
    ),
    Row("T7", "2001 wrong secrets", wrong_secrets, 45009),
)
MENUS = (
    Row("N1", "four entries", menu(*[{"type": "click", "name": "查", "key": "k"}] * 4), 40016),
    Row("N1", "17 bytes of name", menu({"type": "click", "name": "x" * 17, "key": "k"}), 40018),
    Row(
        "N1",
        "41 bytes below",
        below(type="click", name="x" * 41, key="k"),
        40025,
    ),
    Row("N2", "an unknown type", menu({"type": "sing", "name": "唱", "key": "k"}), 40017),
    Row(
        "N2",
        "an unknown type below",
        below(type="sing", name="唱"),
        40024,
    ),
    Row("N2", "no key", menu({"type": "click", "name": "查"}), 40019),
    Row("G1", "a group of one", group("create", userlist=["lisi"]), 86006),
    Row(
        "G1",
        "an unknown group",
        group("send", chatid="x", msgtype="text"),
        86003,
    ),
)


ROWS = (*SENDING, *UPDATES, *MEDIA, *LIMITS, *MENUS)
