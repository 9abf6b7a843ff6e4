"""The book of callbacks: each is admitted once, for ever, and keeps the reply it was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Executable, bindparam, func, select, update
from sqlalchemy.orm import Session

from models.tables.base import dialect_of, insert_for, run, table_of
from models.tables.post import InboundRow

POISONED = 5
"""After so many tries a waiting callback is given up and its sender told."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A callback to admit. `deed` is JSON; `at` the platform's time, `received_at` ours."""

    key: str
    channel: str
    person: str
    at: datetime
    received_at: datetime
    deed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Admitted:
    """`number` of the row; `new` is False for a redelivery, whose stored `reply` is to be given again."""

    number: int
    new: bool
    state: str
    reply: Any = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A callback kept for a worker."""

    number: int
    channel: str
    person: str


INBOUND = table_of(InboundRow).c
HAS_WAITING = (
    select(INBOUND.id)
    .where(
        INBOUND.channel == bindparam("channel"),
        INBOUND.person == bindparam("person"),
        INBOUND.state == "waiting",
    )
    .limit(1)
)
ANSWERED = (
    update(table_of(InboundRow))
    .where(INBOUND.id == bindparam("number"))
    .values(state="done", reply=bindparam("given", type_=JSON))
)


@cache
def _admitting(dialect: str) -> Executable:
    return (
        insert_for(dialect, InboundRow).on_conflict_do_nothing(index_elements=["key"]).returning(INBOUND.id)
    )


class Inbox:
    """Callbacks by key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def admit(self, arrived: Arrived, state: str = "done") -> Admitted:
        """Insert the callback, or find that it has been here."""
        number = run(
            self._session,
            _admitting(dialect_of(self._session)),
            key=arrived.key,
            channel=arrived.channel,
            person=arrived.person,
            at=arrived.at,
            received_at=arrived.received_at,
            deed=arrived.deed,
            state=state,
        ).scalar()
        if number is not None:
            return Admitted(number, True, state)
        row = self._session.execute(
            select(InboundRow.id, InboundRow.state, InboundRow.reply).where(InboundRow.key == arrived.key)
        ).one()
        return Admitted(row.id, False, row.state, row.reply)

    def answered(self, number: int, reply: Any) -> None:
        """Keep what the callback was answered with."""
        run(self._session, ANSWERED, number=number, given=reply)

    def failed(self, number: int, why: str) -> None:
        """Our own fault: the row stays, readable, and can be played again by hand."""
        self._session.execute(
            update(InboundRow).where(InboundRow.id == number).values(state="failed", why=why[:500])
        )

    def has_waiting(self, channel: str, person: str) -> bool:
        """Does this person have an older callback that still waits for a worker?"""
        return run(self._session, HAS_WAITING, channel=channel, person=person).first() is not None

    def last_heard(self, channel: str, person: str) -> datetime | None:
        """When this person last wrote, tapped or scanned, by the platform's clock; None for never.

        What the platform says about him is not his.
        """
        found = select(func.max(InboundRow.at)).where(
            InboundRow.channel == channel,
            InboundRow.person == person,
            InboundRow.deed["kind"].as_string().not_in(("reached", "left")),
        )
        return self._session.execute(found).scalar()

    def waiting(self, most: int = 50) -> Sequence[Waiting]:
        """The oldest waiting callback of each person, oldest first."""
        oldest = func.min(INBOUND.id)
        rows = self._session.execute(
            select(oldest.label("number"), INBOUND.channel, INBOUND.person)
            .where(INBOUND.state == "waiting")
            .group_by(INBOUND.channel, INBOUND.person)
            .order_by(oldest)
            .limit(most)
        )
        return tuple(Waiting(row.number, row.channel, row.person) for row in rows)

    def count_try(self, number: int) -> int:
        """Count one more try of a waiting callback; returns how many there were."""
        return self._session.execute(
            update(InboundRow)
            .where(InboundRow.id == number)
            .values(attempts=InboundRow.attempts + 1)
            .returning(InboundRow.attempts)
        ).scalar_one()

    def take_waiting(self, number: int) -> InboundRow | None:
        """Lock one waiting callback, or None if somebody else has it."""
        return self._session.execute(
            select(InboundRow)
            .where(InboundRow.id == number, InboundRow.state == "waiting")
            .with_for_update(skip_locked=True)
        ).scalar()
