"""message/send as a table: a request, and what the platform answers to it."""

from typing import Any

import pytest
import requests

from sandbox.settings import Switches
from tests.sandbox.stage import CORP, Control, Start

AMR = b"#!AMR\n" + b"0" * 40
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
HAN = "汉"


def text_to(users: str = "ZhangSan", content: str = "你好", **more: Any) -> dict[str, Any]:
    return {"touser": users, "msgtype": "text", "agentid": 1000002, "text": {"content": content}, **more}


def article(**fields: Any) -> dict[str, Any]:
    return {"title": "标题", "url": "http://127.0.0.1/x", **fields}


def news(*articles: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "touser": "lisi",
        "msgtype": "news",
        "agentid": 1000002,
        "news": {"articles": list(articles)},
        **more,
    }


def card(**fields: Any) -> dict[str, Any]:
    part = {"title": "标题", "description": "描述", "url": "http://127.0.0.1/x", **fields}
    return {"touser": "lisi", "msgtype": "textcard", "agentid": 1000002, "textcard": part}


TABLE: list[tuple[str, Any, int]] = [
    ("a plain text", text_to(), 0),
    ("an agentid as digits in a string", text_to(agentid="1000002"), 0),
    ("no msgtype", {"touser": "lisi", "agentid": 1000002}, 40008),
    ("an unknown msgtype", text_to(msgtype="poem"), 40008),
    ("no agentid", text_to(agentid=None), 41011),
    ("an agentid in words", text_to(agentid="app"), 40056),
    ("another app's agentid", text_to(agentid=1000003), 301002),
    ("nobody", text_to(users=""), 82001),
    ("only strangers", text_to(users="Nobody|Noone"), 81013),
    ("1001 users", text_to(users="|".join(f"u{number}" for number in range(1001))), 40032),
    ("101 parties", text_to(users="", toparty="|".join(str(number) for number in range(2, 103))), 82002),
    ("101 tags", text_to(users="", totag="|".join(str(number) for number in range(101))), 82003),
    ("a list of users", text_to(touser=["lisi"]), 40058),
    ("an empty text", text_to(content=""), 44004),
    ("an image without media_id", text_to(msgtype="image", image={}), 41006),
    ("an unknown media_id", text_to(msgtype="image", image={"media_id": "3abc"}), 40007),
    ("a textcard", card(), 0),
    ("a textcard without title", card(title=""), 41016),
    ("a textcard without description", card(description=""), 41033),
    ("a textcard without url", card(url=""), 41010),
    ("a url without scheme", card(url="www.example.com"), 45034),
    ("a url of 2049 bytes", card(url="http://127.0.0.1/" + "x" * 2032), 40039),
    ("news", news(article()), 0),
    ("news without articles", news(), 45008),
    ("nine articles", news(*[article() for _ in range(9)]), 45008),
    ("an article without title", news(article(title="")), 41016),
    ("an article without url", news(article(url="")), 41010),
    ("an article with a miniprogram instead", news(article(url="", appid="wx1", pagepath="p")), 0),
    ("safe news", news(article(), safe=1), 40074),
    ("markdown without content", text_to(msgtype="markdown", markdown={"content": ""}), 44004),
]


