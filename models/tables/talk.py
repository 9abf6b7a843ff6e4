"""What a dialogue remembers: sheets, who sits at them, answers, results, showings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class SheetRow(Base):
    """One run of one script on one subject. state: open | done | cancelled."""

    __tablename__ = "sheet"
    __table_args__ = (Index(None, "script", "subject", "state"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    script: Mapped[str]
    subject: Mapped[str]
    facts: Mapped[dict[str, Any]]
    facts_at: Mapped[datetime]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None]


class Seat(Base):
    """One person at one sheet. `focus` is the answered question he went back to, `showing` the last one
    he was shown, `touched` grows with every turn: the highest open one is the sheet he is at."""

    __tablename__ = "seat"
    __table_args__ = (Index(None, "channel", "person", "touched"),)

    sheet_id: Mapped[str] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    focus: Mapped[str] = mapped_column(default="")
    showing: Mapped[int] = mapped_column(default=0)
    touched: Mapped[int] = mapped_column(default=0)
    paused: Mapped[bool] = mapped_column(default=False)


class Answer(Base):
    """One answer, for ever. A later row with the same key replaces it; `withdrawn` takes it back."""

    __tablename__ = "answer"
    __table_args__ = (Index(None, "sheet_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[str] = mapped_column(ForeignKey("sheet.id"))
    key: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON, nullable=True)
    about: Mapped[str] = mapped_column(default="")
    by: Mapped[str]
    at: Mapped[datetime]
    replaces: Mapped[int | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class Result(Base):
    """What a search found or an effect gave, so that replay sees the same."""

    __tablename__ = "result"
    __table_args__ = (UniqueConstraint("sheet_id", "key", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[str] = mapped_column(ForeignKey("sheet.id"))
    key: Mapped[str]
    about: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON, nullable=True)
    at: Mapped[datetime]


class Showing(Base):
    """One time a question was shown to one person. `token` is what its buttons carry, `offer` the answers
    that were proposed with it."""

    __tablename__ = "showing"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    sheet_id: Mapped[str] = mapped_column(ForeignKey("sheet.id"))
    channel: Mapped[str]
    person: Mapped[str]
    key: Mapped[str]
    task: Mapped[str]
    offer: Mapped[list[str]]
    at: Mapped[datetime]


class Speaker(Base):
    """One row a person, locked by a turn so that one person's turns happen one after the other.

    `text_only`: cards do not show on his phone.
    """

    __tablename__ = "speaker"

    channel: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    heard_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    text_only: Mapped[bool] = mapped_column(default=False)
