"""What both callback views have in common: reading a request safely, and answering it whatever happens.

It never decides anything about a message, never answers 500, and never answers 200 for what was not kept.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request
from werkzeug.exceptions import BadRequest

from bot.deeds import Inbound
from bot.ports import BusyError, Now, Receive
from bot.wire.limits import BadCardError
from bot.wire.seal import CAP, BadCallbackError, Stamp
from bot.words import Reply

log = logging.getLogger(__name__)

OnRefused = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A callback that was opened and read, and how the body of an answer to it is written ('': none)."""

    inbound: Inbound
    write: Callable[[Reply], str]


def uncounted(_status: int, _why: str) -> None:
    """The default for a refused callback: nobody counts."""


class Desk:
    """Where callbacks of one platform arrive. `now` is real time, `on_refused` hears every 4xx."""

    def __init__(self, receive: Receive, now: Now, on_refused: OnRefused) -> None:
        self._receive = receive
        self._now = now
        self._on_refused = on_refused

    def verify(self, echo: Callable[[datetime], str]) -> Response:
        """Answers the platform's check of the URL."""
        try:
            return plain(echo(self._now()))
        except BadCallbackError as error:
            return self._refused(error)

    def take(self, arrive: Callable[[datetime], Arrived]) -> Response:
        """Answers one callback: opened, received, answered."""
        try:
            arrived = arrive(self._now())
            reply = self._receive(arrived.inbound)
        except BadCallbackError as error:
            return self._refused(error)
        except BusyError:
            return plain("", 503)
        except Exception:
            # Nothing is known to be kept: the platform shall ask again.
            log.exception("callback not received")
            return plain("", 503)
        try:
            return xml(arrived.write(reply))
        except BadCardError as error:
            # The turn is committed; asking again would give the same reply. Only the reply is lost.
            log.error("reply %s not sent: %s", reply.kind, error)
            return plain("")

    def _refused(self, error: BadCallbackError) -> Response:
        self._on_refused(error.status, error.why)
        return plain("", error.status)


def plain(text: str, status: int = 200) -> Response:
    """A bare text answer, which no browser takes for a page."""
    answer = Response(text, status, mimetype="text/plain")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def xml(text: str) -> Response:
    """A passive reply; an empty one means there is none."""
    return Response(text, mimetype="application/xml") if text else plain("")


def one(name: str) -> str:
    """The query parameter, '' if it is missing. Given twice, it is refused (403)."""
    values = request.args.getlist(name)
    if len(values) > 1:
        raise BadCallbackError(403, f"{name} twice")
    return values[0] if values else ""


def stamp(signature: str = "msg_signature") -> Stamp:
    """The stamp in the query; the service account has two signatures."""
    return Stamp(one(signature), one("timestamp"), one("nonce"))


def raw_body() -> bytes:
    """The body as it came, at most 64 KiB; a larger one is not read (413)."""
    if (request.content_length or 0) > CAP:
        raise BadCallbackError(413, "too large")
    # One more than is allowed: a body of chunks says its length only by reaching that limit.
    request.max_content_length = CAP + 1
    try:
        body = request.get_data(cache=False)
    except BadRequest:
        raise BadCallbackError(400, "body cut") from None
    if len(body) > CAP:
        raise BadCallbackError(413, "too large")
    return body
