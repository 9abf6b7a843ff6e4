"""The pages of a house on a Flask client, or served for a browser: whoever is the `visitor` logs in."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from prometheus_client import CollectorRegistry
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from handlers.addresses import notice_page
from tests.factories import LINBEN, a_contact
from tests.house import AHouse
from web import health
from web.factory import make_flask
from web.house import House as PageHouse
from web.identity import Identity, Login

HOST = "https://chayici.test"
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class APages:
    """The web side of a house. `visitor` is whoever the platform says is at the browser."""

    def __init__(self, house: AHouse, public: str = HOST) -> None:
        self.house, self.visitor, self.public = house, LINBEN, public
        self.papers: Any = house.papers

    @cached_property
    def flask(self) -> Flask:
        """The application."""
        login = Login(lambda back, state: f"{back}?code=any&state={state}", lambda code: self.visitor)
        wall = lambda: self.house.clock.wall().timestamp()  # noqa: E731
        identity = Identity({"wechat": login, "wecom": login}, 1800, self.public, wall)
        pages = PageHouse(self.house.store, self.house.table, self.papers, self.house.files, identity)
        checks = health.blueprint(self.house.store, CollectorRegistry())
        return make_flask(pages, [], checks, "a secret for tests", lambda: None)

    def client(self) -> FlaskClient:
        """A fresh browser."""
        return self.flask.test_client()

    def open(self, client: FlaskClient, path: str) -> TestResponse:
        """Open a page, logging in on the way."""
        return client.get(path, base_url=self.public, follow_redirects=True)

    def post(self, client: FlaskClient, path: str, page: str, **fields: Any) -> TestResponse:
        """Send a form of `page` with its token, and follow to where it leads."""
        token = CSRF.search(self.open(client, page).get_data(as_text=True))
        assert token is not None, "the page has no form"
        said = {"csrf_token": token[1], **fields}
        return client.post(
            path, data=said, base_url=self.public, follow_redirects=True, headers={"Referer": self.public}
        )

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve on a free port of this machine; gives the address."""
        later = lambda environ, start: self.flask(environ, start)  # noqa: E731
        server = make_server("127.0.0.1", 0, later, threaded=True, request_handler=_Quiet)
        self.public = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self.public
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: a test's output is its own."""


def a_notice(house: AHouse, **contact: Any) -> tuple[int, str]:
    """A warning and a reminder on their way to one contact; (visit, path of his page)."""
    house.add(a_contact(1, **contact))
    visit = house.issue()
    house.deliver()
    with house.at_desk(LINBEN, "wechat") as desk:
        address = notice_page(desk, visit, LINBEN)
    return visit, "/" + address.split("/", 3)[3]
