"""What is kept about everything else: the audit chain, stored files, submitted tables, online findings."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Audit(Base):
    """One change of state, chained: `sha` covers `previous` and every other field."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]]
    previous: Mapped[str]
    sha: Mapped[str]


class ChainHead(Base):
    """The last hash of a chain, one locked row a chain, so that links are written one after the other."""

    __tablename__ = "chain_head"

    chain: Mapped[str] = mapped_column(primary_key=True)
    sha: Mapped[str]
    length: Mapped[int]


class StoredFile(Base):
    """What is known of a file in the store. Its name there is its SHA-256."""

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    mime: Mapped[str]
    size: Mapped[int]
    at: Mapped[datetime]


class PlatformWord(Base):
    """The platform's late word about one template message, by its id; it may come before we know the id."""

    __tablename__ = "platform_word"

    message: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    at: Mapped[datetime]


class Snapshot(Base):
    """One submitted Annex 4: its figures and the ids of the records behind each, never rewritten."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("period", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str]
    version: Mapped[int]
    since: Mapped[date]
    until: Mapped[date]
    figures: Mapped[dict[str, Any]]
    by: Mapped[str]
    at: Mapped[datetime]


class OnlineProblem(Base):
    """A finding of an online platform. state: 待核 | 属实 | 误报 | 标记数据; only 属实 counts.

    `warned_at` is when the enterprise's warning was put into the outbox, `reply` what its self-check found.
    """

    __tablename__ = "online_problem"
    __table_args__ = (UniqueConstraint("platform", "enterprise_id", "cause", "episode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    district: Mapped[str]
    cause: Mapped[str]
    episode: Mapped[str]
    detected_at: Mapped[datetime]
    value: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(default="", server_default="")
    decided_at: Mapped[datetime | None]
    because: Mapped[str] = mapped_column(default="", server_default="")
    warned_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(default="", server_default="")
    replied_at: Mapped[datetime | None]


class Patrol(Base):
    """One look through one online platform, kept also when nothing was found (`found` 0)."""

    __tablename__ = "patrol"

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    district: Mapped[str]
    found: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)


class ArchiveRequest(Base):
    """Somebody wants a firm's file (一企一档). state: waiting → ready | failed; ready →
    taken (by its page, once).

    `missing` is what the packed file lacks, in words; `size` in bytes.
    """

    __tablename__ = "archive_request"
    __table_args__ = (Index(None, "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str]
    sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    missing: Mapped[list[str]] = mapped_column(default=list)
