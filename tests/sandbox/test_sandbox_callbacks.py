"""Callbacks: verification, redelivery, order, what a passive reply may be, and faults on the way."""

import dataclasses
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Response
from wechatpy.crypto import WeChatCrypto

from sandbox.settings import Delivery, Mode
from tests.sandbox.bots import reply, text_reply
from tests.sandbox.stage import CORP, OA, Control, Start

QUICK = Delivery(spacing_seconds=0.01, timeout_seconds=0.3, verify_on_start=False)


def entries(control: Control, kind: str = "callback") -> list[dict[str, Any]]:
    return [each for each in control.get("log")["entries"] if each["kind"] == kind]


@pytest.mark.parametrize("platform", ["wecom", "wechat"])
def test_an_address_is_verified_by_its_exact_echo(control: Control, platform: str) -> None:
    assert control.post("verify", platform=platform) == {"ok": True, "error": ""}
    assert control.get("verify") == {platform: "ok"}


def test_a_bot_that_is_not_there_is_not_verified(start: Start) -> None:
    control = start()
    control.bot.stop()

    assert "连不上" in control.post("verify", platform="wecom")["error"]
    assert entries(control, "note")[0]["rule"] == "C1"


def test_a_bot_that_comes_up_late_is_verified_all_the_same(start: Start) -> None:
    """Also long after the log has said that it is not there."""
    control = start()
    control.bot.up = False
    control.rig.verifier.start(patience=0)
    _until(lambda: len(entries(control, "note")) == 2)

    control.bot.up = True

    _until(lambda: control.get("verify") == {"wecom": "ok", "wechat": "ok"})
    refused = [note["platform"] for note in entries(control, "note") if note["level"] == "refused"]
    assert sorted(refused) == ["wechat", "wecom"]


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_failed_delivery_comes_again_with_fresh_envelope_and_the_same_ids(start: Start) -> None:
    answers = iter([Response(status=500), Response(status=503), ""])
    control = start(lambda message: next(answers))

    done = control.act("zhang", "say", text="在吗")

    assert done["callbacks"][0]["attempts"] == 3
    assert {each["MsgId"] for each in control.bot.heard} == {control.bot.heard[0]["MsgId"]}
    assert len({each["CreateTime"] for each in control.bot.heard}) == 1
    assert len({each["nonce"] for each in control.bot.queries}) == 3
    assert len({each["msg_signature"] for each in control.bot.queries}) == 3
    assert len(set(control.bot.bodies)) == 3
    counters = control.get("counters")
    assert (counters["callbacks"], counters["deliveries"], counters["redeliveries"]) == (1, 3, 2)


def test_a_slow_bot_is_given_up_after_its_deliveries_and_says_nothing_at_wecom(start: Start) -> None:
    def slow(message: dict[str, Any]) -> str:
        time.sleep(0.6)
        return text_reply(message, "太晚了")

    control = start(slow, delivery=dataclasses.replace(QUICK, attempts=2))

    done = control.act("zhang", "say", text="在吗")

    assert done["callbacks"][0]["verdict"] == "failed"
    assert done["callbacks"][0]["attempts"] == 2
    assert [each["from"] for each in control.phone("zhang")] == ["person"]


def test_a_broken_service_account_shows_its_users_that_it_is_broken(start: Start) -> None:
    control = start(lambda message: Response(status=500))

    control.act("zhao", "say", text="在吗")

    assert control.last("zhao")["text"] == "该公众号提供的服务出现故障，请稍后再试"
    assert control.last("zhao")["from"] == "system"


def test_one_person_s_callbacks_arrive_in_order_even_when_one_must_be_repeated(start: Start) -> None:
    failed: set[str] = set()

    def once_bad(message: dict[str, Any]) -> str | Response:
        if message["Content"] == "1" and "1" not in failed:
            failed.add("1")
            return Response(status=500)
        return ""

    control = start(once_bad)
    for number in range(4):
        control.post("people/zhang/say", text=str(number))
    control.get("idle", wait=10)

    assert [each["Content"] for each in control.bot.heard] == ["0", "1", "1", "2", "3"]


def test_real_time_signs_and_business_time_dates_the_message(control: Control) -> None:
    control.act("zhang", "say", text="在吗")

    assert abs(int(control.bot.queries[0]["timestamp"]) - time.time()) < 30
    assert control.bot.heard[0]["CreateTime"].startswith("16835076")


REPLIES: list[tuple[str, Any, str]] = [
    ("text", lambda m: text_reply(m, "好"), "reply"),
    ("empty", lambda m: "", "empty"),
    ("success", lambda m: Response("success"), "empty"),
    ("plain", lambda m: Response(text_reply(m, "好")), "refused"),
    ("unknown type", lambda m: reply(m, "poem", ""), "refused"),
    ("empty text", lambda m: text_reply(m, ""), "refused"),
    ("unknown media", lambda m: reply(m, "image", "<Image><MediaId>x</MediaId></Image>"), "refused"),
    (
        "card update for a text",
        lambda m: reply(m, "update_button", "<Button><ReplaceName>x</ReplaceName></Button>"),
        "refused",
    ),
    ("to somebody else", lambda m: text_reply({**m, "FromUserName": "lisi"}, "好"), "refused"),
    ("from somebody else", lambda m: text_reply({**m, "ToUserName": "ww0"}, "好"), "refused"),
    (
        "wrong count",
        lambda m: reply(m, "news", "<ArticleCount>2</ArticleCount><Articles></Articles>"),
        "refused",
    ),
]


