"""Queries about what enterprises say back. No rule is decided here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.people import Consent
from models.tables.replies import DeliveryMark, Extension, Inquiry, Rating


class Replies:
    """Inquiries, extensions, delivery marks and ratings, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def marks(self, delivery: int) -> Sequence[DeliveryMark]:
        """Everything known about one delivery, as it came to be known."""
        found = select(DeliveryMark).where(DeliveryMark.delivery_id == delivery).order_by(DeliveryMark.id)
        return self._session.execute(found).scalars().all()

    def inquiry(self, number: int) -> Inquiry:
        """By id, locked. Raises sqlalchemy.exc.NoResultFound."""
        found = select(Inquiry).where(Inquiry.id == number).with_for_update()
        return self._session.execute(found).scalar_one()

    def inquiries(self, visit: int) -> Sequence[Inquiry]:
        """What was asked about one visit's letters, oldest first."""
        found = select(Inquiry).where(Inquiry.visit_id == visit).order_by(Inquiry.id)
        return self._session.execute(found).scalars().all()

    def extension(self, number: int) -> Extension:
        """By id, locked. Raises sqlalchemy.exc.NoResultFound."""
        found = select(Extension).where(Extension.id == number).with_for_update()
        return self._session.execute(found).scalar_one()

    def extensions(self, notice: int) -> Sequence[Extension]:
        """The requests for more time of one notice, oldest first."""
        found = select(Extension).where(Extension.notice_id == notice).order_by(Extension.id)
        return self._session.execute(found).scalars().all()

    def rating(self, visit: int, contact: int) -> Rating | None:
        """One contact's mark for one visit."""
        found = select(Rating).where(Rating.visit_id == visit, Rating.contact_id == contact)
        return self._session.execute(found).scalar_one_or_none()

    def consents(self, contact: int) -> Sequence[Consent]:
        """The confirmations of electronic service one contact gave, oldest first."""
        found = select(Consent).where(Consent.contact_id == contact).order_by(Consent.id)
        return self._session.execute(found).scalars().all()
