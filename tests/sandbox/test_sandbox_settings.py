"""The settings file: what is read, and how mistakes are named. The command line. The pocket browsers."""

import re
import socket
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.__main__ import EXAMPLE, main
from sandbox.rulebook import RULES
from sandbox.settings import FIRST_MOMENT
from sandbox.toml_file import SettingsError, from_mapping, load
from tests.sandbox.stage import CORP, Control
from tests.sandbox.webpages import PageBot

CORP_PART = {
    "corp_id": CORP.corp_id,
    "agent_id": 1,
    "secret": "s",
    "token": CORP.token,
    "aes_key": CORP.aes_key,
}


def test_the_built_in_example_is_read_and_nobody_in_it_is_real() -> None:
    settings = load(EXAMPLE)

    assert [person.id for person in settings.people] == ["zhangsan", "lisi", "contact1", "contact2"]
    assert settings.start == FIRST_MOMENT
    assert settings.oa is not None
    assert settings.oa.templates[0].fields[0].label == "事项"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "neither"),
        ({"corp": CORP_PART, "colours": {}}, "unknown section: colours"),
        ({"corp": CORP_PART | {"colour": 1}}, r"\[corp\] unknown key: colour"),
        ({"corp": {"corp_id": "x"}}, r"\[corp\] missing: agent_id, secret, token, aes_key"),
        ({"corp": CORP_PART | {"token": "no-dash"}}, "token"),
        ({"corp": CORP_PART | {"aes_key": "short"}}, "aes_key"),
        ({"corp": CORP_PART, "members": [{"name": "张三"}]}, "missing: userid"),
        ({"corp": CORP_PART, "members": [{"userid": "a", "name": "甲"}] * 2}, "two people are called a"),
        ({"corp": CORP_PART, "sandbox": {"start": 3}}, "start"),
    ],
)
def test_a_mistake_in_the_file_is_named_by_its_place(content: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        from_mapping(content)


def test_a_bad_file_ends_the_command_with_two(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("[corp]\ncorp_id = 'x'\n", encoding="utf-8")

    assert main(["--config", str(path)]) == 2


def test_a_port_that_is_taken_ends_the_command_with_a_word_of_advice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert main(["--port", str(port)]) == 2

    assert f"--port {port + 1}" in capsys.readouterr().err


def test_every_rule_that_the_code_names_is_in_the_rulebook() -> None:
    named: set[str] = set()
    for path in (EXAMPLE.parent).rglob("*.py"):
        if path.name != "rulebook.py":
            text = path.read_text(encoding="utf-8")
            named |= set(re.findall(r'"([A-Z]\d{1,2}|X)"', text)) & _looks_like_rules(text)

    assert named <= set(RULES)
    assert len(named) > 50


def _looks_like_rules(text: str) -> set[str]:
    return set(
        re.findall(
            r'(?:ApiError|Missing|Note|ReplyError|LoginError|cut|link|rule)[^\n]*?"([A-Z]\d{1,2}|X)"', text
        )
    )


def test_a_page_that_forbids_frames_opens_in_the_phone_s_own_browser(control: Control) -> None:
    page = PageBot()
    control.send("text", {"content": f'<a href="{page.base}/form">点此登记</a>'})

    frame = control.act("zhang", "open", label="点此登记")["frame"]
    opened = requests.get(frame, timeout=5)
    posted = requests.post(
        frame, data={"name": "张三"}, headers={"Origin": frame.rsplit("/", 1)[0]}, timeout=5
    )
    touched = requests.post(frame.rsplit("/", 1)[0] + "/__sandbox__/touch", timeout=5)
    page.stop()

    assert "X-Frame-Options" not in opened.headers
    assert "frame-ancestors" not in opened.headers["Content-Security-Policy"]
    assert "/__sandbox__/watcher.js" in opened.text
    assert "Set-Cookie" not in opened.headers
    assert "登记好了" in posted.text
    assert page.headers["Cookie"] == "sandbox_person=zhang; session=secret"
    assert page.headers["Origin"] == page.base
    assert touched.status_code == 204
    assert control.get("counters")["interactions"]["total"] == 2


def test_web_login_inside_a_phone_s_browser_knows_whose_phone_it_is(control: Control) -> None:
    page = PageBot()
    back = f"{page.base}/who"
    query = f"appid={CORP.corp_id}&redirect_uri={back}&response_type=code&scope=snsapi_base&state=1"
    login = f"{control.base}/open/connect/oauth2/authorize?{query}"
    pocket = control.rig.pockets.of(control.rig.hand("li").person)
    pocket.go(login)

    shown = requests.get(f"{pocket.base}/open/connect/oauth2/authorize?{query}", timeout=5)
    page.stop()

    code = shown.text.split("<body>")[1].split("<")[0]
    assert control.wecom("auth/getuserinfo", code=code)["userid"] == "lisi"


def test_a_page_elsewhere_is_not_fetched(control: Control) -> None:
    control.send("text", {"content": '<a href="http://203.0.113.9/x">外面</a>'})

    done = control.act("zhang", "open", label="外面")

    assert done["frame"] == ""


def test_a_redirect_to_elsewhere_ends_at_the_border(control: Control) -> None:
    page = PageBot()
    pocket = control.rig.pockets.of(control.rig.hand("li").person)

    shown = requests.get(pocket.go(f"{page.base}/away"), timeout=5)
    page.stop()

    assert shown.status_code == 404
    assert "不在本机" in shown.text


def test_nonsense_in_a_control_request_is_answered_in_words(control: Control) -> None:
    answer = requests.get(f"{control.base}/sandbox/people/zhang/messages?after=soon", timeout=5)

    assert answer.status_code == 400
    assert answer.json()["ok"] is False


def test_a_body_is_read_as_json_whatever_its_content_type(control: Control) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    url = f"{control.base}/sandbox/people/zhang/say"

    said = requests.post(url, data='{"text": "hello", "wait": 5}', headers=form, timeout=10)
    broken = requests.post(url, data="{", timeout=10)

    assert said.json()["ok"] is True
    assert control.bot.heard[0]["Content"] == "hello"
    assert broken.json() == {"ok": False, "error": "body should be JSON"}
