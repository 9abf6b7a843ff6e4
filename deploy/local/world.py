"""The local world's surroundings: folder, ports, credentials, the environment of every process.

Everything is made for one run on this machine; nothing here is a credential of anybody.
"""

import json
import secrets
import socket
import string
from dataclasses import dataclass
from pathlib import Path

from deploy.local.people import FOLLOWERS

TEMPLATES = (
    ("TPL-NOTICE", "提示单通知", ("thing1:事项", "thing2:编号", "thing3:内容", "thing4:操作")),
    ("TPL-REMINDER", "到期提醒", ("thing1:事项", "thing2:编号", "thing3:期限", "thing4:操作")),
    ("TPL-RESULT", "办理结果", ("thing1:事项", "thing2:编号", "thing3:结果")),
)
"""The service account's templates: id, title, fields with their labels. bureau.toml fills them."""


@dataclass(frozen=True, slots=True)
class World:
    """Where this run lives."""

    folder: Path
    web_port: int
    sandbox_port: int

    @property
    def web(self) -> str:
        """The bot's address."""
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def sandbox(self) -> str:
        """The sandbox's address."""
        return f"http://127.0.0.1:{self.sandbox_port}"

    def environment(self, redis_url: str, database_url: str = "") -> dict[str, str]:
        """What every process of ours is started with."""
        own = self._credentials()
        return {
            "SANDBOX": "1",
            "SANDBOX_CLOCK_URL": f"{self.sandbox}/sandbox/clock",
            "DATABASE_URL": database_url or f"sqlite:///{self.folder / 'chayici.db'}",
            "REDIS_URL": redis_url,
            "STORAGE_URL": f"file://{self.folder / 'files'}",
            "NUMBER_JOURNAL": str(self.folder / "journal" / "numbers.tsv"),
            "PUBLIC_URL": self.web,
            "SECRET_KEY": own["SECRET_KEY"],
            "WECOM_API_BASE": f"{self.sandbox}/qyapi",
            "WECHAT_API_BASE": f"{self.sandbox}/api",
            "OAUTH_AUTHORIZE_BASE": f"{self.sandbox}/open",
            **{k: v for k, v in own.items() if k.startswith(("WECOM_", "WECHAT_"))},
        }

    def _credentials(self) -> dict[str, str]:
        """The same at every start of this world."""
        kept = self.folder / "credentials.json"
        if kept.exists():
            return {str(k): str(v) for k, v in json.loads(kept.read_text()).items()}
        made = {
            "SECRET_KEY": secrets.token_hex(32),
            "WECOM_CORP_ID": "ww" + secrets.token_hex(8),
            "WECOM_AGENT_ID": "1000002",
            "WECOM_SECRET": _letters(43),
            "WECOM_TOKEN": _letters(24),
            "WECOM_AES_KEY": _letters(43),
            "WECHAT_APP_ID": "wx" + secrets.token_hex(8),
            "WECHAT_SECRET": secrets.token_hex(16),
            "WECHAT_TOKEN": _letters(24),
            "WECHAT_AES_KEY": _letters(43),
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(made))
        kept.chmod(0o600)
        return made

    def sandbox_config(self) -> Path:
        """Write the sandbox's configuration and return its path. Its members come with `import-staff`."""
        own = self._credentials()
        lines = [
            "[sandbox]",
            f"port = {self.sandbox_port}",
            "start = 2023-05-08T09:00:00+08:00",
            f'agenda = "{self.web}/agenda"',
            "",
            "[switches]",
            "jump_grace_seconds = 5",
            "",
            "[corp]",
            f'corp_id = "{own["WECOM_CORP_ID"]}"',
            f"agent_id = {own['WECOM_AGENT_ID']}",
            f'secret = "{own["WECOM_SECRET"]}"',
            f'token = "{own["WECOM_TOKEN"]}"',
            f'aes_key = "{own["WECOM_AES_KEY"]}"',
            f'callback = "{self.web}/wecom/callback"',
            'name = "乐清分局"',
            'app_name = "查一次"',
            "",
            "[oa]",
            f'app_id = "{own["WECHAT_APP_ID"]}"',
            'original_id = "gh_5a4db00000c3"',
            f'secret = "{own["WECHAT_SECRET"]}"',
            f'token = "{own["WECHAT_TOKEN"]}"',
            f'aes_key = "{own["WECHAT_AES_KEY"]}"',
            f'callback = "{self.web}/wechat/callback"',
            'name = "环境帮扶服务"',
            'mode = "secure"',
        ]
        for identifier, title, fields in TEMPLATES:
            listed = ", ".join(f'"{field}"' for field in fields)
            lines += [
                "",
                "[[oa.templates]]",
                f'id = "{identifier}"',
                f'title = "{title}"',
                f"fields = [{listed}]",
            ]
        for one in FOLLOWERS:
            lines += ["", "[[users]]", f'id = "{one.id}"', f'openid = "{one.openid}"', f'name = "{one.name}"']
            lines += ["follows = false"]
        path = self.folder / "sandbox.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path


def _letters(count: int) -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(count))


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