@pytest.mark.parametrize(("answer", "verdict"), [row[1:] for row in REPLIES], ids=[row[0] for row in REPLIES])
def test_a_passive_reply_is_shown_or_thrown_away(start: Start, answer: Any, verdict: str) -> None:
    control = start(answer)

    done = control.act("zhang", "say", text="在吗")

    assert done["callbacks"][0]["verdict"] == verdict
    assert len(control.phone("zhang")) == (2 if verdict == "reply" else 1)
    assert control.get("counters")["rejected_replies"] == (1 if verdict == "refused" else 0)


def test_a_reply_sealed_for_another_company_is_refused(start: Start) -> None:
    other = WeChatCrypto(CORP.token, CORP.aes_key, "ww0000000000000000")
    control = start(lambda message: Response(other.encrypt_message(text_reply(message, "好"), "1")))

    done = control.act("zhang", "say", text="在吗")

    assert "receiveid" in done["callbacks"][0]["why"]


def test_a_long_passive_text_is_cut_at_2048_bytes(start: Start) -> None:
    control = start(lambda message: text_reply(message, "汉" * 700))

    control.act("zhang", "say", text="在吗")

    assert control.last("zhang")["text"] == "汉" * 682
    assert entries(control)[0]["notes"][0]["rule"] == "R4"


def test_some_events_take_no_reply(start: Start) -> None:
    control = start(lambda message: text_reply(message, "再见"))

    done = control.act("zhang", "unfollow")

    assert done["callbacks"][0]["verdict"] == "refused"
    assert entries(control)[0]["notes"][0]["rule"] == "R3"


@pytest.mark.parametrize("mode", ["plain", "compat", "secure"])
def test_the_three_modes_of_a_service_account(start: Start, mode: Mode) -> None:
    control = start(lambda message: text_reply(message, "好"), oa=dataclasses.replace(OA, mode=mode))

    control.act("zhao", "say", text="在吗")

    assert control.last("zhao")["text"] == "好"
    assert ("msg_signature" in control.bot.queries[0]) == (mode != "plain")
    assert ("<Content>" in control.bot.bodies[0]) == (mode != "secure")
    assert ("<Encrypt>" in control.bot.bodies[0]) == (mode != "plain")


def test_repeat_delivers_three_times_but_uses_one_reply(start: Start) -> None:
    control = start(lambda message: text_reply(message, "好"))
    control.post("faults", kind="repeat", times_each=3)

    control.act("zhang", "say", text="在吗")

    assert len(control.bot.heard) == 3
    assert len(control.phone("zhang")) == 2


def test_a_lost_answer_is_asked_for_again_and_then_used(start: Start) -> None:
    control = start(lambda message: text_reply(message, "好"))
    control.post("faults", kind="lost_answer")

    done = control.act("zhang", "say", text="在吗")

    assert done["callbacks"][0]["attempts"] == 2
    assert [each["from"] for each in control.phone("zhang")] == ["person", "bot"]


def test_a_lost_callback_never_arrives(control: Control) -> None:
    control.post("faults", kind="lose")

    done = control.act("zhang", "say", text="在吗")

    assert done["callbacks"][0]["verdict"] == "lost"
    assert control.bot.heard == []


def test_reordering_lets_the_next_one_pass(control: Control) -> None:
    control.post("faults", kind="reorder", seconds=5)
    control.post("people/zhang/say", text="1")
    control.post("people/zhang/say", text="2")
    control.get("idle", wait=10)

    assert [each["Content"] for each in control.bot.heard] == ["2", "1"]


@pytest.mark.parametrize("kind", ["signature", "receiveid", "base64", "padding"])
def test_a_spoilt_envelope_is_not_decrypted_by_a_sound_bot(start: Start, kind: str) -> None:
    control = start(delivery=dataclasses.replace(QUICK, attempts=1))
    control.post("faults", kind=kind)

    done = control.act("zhang", "say", text="在吗")

    assert done["callbacks"][0]["verdict"] == "failed"
    assert control.bot.heard == []


def test_stale_plain_xml_and_strange_spellings_are_sent_as_asked(control: Control) -> None:
    for kind in ("stale", "plain_xml", "agentid"):
        control.post("faults", kind=kind, seconds=400)

    control.act("zhang", "say", text="a & b")

    assert int(control.bot.queries[0]["timestamp"]) < time.time() - 390
    assert control.bot.heard[0]["Content"] == "a & b"
    assert "AgentId" in control.bot.heard[0]
    assert "AgentId" in control.bot.bodies[0]


def test_the_other_spelling_of_option_ids(control: Control) -> None:
    options = [{"id": "1", "text": "甲", "is_checked": True}]
    card = {
        "card_type": "vote_interaction",
        "task_id": "t",
        "main_title": {"title": "标题"},
        "checkbox": {"question_key": "q", "option_list": options},
        "submit_button": {"key": "s"},
    }
    control.send("template_card", card)
    control.post("faults", kind="opiton")

    control.act("zhang", "submit")

    item = control.bot.heard[0]["SelectedItems"]["SelectedItem"]
    assert item["OpitonIds"]["OpitonId"] == "1"


def test_an_empty_submit_can_be_refused_by_the_client(control: Control) -> None:
    card = {
        "card_type": "vote_interaction",
        "task_id": "t",
        "main_title": {"title": "标题"},
        "checkbox": {"question_key": "q", "mode": 1, "option_list": [{"id": "1", "text": "甲"}]},
        "submit_button": {"key": "s"},
    }
    control.send("template_card", card)
    control.post("faults", kind="empty_submit")

    refused, taken = control.act("zhang", "submit"), control.act("zhang", "submit")

    assert refused["error"] == "请至少选一项"
    assert taken["ok"] is True
    assert control.bot.heard[0]["SelectedItems"]["SelectedItem"]["OptionIds"] is None
