"""What came in and what goes out: one row a callback, one row a message, one row an attempt."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class InboundRow(Base):
    """One callback. `key` stays unique for ever, also when `deed` is purged.

    state: done | waiting (a worker plays it) | failed (our fault; the person was told).
    """

    __tablename__ = "inbound"
    __table_args__ = (Index(None, "state", "id"), Index(None, "channel", "person", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    deed: Mapped[Any] = mapped_column(JSON, nullable=True)
    reply: Mapped[Any] = mapped_column(JSON, nullable=True)
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")


class OutboxRow(Base):
    """One message on its way to one person.

    state: waiting | leased | sent | given_up | unresolved | parked | cancelled. Times of leases and
    attempts are real time, never business time. `path` and `body` are the frozen request, kept from the
    first attempt on. `lane`: 0 somebody waits for it, 1 ordinary, 2 bulk.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(None, "state", "lane", "not_before"),
        Index(None, "channel", "recipient", "state", "id"),
        Index(None, "state", "lease_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    channel: Mapped[str]
    recipient: Mapped[str]
    word: Mapped[dict[str, Any]]
    unique_by_nature: Mapped[bool] = mapped_column(default=False)
    lane: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="waiting")
    not_before: Mapped[datetime]
    notice_id: Mapped[int | None]
    reminder_id: Mapped[int | None]
    delivery_id: Mapped[int | None]
    sender: Mapped[str] = mapped_column(default="")
    path: Mapped[str] = mapped_column(default="")
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    first_tried_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    lease: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Attempt(Base):
    """One try to send one outbox row, with what the platform answered. Real time."""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "channel", "recipient", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"))
    channel: Mapped[str]
    recipient: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]
    errcode: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")
