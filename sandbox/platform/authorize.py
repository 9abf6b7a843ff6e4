"""Web login: /open/connect/oauth2/authorize of both platforms (page 91022).

Who opens the page is known from the phone (cookie `sandbox_person`), otherwise the page asks. It never logs
anybody in: it only hands out a code.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sandbox.settings import Person, PlatformName
from sandbox.world.journal import Note
from sandbox.world.world import World

CODE_SECONDS = 300
STATE = re.compile(r"[A-Za-z0-9]{0,128}")
SCOPES: dict[PlatformName, frozenset[str]] = {
    "wecom": frozenset({"snsapi_base", "snsapi_privateinfo", "snsapi_userinfo"}),
    "wechat": frozenset({"snsapi_base", "snsapi_userinfo"}),
}


class LoginError(Exception):
    """A login that the platform shows an error page for; `rule` says which."""

    def __init__(self, words: str, rule: str) -> None:
        super().__init__(words)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Login:
    """The parameters of one authorize request."""

    appid: str
    redirect_uri: str
    scope: str
    state: str
    response_type: str = "code"
    agentid: str = ""


def platform_of(world: World, login: Login) -> PlatformName:
    """Which platform the appid belongs to, after checking the request. Raises LoginError."""
    corp, oa = world.settings.corp, world.settings.oa
    if corp and login.appid == corp.corp_id:
        platform: PlatformName = "wecom"
        trusted = corp.trusted_domains
    elif oa and login.appid == oa.app_id:
        platform, trusted = "wechat", oa.trusted_domains
    else:
        raise LoginError("appid 不对", "T5")
    if login.response_type != "code" or login.scope not in SCOPES[platform]:
        raise LoginError("response_type 或 scope 不对", "W1")
    if not STATE.fullmatch(login.state):
        raise LoginError("state 只能是字母和数字，最长 128 字节", "W4")
    if login.scope == "snsapi_privateinfo" and not login.agentid:
        raise LoginError("scope 是 snsapi_privateinfo 时要带 agentid", "W4")
    host = urlsplit(login.redirect_uri).hostname
    if not host or (trusted and host not in trusted):
        raise LoginError("redirect_uri 的域名与可信域名不一致（50001）", "W1")
    return platform


def hand_out(world: World, login: Login, person: Person) -> str:
    """The address to send the person back to, with a fresh code. Raises LoginError."""
    platform = platform_of(world, login)
    if person.platform != platform:
        where = "企业微信" if platform == "wecom" else "微信"
        raise LoginError(f"请在{where}客户端打开链接", "W3")
    holds = {"account": person.account, "platform": person.platform, "scope": login.scope}
    code = world.codes.issue(CODE_SECONDS, holds)
    world.remark(Note("info", "W2", f"{person.name} 登录网页"), platform=platform, people=[person.id])
    parts = urlsplit(login.redirect_uri)
    query = [*parse_qsl(parts.query, keep_blank_values=True), ("code", code), ("state", login.state)]
    return urlunsplit(parts._replace(query=urlencode(query)))
