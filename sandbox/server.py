"""The web application and its server: binds to 127.0.0.1, refuses any other host name.

The host check keeps a page on the internet from steering the sandbox through a rebound name.
"""

import threading
from pathlib import Path

from flask import Flask, Response, jsonify, request, send_from_directory
from werkzeug.serving import BaseWSGIServer, make_server

from sandbox.control import asking
from sandbox.control.directory_web import directory_blueprint
from sandbox.control.export_web import export_blueprint
from sandbox.control.login_web import login_blueprint
from sandbox.control.media_web import media_blueprint
from sandbox.control.mirror_web import mirror_blueprint
from sandbox.control.people_web import people_blueprint
from sandbox.control.run_web import run_blueprint
from sandbox.control.story_web import story_blueprint
from sandbox.control.stream_web import stream_blueprint
from sandbox.hands.hand import HandError
from sandbox.platform.web import platform_blueprint
from sandbox.rig import Rig
from sandbox.wire.quiet import QuietHandler

STATIC = Path(__file__).parent / "phones" / "static"
BLUEPRINTS = (
    mirror_blueprint,
    people_blueprint,
    directory_blueprint,
    run_blueprint,
    stream_blueprint,
    media_blueprint,
    login_blueprint,
    export_blueprint,
    story_blueprint,
)
MOST_BYTES = 64 * 1024 * 1024


def create_app(rig: Rig) -> Flask:
    """All routes over one rig."""
    app = Flask("sandbox", static_folder=str(STATIC), static_url_path="/sandbox/static")
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.register_blueprint(platform_blueprint(rig.desk, rig.settings.flat))
    for make in BLUEPRINTS:
        app.register_blueprint(make(rig))
    app.register_error_handler(HandError, asking.refused)
    app.register_error_handler(ValueError, _nonsense)

    @app.before_request
    def local_only() -> tuple[Response, int] | None:
        host = request.host.rsplit(":", 1)[0]
        if host in {"127.0.0.1", "localhost"}:
            return None
        return jsonify({"ok": False, "error": "only 127.0.0.1"}), 403

    @app.get("/")
    def phones() -> Response:
        return send_from_directory(STATIC, "index.html")

    return app


def _nonsense(error: ValueError) -> tuple[Response, int]:
    """A control request that cannot be read; anywhere else a ValueError is a bug and stays one."""
    if not request.path.startswith("/sandbox/"):
        raise error
    return asking.refused(error)


class Server:
    """One running sandbox. Port 0 takes a free one; `port` says which."""

    def __init__(self, rig: Rig, port: int) -> None:
        self.rig = rig
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", port, create_app(rig), threaded=True, request_handler=QuietHandler
        )
        self._thread: threading.Thread | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_port

    def start(self) -> None:
        """Serve in the background."""
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def run(self) -> None:
        """Serve until interrupted."""
        self._server.serve_forever()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self.rig.pockets.close()
        self._server.shutdown()
        self._server.server_close()
        if self._thread:
            self._thread.join(5)
