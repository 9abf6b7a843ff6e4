"""The scenario player: steps, waiting, failing with what was seen, pages, reports, the command line."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.__main__ import main
from sandbox.play import Player, Scenario, ScenarioError, StepError
from sandbox.play.captions import caption
from tests.sandbox.bots import text_reply
from tests.sandbox.stage import Control, Start
from tests.sandbox.webpages import PageBot


def scenario(text: str) -> Scenario:
    return Scenario.from_yaml(yaml.safe_load(text), "story")


def echo(message: dict[str, Any]) -> str:
    return text_reply(message, f"你说：{message['Content']}") if message["MsgType"] == "text" else ""


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("- {who: zhang, sings: la}", "story, step 1: no verb"),
        ("- {who: zhang, says: a}\n- {clok: +1d}", "story, step 2: no verb"),
        ("- {who: zhang, says: a, ticks: [b]}", "says does not go with ticks"),
        ("- just words", "a step is a mapping"),
        ("steps: 3", "a list of steps is expected"),
    ],
)
def test_a_bad_file_is_refused_by_step_before_anything_is_played(steps: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        scenario(steps)


def test_a_conversation_is_played_and_what_is_said_is_seen(start: Start) -> None:
    control = start(echo)
    player = Player(control.base)

    player.play(
        scenario(
            """
            - {span: 说话, people: [zhang]}
            - {who: zhang, says: 电镀}
            - {who: zhang, sees: "你说：电镀"}
            - {clock: +1d}
            - {who: zhang, photos: [outlet.jpg]}
            - {clock: next 9:30}
            - {end_span: 说话}
            - {remember: {word: "你说：(.+)"}, who: zhang}
            - {who: zhang, says: "${word}厂"}
            - {who: zhang, sees: 电镀厂}
            """
        )
    )

    assert [each["MsgType"] for each in control.bot.heard] == ["text", "image", "text"]
    assert control.get("spans")[0]["interactions"] == 6
    assert control.get("clock")["now"].startswith("2023-05-09T09:30:0")
    assert all(record.ok for record in player.records)


def test_a_subtitle_says_what_is_done_as_people_say_it() -> None:
    steps = scenario(
        "- {who: zhang, ticks: [10 没有标志牌, 17 台账缺页], submits: 提交本组}\n"
        "- {who: li, scans: {from: zhang}}\n"
        "- {who: li, fills: {姓名: 李四}, ticks: [同意], presses: [签收, 确认签收]}\n"
        "- {clock: next 9:00}"
    ).steps

    assert [caption(step, {"zhang": "张三", "li": "李四"}) for step in steps] == [
        "张三勾 10 没有标志牌、17 台账缺页，点 提交本组",
        "李四扫码 张三 手机上的码",
        "李四勾 同意，在网页上点 签收、确认签收",
        "时间 到下一个 9:00",
    ]


def test_a_step_that_sees_nothing_says_what_was_there_instead(start: Start) -> None:
    control = start(echo)

    with pytest.raises(StepError, match=r"step 2 .*“再见” was not seen within 0.3 s") as failure:
        Player(control.base).play(
            scenario("- {who: zhang, says: 你好}\n- {who: zhang, sees: 再见, within: 0.3}")
        )

    assert "bot: 你说：你好" in str(failure.value)


def test_only_what_is_new_counts_as_seen(start: Start) -> None:
    control = start(echo)
    control.act("zhang", "say", text="旧的")
    player = Player(control.base)

    player.play(
        scenario(
            "- {who: zhang, says: 新的}\n- {who: zhang, sees: 新的}\n- {who: zhang, lacks: 旧的, within: 0.1}"
        )
    )
    with pytest.raises(StepError):
        player.play(scenario("- {who: zhang, sees: 旧的, within: 0.1}"))


def test_again_asks_for_another_message_of_the_same_words(start: Start) -> None:
    control = start(echo)
    player = Player(control.base)
    player.play(scenario("- {who: zhang, says: 好}\n- {who: zhang, sees: 好}"))

    with pytest.raises(StepError):
        player.play(scenario("- {who: zhang, sees: 好, again: true, within: 0.1}"))


def test_a_tap_waits_for_its_card(control: Control) -> None:
    card = {
        "card_type": "multiple_interaction",
        "task_id": "t",
        "main_title": {"title": "期限"},
        "select_list": [
            {
                "question_key": "d",
                "title": "天数",
                "option_list": [{"id": "5", "text": "5日"}, {"id": "9", "text": "9日"}],
            }
        ],
        "submit_button": {"text": "确定", "key": "go"},
    }
    player = Player(control.base, on_step=lambda step, of: control.send("template_card", card))

    player.play(scenario("- {who: zhang, picks: {天数: 9日}, submits: 确定, card: 期限}"))

    assert control.bot.heard[0]["SelectedItems"]["SelectedItem"]["OptionIds"]["OptionId"] == "9"
    assert control.get("counters")["interactions"]["total"] == 3


def test_callbacks_can_be_repeated_for_a_stretch(start: Start) -> None:
    control = start(echo)

    Player(control.base).play(
        scenario(
            """
            - {repeat_callbacks: 3}
            - {who: zhang, says: a}
            - {repeat_callbacks: 1}
            - {who: zhang, says: b}
            """
        )
    )

    assert [each["Content"] for each in control.bot.heard] == ["a", "a", "a", "b"]


def test_a_page_is_opened_filled_by_labels_and_sent(control: Control) -> None:
    page = PageBot()
    control.send("text", {"content": f'<a href="{page.base}/form">点此登记</a>'})
    player = Player(control.base)

    player.play(
        scenario(
            """
            - {who: zhang, opens: 点此登记}
            - {who: zhang, sees: 请登记}
            - who: zhang
              fills: {姓名: 张三, 一句话: 已立牌}
              chooses: {职务: 负责人}
              ticks: [同意]
              attaches: {照片: [outlet_sign.jpg]}
              presses: 提交
            - {who: zhang, sees: 登记好了}
            - {who: zhang, presses: 下载}
            """
        )
    )
    page.stop()

    assert page.form["name"] == "张三"
    assert page.form["note"] == "已立牌"
    assert page.form["post"] == "head"
    assert page.form["agree"] == "yes"
    assert len(json.loads(page.form["strokes"])) == 3
    assert page.files == ["outlet_sign.jpg"]
    assert player.downloads == [("zhang", "回执.pdf", b"%PDF-1.4")]
    # open 1, two fields 2, drop-down 2, tick 1, photo 3, submit 1, download 1
    assert control.get("counters")["interactions"]["total"] == 11


def test_a_field_that_is_not_there_is_named_with_those_that_are(control: Control) -> None:
    page = PageBot()
    control.send("text", {"content": f'<a href="{page.base}/form">点此登记</a>'})

    with pytest.raises(StepError, match=r"没有“电话”这一栏\s+on the screen: 姓名"):
        Player(control.base).play(
            scenario("- {who: zhang, opens: 点此登记}\n- {who: zhang, fills: {电话: 1}}")
        )
    page.stop()


def test_the_command_plays_files_and_leaves_a_report_and_the_files(start: Start, tmp_path: Path) -> None:
    control = start(echo)
    story = tmp_path / "story.yaml"
    story.write_text("- {who: zhang, says: 好}\n- {who: zhang, sees: 好}\n", encoding="utf-8")
    control.send("text", {"content": "一份"})
    report, folder = tmp_path / "out" / "report.json", tmp_path / "files"

    status = main(
        ["play", str(story), "--base", control.base, "--report", str(report), "--save-files", str(folder)]
    )

    content = json.loads(report.read_text(encoding="utf-8"))
    assert status == 0
    assert content["ok"] is True
    assert [step["words"] for step in content["steps"]] == ["zhang says 好", "zhang sees 好"]
    assert content["messages"]["zhang"][-1]["text"] == "你说：好"


def test_a_failed_play_ends_with_one_and_a_bad_file_with_two(start: Start, tmp_path: Path) -> None:
    control = start(echo)
    failing, bad = tmp_path / "failing.yaml", tmp_path / "bad.yaml"
    failing.write_text("- {who: nobody, says: 好}\n", encoding="utf-8")
    bad.write_text("- {who: zhang}\n", encoding="utf-8")

    assert main(["play", str(failing), "--base", control.base, "--quiet"]) == 1
    assert main(["play", str(bad), "--base", control.base, "--quiet"]) == 2


def test_a_recorded_session_plays_again(start: Start) -> None:
    control = start(echo)
    control.act("zhang", "say", text="电镀")
    control.post("clock", advance_seconds=3600)
    control.act("zhang", "photos", samples=["drums.jpg"])
    recorded = yaml.safe_load(control.rig.script.as_yaml("again", ["zhang"]))
    fresh = start(echo)

    Player(fresh.base).play(Scenario.from_yaml(recorded, "again"))

    assert [each["MsgType"] for each in fresh.bot.heard] == ["text", "image"]


def test_a_finger_goes_to_the_newer_of_two_equal_buttons_even_if_it_comes_a_little_later(
    start: Start,
) -> None:
    def card(number: int) -> dict[str, Any]:
        button = {"text": "继续", "key": f"go{number}"}
        return {
            "card_type": "button_interaction",
            "task_id": f"t{number}",
            "main_title": {"title": f"第{number}张"},
            "button_list": [button],
        }

    control = start()
    control.send("template_card", card(1))
    player = Player(control.base)
    player.play(scenario("- {who: zhang, says: 下一张}"))
    later = threading.Timer(0.4, lambda: control.send("template_card", card(2)))
    later.start()

    player.play(scenario("- {who: zhang, taps: 继续}"))
    later.join()

    assert control.bot.heard[-1]["EventKey"] == "go2"
