"""The Flask routes of both platforms, under /qyapi and /api, or without a prefix when the server is flat.

Turns HTTP into a `Request` and a `Reply` into HTTP. Decides nothing.
"""

import time
from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from sandbox.platform.answer import Binary
from sandbox.platform.cutting import cut_connection
from sandbox.platform.desk import Desk, Reply, Request
from sandbox.settings import PlatformName

MARK = "/cgi-bin/"


def platform_blueprint(desk: Desk, flat: PlatformName | None) -> Blueprint:
    """Routes for every API path."""
    blueprint = Blueprint("platform", __name__)
    methods = ["GET", "POST"]

    def wecom(api: str) -> Response:
        return _serve(desk, "wecom", api)

    def wechat(api: str) -> Response:
        return _serve(desk, "wechat", api)

    def login(api: str) -> Response:
        return _serve(desk, "wechat", f"sns/{api}")

    blueprint.add_url_rule("/qyapi/cgi-bin/<path:api>", "wecom", wecom, methods=methods)
    blueprint.add_url_rule("/api/cgi-bin/<path:api>", "wechat", wechat, methods=methods)
    blueprint.add_url_rule("/api/sns/<path:api>", "login", login, methods=methods)
    if flat == "wecom":
        blueprint.add_url_rule("/cgi-bin/<path:api>", "flat", wecom, methods=methods)
    if flat == "wechat":
        blueprint.add_url_rule("/cgi-bin/<path:api>", "flat", wechat, methods=methods)
        blueprint.add_url_rule("/sns/<path:api>", "flat_login", login, methods=methods)
    return blueprint


def _serve(desk: Desk, platform: PlatformName, api: str) -> Response:
    # Before the form is looked at: a JSON body may come with any Content-Type, curl's too.
    raw = request.get_data(cache=True)
    upload = request.files.get("media")
    whole = Request(
        platform,
        api,
        request.method,
        request.args.to_dict(),
        b"" if request.files else raw,
        (upload.filename or "media", upload.read()) if upload else None,
        request.remote_addr or "127.0.0.1",
    )
    reply = desk.serve(whole)
    response = _response(reply)
    if isinstance(reply.content, Binary) and not reply.disturbance.spoil and desk.serves_ranges:
        response = _ranged(response, len(reply.content.content))
    return response


def _ranged(response: Response, size: int) -> Response:
    """The asked part of a file (206), the whole without a Range, 416 for one that is not there (rule M6)."""
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
        return response
    except RequestedRangeNotSatisfiable as error:
        return Response(status=416, headers={"Content-Range": f"bytes */{error.length}"})


def _response(reply: Reply) -> Response:
    spoil = reply.disturbance.spoil
    if spoil == "cut":
        cut_connection(request.environ)
        return Response(status=500)
    if spoil == "http":
        return Response(
            "<html><body>Bad Gateway</body></html>", reply.disturbance.status, mimetype="text/html"
        )
    if spoil == "html":
        return Response("<html><body>系统维护中</body></html>", mimetype="text/html")
    if spoil == "empty":
        return Response(b"")
    response = _plain(reply)
    if spoil == "truncated":
        body = response.get_data()
        return Response(body[: max(1, len(body) // 2)], mimetype="application/json")
    if spoil == "drip":
        return Response(_drip(response.get_data(), reply.disturbance.pause), mimetype="application/json")
    return response


def _plain(reply: Reply) -> Response:
    content = reply.content
    if isinstance(content, Binary):
        response = Response(content.content, mimetype=content.mime)
        # The platform writes the name raw inside quotes; headers are Latin-1, so it goes out percent-encoded.
        name = quote(content.name)
        response.headers["Content-disposition"] = f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
        return response
    response = jsonify(content)
    response.status_code = reply.status
    response.headers["Content-Type"] = "application/json; charset=UTF-8"
    return response


def _drip(body: bytes, pause: float) -> Iterator[bytes]:
    for number in range(len(body)):
        time.sleep(pause)
        yield body[number : number + 1]