@pytest.mark.parametrize(
    ("request_body", "errcode"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_answer_of_send_follows_the_table(control: Control, request_body: Any, errcode: int) -> None:
    assert control.wecom("message/send", request_body)["errcode"] == errcode


def test_a_refusal_has_the_shape_of_real_ones(control: Control) -> None:
    answer = control.wecom("message/send", text_to(users="NoBody"))

    head, hint, ip, more = answer["errmsg"].split(", ")
    assert head == "user & party & tag all invalid"
    assert hint.startswith("hint: [16835076")
    assert len(hint) == len("hint: []") + 25
    assert ip == "from ip: 127.0.0.1"
    assert more == "more info at https://open.work.weixin.qq.com/devtool/query?e=81013"
    assert answer["invaliduser"] == "nobody"


def test_a_partly_wrong_list_is_sent_to_the_others_and_named_in_lower_case(control: Control) -> None:
    answer = control.wecom("message/send", text_to(users="ZHANGSAN|Stranger|lisi|zhangsan"))

    assert answer["errcode"] == 0
    assert answer["invaliduser"] == "stranger"
    assert len(control.phone("zhang")) == len(control.phone("li")) == 1


def test_at_all_and_parties_reach_whom_they_name(control: Control) -> None:
    control.wecom("message/send", text_to(users="@all"))
    answer = control.wecom("message/send", text_to(users="", toparty="7|99"))

    assert answer["invalidparty"] == "99"
    assert len(control.phone("zhang")) == 1
    assert len(control.phone("li")) == 2


TYPES = {
    "body without type": "",
    "body as a form": "application/x-www-form-urlencoded",
    "body as text": "text/plain",
}


@pytest.mark.parametrize("method", [*TYPES, "GET", "no json", "json list"])
def test_the_way_of_asking_is_checked_before_the_content(control: Control, method: str) -> None:
    url = f"{control.base}/qyapi/cgi-bin/message/send?access_token={control.wecom_token()}"

    if method in TYPES:
        raw = '{"touser":"lisi","msgtype":"text","agentid":1000002,"text":{"content":"好"}}'.encode()
        headers = {"Content-Type": TYPES[method]} if TYPES[method] else {}
        assert requests.post(url, data=raw, headers=headers, timeout=5).json()["errcode"] == 0
        return
    if method == "GET":
        answer = requests.get(url, timeout=5).json()
    else:
        answer = requests.post(url, data="[]" if method == "json list" else "{no", timeout=5).json()
    assert answer["errcode"] == 40058
    assert method == "GET" or answer["errmsg"].startswith("Warning: wrong json format. ")


@pytest.mark.parametrize("strict", [False, True])
def test_a_text_over_2048_bytes_is_cut_between_characters_or_refused_when_strict(
    start: Start, strict: bool
) -> None:
    control = start(strict=strict)

    answer = control.wecom("message/send", text_to(content=HAN * 683))

    if strict:
        assert answer["errcode"] == 45002
        assert control.phone("zhang") == []
        return
    assert answer["errcode"] == 0
    assert control.last("zhang")["text"] == HAN * 682
    assert control.get("counters")["warnings"] == 1
    assert control.get("log")["entries"][-1]["notes"][0]["rule"] == "S5"


def test_a_kind_of_media_is_told_by_its_first_bytes_not_by_its_name(control: Control) -> None:
    def upload(kind: str, name: str, content: bytes) -> Any:
        url = f"{control.base}/qyapi/cgi-bin/media/upload"
        query = {"access_token": control.wecom_token(), "type": kind}
        return requests.post(url, params=query, files={"media": (name, content)}, timeout=5).json()

    assert upload("image", "a.png", AMR)["errcode"] == 40123
    assert upload("voice", "a.amr", PNG)["errcode"] == 301016
    assert upload("file", "empty.txt", b"12345")["errcode"] == 44001
    assert upload("image", "big.png", PNG + b"0" * (10 * 1024 * 1024))["errcode"] == 40009
    assert upload("poem", "a.txt", b"123456")["errcode"] == 40004
    image = upload("image", "照片.png", PNG)
    assert image["errcode"] == 0
    assert isinstance(image["created_at"], str)
    assert control.send("voice", {"media_id": image["media_id"]})["errcode"] == 40007
    assert control.send("image", {"media_id": image["media_id"]})["errcode"] == 0
    assert control.last("zhang")["name"] == "照片.png"


def test_media_die_after_three_days_of_business_time(control: Control) -> None:
    url = f"{control.base}/qyapi/cgi-bin/media/upload"
    query = {"access_token": control.wecom_token(), "type": "file"}
    media = requests.post(url, params=query, files={"media": ("a.txt", b"123456")}, timeout=5).json()[
        "media_id"
    ]
    get = f"{control.base}/qyapi/cgi-bin/media/get"

    control.post("clock", advance_seconds=3 * 86400 - 60)
    alive = requests.get(get, params={"access_token": control.wecom_token(), "media_id": media}, timeout=5)
    control.post("clock", advance_seconds=120)
    dead = requests.get(get, params={"access_token": control.wecom_token(), "media_id": media}, timeout=5)

    assert alive.content == b"123456"
    assert "a.txt" in alive.headers["Content-disposition"]
    assert dead.json()["errcode"] == 40007


def test_an_equal_request_is_suppressed_only_when_asked_and_only_within_its_interval(
    control: Control,
) -> None:
    body = text_to(enable_duplicate_check=1, duplicate_check_interval=600)

    first = control.wecom("message/send", body)
    again = control.wecom("message/send", body)
    control.post("clock", advance_seconds=601)
    later = control.wecom("message/send", body)
    control.wecom("message/send", text_to())
    control.wecom("message/send", text_to())

    assert again["errcode"] == 0
    assert again["msgid"] == first["msgid"] != later["msgid"]
    assert len(control.phone("zhang")) == 4


def test_the_31st_message_in_a_minute_vanishes_although_the_answer_is_ok(start: Start) -> None:
    control = start(switches=Switches(member_per_minute=3))

    codes = [control.wecom("message/send", text_to(content=str(number)))["errcode"] for number in range(5)]

    assert codes == [0] * 5
    assert [each["text"] for each in control.phone("zhang")] == ["0", "1", "2"]
    assert control.get("counters")["dropped"] == 2


def test_a_recalled_message_is_shown_as_recalled_within_a_day_only(control: Control) -> None:
    msgid = control.wecom("message/send", text_to())["msgid"]

    assert control.wecom("message/recall", {"msgid": "unknown"})["errcode"] == 40058
    assert control.wecom("message/recall", {"msgid": msgid})["errcode"] == 0
    assert control.last("zhang")["recalled"] is True
    control.post("clock", advance_seconds=86_401)
    assert control.wecom("message/recall", {"msgid": msgid})["errcode"] == 42052


def test_linked_companies_take_arrays_and_answer_arrays(control: Control) -> None:
    body = {"msgtype": "text", "agentid": CORP.agent_id, "text": {"content": "好"}}

    joined = control.wecom("linkedcorp/message/send", {**body, "touser": "lisi|ZhangSan"})
    listed = control.wecom(
        "linkedcorp/message/send", {**body, "touser": ["lisi", f"{CORP.corp_id}/ZhangSan", "x"]}
    )

    assert joined["errcode"] == 40058
    assert listed["errcode"] == 0
    assert listed["invaliduser"] == ["x"]
    assert "msgid" not in listed


def test_a_group_shows_its_messages_on_every_members_phone(control: Control) -> None:
    made = control.wecom(
        "appchat/create", {"name": "一队", "owner": "lisi", "userlist": ["lisi", "ZhangSan"]}
    )

    sent = control.wecom(
        "appchat/send", {"chatid": made["chatid"], "msgtype": "text", "text": {"content": "集合"}}
    )

    assert sent["errcode"] == 0
    assert control.last("zhang")["chat"] == control.last("li")["chat"] == "一队"
    assert control.wecom("appchat/send", {"chatid": "no", "msgtype": "text"})["errcode"] == 86003
    assert control.wecom("appchat/create", {"userlist": ["lisi"]})["errcode"] == 86006
