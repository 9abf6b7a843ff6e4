"""Files for looking at: media by id, pages of a PDF as pictures, sample photos."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, jsonify, request

from sandbox.phones.pdf_pages import count_pages, draw_page
from sandbox.phones.samples import SAMPLES, sample
from sandbox.rig import Rig

FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}


def media_blueprint(rig: Rig) -> Blueprint:
    """Routes for media."""
    blueprint = Blueprint("media", __name__)

    @blueprint.get("/sandbox/media/<number>")
    def medium(number: str) -> Response:
        found = rig.world.media.find(number)
        if found is None:
            abort(404)
        response = Response(found.content, mimetype=found.mime, headers=FOREVER)
        kind = "attachment" if request.args.get("download") else "inline"
        response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(found.name)}"
        return response

    @blueprint.get("/sandbox/media/<number>/pages")
    def pages(number: str) -> Response:
        found = rig.world.media.find(number)
        return jsonify({"pages": count_pages(found.content) if found and found.format == "pdf" else 0})

    @blueprint.get("/sandbox/media/<number>/pages/<int:page>.png")
    def page(number: str, page: int) -> Response:
        found = rig.world.media.find(number)
        picture = draw_page(found.content, page) if found else None
        if picture is None:
            abort(404)
        return Response(picture, mimetype="image/png", headers=FOREVER)

    @blueprint.get("/sandbox/samples")
    def samples() -> Response:
        return jsonify([{"name": name, "words": each.words} for name, each in SAMPLES.items()])

    @blueprint.get("/sandbox/samples/<name>")
    def one_sample(name: str) -> Response:
        if name not in SAMPLES:
            abort(404)
        return Response(sample(name), mimetype="image/jpeg", headers=FOREVER)

    return blueprint
