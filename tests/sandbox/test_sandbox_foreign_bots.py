"""Clients and bots written by others work unchanged, apart from the address they call."""

import dataclasses
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from wechatpy import WeChatClient as AccountClient
from wechatpy.exceptions import WeChatClientException
from wechatpy.work import WeChatClient as CorpClient
from werkzeug.serving import make_server
from werobot import WeRoBot

from sandbox.__main__ import EXAMPLE
from sandbox.rig import Rig
from sandbox.server import Server
from sandbox.settings import Mode
from sandbox.toml_file import load
from tests.sandbox.stage import CORP, OA, Control, free_port, settings

ZHAO = "oSANDBOX0000000000000000zhao"


def readme(language: str) -> str:
    """The README has one block of each language, for strangers; what they are told is what is tried."""
    text = (EXAMPLE.parent / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found.group(1)


def detoured(client: Any, control: Control) -> Any:
    """The client with the README's adapter; its own code stays as it is."""
    told: dict[str, Any] = {}
    exec(compile(readme("python"), "README.md", "exec"), told)
    told["SANDBOX"] = urlsplit(control.base).netloc
    client._http.mount("https://", told["Detour"]())
    return client


def test_the_readme_s_configuration_is_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(readme("toml"), encoding="utf-8")

    read = load(tmp_path / "mine.toml")

    assert read.corp is not None
    assert read.corp.callback == "http://127.0.0.1:8000/callback"
    assert [person.name for person in read.people] == ["我自己"]


@pytest.fixture
def corp(control: Control) -> Any:
    return detoured(CorpClient(CORP.corp_id, CORP.secret, auto_retry=False), control)


@pytest.fixture
def account(control: Control) -> Any:
    return detoured(AccountClient(OA.app_id, OA.secret, auto_retry=False), control)


def test_the_company_client_sends_uploads_asks_and_makes_menus(corp: Any, control: Control) -> None:
    sent = corp.message.send_text(CORP.agent_id, "ZhangSan", "你好")
    corp.message.send_text_card(CORP.agent_id, "ZhangSan", "标题", "描述", "http://127.0.0.1/x")
    corp.message.send_markdown(CORP.agent_id, "ZhangSan", "**好**")
    media = corp.media.upload("file", ("说明.txt", b"123456"))
    corp.message.send_file(CORP.agent_id, "ZhangSan", media["media_id"])
    corp.menu.create(CORP.agent_id, {"button": [{"type": "click", "name": "检查", "key": "k"}]})

    assert sent["errcode"] == 0
    assert [each["kind"] for each in control.phone("zhang")] == ["text", "textcard", "markdown", "file"]
    assert control.last("zhang")["name"] == "说明.txt"
    assert corp.user.get("lisi")["name"] == "李四"
    assert corp.menu.get(CORP.agent_id)["button"][0]["name"] == "检查"
    assert corp.misc.get_wechat_ips() == ["127.0.0.1"]


def test_the_company_client_understands_a_refusal(corp: Any) -> None:
    with pytest.raises(WeChatClientException) as refused:
        corp.message.send_text(CORP.agent_id, "nobody", "你好")

    assert refused.value.errcode == 81013


def test_the_account_client_sends_templates_answers_and_makes_codes(account: Any, control: Control) -> None:
    control.act("zhao", "say", text="在吗")
    account.message.send_text(ZHAO, "您好")
    values = {"thing1": "标志牌", "time2": "09:00", "character_string3": "7", "phrase4": "待签收"}
    sent = account.message.send_template(ZHAO, "T1", {key: {"value": each} for key, each in values.items()})
    made = account.qrcode.create(
        {"expire_seconds": 600, "action_name": "QR_STR_SCENE", "action_info": {"scene": {"scene_str": "a"}}}
    )
    media = account.media.upload("image", ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20))

    assert sent["msgid"] > 2**60
    assert [each["kind"] for each in control.phone("zhao")] == ["text", "text", "template"]
    assert made["url"].startswith("http://weixin.qq.com/q/")
    assert isinstance(media["created_at"], int)
    assert account.user.get(ZHAO)["subscribe"] == 1


@contextmanager
def werobot_sandbox(mode: Mode) -> Iterator[tuple[Rig, Server]]:
    """A WeRobot echo bot, as its own documentation has it, with a sandbox in front."""
    secure = {"APP_ID": OA.app_id, "ENCODING_AES_KEY": OA.aes_key} if mode == "secure" else {}
    robot = WeRoBot(token=OA.token, enable_session=False)
    robot.config.update(secure)

    @robot.text  # type: ignore[untyped-decorator]
    def echo(message: Any) -> Any:
        return message.content

    @robot.subscribe  # type: ignore[untyped-decorator]
    def hello(message: Any) -> str:
        return "欢迎"

    bot = make_server("127.0.0.1", 0, robot.wsgi, threaded=True)
    threading.Thread(target=bot.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    oa = dataclasses.replace(OA, mode=mode, callback=f"http://127.0.0.1:{bot.server_port}/")
    port = free_port()
    rig = Rig(settings(oa=oa, port=port))
    server = Server(rig, port)
    server.start()
    try:
        yield rig, server
    finally:
        server.stop()
        bot.shutdown()
        bot.server_close()


@pytest.mark.parametrize("mode", ["plain", "secure"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_werobot_echo_bot_is_verified_greets_and_echoes(mode: Mode) -> None:
    with werobot_sandbox(mode) as (rig, server):
        base = f"http://127.0.0.1:{server.port}/sandbox"
        verified = requests.post(f"{base}/verify", json={"platform": "wechat"}, timeout=10).json()
        requests.post(f"{base}/people/wang/follow", json={"wait": 10}, timeout=20)
        requests.post(f"{base}/people/wang/say", json={"text": "你好", "wait": 10}, timeout=20)

        said = [each.body["text"] for each in rig.world.feed.everything()]
        assert verified["ok"] is True
        assert said == ["已关注", "欢迎", "你好", "你好"]
