"""What was found: visits, who was there, hazards, evidence, what the enterprise sent back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

MAILED = "mailed"
"""The `form` of a reminder that was sent without a visit: nobody was there, and it counts as no visit."""


class Visit(Base):
    """One visit to one site, as Annex 1 records it. `draft` is everything the inspector confirmed
    (handlers.commands.draft.VisitDraft as JSON), frozen once the state is 已确认; `sha` is its hash.

    `form` is the draft's scope; MAILED has no sheet, no staff and no source. A draft sent back and filed
    again raises `version`, and so does a correction, which keeps the old one (VisitVersion). `platform_at`:
    entered into the national permit platform (条例25).
    """

    __tablename__ = "visit"
    __table_args__ = (Index(None, "enterprise_id", "visited_on"), Index(None, "district", "visited_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("sheet.id"), unique=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    district: Mapped[str]
    source: Mapped[str]
    form: Mapped[str]
    checklist: Mapped[str]
    visited_on: Mapped[date]
    draft: Mapped[dict[str, Any]]
    days: Mapped[int | None]
    recheck: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    sha: Mapped[str]
    filed_by: Mapped[str]
    filed_at: Mapped[datetime]
    platform_by: Mapped[str] = mapped_column(default="")
    platform_at: Mapped[datetime | None]

    @property
    def header(self) -> dict[str, str]:
        """The confirmed head of the form by field id."""
        return dict(self.draft["header"])


class VisitVersion(Base):
    """A visit as it stood before a correction: its draft whole, and why it was corrected. Never changed.

    `version` is the number it had, `by` and `at` who corrected it and when.
    """

    __tablename__ = "visit_version"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    draft: Mapped[dict[str, Any]]
    sha: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class VisitStaff(Base):
    """One person of ours at one visit, in the order of the form's rows."""

    __tablename__ = "visit_staff"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    userid: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    role: Mapped[str]


class Hazard(Base):
    """One 隐患（问题）as written on the notice. `problem` groups hazards that count as one (X7–X10).

    `seen` is what a recheck saw of it while it was still there, in words for the enterprise.
    `advice_at`: a leader let advice go that had to wait for the evidence (`fix_hold`).
    """

    __tablename__ = "hazard"
    __table_args__ = (Index(None, "notice_id"), Index(None, "visit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    place: Mapped[int]
    item: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    half: Mapped[str] = mapped_column(default="")
    act: Mapped[bool] = mapped_column(default=False)
    intent: Mapped[str] = mapped_column(default="")
    consequence: Mapped[str] = mapped_column(default="")
    problem: Mapped[int]
    state: Mapped[str]
    closed_at: Mapped[datetime | None]
    seen: Mapped[str] = mapped_column(default="", server_default="")
    advice_by: Mapped[str] = mapped_column(default="")
    advice_at: Mapped[datetime | None]


class Evidence(Base):
    """A photo, voice or note of a visit or of a rectification, kept as it came.

    state: pending (still to fetch) | stored | lost. `item` '' is 未归类. Never deleted: what a changed
    answer no longer asks for stays, unfiled.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index(None, "sheet_id"),
        Index(None, "state", "next_at"),
        Index(None, "submission_id"),
        Index(None, "visit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[str | None]
    visit_id: Mapped[int | None]
    submission_id: Mapped[int | None]
    item: Mapped[str] = mapped_column(default="")
    sort: Mapped[str]
    channel: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    media: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    mime: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    display_sha256: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")


class Recheck(Base):
    """One visit that only looked at what was still open of a notice. Counted in Annex 4 like any visit (§3).

    `staff` are [userid, name, unit, role] of whoever was there; `left` how many hazards were still there.
    """

    __tablename__ = "recheck"
    __table_args__ = (Index(None, "notice_id"), Index(None, "visit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    on: Mapped[date]
    staff: Mapped[list[Any]]
    left: Mapped[int]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]


class Submission(Base):
    """What a contact sent to show that one hazard is gone. state: waiting | replaced (by
    a later one) | accepted | returned."""

    __tablename__ = "submission"
    __table_args__ = (Index(None, "hazard_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    text: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[str]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
