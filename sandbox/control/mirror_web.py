"""Pages that a scenario has open, shown on the phone to those who watch a story. They cannot be touched."""

import itertools
import re
from html import escape

from flask import Blueprint, Response, abort, jsonify

from sandbox.control.asking import body, text
from sandbox.rig import Rig
from sandbox.world.phones import Mirror

SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
STILL = "sandbox; default-src 'none'; style-src * 'unsafe-inline'; img-src * data:; font-src *"


def mirror_blueprint(rig: Rig) -> Blueprint:
    """Routes for mirrored pages."""
    blueprint = Blueprint("mirror", __name__, url_prefix="/sandbox")
    versions = itertools.count(1)

    @blueprint.post("/people/<person>/mirror")
    def show(person: str) -> Response:
        values, phone = body(), rig.hand(person).phone
        with rig.world.pulse:
            if values.get("html"):
                title, url = text(values, "title", ""), text(values, "url", "")
                phone.mirror = Mirror(next(versions), title, url, text(values, "html"))
            else:
                phone.mirror = None
            rig.world.pulse.beat()
        return jsonify({"ok": True})

    @blueprint.get("/people/<person>/mirror")
    def look(person: str) -> Response:
        mirror = rig.hand(person).phone.mirror
        if mirror is None:
            abort(404)
        base = f'<base href="{escape(mirror.url)}">'
        # The policy lets no script run; without them the browser has nothing to complain of.
        response = Response(base + SCRIPT.sub("", mirror.html), mimetype="text/html")
        response.headers["Content-Security-Policy"] = STILL
        return response

    return blueprint
