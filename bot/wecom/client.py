"""WeCom's way out: messages, files, menu, and who opened a page.

It never raises for what the platform or the network does (every call gives a value), and never repeats
a message by itself: the outbox does, with the same bytes.
"""

import re
from typing import Literal
from urllib.parse import quote

from bot.deeds import Person
from bot.outcome import GiveUp, Media, Outcome, Sent, Uploaded
from bot.ports import Request
from bot.tokens import TokenStore
from bot.wecom.account import WecomAccount
from bot.wecom.api import WecomApi
from bot.wecom.render import checked_for_duplicates, request
from bot.wire.access import CallError, unsent
from bot.wire.limits import OnCut, Shaper, log_cut
from bot.wire.line import Line
from bot.wire.media import MOST, mime_of, received, shown_name, unfit
from bot.wire.menu import Entry, NameBytes, menu
from bot.wire.strict import Json
from bot.words import Outgoing

_MOST_IMAGE = 10 * 1024 * 1024
_STATE = re.compile("[A-Za-z0-9]{1,128}")
_MENU_NAMES = NameBytes(top=16, below=40)


class WecomCourier:
    """One app's `Courier` (bot.ports). Thread-safe. `on_cut` hears of every text that was shortened."""

    def __init__(
        self, account: WecomAccount, store: TokenStore, *, on_cut: OnCut = log_cut, line: Line | None = None
    ) -> None:
        self._account = account
        self._api = WecomApi(account, store, line or Line(account.api_base))
        self._shaper = Shaper(on_cut)

    def freeze(self, to: str, word: Outgoing, media: str = "", *, unique: bool = False) -> Request:
        """The final bytes. Raises BadCardError for a word the platform cannot carry."""
        made = request(self._account, to, word, media, self._shaper)
        return checked_for_duplicates(made) if unique else made

    def send(self, request: Request) -> Outcome:
        """One attempt. A Retry with errcode 40007 means: upload the file again, freeze again."""
        try:
            return _sent(self._api.post_frozen(request.path, request.body))
        except CallError as error:
            return error.outcome

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """Leaves a file with the platform for three days: an image (JPG, PNG ≤ 10 MB), a file (≤ 20 MB)."""
        refused = unfit(content, _MOST_IMAGE if sort == "image" else MOST)
        if refused is not None:
            return refused
        shown = shown_name(name, "图片.png" if sort == "image" else "文件.pdf")
        try:
            found: Json = self._api.media.upload(sort, (shown, content, mime_of(shown)))
        except CallError as error:
            return unsent(error.outcome)
        media = found.get("media_id")
        return Uploaded(media) if isinstance(media, str) and media else GiveUp("平台没有给出素材编号")

    def fetch(self, media: str) -> Media | Outcome:
        """An inbound file, up to 20 MB."""
        try:
            return received(self._api.download(media), self._api.codes)
        except CallError as error:
            return unsent(error.outcome)

    def create_menu(self, entries: tuple[Entry, ...]) -> Outcome:
        """Replaces the app's menu. Raises BadCardError for a menu the platform would refuse."""
        wanted = menu(entries, _MENU_NAMES)
        try:
            self._api.menu.create(self._account.agent_id, wanted)
        except CallError as error:
            return unsent(error.outcome)
        return Sent()

    def whoami(self, code: str) -> Person | Outcome:
        """The member behind an OAuth code (single use, five minutes). GiveUp for a stranger."""
        if not code or len(code.encode()) > 512:
            return GiveUp("登录码不对，请重新打开页面")
        try:
            found = self._api.visitor(code)
        except CallError as error:
            return unsent(error.outcome)
        userid = found.get("userid")
        if not isinstance(userid, str) or not userid:
            return GiveUp("不是本单位的成员")
        return Person("wecom", userid)

    def authorize_url(self, redirect: str, state: str) -> str:
        """Where to send a browser inside WeCom to learn who it is; it comes back to `redirect`.

        `state` has 1 to 128 letters and digits (ValueError otherwise); it does not prove anything alone.
        """
        if not _STATE.fullmatch(state):
            raise ValueError("a state has 1 to 128 letters and digits")
        return (
            f"{self._account.oauth_base.rstrip('/')}/connect/oauth2/authorize?appid={self._account.corp_id}"
            f"&redirect_uri={quote(redirect, safe='')}&response_type=code&scope=snsapi_base&state={state}"
            f"&agentid={self._account.agent_id}#wechat_redirect"
        )


def _sent(found: Json) -> Outcome:
    """errcode 0 is a success only if nobody is listed as not reached (page 90236)."""
    # A string of names joined with | from message/send, a list from update_template_card.
    if found.get("invaliduser"):
        return GiveUp("收件人不在应用可见范围内，或已离职", 0, gone=True)
    if found.get("unlicenseduser"):
        return GiveUp("收件人没有企业微信的接口许可", 0, gone=True)
    return Sent(_text(found, "msgid"), _text(found, "response_code"))


def _text(found: Json, name: str) -> str:
    value = found.get(name, "")
    return value if isinstance(value, str) else str(value)
