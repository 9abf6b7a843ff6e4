"""Gets access tokens: one fetch at a time, one for all who wait, never more than five a minute.

It never repeats a failed fetch for those who were waiting for it, and never shows a token to a log.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.outcome import Misconfigured, Outcome, Retry, Unknown
from bot.tokens import TokenStore

_FETCHES, _WINDOW = 5, 60.0
_SHARED_FAILURE = 1.0


class CallError(Exception):
    """A call that did not succeed; `outcome` says what to make of it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Fetched:
    """A token as the platform gave it; `seconds` is its life."""

    token: str
    seconds: float


Fetch = Callable[[str], Fetched]
"""Fetches a token. The argument is the token that was just refused, '' if there was none."""


class Access:
    """The access token of one app. Fetches that never left this machine are not counted."""

    def __init__(self, store: TokenStore, key: str, fetch: Fetch) -> None:
        self._store = store
        self._key = key
        self._fetch = fetch
        self._fetches: deque[float] = deque(maxlen=_FETCHES)
        self._failed: tuple[float, Outcome] | None = None

    def token(self) -> str:
        """The present token, fetched if there is none. Raises CallError."""
        return self._store.get(self._key) or self.renew("")

    def renew(self, stale: str) -> str:
        """Another token than `stale`; whoever comes second gets what the first one fetched."""
        with self._store.lock(self._key):
            present = self._store.get(self._key)
            if present and present != stale:
                return present
            self._may_fetch()
            fetched = self._fetched(stale)
            # Early enough that no call starts with a token that dies on its way.
            self._store.put(self._key, fetched.token, max(fetched.seconds - 200, fetched.seconds / 2))
            return fetched.token

    def _fetched(self, stale: str) -> Fetched:
        try:
            fetched = self._fetch(stale)
        except CallError as error:
            now, outcome = time.monotonic(), error.outcome
            self._failed = (now, unsent(outcome))
            if not (isinstance(outcome, Retry) and outcome.errcode is None):
                self._fetches.append(now)
            raise CallError(unsent(outcome)) from None
        self._failed = None
        self._fetches.append(time.monotonic())
        return fetched

    def _may_fetch(self) -> None:
        now = time.monotonic()
        full = len(self._fetches) == _FETCHES and now - self._fetches[0] < _WINDOW
        if self._failed and (full or now - self._failed[0] < _SHARED_FAILURE):
            raise CallError(self._failed[1])
        if full:
            raise CallError(Misconfigured("一分钟内已换过 5 次访问令牌，仍不被接受，请检查应用的密钥"))


def unsent(outcome: Outcome) -> Outcome:
    """The same for a call that leaves nothing behind (tokens, uploads, questions): unknown is harmless."""
    return Retry(5.0, outcome.why) if isinstance(outcome, Unknown) else outcome
