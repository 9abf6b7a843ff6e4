"""What was issued: notices and their numbers, the letters as papers, deliveries, links, receipts."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Notice(Base):
    """A warning notice (预警提示单) or a reminder (温馨提示单). Never deleted, its number never reused.

    `slot` is 'visit:kind' and unique, so that one visit has one of each; a void notice gives it back.
    `journaled`: number and facts hash are fsynced outside the database; nothing leaves before. `code` is
    what the QR on the paper says; `replaces_id` the void notice this one stands in for; `box` the archive
    box its file lies in; `seal` how letters were sealed when it was issued (config.bureau.Seal), `sealed_by`
    who applied the bureau's seal to it in the file, '' where nobody did. While `recalled_at` is set the
    notice is out of sight until a leader has decided.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("series", "year", "seq"),
        Index(None, "enterprise_id", "kind"),
        Index(None, "state", "due_on"),
        Index(None, "journaled"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    slot: Mapped[str | None] = mapped_column(unique=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    district: Mapped[str]
    series: Mapped[str]
    year: Mapped[int]
    seq: Mapped[int]
    number: Mapped[str]
    state: Mapped[str]
    days: Mapped[int | None]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    released_by: Mapped[str]
    facts_sha: Mapped[str]
    journaled: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[date | None]
    due_on: Mapped[date | None]
    due_because: Mapped[str] = mapped_column(default="")
    extensions: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    void_because: Mapped[str] = mapped_column(default="")
    code: Mapped[str | None] = mapped_column(unique=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    recalled_at: Mapped[datetime | None]
    box: Mapped[str] = mapped_column(default="")
    seal: Mapped[str] = mapped_column(default="paper")
    sealed_by: Mapped[str] = mapped_column(default="")


class Amendment(Base):
    """What was done about an issued notice: 作废, 撤回 or 更正. Never deleted; proposed once, decided once.

    sort: void | recall | correct. state: proposed → agreed | refused; agreed → served, where a paper had to
    be served first; proposed → unsealed → agreed | refused, where that paper carries the bureau's seal.
    `recovered`: both copies are back (None where nobody said). `again`: a replacement is to be issued, from
    the answers of `sheet_id`. `wrong` and `right` are a correction's two readings.
    """

    __tablename__ = "amendment"
    __table_args__ = (Index(None, "notice_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    sort: Mapped[str]
    reason: Mapped[str]
    wrong: Mapped[str] = mapped_column(default="")
    right: Mapped[str] = mapped_column(default="")
    again: Mapped[bool] = mapped_column(default=False)
    sheet_id: Mapped[str] = mapped_column(default="")
    recovered: Mapped[bool | None]
    state: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    served_on: Mapped[date | None]


class Counter(Base):
    """The last number taken in one series and year. Read and raised in the issuing transaction only."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class PaperRow(Base):
    """One letter: its frozen facts and, once a worker has drawn it, its file. First drawn wins.

    `signature` is the SHA-256 of the signature in the file, '' where it carries none; `ofd_sha` the same
    letter as OFD that a seal service gave beside it, '' where it gave none.
    """

    __tablename__ = "paper"
    __table_args__ = (
        Index(None, "notice_id"),
        Index(None, "visit_id"),
        Index(None, "file_sha"),
        Index(None, "signature"),
        Index(None, "ofd_sha"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    copy: Mapped[str] = mapped_column(default="")
    preview: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    facts: Mapped[str] = mapped_column(Text)
    facts_sha: Mapped[str]
    file_sha: Mapped[str] = mapped_column(default="")
    pages: Mapped[int] = mapped_column(default=0)
    signature: Mapped[str] = mapped_column(default="")
    ofd_sha: Mapped[str] = mapped_column(default="", server_default="")
    made_at: Mapped[datetime]


class Link(Base):
    """A page address that works for one person and one purpose. `dead` says why it no longer does."""

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("purpose", "subject", "person"), Index(None, "purpose", "person"))

    token: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    subject: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]
    dead: Mapped[str] = mapped_column(default="")


class Delivery(Base):
    """The letters of one visit on their way to one contact. Each time is set once, when it is known."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("visit_id", "contact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    message: Mapped[str] = mapped_column(default="", index=True)
    queued_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failed_why: Mapped[str] = mapped_column(default="")


class Handover(Base):
    """A visit's letters on paper: signed by hand, refused and left behind, or come by mail. Never deleted.

    `how` is rules.receipts.How. state: taken, or for 拒签留置 proposed → agreed | refused | overtaken (by
    a receipt). `on` is the day on the slip, or the day the letters were left. `sealed`: the slip bears the
    seal. `staff` are [userid, name, unit] of whoever was there, `evidence` ids of its photos and films.
    """

    __tablename__ = "handover"
    __table_args__ = (Index(None, "visit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    how: Mapped[str]
    on: Mapped[date]
    name: Mapped[str]
    post: Mapped[str]
    sealed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    witnesses: Mapped[str] = mapped_column(default="")
    mail: Mapped[str] = mapped_column(default="")
    staff: Mapped[list[Any]]
    evidence: Mapped[list[Any]]
    state: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")


class Receipt(Base):
    """One receipt of one notice. Append-only and chained: `sha` covers `previous`.

    `how` is rules.receipts.How; what came on paper has its `handover_id` and no contact. `at` is when it was
    signed, or entered. `signing` is shared by the notices received in one go.
    """

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), unique=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handover.id"))
    how: Mapped[str] = mapped_column(default="page", server_default="page")
    signing: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    post: Mapped[str]
    at: Mapped[datetime]
    received_on: Mapped[date]
    strokes: Mapped[list[Any]]
    strokes_sha: Mapped[str]
    paper_sha: Mapped[str]
    address: Mapped[str]
    device: Mapped[str]
    consent: Mapped[str]
    previous: Mapped[str]
    sha: Mapped[str]


class ReceiptCorrection(Base):
    """A wrongly recorded receipt date put right by a leader: a row of its own, the receipt stays as it is.

    `signing` is that of the receipts it is about; the last row holds. Append-only and chained like them.
    """

    __tablename__ = "receipt_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    signing: Mapped[str] = mapped_column(index=True)
    was: Mapped[date]
    on: Mapped[date]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    previous: Mapped[str]
    sha: Mapped[str]
