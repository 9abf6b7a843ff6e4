"""Queries about enterprises, staff and contacts. No rule is decided here."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables.cases import MAILED, Visit, VisitStaff
from models.tables.people import Contact, Enterprise, Invitation, KnownFact, Recusal, Staff


class People:
    """Enterprises, staff and contacts, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- enterprises

    def enterprise(self, number: int) -> Enterprise:
        """By id. Raises sqlalchemy.exc.NoResultFound."""
        return self._session.get_one(Enterprise, number)

    def lock_enterprise(self, number: int) -> Enterprise:
        """By id, locked: what is issued to one firm is issued one after the other."""
        found = select(Enterprise).where(Enterprise.id == number).with_for_update()
        return self._session.execute(found).scalar_one()

    def all_enterprises(self) -> Sequence[Enterprise]:
        """Everything in the register and beside it."""
        return self._session.execute(select(Enterprise)).scalars().all()

    def all_staff(self) -> Sequence[Staff]:
        """Everybody who is or was of the bureau."""
        return self._session.execute(select(Staff)).scalars().all()

    def by_code(self, uscc: str) -> Sequence[Enterprise]:
        """All sites of one unified credit code."""
        return self._session.execute(select(Enterprise).where(Enterprise.uscc == uscc)).scalars().all()

    def known_facts(self, enterprise: int) -> Sequence[KnownFact]:
        """What earlier visits learned."""
        return (
            self._session.execute(select(KnownFact).where(KnownFact.enterprise_id == enterprise))
            .scalars()
            .all()
        )

    def learn(self, enterprise: int, fact: str, holds: bool, by: str, now: datetime) -> None:
        """Remember a fact with its date; a later visit overwrites it."""
        row = self._session.execute(
            select(KnownFact).where(KnownFact.enterprise_id == enterprise, KnownFact.fact == fact)
        ).scalar_one_or_none()
        if row is None:
            row = KnownFact(enterprise_id=enterprise, fact=fact)
            self._session.add(row)
        row.holds, row.by, row.at = holds, by, now

    def last_visit(self, enterprise: int) -> Visit | None:
        """The latest filed visit of anybody; a reminder sent without one counts as its occasion."""
        rows = select(Visit).where(Visit.enterprise_id == enterprise)
        latest = rows.order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(1)
        return self._session.execute(latest).scalar_one_or_none()

    def visits_of(self, enterprise: int) -> Sequence[Visit]:
        """Every filed visit of anybody, the latest first; nobody was there where a reminder was only sent."""
        rows = select(Visit).where(Visit.enterprise_id == enterprise, Visit.form != MAILED)
        return self._session.execute(rows.order_by(Visit.visited_on.desc(), Visit.id.desc())).scalars().all()

    def last_visited_by(self, userid: str) -> int:
        """The enterprise this officer filed a visit of last, 0 if none."""
        found = select(Visit.enterprise_id).where(Visit.filed_by == userid, Visit.form != MAILED)
        found = found.order_by(Visit.id.desc())
        return self._session.execute(found.limit(1)).scalar() or 0

    def last_company(self, userid: str) -> Sequence[str]:
        """Who went along on this officer's last filed visit, in the form's order."""
        last = select(Visit.id).where(Visit.filed_by == userid, Visit.form != MAILED)
        last = last.order_by(Visit.id.desc()).limit(1)
        rows = select(VisitStaff.userid).where(
            VisitStaff.visit_id == last.scalar_subquery(), VisitStaff.userid != userid
        )
        return self._session.execute(rows.order_by(VisitStaff.place)).scalars().all()

    # --- staff

    def staff(self, userid: str) -> Staff | None:
        """An active member of staff. WeCom gives userids in any case; ours are compared without it."""
        row = (
            self._session.get(Staff, userid)
            or self._session.execute(
                select(Staff).where(func.lower(Staff.userid) == userid.lower())
            ).scalar_one_or_none()
        )
        return row if row is not None and row.active else None

    def named(self, name: str) -> Sequence[Staff]:
        """Active staff of that name."""
        rows = select(Staff).where(Staff.name == name, Staff.active.is_(True)).order_by(Staff.userid)
        return self._session.execute(rows).scalars().all()

    def recusals(self, enterprise: int) -> Sequence[Recusal]:
        """Who stays or stayed away from an enterprise, in the order it was declared."""
        rows = select(Recusal).where(Recusal.enterprise_id == enterprise).order_by(Recusal.id)
        return self._session.execute(rows).scalars().all()

    def team(self, team: str) -> Sequence[Staff]:
        """The active members of a team, in the order of their ids."""
        return (
            self._session.execute(
                select(Staff).where(Staff.team == team, Staff.active.is_(True)).order_by(Staff.userid)
            )
            .scalars()
            .all()
        )

    def with_role(self, role: str, district: str = "") -> Sequence[Staff]:
        """Active staff holding a role, in one district or anywhere."""
        rows = self._session.execute(
            select(Staff).where(Staff.active.is_(True)).order_by(Staff.userid)
        ).scalars()
        return [row for row in rows if role in row.roles and district in ("", row.district)]

    # --- contacts

    def contacts(self, enterprise: int) -> Sequence[Contact]:
        """The active contacts of an enterprise, first bound first."""
        return (
            self._session.execute(
                select(Contact)
                .where(Contact.enterprise_id == enterprise, Contact.state == "active")
                .order_by(Contact.id)
            )
            .scalars()
            .all()
        )

    def bindings(self, openid: str) -> Sequence[Contact]:
        """Everything one follower is or wants to be bound to."""
        return (
            self._session.execute(
                select(Contact)
                .where(Contact.openid == openid, Contact.state.in_(("active", "pending")))
                .order_by(Contact.id)
            )
            .scalars()
            .all()
        )

    def contact(self, number: int) -> Contact:
        """By id. Raises sqlalchemy.exc.NoResultFound."""
        return self._session.get_one(Contact, number)

    def binding(self, openid: str, enterprise: int) -> Contact | None:
        """One follower's latest binding to one enterprise, whatever its state."""
        return self._session.execute(
            select(Contact)
            .where(Contact.openid == openid, Contact.enterprise_id == enterprise)
            .order_by(Contact.id.desc())
            .limit(1)
        ).scalar_one_or_none()

    def invitation(self, token: str) -> Invitation | None:
        """An invitation by its token, locked: its tries are counted."""
        return self._session.execute(
            select(Invitation).where(Invitation.id == token).with_for_update()
        ).scalar_one_or_none()

    def latest_invitation(self, enterprise: int, by: str) -> Invitation | None:
        """The newest invitation one officer made for one enterprise."""
        return self._session.execute(
            select(Invitation)
            .where(Invitation.enterprise_id == enterprise, Invitation.by == by)
            .order_by(Invitation.at.desc())
            .limit(1)
        ).scalar_one_or_none()

    def named_by(self, contact: int, since: datetime | None = None) -> Sequence[Invitation]:
        """The invitations one contact made for somebody to sign instead, newest first."""
        found = select(Invitation).where(Invitation.named_by == contact)
        if since is not None:
            found = found.where(Invitation.at >= since)
        return self._session.execute(found.order_by(Invitation.at.desc())).scalars().all()
