"""The web side on a furnished house, with a platform login that believes whoever the test says he is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint
from flask.testing import FlaskClient

from rules.signed_files import Examined
from tests.house import AHouse
from web.factory import make_flask
from web.file_cell import examine_apart
from web.house import House
from web.identity import Identity, Login

URL = "https://chayici.test"


class Site:
    """One browser. `log_in` makes it somebody's for one page, as coming back from the platform would."""

    def __init__(self, house: AHouse, examine: Callable[[bytes], Examined] = examine_apart) -> None:
        never = Login(lambda back, state: f"https://platform.test/authorize?state={state}", lambda code: code)
        identity = Identity({"wechat": never, "wecom": never}, 1800, URL, lambda: self.at)
        self.at = datetime(2023, 5, 8, tzinfo=UTC).timestamp()
        pages = House(house.store, house.table, house.papers, house.files, identity, examine)
        self.app = make_flask(pages, (), Blueprint("checks", "checks"), "a secret for tests", lambda: None)
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.client: FlaskClient = self.app.test_client()

    def log_in(self, who: str, page: str) -> None:
        """The platform said who it is."""
        with self.client.session_transaction() as session:
            pages: dict[str, Any] = dict(session.get("pages", {}))
            pages[page] = {"who": who, "at": self.at}
            session["pages"] = pages

    def text(self, address: str, status: int = 200) -> str:
        """The page at an address, which answers with this status."""
        got = self.client.get(address)
        assert got.status_code == status, (got.status_code, got.get_data(as_text=True)[:500])
        return str(got.get_data(as_text=True))
