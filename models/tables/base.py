"""The declarative base, its column type, and statements beside the ORM. No table lives here."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Dialect,
    Executable,
    MetaData,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite gives naive values back; this puts the zone on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive value: nobody knows what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without a zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of ours."""

    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy's own protocol)
        datetime: Instant,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[Any]: JSON,
        list[int]: JSON,
        str: String,
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def insert_into(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens on conflict, in the words of the session's database."""
    return insert_for(dialect_of(session), table)


def insert_for(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """The same for a database known by its name, so that it can be built once."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def table_of(table: type[Base]) -> Table:
    """The table itself, for statements without the ORM."""
    own = table.__table__
    assert isinstance(own, Table)
    return own


def dialect_of(session: Session) -> str:
    """postgresql or sqlite."""
    return session.get_bind().dialect.name


def run(session: Session, statement: Executable, **values: Any) -> CursorResult[Any]:
    """Execute a statement that was built once, without the ORM: a fifth of the time, and plain rows.

    For what every turn does. Rows of these tables that the ORM holds are not brought up to date by it.
    """
    if session.new or session.dirty or session.deleted:
        session.flush()
    return session.connection().execute(statement, values)
