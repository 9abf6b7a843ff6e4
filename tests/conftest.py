"""Databases and houses for tests: SQLite always, PostgreSQL where this machine has or can make one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import migrations
from models.engine import open_engine
from models.work import Store
from tests.clock import AClock
from tests.factories import OTHER_FIRM, an_enterprise, the_staff
from tests.house import AHouse
from tests.postgres import NoPostgresError, Postgres, postgres
from tests.transcripts import world

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One server for all tests of this process."""
    try:
        with postgres() as server:
            yield server
    except NoPostgresError as missing:
        say = f"needs PostgreSQL (apt-get install postgresql, or TEST_DATABASE_URL): {missing}"
        if os.environ.get("CI") == "1":
            pytest.fail(say)
        pytest.skip(say)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the schema and nothing in it."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def furnished_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world every conversation begins in: see tests.transcripts.world."""
    return world.template(sqlite_template, tmp_path_factory.mktemp("world") / "world.db")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file."""
    path = tmp_path / "house.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """A fresh PostgreSQL database."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database; the test runs on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """Connections to a fresh database. A test does not wait long for a lock nobody gives back."""
    engine = open_engine(database, lock_seconds=2, pool=40)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> AClock:
    """Monday, the 8th of May 2023, nine o'clock."""
    return AClock()


@pytest.fixture
def store(engine: Engine, clock: AClock) -> Store:
    """A fresh database, empty."""
    return Store(engine, clock.now, clock.wall)


def furnished(engine: Engine, clock: AClock, folder: Path) -> AHouse:
    """A house with eight staff and two firms (ids 1 and 2)."""
    house = AHouse(engine, clock, folder)
    west = {"uscc": "91330382YYYY000208", "district": "城西", "representative": "吴喆"}
    house.add(*the_staff(), an_enterprise(), an_enterprise(name=OTHER_FIRM, **west))
    return house


@pytest.fixture
def house(engine: Engine, clock: AClock, tmp_path: Path) -> AHouse:
    """A furnished house on each kind of database."""
    return furnished(engine, clock, tmp_path)


@pytest.fixture
def sqlite_house(sqlite_url: str, clock: AClock, tmp_path: Path) -> Iterator[AHouse]:
    """A furnished house on SQLite alone, where the kind of database does not matter."""
    engine = open_engine(sqlite_url)
    yield furnished(engine, clock, tmp_path)
    engine.dispose()


@pytest.fixture
def postgres_house(postgres_url: str, clock: AClock, tmp_path: Path) -> Iterator[AHouse]:
    """A furnished house on PostgreSQL alone: row locks, SKIP LOCKED, many writers at once."""
    engine = open_engine(postgres_url, lock_seconds=60, pool=60)
    yield furnished(engine, clock, tmp_path)
    engine.dispose()
