"""A browser's cookies for local pages: like Chromium it sends Secure cookies to 127.0.0.1 over plain HTTP."""

from http.cookiejar import Cookie
from typing import Any

import requests
from requests.cookies import RequestsCookieJar

USER_AGENTS = {
    "wecom": "Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 wxwork/4.1.6 MicroMessenger/7.0.1 Language/zh",
    "wechat": "Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.37 NetType/WIFI Language/zh_CN",
}


class _LocalJar(RequestsCookieJar):
    def set_cookie(self, cookie: Cookie, *args: Any, **kwargs: Any) -> None:
        """Keep a Secure cookie as a plain one; requests copies the jar, so a policy would be lost."""
        cookie.secure = False
        super().set_cookie(cookie, *args, **kwargs)


def browser_session(platform: str = "wechat") -> requests.Session:
    """A fresh session with its own cookie jar and the user agent of that platform's client."""
    session = requests.Session()
    session.trust_env = False
    session.cookies = _LocalJar()
    session.headers["User-Agent"] = USER_AGENTS[platform]
    return session
