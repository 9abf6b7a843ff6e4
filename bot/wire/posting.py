"""One POST to a service the bureau has chosen (electronic seals, timestamps), whole within a deadline.

It follows no redirect, never repeats a request, reads no more than `cap`, and lets neither the address nor
what is shown to the service into an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import requests
from urllib3.exceptions import HTTPError

from bot.wire.scrub import guard_logs
from bot.wire.watch import Watch, WatchedAdapter

CONNECT = 3.0
_CHUNK = 64 * 1024


class NoAnswerError(Exception):
    """No whole answer; `why` is one technical word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooLongError(NoAnswerError):
    """More than is ever taken; the rest was not read."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came back, whole. `sort` is the Content-Type as it was given."""

    status: int
    sort: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """One address. `read` is the longest wait for the next byte, `deadline` for the whole (seconds); `cap` is
    in bytes."""

    url: str
    read: float
    deadline: float
    cap: int

    def send(self, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Raises NoAnswerError."""
        guard_logs()
        with requests.Session() as session, Watch(self.deadline) as watch:
            for scheme in ("http://", "https://"):
                session.mount(scheme, WatchedAdapter())
            try:
                got = self._sent(session, body, headers)
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                raise NoAnswerError("deadline" if watch.over else type(error).__name__) from None
            if watch.over:
                raise NoAnswerError("deadline")
            return got

    def _sent(self, session: requests.Session, body: bytes, headers: Mapping[str, str]) -> Posted:
        with session.post(
            self.url,
            data=body,
            headers={"Accept-Encoding": "identity", **headers},
            timeout=(CONNECT, self.read),
            allow_redirects=False,
            stream=True,
        ) as answer:
            parts, size = [], 0
            for part in answer.iter_content(_CHUNK):
                size += len(part)
                if size > self.cap:
                    raise TooLongError("too long")
                parts.append(part)
            return Posted(answer.status_code, answer.headers.get("Content-Type", ""), b"".join(parts))
