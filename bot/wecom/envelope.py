"""WeCom's callbacks: verified, opened; replies sealed. It never parses XML and never answers by itself."""

from collections.abc import Callable
from datetime import datetime

from bot.wecom.account import WecomAccount
from bot.wire.seal import CAP, BadCallbackError, Seal, Stamp, check_age, sealed_part


def _uncounted(_: float) -> None:
    return


class WecomEnvelope:
    """Opens and seals for one app. `on_skew` is told the seconds of every stamp over 300 s away."""

    def __init__(self, account: WecomAccount, on_skew: Callable[[float], None] = _uncounted) -> None:
        self._seal = Seal(account.token, account.aes_key, account.corp_id)
        self._on_skew = on_skew

    def echo(self, stamp: Stamp, echostr: str, now: datetime) -> str:
        """What the verification of the URL must be answered with. Raises BadCallbackError."""
        if len(echostr) > CAP:
            raise BadCallbackError(413, "too large")
        return self._opened(stamp, echostr, now)

    def open(self, stamp: Stamp, body: bytes, now: datetime) -> str:
        """The XML inside a callback. `now` is real time, aware. Raises BadCallbackError."""
        return self._opened(stamp, sealed_part(body), now)

    def _opened(self, stamp: Stamp, sealed: str, now: datetime) -> str:
        self._seal.check(stamp, sealed)
        check_age(stamp.timestamp, now, self._on_skew)
        return self._seal.open(sealed)

    def seal(self, xml: str, now: datetime) -> str:
        """The body of the HTTP answer that carries this passive reply."""
        return self._seal.answer(xml, now)
