"""wechatpy's WeCom client with strict calls, and the endpoints it lacks.

It never uses wechatpy's own token session, hosts or retries; every method raises CallError.
"""

import hashlib
from typing import Any

from wechatpy.work import WeChatClient

from bot.tokens import TokenStore
from bot.wecom.account import WecomAccount
from bot.wecom.errcodes import WecomCodes
from bot.wire.access import Access, Fetched
from bot.wire.line import MEDIA_DEADLINE, Answer, Call, Line
from bot.wire.media import MOST
from bot.wire.strict import Json, StrictCalls, fetched, judged


class WecomApi(StrictCalls, WeChatClient):  # type: ignore[misc]
    """One app's API. Thread-safe."""

    def __init__(self, account: WecomAccount, store: TokenStore, line: Line) -> None:
        super().__init__(account.corp_id, account.secret, auto_retry=False)
        self.line = line
        self.codes = WecomCodes()
        # One key per secret: two apps of one corp must never share a token.
        mark = hashlib.sha256(account.secret.encode()).hexdigest()[:12]
        self.access = Access(store, f"wecom:{account.corp_id}:{account.agent_id}:{mark}", self._token)

    def fetch_access_token(self) -> Any:
        """For wechatpy's own calls: nothing in this project needs it."""
        return {"access_token": self.access.renew("")}

    def _token(self, stale: str) -> Fetched:
        params = {"corpid": self.corp_id, "corpsecret": self.secret}
        found = judged(self.exchange(Call("GET", "/cgi-bin/gettoken", params)), self.codes, "access_token")
        return fetched(found)

    def post_frozen(self, path: str, body: bytes) -> Json:
        """Posts these very bytes."""
        return self.ask(Call("POST", path, body=body))

    def download(self, media: str) -> Answer:
        """`media/get`: the answer as it came, up to 20 MB."""
        params = {"media_id": media}
        return self.fetch(Call("GET", "/cgi-bin/media/get", params, deadline=MEDIA_DEADLINE, cap=MOST))

    def visitor(self, code: str) -> Json:
        """`auth/getuserinfo`: who opened a page. wechatpy only knows its predecessor."""
        found: Json = self.get("auth/getuserinfo", params={"code": code})
        return found
