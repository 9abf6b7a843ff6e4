"""What enterprises say back: refusals, objections, questions, requests for more time, marks given."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class DeliveryMark(Base):
    """One thing known about one delivery, when, and from whom. Append-only; what has no mark is unknown.

    `what` is rules.delivery_marks.Mark, `source` who says so (微信, 页面, 本机, a userid), `detail` the
    errcode, the page or the reason. `what` and `detail` together happen once.
    """

    __tablename__ = "delivery_mark"
    __table_args__ = (UniqueConstraint("delivery_id", "what", "detail"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"))
    what: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    at: Mapped[datetime]


class Inquiry(Base):
    """An objection (异议) to a notice, or a question (问一问). Answered by one of ours; stops no clock."""

    __tablename__ = "inquiry"
    __table_args__ = (Index(None, "enterprise_id"), Index(None, "visit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sort: Mapped[str]
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    answer_by: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]


class Extension(Base):
    """More time asked for before the due date, with a reason. state: waiting | granted | refused."""

    __tablename__ = "extension"
    __table_args__ = (Index(None, "notice_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    days: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    because: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]


class Rating(Base):
    """评价 of one visit by one contact, 1 to 5. Never shown with names, never counted against a person."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("visit_id", "contact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    score: Mapped[int]
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
