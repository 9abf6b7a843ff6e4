"""A request handler that prints nothing: what happened stands in the sandbox's own journal."""

from werkzeug.serving import WSGIRequestHandler


class QuietHandler(WSGIRequestHandler):
    """For werkzeug's server."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""
