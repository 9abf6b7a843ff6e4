"""The book of messages going out: put in with their cause, taken back while they wait, settled once.

How one leaves is `models.sending`'s. It never talks to a platform and never decides what an error means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from models.once import insert_once
from models.tables.base import run, table_of
from models.tables.post import OutboxRow

UNSETTLED = ("waiting", "leased")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One message to put in. `key` makes it unique for ever; `after` delays it (seconds)."""

    channel: str
    recipient: str
    word: dict[str, Any]
    key: str | None = None
    unique_by_nature: bool = False
    lane: int = 0
    after: float = 0.0
    notice_id: int | None = None
    reminder_id: int | None = None
    delivery_id: int | None = None
    sender: str = ""


OUTBOX = table_of(OutboxRow).c
OVERTAKEN = (
    update(table_of(OutboxRow))
    .where(
        OUTBOX.channel == bindparam("channel_"),
        OUTBOX.recipient == bindparam("recipient_"),
        OUTBOX.state == "waiting",
        OUTBOX.attempts == 0,
        OUTBOX.not_before > bindparam("wall"),
    )
    .values(state="cancelled", key=None, settled_at=bindparam("now"), why="overtaken")
)


class Outbox:
    """Messages by recipient. `now` is business time, `wall` real time."""

    def __init__(self, session: Session, now: datetime, wall: datetime) -> None:
        self._session = session
        self._now = now
        self._wall = wall
        self.put_for: set[tuple[str, str]] = set()

    def put(self, posting: Posting) -> int | None:
        """Add a message; None if one with the same key is there already. What waits for its delay comes after
        whatever is said now.
        """
        values = {name: getattr(posting, name) for name in Posting.__slots__ if name != "after"}
        values["not_before"] = self._wall + timedelta(seconds=posting.after)
        values["created_at"] = self._now
        number: int | None = insert_once(self._session, OutboxRow, ("key",), values)
        if number is not None and not posting.after:
            self.put_for.add((posting.channel, posting.recipient))
        return number

    def replace(self, posting: Posting) -> None:
        """Put a message that stands for several: while it has not left, a later one takes its place."""
        waiting = self._session.execute(
            select(OutboxRow)
            .where(OutboxRow.key == posting.key, OutboxRow.state == "waiting", OutboxRow.attempts == 0)
            .with_for_update()
        ).scalar_one_or_none()
        if waiting is None:
            if posting.key is not None and (left := self._find(posting.key)) is not None:
                left.key = None
                self._session.flush()
            self.put(posting)
            return
        waiting.word = posting.word
        waiting.not_before = self._wall + timedelta(seconds=posting.after)

    def drop_delayed(self, channel: str, recipient: str) -> None:
        """Take back this person's messages that still wait for their delay: what follows says it better."""
        run(
            self._session,
            OVERTAKEN,
            channel_=channel,
            recipient_=recipient,
            wall=self._wall,
            now=self._now,
        )

    def message_of(self, key: str) -> str:
        """The platform's id of the message that left under this key, '' if none did."""
        row = self._find(key)
        return row.message if row is not None and row.state == "sent" else ""

    def _find(self, key: str) -> OutboxRow | None:
        return self._session.execute(select(OutboxRow).where(OutboxRow.key == key)).scalar_one_or_none()

    def settle(self, number: int, state: str, *, message: str = "", why: str = "") -> None:
        """The row's last word: sent, given_up, unresolved or cancelled."""
        self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == number)
            .values(state=state, message=message, why=why[:500], settled_at=self._now, lease="")
        )

    def put_by_hand(self, number: int, state: str) -> str:
        """An administrator's decision about a row; returns the state it had, '' for no such row."""
        row = self._session.get(OutboxRow, number)
        if row is None:
            return ""
        was, row.state, row.lease = row.state, state, ""
        row.not_before, row.first_tried_at = self._wall, None
        return was

    def take_back(self, notices: Sequence[int]) -> list[OutboxRow]:
        """Cancel what has not left of these notices; returns what has, sent files of staff's chats."""
        of_these = OutboxRow.notice_id.in_(notices)
        self._session.execute(
            update(OutboxRow)
            .where(of_these, OutboxRow.state == "waiting")
            .values(state="cancelled", key=None, settled_at=self._now, why="recalled")
        )
        left = select(OutboxRow).where(
            of_these, OutboxRow.state == "sent", OutboxRow.channel == "wecom", OutboxRow.message != ""
        )
        return list(self._session.execute(left.order_by(OutboxRow.id)).scalars())

    def oldest_waiting(self) -> datetime | None:
        """Since when the oldest message that may leave has been waiting (real time)."""
        return self._session.execute(
            select(func.min(OutboxRow.not_before)).where(OutboxRow.state.in_(UNSETTLED))
        ).scalar()

    def stuck(self) -> Sequence[OutboxRow]:
        """Rows a person has to look at."""
        return (
            self._session.execute(
                select(OutboxRow)
                .where(OutboxRow.state.in_(("unresolved", "given_up")))
                .order_by(OutboxRow.id.desc())
                .limit(200)
            )
            .scalars()
            .all()
        )
