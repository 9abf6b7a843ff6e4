"""The whole web process as it is started, with a case behind it: what a stranger on the network can reach."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app import App, build
from config.settings import load
from deploy.local.world import World
from handlers.addresses import notice_page, staff_page
from models import migrations
from models.tables import Base
from models.tables.cases import Hazard
from models.tables.letters import PaperRow
from tests.clock import AClock
from tests.factories import LIN, LINBEN, OTHER_FIRM, a_contact, an_enterprise, the_staff
from tests.house import AHouse

LOCAL = "http://127.0.0.1"
OTHER_CONTACT = "oTEST0000000000000000other1"
FORMER_CONTACT = "oTEST000000000000000former1"
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Case:
    """One visit that was issued: pages of its contact and its officer, and what they lead to."""

    notice: str
    staff: str
    values: dict[str, str]


class Front:
    """The application, its house at the same database, and a case of 永嘉堃."""

    def __init__(self, folder: Path) -> None:
        world = World(folder, 1, 1)
        own = {**world.environment(""), "SANDBOX_CLOCK_URL": ""}
        self.app: App = build(load(own))
        migrations.upgrade(self.app.settings.database_url)
        self.house = AHouse(self.app.engine, AClock(), folder, self.app.house)
        self.house.papers = self.app.papers
        west = {"uscc": "91330382YYYY000208", "district": "城西", "representative": "吴喆"}
        self.house.add(*the_staff(), an_enterprise(), an_enterprise(name=OTHER_FIRM, **west))
        self.house.add(
            a_contact(1),
            a_contact(2, openid=OTHER_CONTACT, name="高远"),
            a_contact(1, openid=FORMER_CONTACT, name="石磊", state="ended"),
        )
        self.case = self._case()
        self._browsers = 0

    def _case(self) -> Case:
        visit = self.house.issue()
        self.house.deliver()
        papers = self.house.rows(PaperRow)
        for paper in papers:
            self.app.papers.letter(paper.id)
        with self.house.at_desk(LINBEN, "wechat") as desk:
            notice = "/" + notice_page(desk, visit, LINBEN).split("/", 3)[3]
        with self.house.at_desk(LIN) as desk:
            staff = "/" + staff_page(desk, visit, LIN).split("/", 3)[3]
        served = next(paper for paper in papers if paper.kind == "warning" and paper.copy == "送达")
        hazard = self.house.rows(Hazard)[0].id
        values = {
            "paper": str(served.id),
            "number": "1",
            "hazard": str(hazard),
            "photo": "1",
            "slip": "1",
            "file": "1",
        }
        values |= {"invitation": "nobody", "code": "nobody", "platform": "wechat", "filename": "opened.js"}
        return Case(notice, staff, values)

    # --- browsers

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every address of the application with its endpoint and method."""
        for rule in self.app.flask.url_map.iter_rules():
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield f"{method} {rule.rule}", rule

    def path(self, rule: Rule) -> str:
        """The address of the case behind a rule."""
        values = dict(self.case.values)
        page = self.case.staff if rule.rule.startswith("/staff/") else self.case.notice
        values["token"] = page.rpartition("/")[2]
        return re.sub(r"<(?:[^:<>]*:)?(\w+)>", lambda found: values[found[1]], rule.rule)

    def browser(self, who: str = "") -> FlaskClient:
        """A browser in which the platform has said who this is, on both pages of the case.

        Each comes from an address of its own: who guesses too often is refused for a minute.
        """
        client = self.app.flask.test_client()
        self._browsers += 1
        client.environ_base["REMOTE_ADDR"] = f"127.0.{self._browsers // 250}.{self._browsers % 250 + 1}"
        if who:
            with client.session_transaction(base_url=LOCAL) as session:
                at = self.app.clock.wall().timestamp()
                pages = (self.case.notice, self.case.staff)
                session["pages"] = {page: {"who": who, "at": at} for page in pages}
        return client

    # --- what is remembered

    def digest(self) -> dict[str, str]:
        """A hash of every table. That a letter has been drawn is no change: it is what it was."""
        with self.house.store.read() as work:
            return {
                table.name: hashlib.sha256(
                    repr(
                        [
                            tuple(row)
                            for row in work.session.execute(select(table).order_by(*table.primary_key))
                        ]
                    ).encode()
                ).hexdigest()
                for table in Base.metadata.sorted_tables
            }

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing that happens inside changes a row."""
        before = self.digest()
        yield
        after = self.digest()
        assert {name for name in after if after[name] != before[name]} == set()
