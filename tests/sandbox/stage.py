"""The stage of these tests: settings, people, a control client. The fixtures are in conftest.py."""

import dataclasses
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests

from sandbox.rig import Rig
from sandbox.server import Server
from sandbox.settings import (
    Account,
    Corp,
    Delivery,
    Person,
    Settings,
    Switches,
    Template,
    TemplateField,
)
from tests.sandbox.bots import Bot

KEY_A = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
KEY_B = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt"
CORP = Corp("wwcorp0000000001", 1000002, "corp-secret", "TokenA", KEY_A)
OA = Account(
    "wxapp00000000001",
    "gh_00000000a1",
    "oa-secret",
    "TokenB",
    KEY_B,
    templates=(
        Template(
            "T1",
            "整改通知",
            (
                TemplateField("thing1", "事项"),
                TemplateField("time2", "时间"),
                TemplateField("character_string3", "编号"),
                TemplateField("phrase4", "状态"),
            ),
        ),
        Template("N1", "订阅通知", (TemplateField("thing1", "事项"),), notice=True),
    ),
)
PEOPLE = (
    Person("zhang", "wecom", "ZhangSan", "张三"),
    Person("li", "wecom", "lisi", "李四", department="7"),
    Person("wang", "wechat", "oSANDBOX0000000000000000wang", "王五", follows=False),
    Person("zhao", "wechat", "oSANDBOX0000000000000000zhao", "赵六"),
)


def settings(**changes: Any) -> Settings:
    """Settings for tests: quick redelivery, no verification at start."""
    base = Settings(
        corp=CORP,
        oa=OA,
        people=PEOPLE,
        delivery=Delivery(spacing_seconds=0.01, timeout_seconds=1.0, verify_on_start=False),
        switches=Switches(),
    )
    return dataclasses.replace(base, **changes)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Control:
    """The control API and both platform APIs over HTTP, with the rig at hand for looking."""

    server: Server
    rig: Rig
    bot: Bot

    @property
    def base(self) -> str:
        """Where the sandbox listens."""
        return f"http://127.0.0.1:{self.server.port}"

    def get(self, path: str, **query: Any) -> Any:
        """GET a control path."""
        return requests.get(f"{self.base}/sandbox/{path}", params=query, timeout=30).json()

    def post(self, path: str, **body: Any) -> Any:
        """POST a control path."""
        return requests.post(f"{self.base}/sandbox/{path}", json=body, timeout=30).json()

    def act(self, person: str, deed: str, **body: Any) -> Any:
        """Let somebody do something and wait until the bot answered."""
        return self.post(f"people/{person}/{deed}", wait=10, **body)

    def phone(self, person: str) -> list[dict[str, Any]]:
        """All bubbles on a phone."""
        found = self.get(f"people/{person}/messages")["messages"]
        assert isinstance(found, list)
        return found

    def last(self, person: str) -> dict[str, Any]:
        """The last bubble."""
        return self.phone(person)[-1]

    def wecom(self, api: str, body: Any = None, **query: Any) -> Any:
        """Call a WeCom API with a good token."""
        return self._call("/qyapi/cgi-bin/", api, self.wecom_token(), body, query)

    def wechat(self, api: str, body: Any = None, **query: Any) -> Any:
        """Call a service-account API with a good token."""
        return self._call("/api/cgi-bin/", api, self.wechat_token(), body, query)

    def wecom_token(self) -> str:
        """A good token."""
        query = {"corpid": CORP.corp_id, "corpsecret": CORP.secret}
        answer = requests.get(f"{self.base}/qyapi/cgi-bin/gettoken", params=query, timeout=5).json()
        return str(answer["access_token"])

    def wechat_token(self) -> str:
        """A good stable token."""
        body = {"grant_type": "client_credential", "appid": OA.app_id, "secret": OA.secret}
        return str(
            requests.post(f"{self.base}/api/cgi-bin/stable_token", json=body, timeout=5).json()[
                "access_token"
            ]
        )

    def send(self, kind: str, part: dict[str, Any], **more: Any) -> Any:
        """message/send to zhang."""
        body = {"touser": "ZhangSan", "msgtype": kind, "agentid": CORP.agent_id, kind: part, **more}
        return self.wecom("message/send", body)

    def _call(self, prefix: str, api: str, token: str, body: Any, query: dict[str, Any]) -> Any:
        url = f"{self.base}{prefix}{api}"
        query = {"access_token": token, **query}
        if body is None:
            return requests.get(url, params=query, timeout=10).json()
        return requests.post(url, params=query, json=body, timeout=10).json()


Start = Callable[..., Control]
