"""Rows that exist once, whoever comes first: two transactions that both find none never end in an error."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from models.tables.base import Base, dialect_of, insert_for, run

Row = TypeVar("Row", bound=Base)


def insert_once(
    session: Session, table: type[Base], unique: tuple[str, ...], values: Mapping[str, Any]
) -> Any:
    """Insert a row and give its (first) primary key; None if one with the same `unique` is there.

    Waits for a transaction that is inserting the same row just now.
    """
    return run(session, _inserting(dialect_of(session), table, unique), **values).scalar()


@cache
def _inserting(dialect: str, table: type[Base], unique: tuple[str, ...]) -> Executable:
    key = next(iter(table.__table__.primary_key))
    return insert_for(dialect, table).on_conflict_do_nothing(index_elements=unique).returning(key)


def locked(session: Session, table: type[Row], key: Mapping[str, Any], fresh: Mapping[str, Any]) -> Row:
    """The row of this key, locked until the end of the transaction; made from `fresh` if nobody has."""
    found = select(table).filter_by(**key).with_for_update()
    row = session.execute(found).scalar_one_or_none()
    if row is None:
        insert_once(session, table, tuple(key), {**key, **fresh})
        row = session.execute(found).scalar_one()
    return row
