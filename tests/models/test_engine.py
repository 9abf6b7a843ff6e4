"""How the database is opened: what a commit survives, how long a lock is waited for, which clock it keeps."""

import pytest
from sqlalchemy import text

from models.engine import open_engine
from models.work import Store


def test_a_commit_on_sqlite_survives_the_power_going_out(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url, lock_seconds=2)
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 2000}


@pytest.mark.postgres
def test_postgres_gives_up_a_lock_in_time_and_speaks_utc(postgres_url: str) -> None:
    engine = open_engine(postgres_url, lock_seconds=2)
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"SHOW {name}")).scalar()
            for name in ("lock_timeout", "statement_timeout", "timezone", "transaction_isolation")
        ]
    engine.dispose()

    assert found == ["2s", "15s", "UTC", "read committed"]


def test_a_row_of_nowhere_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        _orphan(store)


def _orphan(store: Store) -> None:
    with store.write() as work:
        work.session.execute(
            text("INSERT INTO known_fact (enterprise_id, fact, holds, by, at) "
                 "VALUES (99, 'x', TRUE, 'x', '2023-05-08')")
        )  # fmt: skip
