"""The service account's way out: chat and template messages, pictures, codes, menu, and who opened a page.

It never raises for what the platform or the network does (every call gives a value), and never repeats
a message by itself: the outbox does, with the same bytes.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from bot.deeds import Person
from bot.outcome import GiveUp, Media, Outcome, Sent, Uploaded
from bot.ports import Request
from bot.tokens import TokenStore
from bot.wechat.account import WechatAccount
from bot.wechat.api import WechatApi
from bot.wechat.render import checked_for_duplicates, request
from bot.wechat.templates import TemplateMap
from bot.wire.access import CallError, unsent
from bot.wire.limits import OnCut, Shaper, log_cut
from bot.wire.line import Line
from bot.wire.media import mime_of, received, shown_name, unfit
from bot.wire.menu import Entry, NameBytes, menu
from bot.wire.strict import Json
from bot.words import Outgoing

_MOST_IMAGE = 10 * 1024 * 1024
_LONGEST_CODE = 2_592_000
_STATE = re.compile("[A-Za-z0-9]{1,128}")
_MENU_NAMES = NameBytes(top=16, below=60)


@dataclass(frozen=True, slots=True)
class Follower:
    """What the platform tells about somebody: does he follow, from which code did he come."""

    openid: str
    follows: bool
    scene: str = ""
    unionid: str = ""


class WechatCourier:
    """One account's `Courier` (bot.ports). Thread-safe. `on_cut` hears of every text that was shortened."""

    def __init__(
        self,
        account: WechatAccount,
        store: TokenStore,
        templates: TemplateMap,
        *,
        on_cut: OnCut = log_cut,
        line: Line | None = None,
    ) -> None:
        self._account = account
        self._templates = templates
        self._api = WechatApi(account, store, line or Line(account.api_base))
        self._shaper = Shaper(on_cut)

    def freeze(self, to: str, word: Outgoing, media: str = "", *, unique: bool = False) -> Request:
        """The final bytes. Raises BadCardError for a word the platform cannot carry."""
        made = request(self._templates, to, word, media, self._shaper)
        return checked_for_duplicates(made) if unique else made

    def send(self, request: Request) -> Outcome:
        """One attempt. A Retry with errcode 40007 means: upload the picture again, freeze again."""
        try:
            found = self._api.post_frozen(request.path, request.body)
        except CallError as error:
            return error.outcome
        return Sent(str(found.get("msgid", "")))

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """Leaves a picture with the platform for three days; it takes no other files."""
        if sort != "image":
            return GiveUp("服务号不能发文件，请发链接")
        refused = unfit(content, _MOST_IMAGE)
        if refused is not None:
            return refused
        shown = shown_name(name, "图片.png")
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
        """Replaces the account's menu. Raises BadCardError for a menu the platform would refuse."""
        wanted = menu(entries, _MENU_NAMES)
        try:
            self._api.menu.create(wanted)
        except CallError as error:
            return unsent(error.outcome)
        return Sent()

    def code_url(self, scene: str, seconds: int | None = None) -> str | Outcome:
        """The text of a QR code that brings followers in with `scene` (1 to 64 characters).

        Lives `seconds` (up to 30 days), or for ever (100,000 of those per account). We draw it ourselves.
        """
        if not 1 <= len(scene) <= 64 or (seconds is not None and not 1 <= seconds <= _LONGEST_CODE):
            raise ValueError("a scene has 1 to 64 characters, a code lives up to 30 days")
        wanted: Json = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        if seconds is not None:
            wanted |= {"action_name": "QR_STR_SCENE", "expire_seconds": seconds}
        try:
            found: Json = self._api.qrcode.create(wanted)
        except CallError as error:
            return unsent(error.outcome)
        return str(found["url"])

    def follower(self, openid: str) -> Follower | Outcome:
        """Does this person follow the account?"""
        try:
            found: Json = self._api.user.get(openid)
        except CallError as error:
            return unsent(error.outcome)
        scene = found.get("qr_scene_str") or found.get("qr_scene") or ""
        return Follower(openid, bool(found["subscribe"]), str(scene), str(found.get("unionid", "")))

    def whoami(self, code: str) -> Person | Outcome:
        """The person behind an OAuth code (single use, five minutes)."""
        if not code or len(code.encode()) > 512:
            return GiveUp("登录码不对，请重新打开页面")
        try:
            found = self._api.page_token(code)
        except CallError as error:
            return unsent(error.outcome)
        if found.get("is_snapshotuser"):
            # WeChat shows a page to people who did not agree yet under an identity it made up.
            return GiveUp("现在看到的是快照页，请点右下角“使用完整服务”")
        return Person("wechat", str(found["openid"]))

    def authorize_url(self, redirect: str, state: str) -> str:
        """Where to send a browser inside WeChat to learn who it is; it comes back to `redirect`.

        `state` has 1 to 128 letters and digits (ValueError otherwise); it does not prove anything alone.
        """
        if not _STATE.fullmatch(state):
            raise ValueError("a state has 1 to 128 letters and digits")
        # The platform insists on this order of the parameters.
        return (
            f"{self._account.oauth_base.rstrip('/')}/connect/oauth2/authorize?appid={self._account.app_id}"
            f"&redirect_uri={quote(redirect, safe='')}&response_type=code&scope=snsapi_base"
            f"&state={state}#wechat_redirect"
        )
