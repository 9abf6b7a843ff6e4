"""Who opens a page: asked of the platform by OAuth, kept for half an hour for this one address.

An address without the right identity opens nothing. A login is bound to the browser that began it, is
used once and dies after five minutes; it only ever leads back to one of our own paths.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

STATE_SECONDS = 300
MOST_PAGES = 12
"""How many addresses one browser session remembers: the cookie stays small."""

Platform = Literal["wechat", "wecom"]


@dataclass(frozen=True, slots=True)
class Login:
    """One platform's OAuth: where to send a browser, and who came back with a code ('' for nobody)."""

    address: Callable[[str, str], str]
    whoever: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Reads and writes identities in the browser session. `clock` gives real time in seconds."""

    logins: dict[Platform, Login]
    session_seconds: int
    public_url: str
    clock: Callable[[], float]

    def of(self, page: str) -> str:
        """Who this browser is for one page address, or ''."""
        known: dict[str, Any] = session.get("pages", {}).get(page) or {}
        if not known or self.clock() - float(known["at"]) > self.session_seconds:
            return ""
        return str(known["who"])

    def ask(self, platform: Platform, page: str) -> Response:
        """Send the browser to the platform; it comes back to `page` (a path of ours)."""
        state = secrets.token_hex(16)
        session["login"] = {"state": state, "platform": platform, "page": page, "at": self.clock()}
        back = self.public_url + url_for("oauth.back", platform=platform)
        return _go(self.logins[platform].address(back, state))

    def returned(self, platform: Platform) -> Response:
        """The browser is back: check the state, ask who it is, remember it, go on to the page."""
        begun: dict[str, Any] = session.pop("login", {})
        state = request.args.get("state", "")
        if not begun or not secrets.compare_digest(str(begun["state"]).encode(), state.encode()):
            abort(400)
        if begun["platform"] != platform or self.clock() - float(begun["at"]) > STATE_SECONDS:
            abort(400)
        who = self.logins[platform].whoever(request.args.get("code", ""))
        if not who:
            abort(403)
        pages: dict[str, Any] = dict(session.get("pages", {}))
        pages[begun["page"]] = {"who": who, "at": self.clock()}
        session["pages"] = dict(list(pages.items())[-MOST_PAGES:])
        return _go(self.public_url + begun["page"])


def blueprint(identity: Identity) -> Blueprint:
    """`/oauth/<platform>`: where a platform sends browsers back to."""
    pages = Blueprint("oauth", __name__)

    @pages.get("/oauth/<platform>")
    def back(platform: str) -> Response:
        """Come back from the platform's login."""
        known: dict[str, Platform] = {"wechat": "wechat", "wecom": "wecom"}
        if platform not in known:
            abort(404)
        return identity.returned(known[platform])

    return pages


def _go(address: str) -> Response:
    answer = redirect(address, 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer
