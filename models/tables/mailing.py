"""温馨提示单 to a whole district without a visit: the order, what became of each firm, what was printed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Mailing(Base):
    """One leader's order for one district. state: running | paused | done. `total` is how many firms.

    Before, `unsealed` is one whose letters wait for `sealed_by`, the keeper of the bureau's seal;
    `sealed_with` is the SHA-256 of the picture he applied.

    `told_at` (real time) is when he last heard how far it is.
    """

    __tablename__ = "mailing"
    __table_args__ = (Index(None, "district", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    total: Mapped[int]
    state: Mapped[str]
    told_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    sealed_by: Mapped[str] = mapped_column(default="")
    sealed_with: Mapped[str] = mapped_column(default="")


class MailingItem(Base):
    """One firm of a mailing. state: waiting → sent | to_print | skipped; to_print → printed, with its file.

    `why` says why it was skipped. A firm stands in a mailing once; the notice belongs to the same commit.
    """

    __tablename__ = "mailing_item"
    __table_args__ = (Index(None, "mailing_id", "state"),)

    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id"), primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), primary_key=True)
    state: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("mailing_file.id"))


class MailingFile(Base):
    """Letters of a mailing to be printed, as one stored PDF: `firms` of them, two copies each."""

    __tablename__ = "mailing_file"
    __table_args__ = (Index(None, "mailing_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id"))
    place: Mapped[int]
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    firms: Mapped[int]
    pages: Mapped[int]
    at: Mapped[datetime]
