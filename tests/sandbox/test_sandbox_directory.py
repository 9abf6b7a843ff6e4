"""The directory: members put in by an administrator are people with phones, and those who left are not."""

from typing import Any

from tests.sandbox.stage import CORP, Control

NEW = {"userid": "QianQi", "name": "钱七", "post": "二队 队长", "department": "9"}


def people(control: Control) -> dict[str, Any]:
    return {each["id"]: each for each in control.get("people")}


def test_a_member_who_is_put_in_can_be_written_to_and_acts(control: Control) -> None:
    told = control.post("directory", members=[NEW])
    body = {"touser": "qianqi", "msgtype": "text", "agentid": CORP.agent_id, "text": {"content": "你好"}}

    sent = control.wecom("message/send", body)
    control.act("QianQi", "say", text="在")

    assert told == {"ok": True, "added": 1, "updated": 0, "left": 0}
    assert sent["errcode"] == 0
    assert [each["text"] for each in control.phone("QianQi")] == ["你好", "在"]
    assert control.bot.heard[-1]["FromUserName"] == "QianQi"
    assert control.wecom("user/get", userid="QianQi")["position"] == "二队 队长"


def test_a_known_member_gets_the_new_name_and_keeps_the_phone(control: Control) -> None:
    control.act("zhang", "say", text="旧话")

    told = control.post("directory", members=[{"userid": "zhangsan", "name": "张三丰", "post": "科长"}])

    assert told["updated"] == 1
    assert (people(control)["zhang"]["name"], people(control)["zhang"]["post"]) == ("张三丰", "科长")
    assert control.phone("zhang")[0]["text"] == "旧话"


def test_a_whole_list_leaves_out_who_is_not_on_it(control: Control) -> None:
    control.act("zhang", "say", text="我说过话")

    told = control.post("directory", members=[NEW], whole=True)

    now = people(control)
    assert told["left"] == 2
    assert "li" not in now
    assert now["zhang"]["follows"] is False
    assert [each["id"] for each in now.values() if each["platform"] == "wechat"] == ["wang", "zhao"]
    assert control.send("text", {"content": "好"})["errcode"] == 81013


def test_a_user_of_wechat_is_added_and_follows(control: Control) -> None:
    control.post("directory", users=[{"id": "sun", "openid": "oSANDBOX00000000000000000sun", "name": "孙八"}])

    control.act("sun", "follow")

    assert people(control)["sun"]["follows"] is True
    assert control.bot.kinds() == ["subscribe"]


def test_what_makes_no_sense_is_refused_in_words(control: Control) -> None:
    assert "missing" in control.post("directory", members=[{"name": "没有账号"}])["error"]
    assert "list of objects" in control.post("directory", members="zhangsan")["error"]
    assert "unknown" in control.post("directory", people=[])["error"]
    assert "li" in control.post("directory", members=[{"userid": "other", "id": "li", "name": "乙"}])["error"]
    assert len(people(control)) == 4
