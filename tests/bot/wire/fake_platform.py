"""A tiny platform on 127.0.0.1 for tests: answers what it was told to, and remembers what it was asked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    peer: int = 0

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Canned:
    """One answer. `cut` bytes of the body are sent before the connection ends; `drip` s between bytes."""

    body: bytes = b""
    status: int = 200
    mime: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    hang_up: bool = False


def told(**fields: Any) -> Canned:
    """A JSON answer."""
    return Canned(json.dumps(fields, ensure_ascii=False).encode())


def ok(**fields: Any) -> Canned:
    """A JSON answer with errcode 0."""
    return told(errcode=0, errmsg="ok", **fields)


def refused(errcode: int) -> Canned:
    """A JSON answer with an errcode, in the platform's manner of speaking."""
    return told(
        errcode=errcode, errmsg=f"some words, hint: [16838338942357306], from ip: 203.0.113.5 {errcode}"
    )


@dataclass
class Platform:
    """The running platform: its base and what it saw. `answers` maps a path to an answer or a function."""

    base: str
    answers: dict[str, Canned | Callable[[Seen], Canned]]
    seen: list[Seen] = field(default_factory=list)

    def to(self, path: str) -> list[Seen]:
        """The requests for one path."""
        return [one for one in self.seen if one.path == path]


@contextmanager
def platform(answers: dict[str, Canned | Callable[[Seen], Canned]], prefix: str = "") -> Iterator[Platform]:
    """Runs one for the length of a `with`."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    running = Platform(f"http://127.0.0.1:{server.server_port}{prefix}", dict(answers))
    server.running = running  # type: ignore[attr-defined]
    server.prefix = prefix.rstrip("/")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Quiet: clients that lose patience are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        running: Platform = self.server.running  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = parts.path.removeprefix(self.server.prefix)  # type: ignore[attr-defined]
        seen = Seen(
            self.command,
            path,
            dict(parse_qsl(parts.query)),
            dict(self.headers),
            body,
            peer=self.client_address[1],
        )
        running.seen.append(seen)
        answer = running.answers.get(path, Canned(b"not found", 404, "text/plain"))
        self._say(answer(seen) if callable(answer) else answer)

    def _say(self, answer: Canned) -> None:
        time.sleep(answer.delay)
        if answer.hang_up:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.mime)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            # Raw UTF-8, as the platforms send file names.
            self._headers_buffer.append(f"{name}: ".encode() + value.encode() + b"\r\n")  # type: ignore[attr-defined]
        self.end_headers()
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        self._write(body, answer.drip)
        if answer.cut is not None:
            self.close_connection = True

    def _write(self, body: bytes, drip: float) -> None:
        try:
            if not drip:
                self.wfile.write(body)
            for byte in body if drip else b"":
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(drip)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
