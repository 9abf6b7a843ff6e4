"""`flask reminders …`: by a leader's name, in his district, with progress; anybody else is refused."""

from pathlib import Path

import pytest
from click.testing import Result

from app import App, build
from config.settings import load
from deploy.local.world import World
from jobs.mail import Mailer
from models import migrations
from models.tables.mailing import Mailing
from tests.clock import AClock
from tests.factories import LIN, ZHOU, an_enterprise, the_staff
from tests.house import AHouse


@pytest.fixture
def app(tmp_path: Path) -> App:
    """The application over a district of three other enterprises."""
    made = build(load({**World(tmp_path, 1, 1).environment(""), "SANDBOX_CLOCK_URL": ""}))
    migrations.upgrade(made.settings.database_url)
    house = AHouse(made.engine, AClock(), tmp_path)
    house.add(
        *the_staff(), *(an_enterprise(uscc=None, name=f"城东{n}厂", group="ordinary") for n in range(3))
    )
    return made


def said(app: App, *words: str) -> Result:
    return app.flask.test_cli_runner().invoke(args=["reminders", *words])


def test_started_stopped_and_gone_on_with(app: App) -> None:
    assert said(app, "show").output == "还没有批量发过。\n"

    started = said(app, "start", "城东", "--by", ZHOU, "--yes")

    assert "开始发了，共 3 家" in started.output
    assert "停着：0/3 家" in said(app, "stop", "--by", ZHOU).output
    assert "正在发：0/3 家" in said(app, "go", "--by", ZHOU).output
    mailer = Mailer(app.store, app.papers, app.files, app.desk, app.log)
    while mailer.drain():
        pass
    assert "3/3 家" in said(app, "show", "--watch").output


def test_it_asks_first(app: App) -> None:
    asked = app.flask.test_cli_runner().invoke(args=["reminders", "start", "城东", "--by", ZHOU], input="n\n")

    assert "城东：3 家，0 家发到微信，3 家打印" in asked.output
    with app.store.read() as work:
        assert work.session.query(Mailing).count() == 0


@pytest.mark.parametrize(("by", "why"), [(LIN, "队领导"), ("nobody", "没有“nobody”这个人")])
def test_only_by_a_leader(app: App, by: str, why: str) -> None:
    refused = said(app, "start", "城东", "--by", by, "--yes")

    assert refused.exit_code == 1
    assert why in refused.output
