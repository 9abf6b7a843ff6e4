"""/agenda: when the next reminder is sent, for a sandbox whose clock can jump there. No content, no names.

Served only to a sandbox on this machine; a real bureau has no such address.
"""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify

from handlers.desk import Desk
from handlers.remind import next_moment
from models.work import Store, Work


def blueprint(store: Store, desk: Callable[[Work], Desk]) -> Blueprint:
    """GET /agenda → {"at": iso moment, "words": what}, or {} if nothing is planned."""
    pages = Blueprint("agenda", __name__)

    @pages.get("/agenda")
    def agenda() -> Response:
        """The next rung that still has a reason."""
        with store.read() as work:
            at = next_moment(desk(work))
        return jsonify({} if at is None else {"at": at.isoformat(), "words": "下一次提醒"})

    return pages
