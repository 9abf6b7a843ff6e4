"""The service account's callbacks: verified, opened; replies sealed. It never parses XML.

Only the secure mode is meant for work: the plain signature covers token, time and nonce but not the
body, so whoever has seen one plain callback could send any other for a day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.wechat.account import Mode, WechatAccount
from bot.wire.seal import CAP, BadCallbackError, Seal, Stamp, agree, check_age, digest, sealed_part


def _uncounted(_: float) -> None:
    return


@dataclass(frozen=True, slots=True)
class Opened:
    """The XML of a callback, and whether it came sealed: its reply goes out the same way."""

    xml: str
    sealed: bool


class WechatEnvelope:
    """Opens and seals for one account. `on_skew` is told the seconds of every stamp over 300 s away."""

    def __init__(
        self, account: WechatAccount, mode: Mode = "secure", on_skew: Callable[[float], None] = _uncounted
    ) -> None:
        self._token = account.token
        self._mode = mode
        # The plain mode has no AES key.
        self._seal = Seal(account.token, account.aes_key, account.app_id) if mode != "plain" else None
        self._on_skew = on_skew

    def echo(self, stamp: Stamp, echostr: str, now: datetime) -> str:
        """The verification of the URL: here the echo is plain, in every mode, and goes back unchanged."""
        if len(echostr) > CAP:
            raise BadCallbackError(413, "too large")
        self._check_plain(stamp, now)
        return echostr

    def open_sealed(self, stamp: Stamp, body: bytes, now: datetime) -> Opened:
        """A callback with `encrypt_type=aes`; `stamp` carries its msg_signature. Raises BadCallbackError."""
        if self._seal is None:
            raise BadCallbackError(403, "sealed")
        sealed = sealed_part(body, last=self._mode == "compatible")
        self._seal.check(stamp, sealed)
        check_age(stamp.timestamp, now, self._on_skew)
        return Opened(self._seal.open(sealed), sealed=True)

    def open_plain(self, stamp: Stamp, body: bytes, now: datetime) -> Opened:
        """A callback without encryption; `stamp` carries its plain signature. Raises BadCallbackError."""
        if self._mode == "secure":
            raise BadCallbackError(403, "plain")
        if len(body) > CAP:
            raise BadCallbackError(413, "too large")
        self._check_plain(stamp, now)
        try:
            return Opened(body.decode(), sealed=False)
        except UnicodeDecodeError:
            raise BadCallbackError(400, "not utf-8") from None

    def _check_plain(self, stamp: Stamp, now: datetime) -> None:
        agree(digest(self._token, stamp.timestamp, stamp.nonce), stamp.signature)
        check_age(stamp.timestamp, now, self._on_skew)

    def seal(self, xml: str, now: datetime) -> str:
        """The body of the HTTP answer to a callback that came sealed."""
        if self._seal is None:
            raise ValueError("the plain mode seals nothing")
        return self._seal.answer(xml, now)
