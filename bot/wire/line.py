"""One HTTP exchange with one platform base, within a deadline.

It never follows a redirect, never contacts another host than its base, never repeats a request, and
never lets a URL (which carries the token) into an exception or a log.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from bot.wire.scrub import guard_logs
from bot.wire.watch import Watch, WatchedAdapter

CONNECT, READ = 3.0, 5.0
"""Seconds to connect, and to wait for the next byte."""

DEADLINE, MEDIA_DEADLINE = 8.0, 30.0
"""Seconds for a whole call; for one that carries a file of up to 20 MB."""

_CHUNK = 64 * 1024


class LineError(Exception):
    """No answer. `sent` is False only if the request certainly never left; `why` holds no secret."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.why = why
        self.sent = sent


class AnswerTooLargeError(LineError):
    """More than the call's `cap`; the rest was not read."""


File = tuple[str, bytes, str]
"""An uploaded file: name, bytes, media type."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `path` begins with a slash and stands below the base; `cap` is in bytes."""

    method: Literal["GET", "POST"]
    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    files: Mapping[str, File] = field(default_factory=dict)
    deadline: float = DEADLINE
    cap: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Line:
    """The way to one platform. Thread-safe; keeps up to 16 connections open.

    `ca` is a file with the only certificates to trust, where the base is a relay of one's own.
    """

    def __init__(self, base: str, *, connect: float = CONNECT, read: float = READ, ca: str = "") -> None:
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or "@" in parts.netloc:
            raise ValueError("a platform base looks like https://host or https://host/prefix")
        self.base = base.rstrip("/")
        self._timeouts = (connect, read)
        self._trust: str | bool = ca or True
        self._session = requests.Session()
        # No proxy, no .netrc: only the base is ever contacted, with nothing added.
        self._session.trust_env = False
        self._session.headers = {"User-Agent": "chayici", "Accept-Encoding": "identity"}
        adapter = WatchedAdapter(pool_connections=1, pool_maxsize=16, max_retries=0)
        self._session.adapters.clear()
        self._session.mount(self.base + "/", adapter)
        guard_logs()

    def exchange(self, call: Call) -> Answer:
        """Raises LineError if no whole answer came within the call's deadline."""
        prepared = self._prepared(call)
        with Watch(call.deadline) as watch:
            try:
                return self._exchange(prepared, watch, call.cap)
            except LineError:
                raise
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                kind = "deadline" if watch.over else type(error).__name__
                raise LineError(kind, sent=watch.begun) from None

    def _exchange(self, prepared: requests.PreparedRequest, watch: Watch, cap: int) -> Answer:
        response = self._session.send(
            prepared, stream=True, timeout=self._timeouts, allow_redirects=False, verify=self._trust
        )
        with response:
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > cap:
                    raise AnswerTooLargeError("answer too large", sent=True)
            if watch.over:
                raise LineError("deadline", sent=True)
            return Answer(response.status_code, response.headers, bytes(body))

    def _prepared(self, call: Call) -> requests.PreparedRequest:
        if not call.path.startswith("/") or any(sign in call.path for sign in ("//", "..", "?", "#")):
            raise ValueError("not a path below the base")
        headers = {} if call.body is None else {"Content-Type": "application/json; charset=utf-8"}
        made = requests.Request(
            call.method, self.base + call.path, headers=headers, params=dict(call.params), data=call.body,
            files=dict(call.files) or None,
        )  # fmt: skip
        prepared = self._session.prepare_request(made)
        if isinstance(prepared.body, bytes) and len(prepared.body) > _CHUNK:
            # In pieces: the socket's timeout holds for one write, and a photo is one big write.
            prepared.body = io.BytesIO(prepared.body)  # type: ignore[assignment]
        return prepared
