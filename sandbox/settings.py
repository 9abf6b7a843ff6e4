"""What the sandbox is told before it starts: the company, the service account, the people, the switches.

Values only; reading the file is `toml_file.py`. A setting marked "not sourced" stands for behaviour that
no public page documents: it can be switched, so that a bot may be tried against both readings.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Literal

PlatformName = Literal["wecom", "wechat"]
Mode = Literal["plain", "compat", "secure"]

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
FIRST_MOMENT = datetime(2023, 5, 8, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Corp:
    """One company with one self-built app (企业微信自建应用)."""

    corp_id: str
    agent_id: int
    secret: str
    token: str
    aes_key: str
    callback: str = ""
    name: str = "示例单位"
    app_name: str = "机器人"
    trusted_domains: tuple[str, ...] = ()
    trusted_ips: tuple[str, ...] = ()
    denied_apis: tuple[str, ...] = ()
    account_cap: int = 1000


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One field of a service-account template; its key says its type (`thing1`, `time2`)."""

    key: str
    label: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the service account, as registered in its console."""

    id: str
    title: str
    fields: tuple[TemplateField, ...]
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One service account (微信服务号)."""

    app_id: str
    original_id: str
    secret: str
    token: str
    aes_key: str
    callback: str = ""
    name: str = "示例服务号"
    mode: Mode = "secure"
    customer_service: int = 5
    trusted_domains: tuple[str, ...] = ()
    trusted_ips: tuple[str, ...] = ()
    denied_apis: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone. `account` is the userid (WeCom) or the openid (WeChat)."""

    id: str
    platform: PlatformName
    account: str
    name: str
    post: str = ""
    department: str = ""
    follows: bool = True
    licensed: bool = True


@dataclass(frozen=True, slots=True)
class Delivery:
    """How callbacks are delivered. Seconds are real seconds."""

    attempts: int = 3
    spacing_seconds: float = 0.5
    timeout_seconds: float = 5.0
    verify_seconds: float = 1.0
    verify_on_start: bool = True


@dataclass(frozen=True, slots=True)
class Switches:
    """Choices between readings of the platform; every one of them is not sourced or ambiguous."""

    expired_token: Literal[42001, 40014] = 42001
    rotate_tokens: bool = False
    duplicate_returns_msgid: bool = True
    used_code: int = 42022
    expired_code: int = 42003
    repeated_task: int = 42014
    empty_submit: Literal["allow", "refuse"] = "allow"
    member_limits: bool = True
    member_per_minute: int = 30
    member_per_hour: int = 1000
    api_per_minute: int = 10_000
    api_per_hour: int = 150_000
    ip_per_minute: int = 20_000
    ip_per_hour: int = 600_000
    daily_share: float = 1.0
    token_seconds: int = 7200
    token_overlap_seconds: int = 300
    jump_grace_seconds: float = 0.0
    api_concurrency: int = 50
    unknown_api: int = -1
    off: tuple[str, ...] = ()

    def enforces(self, rule: str) -> bool:
        """False for a rule that is not sourced and was switched off by name."""
        return rule not in self.off


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything together. At least one of `corp` and `oa` is set."""

    corp: Corp | None = None
    oa: Account | None = None
    people: tuple[Person, ...] = ()
    port: int = 8801
    start: datetime = FIRST_MOMENT
    strict: bool = False
    flat: PlatformName | None = None
    seed: int = 1
    stories: str = ""
    agenda: str = ""
    log_limit: int = 20_000
    delivery: Delivery = field(default_factory=Delivery)
    switches: Switches = field(default_factory=Switches)

    @property
    def base(self) -> str:
        """The address under which everything is served."""
        return f"http://127.0.0.1:{self.port}"
