"""What the phones watch and scan: the stream of everything that changes, and the codes in sight."""

import io
import json
from collections.abc import Iterator

import segno
from flask import Blueprint, Response, abort, jsonify, request

from sandbox.control.people_web import message_json, person_json
from sandbox.control.run_web import clock_json
from sandbox.rig import Rig

HEARTBEAT_SECONDS = 15.0


def stream_blueprint(rig: Rig) -> Blueprint:
    """Routes for watching and scanning."""
    blueprint = Blueprint("stream", __name__)

    @blueprint.get("/sandbox/qrcodes")
    def codes() -> Response:
        return jsonify(list(_codes(rig)))

    @blueprint.get("/mp/cgi-bin/showqrcode")
    def show_code() -> Response:
        ticket = request.args.get("ticket", "")
        found = next((code for code in rig.world.scenes.values() if code.ticket == ticket), None)
        if found is None:
            abort(404)
        return Response(qr_png(found.url), mimetype="image/png")

    @blueprint.get("/sandbox/events")
    def events() -> Response:
        stream = Response(_events(rig, int(request.args.get("after", 0))), mimetype="text/event-stream")
        stream.headers["Cache-Control"] = "no-store"
        return stream

    return blueprint


def qr_png(text: str) -> bytes:
    """A QR code as a PNG."""
    picture = io.BytesIO()
    segno.make(text, micro=False, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


def _codes(rig: Rig) -> Iterator[dict[str, object]]:
    for message in reversed(rig.world.feed.everything()):
        if message.kind == "image" and not message.recalled:
            for text in rig.qr.of_medium(message.body["media"]):
                yield {
                    "person": message.person,
                    "message": message.id,
                    "media": message.body["media"],
                    "text": text,
                }


def _events(rig: Rig, cursor: int) -> Iterator[str]:
    """Server-sent events: everything that changed since the cursor, again whenever something changes."""
    world = rig.world
    with world.pulse:
        rig.watchers += 1
    try:
        yield from _changes(rig, cursor)
    finally:
        with world.pulse:
            rig.watchers -= 1


def _changes(rig: Rig, cursor: int) -> Iterator[str]:
    world = rig.world
    while True:
        now = world.pulse.number
        phones = world.phones.all()
        changed = [each for phone in phones for each in world.feed.after(phone.person.id, cursor)]
        payload = {
            "cursor": now,
            "clock": clock_json(rig),
            "people": [person_json(rig, phone) for phone in phones],
            "messages": [message_json(each) for each in changed],
            "log": world.journal.after(cursor, 200),
            "menus": {name: menu["button"] for name, menu in world.menus.items()},
            "story": rig.story,
            "verified": rig.verifier.verified,
            "faults": world.faults.as_json(),
            "counters": world.tally.as_json() | {"spans": world.tally.spans()},
        }
        yield f"data: {json.dumps(payload, ensure_ascii=False)}\n\n"
        cursor = now
        while not world.pulse.wait(lambda seen=now: world.pulse.number > seen, HEARTBEAT_SECONDS):  # type: ignore[misc]
            yield ": alive\n\n"
