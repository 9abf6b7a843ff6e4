"""wechatpy's service-account client with strict calls, and the endpoints it lacks.

It never uses wechatpy's own token session, hosts or retries; every method raises CallError.
"""

import hashlib
from types import MappingProxyType
from typing import Any

from wechatpy import WeChatClient

from bot.tokens import TokenStore
from bot.wechat.account import WechatAccount
from bot.wechat.errcodes import WechatCodes
from bot.wire.access import Access, Fetched
from bot.wire.line import MEDIA_DEADLINE, Answer, Call, Line
from bot.wire.media import MOST
from bot.wire.strict import Json, StrictCalls, encoded, fetched, judged


class WechatApi(StrictCalls, WeChatClient):  # type: ignore[misc]
    """One account's API. Thread-safe."""

    expects = MappingProxyType(
        {
            "/cgi-bin/media/upload": "media_id",
            "/cgi-bin/qrcode/create": "url",
            "/cgi-bin/user/info": "subscribe",
        }
    )

    def __init__(self, account: WechatAccount, store: TokenStore, line: Line) -> None:
        super().__init__(account.app_id, account.secret, auto_retry=False)
        self.line = line
        self.codes = WechatCodes()
        mark = hashlib.sha256(account.secret.encode()).hexdigest()[:12]
        self.access = Access(store, f"wechat:{account.app_id}:{mark}", self._token)

    def fetch_access_token(self) -> Any:
        """For wechatpy's own calls: nothing in this project needs it."""
        return {"access_token": self.access.renew("")}

    def _token(self, stale: str) -> Fetched:
        """The stable token: unlike `/token`, asking for it does not end the one others hold."""
        found = self._stable(force=False)
        if stale and found.token == stale:
            # The platform still thinks it good although it refuses it. Allowed 20 times a day.
            found = self._stable(force=True)
        return found

    def _stable(self, *, force: bool) -> Fetched:
        wanted: Json = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        body = encoded({**wanted, "force_refresh": True} if force else wanted)
        answer = self.exchange(Call("POST", "/cgi-bin/stable_token", body=body))
        return fetched(judged(answer, self.codes, "access_token"))

    def post_frozen(self, path: str, body: bytes) -> Json:
        """Posts these very bytes."""
        return self.ask(Call("POST", path, body=body))

    def download(self, media: str) -> Answer:
        """`media/get`: the answer as it came, up to 20 MB."""
        params = {"media_id": media}
        return self.fetch(Call("GET", "/cgi-bin/media/get", params, deadline=MEDIA_DEADLINE, cap=MOST))

    def page_token(self, code: str) -> Json:
        """`sns/oauth2/access_token`: who opened a page. It takes the secret, not the access token."""
        params = {
            "appid": self.appid,
            "secret": self.secret,
            "code": code,
            "grant_type": "authorization_code",
        }
        return judged(self.exchange(Call("GET", "/sns/oauth2/access_token", params)), self.codes, "openid")
