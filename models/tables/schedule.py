"""What is due: reminders to send, duties somebody of ours has."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Reminder(Base):
    """One rung of one ladder for one notice. state: planned | sent | cancelled. Fires at most once."""

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("notice_id", "rung", "audience"), Index(None, "state", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    rung: Mapped[str]
    audience: Mapped[str]
    on: Mapped[date]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="planned")
    sent_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")


class Duty(Base):
    """Something one person of ours has to do, until it is done. It is what 我的待办 lists."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("kind", "subject", "owner"), Index(None, "owner", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str]
    owner: Mapped[str]
    title: Mapped[str]
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("sheet.id"))
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="open")
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class PaperOrder(Base):
    """A paper that a receipt asks for and no message carries; sort: copy (签收件) | certificate (签收回执).

    `due_at` (real time) is its next try, None once it is made or given up; then `why` says why, '' for made.
    """

    __tablename__ = "paper_order"
    __table_args__ = (
        UniqueConstraint("sort", "notice_id"),
        Index(None, "sort", "due_at"),
        Index(None, "notice_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sort: Mapped[str]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    why: Mapped[str] = mapped_column(default="", server_default="")
