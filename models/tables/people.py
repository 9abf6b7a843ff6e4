"""Who there is: enterprises and what is known of them, staff, the enterprises' contacts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Enterprise(Base):
    """One enterprise at one site (条例第6条: permits are per site). Two sites of one firm are two rows.

    `group` is decided once, from the register: 'priority' (重点) or 'ordinary' (其他). Degrees are GCJ-02,
    as phones send them.
    """

    __tablename__ = "enterprise"
    __table_args__ = (UniqueConstraint("uscc", "site_name"), Index(None, "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str | None]
    no_code_because: Mapped[str] = mapped_column(default="")
    site_name: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    initials: Mapped[str] = mapped_column(default="", index=True)
    pinyin: Mapped[str] = mapped_column(default="")
    representative: Mapped[str] = mapped_column(default="")
    site_contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    district: Mapped[str] = mapped_column(index=True)
    tier: Mapped[str] = mapped_column(default="")
    production: Mapped[str] = mapped_column(default="")
    permit_no: Mapped[str] = mapped_column(default="")
    permit_since: Mapped[date | None]
    permit_until: Mapped[date | None]
    registration_no: Mapped[str] = mapped_column(default="")
    in_register: Mapped[bool] = mapped_column(default=True)
    group: Mapped[str] = mapped_column(default="ordinary")
    state: Mapped[str]
    updated_at: Mapped[datetime]


class KnownFact(Base):
    """A fact of an enterprise that decides which items apply, remembered with date and source."""

    __tablename__ = "known_fact"
    __table_args__ = (UniqueConstraint("enterprise_id", "fact"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    fact: Mapped[str]
    holds: Mapped[bool]
    by: Mapped[str]
    at: Mapped[datetime]


class Staff(Base):
    """One person of the bureau. `userid` is the WeCom identity; `roles` are rules.roles values.

    `recused` are the enterprises he stays away from now (回避), as the rows of Recusal have it.
    """

    __tablename__ = "staff"

    userid: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    unit: Mapped[str]
    team: Mapped[str] = mapped_column(index=True)
    district: Mapped[str] = mapped_column(index=True)
    roles: Mapped[list[str]]
    certificate: Mapped[str] = mapped_column(default="")
    deputy: Mapped[str] = mapped_column(default="")
    recused: Mapped[list[int]] = mapped_column(default=list, server_default="[]")
    active: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime]


class Recusal(Base):
    """回避: one person stays away from one enterprise, since when and why; who lifted it. Never deleted."""

    __tablename__ = "recusal"
    __table_args__ = (Index(None, "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    userid: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    lifted_by: Mapped[str] = mapped_column(default="")
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str] = mapped_column(default="")


class Contact(Base):
    """A person of an enterprise on the service account, bound to it by somebody of ours.

    state: pending → active | refused; active → gone. `consent` is the version of the text agreed to.
    `standing` is rules.standing.Standing: who may sign electronically. `authority` says by whom he was
    named ('' by himself), `unreachable` why nothing arrives, `gone_because` why he left.
    """

    __tablename__ = "contact"
    __table_args__ = (Index(None, "enterprise_id", "state"), Index(None, "openid"))

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    openid: Mapped[str]
    name: Mapped[str]
    post: Mapped[str]
    phone: Mapped[str]
    consent: Mapped[str]
    consent_at: Mapped[datetime]
    state: Mapped[str]
    vouched_by: Mapped[str] = mapped_column(default="")
    vouched_at: Mapped[datetime | None]
    unreachable: Mapped[str] = mapped_column(default="")
    standing: Mapped[str] = mapped_column(default="authorised", server_default="authorised")
    authority: Mapped[str] = mapped_column(default="", server_default="")
    linked: Mapped[str] = mapped_column(default="", server_default="")
    gone_because: Mapped[str] = mapped_column(default="", server_default="")


class Consent(Base):
    """电子送达确认书: one person's word that he takes letters electronically. Append-only.

    `text` is what he read, whole, with its version; a new text is a new row.
    """

    __tablename__ = "consent"
    __table_args__ = (Index(None, "contact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    standing: Mapped[str]
    version: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
    address: Mapped[str]
    device: Mapped[str]


class Invitation(Base):
    """A QR code or one-time code by which a contact may ask to be bound to one enterprise.

    It only opens the question; an officer's tap or the code spoken by the officer answers it.
    `named_by` is the contact who named `guest` to sign instead of himself.
    """

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"))
    by: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    code: Mapped[str] = mapped_column(default="")
    code_until: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(default=0)
    code_used_at: Mapped[datetime | None]
    guest: Mapped[str] = mapped_column(default="", server_default="")
    named_by: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
