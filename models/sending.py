"""Sending what lies in the outbox: claimed under a lease, its bytes frozen, every attempt noted.

Order holds per recipient: only the lowest unsettled row of a recipient may be claimed. It never talks
to a platform and never decides what an error means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.polled import LEASES_OVER, NEXT_MESSAGES
from models.tables.post import Attempt, OutboxRow

MEMBER_A_MINUTE = 27
"""WeCom drops what is over 30 a minute and member without a word (wire facts §4.1); we stay below."""

FULL_SECONDS = 5
"""A member whose minute is full is looked at again after so many seconds."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row taken for sending. `path` and `body` are empty before the first attempt."""

    id: int
    channel: str
    recipient: str
    word: dict[str, Any]
    unique_by_nature: bool
    path: str
    body: bytes | None
    attempts: int
    first_tried_at: datetime | None
    reminder_id: int | None
    delivery_id: int | None
    sender: str
    lease: str


class Sending:
    """The messages that leave. `wall` is real time."""

    def __init__(self, session: Session, wall: datetime) -> None:
        self._session = session
        self._wall = wall

    def claim(self, worker: str, lease_seconds: float, most: int = 8) -> list[Claimed]:
        """Take the next messages that may leave, at most one a recipient."""
        self._session.execute(LEASES_OVER, {"wall": self._wall})
        rows = self._session.execute(NEXT_MESSAGES, {"wall": self._wall, "most": most}).scalars()
        claimed = []
        for row in rows:
            if self._too_many(row):
                # Put off: members whose minute is full never hide the others' messages.
                row.not_before = self._wall + timedelta(seconds=FULL_SECONDS)
            else:
                claimed.append(self._lease(row, worker, lease_seconds))
        return claimed

    def _too_many(self, row: OutboxRow) -> bool:
        """Would this member's minute run over? Counted from attempts, so that no cache can lose it."""
        if row.channel != "wecom" or row.word.get("kind") in ("swap", "recall"):
            return False
        sent = self._session.execute(
            select(func.count(Attempt.id)).where(
                Attempt.channel == row.channel,
                Attempt.recipient == row.recipient,
                Attempt.at > self._wall - timedelta(seconds=60),
                Attempt.outcome.in_(("Sent", "Unknown")),
            )
        ).scalar_one()
        return sent >= MEMBER_A_MINUTE

    def _lease(self, row: OutboxRow, worker: str, seconds: float) -> Claimed:
        row.state = "leased"
        row.lease = worker
        row.lease_until = self._wall + timedelta(seconds=seconds)
        row.attempts += 1
        row.first_tried_at = row.first_tried_at or self._wall
        return Claimed(
            id=row.id,
            channel=row.channel,
            recipient=row.recipient,
            word=row.word,
            unique_by_nature=row.unique_by_nature,
            path=row.path,
            body=row.body,
            attempts=row.attempts,
            first_tried_at=row.first_tried_at,
            reminder_id=row.reminder_id,
            delivery_id=row.delivery_id,
            sender=row.sender,
            lease=worker,
        )

    def holders(self) -> Sequence[str]:
        """The workers who hold something just now."""
        held = select(OutboxRow.lease).where(OutboxRow.state == "leased").distinct()
        return self._session.execute(held).scalars().all()

    def free(self, workers: Sequence[str]) -> int:
        """Give free what these workers hold: they will never come back. How many messages that were."""
        freed = self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.state == "leased", OutboxRow.lease.in_(workers))
            .values(state="waiting", lease="")
            .returning(OutboxRow.id)
        )
        return len(freed.all())

    def hold(self, claimed: Claimed, seconds: float, path: str = "", body: bytes | None = None) -> bool:
        """Renew a lease just before the network is used; a first attempt's bytes are frozen with it.

        False if the lease ran out and somebody else may have the row: then it is his to send.
        """
        lease: dict[str, Any] = {"lease_until": self._wall + timedelta(seconds=seconds)}
        frozen = {} if body is None else {"path": path, "body": body}
        held = self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == claimed.id, OutboxRow.state == "leased", OutboxRow.lease == claimed.lease)
            .values(**lease, **frozen)
            .returning(OutboxRow.id)
        ).scalar()
        return held is not None

    def holds(self, claimed: Claimed) -> bool:
        """Is the row still this worker's? Locked, so that what follows may rely on it."""
        row = self._session.get_one(OutboxRow, claimed.id, with_for_update=True)
        return row.state == "leased" and row.lease == claimed.lease

    def tried(self, claimed: Claimed, outcome: str, errcode: int | None, why: str) -> None:
        """Note one attempt."""
        self._session.add(
            Attempt(
                outbox_id=claimed.id,
                channel=claimed.channel,
                recipient=claimed.recipient,
                at=self._wall,
                outcome=outcome,
                errcode=errcode,
                why=why[:500],
            )
        )

    def again(self, number: int, after: float, *, counts: bool = True, fresh: bool = False) -> None:
        """Try later. `fresh` drops the frozen bytes: a re-uploaded file is a new request."""
        row = self._session.get_one(OutboxRow, number)
        row.state = "waiting"
        row.lease = ""
        row.not_before = self._wall + timedelta(seconds=after)
        if not counts:
            row.attempts -= 1
        if fresh:
            row.path, row.body = "", None
