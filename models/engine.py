"""Opens the database: SQLite by default, PostgreSQL where many machines share it. Never reads settings."""

import random
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

LOCK_SECONDS = 2
"""How long a turn waits for a lock before the callback is kept for a worker instead."""

LOOK_SECONDS = (0.001, 0.004)
"""How long a writer sleeps between two looks at SQLite's write lock."""


def open_engine(url: str, *, lock_seconds: float = LOCK_SECONDS, pool: int = 8) -> Engine:
    """An engine for `url` (SQLAlchemy form). SQLite: WAL, synchronous=FULL, writers queue at BEGIN."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, lock_seconds)
    engine = create_engine(url, pool_size=pool, max_overflow=pool, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def _limits(connection: Any, _record: ConnectionPoolEntry) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(lock_seconds * 1000)}")
            cursor.execute(f"SET statement_timeout = {max(15_000, int(lock_seconds * 1000) + 5_000)}")
            cursor.execute("SET timezone = 'UTC'")
        connection.commit()

    return engine


def _sqlite(url: str, lock_seconds: float) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    arguments = {"timeout": lock_seconds, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def _durable(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
        # BEGIN is ours: pysqlite's own would only be sent at the first write, too late to queue.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading", False):
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection, lock_seconds)

    return engine


def _begin_writing(connection: Connection, patience: float) -> None:
    """Wait for the one write lock, everybody alike.

    SQLite's own waiting looks less and less often, so that under load those who wait longest starve.
    """
    own: Any = connection.connection.dbapi_connection
    until = time.monotonic() + patience
    own.execute("PRAGMA busy_timeout=0")
    while time.monotonic() < until:
        try:
            own.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(random.uniform(*LOOK_SECONDS))
            continue
        own.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE")
