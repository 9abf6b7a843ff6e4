"""What a process needs to know about its surroundings, read from the environment and an `.env` file.

Everything wrong or missing is named at once. It never invents a credential: with SANDBOX=1 the values
come from whoever starts the sandbox, without it a missing one stops the start.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.clock import Clock
from config.signing_key import KeyFileError, SigningKey, open_key

WECOM_HOST = "https://qyapi.weixin.qq.com"
WECHAT_HOST = "https://api.weixin.qq.com"
OAUTH_HOST = "https://open.weixin.qq.com"


class SettingsError(Exception):
    """The surroundings are not fit to start in. `faults` is one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("配置有 {} 处要改：\n  - {}".format(len(faults), "\n  - ".join(faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class WecomSettings:
    """The bureau's self-built WeCom app."""

    corp_id: str
    agent_id: int
    secret: str
    token: str
    aes_key: str
    api_base: str


@dataclass(frozen=True, slots=True)
class WechatSettings:
    """The bureau's service account. `mode` is the callback mode: secure | compat | plain."""

    app_id: str
    secret: str
    token: str
    aes_key: str
    api_base: str
    mode: str


@dataclass(frozen=True, slots=True)
class Settings:
    """One process's surroundings. `redis_url` '' runs without Redis; `clock_url` only in the sandbox.

    `behind_proxy`: exactly one proxy of ours stands in front and names the caller. Without a `signing_key`
    letters leave unsigned; `timestamp_url` '' adds no timestamps to signatures. `seal_service` is the address
    of an e-seal service, `seal_token` what it is shown.
    """

    database_url: str
    redis_url: str
    storage_url: str
    public_url: str
    secret_key: str
    journal: Path
    bureau: Path
    oauth_base: str
    sandbox: bool
    behind_proxy: bool
    clock_url: str
    sms_gateway: str
    wecom: WecomSettings
    wechat: WechatSettings
    signing_key: SigningKey | None = None
    timestamp_url: str = ""
    seal_service: str = ""
    seal_token: str = ""


def load(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings. The environment wins over `.env`. Raises SettingsError naming every fault."""
    folder = folder or Path.cwd()
    values = {**_dotenv(folder / ".env"), **(os.environ if environment is None else environment)}
    return _Reader(values, folder).settings()


class _Reader:
    def __init__(self, values: Mapping[str, str], folder: Path) -> None:
        self._values = values
        self._folder = folder
        self._faults: list[str] = []

    def settings(self) -> Settings:
        sandbox = self._get("SANDBOX", "0") == "1"
        var = self._folder / "var"
        settings = Settings(
            database_url=self._get("DATABASE_URL", f"sqlite:///{var / 'chayici.db'}" if sandbox else ""),
            redis_url=self._get("REDIS_URL", ""),
            storage_url=self._get("STORAGE_URL", f"file://{var / 'files'}" if sandbox else ""),
            public_url=self._get("PUBLIC_URL", "").rstrip("/"),
            secret_key=self._get("SECRET_KEY", ""),
            journal=Path(self._get("NUMBER_JOURNAL", str(var / "journal" / "numbers.tsv"))),
            bureau=Path(self._get("BUREAU_FILE", str(Path(__file__).parent / "bureau.toml"))),
            oauth_base=self._get("OAUTH_AUTHORIZE_BASE", OAUTH_HOST),
            sandbox=sandbox,
            behind_proxy=self._get("BEHIND_PROXY", "0") == "1",
            clock_url=self._get("SANDBOX_CLOCK_URL", self._beside_the_platform() if sandbox else ""),
            sms_gateway=self._get("SMS_GATEWAY", ""),
            wecom=self._wecom(),
            wechat=self._wechat(),
            signing_key=self._signing_key(),
            timestamp_url=self._timestamp_url(),
            seal_service=self._address("SEAL_SERVICE_URL"),
            seal_token=self._get("SEAL_SERVICE_TOKEN", ""),
        )
        self._check(settings)
        if self._faults:
            raise SettingsError(self._faults)
        return settings

    def _get(self, name: str, default: str) -> str:
        return self._values.get(name, "").strip() or default

    def _need(self, name: str, meaning: str) -> str:
        value = self._get(name, "")
        if not value:
            self._faults.append(f"{name} 没有填（{meaning}）")
        return value

    def _beside_the_platform(self) -> str:
        """A sandbox keeps its clock on the host that plays the platform."""
        parts = urlsplit(self._get("WECOM_API_BASE", ""))
        return f"{parts.scheme}://{parts.netloc}/sandbox/clock" if is_loopback(parts.hostname or "") else ""

    def _wecom(self) -> WecomSettings:
        agent = self._need("WECOM_AGENT_ID", "企业微信应用的 AgentId")
        if agent and not agent.isdigit():
            self._faults.append(f"WECOM_AGENT_ID 应是数字，现在是 {agent!r}")
        return WecomSettings(
            corp_id=self._need("WECOM_CORP_ID", "企业 ID"),
            agent_id=int(agent) if agent.isdigit() else 0,
            secret=self._need("WECOM_SECRET", "应用的 Secret"),
            token=self._need("WECOM_TOKEN", "接收消息的 Token"),
            aes_key=self._aes_key("WECOM_AES_KEY"),
            api_base=self._get("WECOM_API_BASE", WECOM_HOST),
        )

    def _wechat(self) -> WechatSettings:
        mode = self._get("WECHAT_MODE", "secure")
        if mode not in ("secure", "compat", "plain"):
            self._faults.append(f"WECHAT_MODE 只能是 secure、compat 或 plain，现在是 {mode!r}")
        return WechatSettings(
            app_id=self._need("WECHAT_APP_ID", "服务号的 AppID"),
            secret=self._need("WECHAT_SECRET", "服务号的 AppSecret"),
            token=self._need("WECHAT_TOKEN", "服务器配置的 Token"),
            aes_key=self._aes_key("WECHAT_AES_KEY"),
            api_base=self._get("WECHAT_API_BASE", WECHAT_HOST),
            mode=mode,
        )

    def _signing_key(self) -> SigningKey | None:
        path, password = self._get("SIGNING_KEY", ""), self._get("SIGNING_PASSWORD", "")
        if not path:
            if password:
                self._faults.append(
                    "填了 SIGNING_PASSWORD，没有填 SIGNING_KEY（证书文件 .p12 / .pfx 的路径）"
                )
            return None
        try:
            return open_key(self._folder / path, password, Clock().wall())
        except KeyFileError as error:
            self._faults += [f"SIGNING_KEY：{fault}" for fault in error.faults]
            return None

    def _address(self, name: str) -> str:
        url = self._get(name, "")
        parts = urlsplit(url)
        if url and not (parts.scheme in ("http", "https") and parts.hostname):
            self._faults.append(f"{name} 要是 http(s) 地址，现在是 {url!r}")
        return url

    def _timestamp_url(self) -> str:
        url = self._address("TIMESTAMP_URL")
        if url and not self._get("SIGNING_KEY", ""):
            self._faults.append("填了 TIMESTAMP_URL，没有填 SIGNING_KEY：没有签名就没有时间戳可加")
        return url

    def _aes_key(self, name: str) -> str:
        value = self._need(name, "43 位的 EncodingAESKey")
        if value and (len(value) != 43 or not value.isalnum()):
            self._faults.append(f"{name} 应是 43 位字母和数字，现在有 {len(value)} 位")
        return value

    def _check(self, settings: Settings) -> None:
        for name, value in (
            ("DATABASE_URL", settings.database_url),
            ("STORAGE_URL", settings.storage_url),
            ("PUBLIC_URL", settings.public_url),
            ("SECRET_KEY", settings.secret_key),
        ):
            if not value:
                self._faults.append(f"{name} 没有填")
        if settings.secret_key and len(settings.secret_key) < 32:
            self._faults.append("SECRET_KEY 太短，至少 32 个字符（可用 openssl rand -hex 32 生成）")
        if settings.public_url and urlsplit(settings.public_url).scheme not in ("http", "https"):
            self._faults.append(f"PUBLIC_URL 要以 http:// 或 https:// 开头，现在是 {settings.public_url!r}")
        host = urlsplit(settings.public_url).hostname or ""
        if settings.sandbox and settings.public_url and not is_loopback(host):
            self._faults.append("SANDBOX=1 只能用在本机（PUBLIC_URL 要是 127.0.0.1）")
        if settings.clock_url and not settings.sandbox:
            self._faults.append("SANDBOX_CLOCK_URL 只能和 SANDBOX=1 一起用")
        if settings.sms_gateway and not _names_a_factory(settings.sms_gateway):
            self._faults.append(f"SMS_GATEWAY 应写成 模块:函数，现在是 {settings.sms_gateway!r}")
        if not settings.bureau.is_file():
            self._faults.append(f"BUREAU_FILE 找不到：{settings.bureau}")


def is_loopback(host: str) -> bool:
    """Is this address this very machine?"""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _names_a_factory(name: str) -> bool:
    module, _, factory = name.partition(":")
    return bool(factory) and all(part.isidentifier() for part in (*module.split("."), factory))


def _dotenv(path: Path) -> dict[str, str]:
    """KEY=value lines; blank lines are skipped, and # comments outside quotes; quotes around are dropped."""
    if not path.is_file():
        return {}
    values = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, found, value = line.strip().partition("=")
        if found and not name.startswith("#"):
            values[name.strip()] = _unquoted(value.strip())
    return values


def _unquoted(value: str) -> str:
    """What stands in quotes; without quotes, what stands before a # that follows a blank."""
    quote = value[:1]
    if quote in ("'", '"') and quote in value[1:]:
        return value[1 : value.index(quote, 1)]
    return re.split(r"(?:^|\s+)#", value)[0].strip()
