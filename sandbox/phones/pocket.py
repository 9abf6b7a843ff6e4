"""Each phone's own browser: a small reverse proxy on its own port, with its own cookies.

Two phones side by side share one real browser, so one would open pages with the other's login. Here every
person's cookies stay apart, web login knows who asks, pages may stand in a frame, touches are counted, noted.
Only pages on this machine are fetched.
"""

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import requests
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from sandbox.settings import Person
from sandbox.wire.browser import browser_session
from sandbox.wire.quiet import QuietHandler
from sandbox.world.tally import TAP, Tally

LOCAL = frozenset({"127.0.0.1", "localhost"})
OWN = "/__sandbox__/"
NOT_BACK = """connection content-encoding content-length date keep-alive server set-cookie
strict-transport-security transfer-encoding x-frame-options"""
NOT_THERE = "accept-encoding connection content-length cookie host user-agent"
DROPPED, KEPT_OUT = frozenset(NOT_BACK.split()), frozenset(NOT_THERE.split())
FRAME_RULE = re.compile(r"frame-ancestors[^;]*;?", re.IGNORECASE)
MOST_STEPS = 8
WATCHER = Path(__file__).with_name("watcher.js").read_text(encoding="utf-8")
"""Put into every page that is shown: tells its title, and every touch by the label of what was touched."""
LONGEST_TOUCH = 4000
Noted = Callable[[str, Mapping[str, object]], None]


class Pocket:
    """One person's browser at `base`; `go` gives the address to put into the frame."""

    def __init__(self, person: Person, sandbox: str, tally: Tally, noted: Noted) -> None:
        self._person = person
        self._noted = noted
        self._sandbox = sandbox
        self._tally = tally
        self._session = browser_session(person.platform)
        self._session.cookies.set("sandbox_person", person.id)
        self._origin = ""
        self._server = make_server("127.0.0.1", 0, self._serve, threaded=True, request_handler=QuietHandler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()

    def go(self, url: str) -> str:
        """The frame's address for a page. Raises ValueError for one that is not on this machine."""
        if urlsplit(url).hostname not in LOCAL:
            raise ValueError("这个地址不在本机")
        return self._here(url)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _here(self, url: str) -> str:
        """Make an address's origin the present one and answer the same path on our own port."""
        parts = urlsplit(url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        return urlunsplit(urlsplit(self.base)[:2] + tuple(parts)[2:])

    def _serve(self, environ: dict[str, object], start: object) -> Iterable[bytes]:
        request = Request(environ)
        response = self._own(request) if request.path.startswith(OWN) else self._forward(request)
        return response(environ, start)  # type: ignore[arg-type]

    def _own(self, request: Request) -> Response:
        if request.path == OWN + "touch":
            self._tally.count("interactions", TAP, person=self._person.id)
            self._note(request.get_data(cache=False))
            return Response(status=204)
        if request.path == OWN + "away":
            return Response("这个地址不在本机，沙盒里的手机不去。", 404, mimetype="text/plain")
        return Response(WATCHER, mimetype="text/javascript")

    def _note(self, body: bytes) -> None:
        """Hand on what was touched. A page may say anything here, so anything odd is dropped."""
        try:
            touched = json.loads(body[:LONGEST_TOUCH] or b"{}")
        except ValueError:
            return
        if isinstance(touched, dict):
            self._noted(self._person.id, touched)

    def _forward(self, request: Request) -> Response:
        if not self._origin:
            return Response("还没有打开页面", 404)
        path = request.full_path if request.query_string else request.path
        answer = self._fetch(request.method, self._origin + path, request.get_data(), self._headers(request))
        if answer is None:
            return Response("这个页面打不开：对方没有答复。", 502, mimetype="text/plain")
        location = answer.headers.get("Location", "")
        if 300 <= answer.status_code < 400 and location:
            return Response(status=answer.status_code, headers={"Location": self._redirected(answer)})
        return self._response(answer)

    def _fetch(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> requests.Response | None:
        try:
            return self._session.request(
                method, url, data=body, headers=headers, allow_redirects=False, timeout=30
            )
        except requests.RequestException:
            return None

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {name: value for name, value in request.headers if name.lower() not in KEPT_OUT}
        for name in ("Origin", "Referer"):
            if name in headers:
                headers[name] = headers[name].replace(self.base, self._origin)
        return headers

    def _redirected(self, answer: requests.Response) -> str:
        """Where to go next; steps through the sandbox's own web login are taken here."""
        url = requests.compat.urljoin(answer.url, answer.headers["Location"])
        for _ in range(MOST_STEPS):
            if not url.startswith(self._sandbox + "/") or "/connect/oauth2/" not in url:
                break
            step = self._fetch("GET", url, None, {})
            if step is None or not 300 <= step.status_code < 400:
                break
            url = requests.compat.urljoin(url, step.headers["Location"])
        return self._here(url) if urlsplit(url).hostname in LOCAL else OWN + "away"

    def _response(self, answer: requests.Response) -> Response:
        headers = [(name, value) for name, value in answer.headers.items() if name.lower() not in DROPPED]
        headers = [(name, _framed(name, value)) for name, value in headers]
        content = answer.content
        if "text/html" in answer.headers.get("Content-Type", ""):
            script = f'<script src="{OWN}watcher.js"></script>'.encode()
            content = content.replace(self._origin.encode(), self.base.encode())
            head, end, tail = content.rpartition(b"</body>")
            content = head + script + end + tail if end else content + script
        return Response(content, answer.status_code, headers)


def _framed(name: str, value: str) -> str:
    return FRAME_RULE.sub("", value).strip() if name.lower() == "content-security-policy" else value


class Pockets:
    """All phones' browsers, each started when first used."""

    def __init__(self, sandbox: str, tally: Tally, noted: Noted) -> None:
        self._noted = noted
        self._sandbox = sandbox
        self._tally = tally
        self._lock = threading.Lock()
        self._open: dict[str, Pocket] = {}

    def of(self, person: Person) -> Pocket:
        """One person's browser."""
        with self._lock:
            if person.id not in self._open:
                self._open[person.id] = Pocket(person, self._sandbox, self._tally, self._noted)
            return self._open[person.id]

    def close(self) -> None:
        """Stop them all."""
        with self._lock:
            for pocket in self._open.values():
                pocket.close()
            self._open.clear()
