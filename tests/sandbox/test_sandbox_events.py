"""Events that no finger makes, and faults that are about people."""

from typing import Any

from tests.sandbox.stage import CORP, Control

ZHAO = "oSANDBOX0000000000000000zhao"
TO_LI = {"touser": "lisi", "msgtype": "text", "agentid": CORP.agent_id, "text": {"content": "好"}}


def test_a_place_is_reported_in_each_platform_s_way(control: Control) -> None:
    control.act("zhang", "report", latitude=28.1, longitude=120.9)
    control.act("zhao", "report", latitude=28.1, longitude=120.9)

    here, there = control.bot.heard
    assert (here["Event"], here["Latitude"], here["AppType"]) == ("LOCATION", "28.100000", "wxwork")
    assert "AppType" not in there
    assert "MsgId" not in here


def test_a_subscription_prompt_tells_the_bot_what_was_answered(control: Control) -> None:
    control.act("zhao", "consent", template="N1")
    control.act("zhao", "consent", template="N1", accept=False)

    said = [each["SubscribeMsgPopupEvent"]["List"]["SubscribeStatusString"] for each in control.bot.heard]
    assert said == ["accept", "reject"]
    assert control.rig.hand("zhao").phone.consents == {"N1": 1}


def test_any_event_can_be_raised_with_nested_and_repeated_nodes(control: Control) -> None:
    job = {"JobId": "j1", "JobType": "sync_user", "ErrCode": 0, "ErrMsg": "ok"}
    control.act("zhang", "event", event="batch_job_result", fields={"BatchJob": job})
    control.act("zhang", "event", event="share_chain_change", fields={"Item": ["一", "二"]})

    job_event, other = control.bot.heard
    assert (job_event["FromUserName"], job_event["BatchJob"]["JobId"]) == ("sys", "j1")
    assert "AgentID" not in job_event
    assert other["Item"] == ["一", "二"]
    assert other["AgentID"] == "1000002"


def test_a_person_the_platform_thinks_gone_is_named_invalid(control: Control) -> None:
    control.post("faults", kind="unfollowed", person="li")
    gone = control.wecom("message/send", TO_LI)
    back = control.wecom("message/send", TO_LI)
    control.post("faults", kind="unfollowed", person="zhao", times=None)
    body = {"touser": ZHAO, "msgtype": "text", "text": {"content": "好"}}

    assert (gone["errcode"], gone["invaliduser"]) == (81013, "lisi")
    assert back["errcode"] == 0
    assert control.wechat("message/custom/send", body)["errcode"] == 45015


def test_any_errcode_can_be_planned(control: Control) -> None:
    control.post("faults", kind="errcode", api="message/send", code=43012, text="access denied")

    answer = control.wecom("message/send", TO_LI)

    assert (answer["errcode"], answer["errmsg"].split(",")[0]) == (43012, "access denied")


def test_a_spoilt_envelope_may_be_followed_by_a_good_one(control: Control) -> None:
    control.post("faults", kind="receiveid", person="zhang", times_each=1)

    done: Any = control.act("zhang", "say", text="好")

    assert (done["callbacks"][0]["verdict"], done["callbacks"][0]["attempts"]) == ("empty", 2)
    assert [each["Content"] for each in control.bot.heard] == ["好"]


def test_a_fault_s_own_seed_decides_its_dice_alone(control: Control) -> None:
    def codes(earlier_faults: int) -> list[int]:
        control.rig.world.faults.remove()
        for _ in range(earlier_faults):
            control.post("faults", kind="delay", api="nothing")
        control.post("faults", kind="busy", api="user/get", times=None, chance=0.5, seed=7)
        return [int(control.wecom("user/get", userid="lisi")["errcode"]) for _ in range(9)]

    first = codes(0)

    assert set(first) == {0, -1}
    assert codes(3) == first
