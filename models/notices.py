"""Queries about notices, their numbers, letters, deliveries and receipts. No rule is decided here."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.once import locked
from models.polled import UNJOURNALED
from models.tables.cases import Evidence, Hazard, Submission, Visit, VisitStaff
from models.tables.letters import Counter, Delivery, Handover, Link, Notice, PaperRow, Receipt


class Notices:
    """Notices and what belongs to them, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_number(self, series: str, year: int) -> int:
        """Take the next number of a series, under its row lock: gapless, because a rollback gives it back."""
        counter = self.lock_counter(series, year)
        counter.last += 1
        self._session.flush()
        return counter.last

    def lock_counter(self, series: str, year: int) -> Counter:
        """The counter of a series and year under its row lock, at 0 if nothing was numbered yet."""
        return locked(self._session, Counter, {"series": series, "year": year}, {"last": 0})

    def counter(self, series: str, year: int) -> Counter | None:
        """The counter of a series and year."""
        return self._session.get(Counter, (series, year))

    def numbered(self) -> Sequence[Notice]:
        """Every notice ever numbered."""
        return self._session.execute(select(Notice).order_by(Notice.id)).scalars().all()

    def sealed_otherwise(self, year: int, how: str, but: str) -> Notice | None:
        """The first notice of a year sealed in another way than `how`, in a series that ends not in `but`."""
        found = select(Notice).where(
            Notice.year == year, Notice.seal != how, Notice.series.not_like(f"%{but}")
        )
        return self._session.execute(found.order_by(Notice.id).limit(1)).scalar_one_or_none()

    def numbers(self) -> Sequence[tuple[str, int, list[int]]]:
        """(series, year, numbers in order) of every series."""
        found: dict[tuple[str, int], list[int]] = {}
        rows = select(Notice.series, Notice.year, Notice.seq).order_by(Notice.series, Notice.year, Notice.seq)
        for series, year, seq in self._session.execute(rows):
            found.setdefault((series, year), []).append(seq)
        return [(series, year, seqs) for (series, year), seqs in found.items()]

    def get(self, number: int, *, lock: bool = False) -> Notice:
        """A notice by id. Raises sqlalchemy.exc.NoResultFound."""
        found = select(Notice).where(Notice.id == number)
        return self._session.execute(found.with_for_update() if lock else found).scalar_one()

    def of_visit(
        self, visit: int, kind: str = "", *, lock: bool = False, recalled: bool = False
    ) -> Sequence[Notice]:
        """The notices of one visit that are not void, warning first; recalled ones only if asked for."""
        found = select(Notice).where(Notice.visit_id == visit, Notice.slot.is_not(None))
        if not recalled:
            found = found.where(Notice.recalled_at.is_(None))
        if kind:
            found = found.where(Notice.kind == kind)
        found = found.order_by(Notice.kind.desc(), Notice.id)
        return self._session.execute(found.with_for_update() if lock else found).scalars().all()

    def of_enterprise(self, enterprise: int, kind: str) -> Sequence[Notice]:
        """An enterprise's notices of one kind, newest first."""
        return (
            self._session.execute(
                select(Notice)
                .where(Notice.enterprise_id == enterprise, Notice.kind == kind)
                .order_by(Notice.id.desc())
            )
            .scalars()
            .all()
        )

    def unsigned_of(self, enterprise: int) -> Sequence[Notice]:
        """An enterprise's notices that nobody has signed for, oldest first."""
        signed = select(Receipt.notice_id)
        return (
            self._session.execute(
                select(Notice)
                .where(
                    Notice.enterprise_id == enterprise,
                    Notice.slot.is_not(None),
                    Notice.recalled_at.is_(None),
                    Notice.id.not_in(signed),
                )
                .order_by(Notice.id)
            )
            .scalars()
            .all()
        )

    def unjournaled(self, most: int = 100) -> Sequence[Notice]:
        """Notices whose number is not yet safe outside the database."""
        return self._session.execute(UNJOURNALED, {"most": most}).scalars().all()

    def overdue(self, today: date, states: Sequence[str], most: int = 50) -> Sequence[Notice]:
        """Notices in these states whose last day has passed, locked; at most so many."""
        return (
            self._session.execute(
                select(Notice)
                .where(Notice.due_on < today, Notice.state.in_(states))
                .order_by(Notice.id)
                .limit(most)
                .with_for_update(skip_locked=True)
            )
            .scalars()
            .all()
        )

    def without_due_date(self) -> Sequence[Notice]:
        """Notices received in a year whose calendar was missing (待日历)."""
        return (
            self._session.execute(
                select(Notice).where(Notice.due_because != "", Notice.due_on.is_(None)).with_for_update()
            )
            .scalars()
            .all()
        )

    def in_states(self, states: Sequence[str], district: str = "") -> Sequence[Notice]:
        """Notices in these states, next due first."""
        found = select(Notice).where(Notice.state.in_(states))
        if district:
            found = found.where(Notice.district == district)
        return self._session.execute(found.order_by(Notice.due_on, Notice.id)).scalars().all()

    # --- hazards

    def hazards(self, notice: int) -> Sequence[Hazard]:
        """The hazards of one notice, as numbered on it."""
        return (
            self._session.execute(select(Hazard).where(Hazard.notice_id == notice).order_by(Hazard.place))
            .scalars()
            .all()
        )

    def hazards_of_visit(self, visit: int) -> Sequence[Hazard]:
        """Everything found on one visit, in the form's order."""
        return (
            self._session.execute(select(Hazard).where(Hazard.visit_id == visit).order_by(Hazard.place))
            .scalars()
            .all()
        )

    def visit(self, number: int) -> Visit:
        """A visit by id. Raises sqlalchemy.exc.NoResultFound."""
        return self._session.get_one(Visit, number)

    def lock_visit(self, number: int) -> Visit:
        """A visit by id, locked: what is issued for it is decided one after the other."""
        return self._session.execute(select(Visit).where(Visit.id == number).with_for_update()).scalar_one()

    def visit_staff(self, visit: int) -> Sequence[VisitStaff]:
        """Who was there, in the order of the form."""
        return (
            self._session.execute(
                select(VisitStaff).where(VisitStaff.visit_id == visit).order_by(VisitStaff.place)
            )
            .scalars()
            .all()
        )

    def visit_of_sheet(self, sheet: str) -> Visit | None:
        """The visit made of a sheet."""
        return self._session.execute(select(Visit).where(Visit.sheet_id == sheet)).scalar_one_or_none()

    def submissions(self, hazard: int) -> Sequence[Submission]:
        """What the enterprise sent about one hazard, oldest first."""
        return (
            self._session.execute(
                select(Submission).where(Submission.hazard_id == hazard).order_by(Submission.id)
            )
            .scalars()
            .all()
        )

    def photos(self, *, sheet: str = "", submission: int = 0, visit: int = 0) -> Sequence[Evidence]:
        """The photos of one sheet, one submission or one visit, as they came."""
        of_these = Evidence.submission_id == submission if submission else Evidence.visit_id == visit
        found = select(Evidence).where(
            Evidence.sort == "photo", Evidence.sheet_id == sheet if sheet else of_these
        )
        return self._session.execute(found.order_by(Evidence.id)).scalars().all()

    # --- letters, links, receipts

    def papers(self, *, notice: int = 0, visit: int = 0) -> Sequence[PaperRow]:
        """The letters of a notice, or of a visit as a whole, without previews."""
        found = select(PaperRow).where(PaperRow.preview.is_(False))
        found = found.where(PaperRow.notice_id == notice if notice else PaperRow.visit_id == visit)
        return self._session.execute(found.order_by(PaperRow.id)).scalars().all()

    def previews(self, visit: int) -> Sequence[PaperRow]:
        """What a filed draft would look like."""
        found = select(PaperRow).where(PaperRow.visit_id == visit, PaperRow.preview)
        return self._session.execute(found.order_by(PaperRow.id)).scalars().all()

    def paper(self, number: int, *, lock: bool = False) -> PaperRow:
        """A letter by id. Raises sqlalchemy.exc.NoResultFound."""
        found = select(PaperRow).where(PaperRow.id == number)
        return self._session.execute(found.with_for_update() if lock else found).scalar_one()

    def receipt(self, notice: int) -> Receipt | None:
        """The receipt of a notice."""
        return self._session.execute(select(Receipt).where(Receipt.notice_id == notice)).scalar_one_or_none()

    def receipts(self) -> Sequence[tuple[Receipt, str, Handover | None]]:
        """Every receipt with the number of its notice and its handover on paper, as they were received."""
        found = (
            select(Receipt, Notice.number, Handover)
            .join(Notice, Notice.id == Receipt.notice_id)
            .outerjoin(Handover, Handover.id == Receipt.handover_id)
        )
        return [(row[0], row[1], row[2]) for row in self._session.execute(found.order_by(Receipt.id))]

    def handovers(self, visit: int) -> Sequence[Handover]:
        """What was recorded on paper for a visit's letters, oldest first."""
        found = select(Handover).where(Handover.visit_id == visit).order_by(Handover.id)
        return self._session.execute(found).scalars().all()

    def handover(self, number: int, *, lock: bool = False) -> Handover:
        """By id. Raises sqlalchemy.exc.NoResultFound."""
        found = select(Handover).where(Handover.id == number)
        return self._session.execute(found.with_for_update() if lock else found).scalar_one()

    def delivery(self, visit: int, contact: int) -> Delivery | None:
        """The delivery of one visit's letters to one contact."""
        return self._session.execute(
            select(Delivery).where(Delivery.visit_id == visit, Delivery.contact_id == contact)
        ).scalar_one_or_none()

    def deliveries(self, visit: int) -> Sequence[Delivery]:
        """All deliveries of one visit's letters."""
        return (
            self._session.execute(select(Delivery).where(Delivery.visit_id == visit).order_by(Delivery.id))
            .scalars()
            .all()
        )

    def delivery_by_id(self, number: int) -> Delivery:
        """By id, locked. Raises sqlalchemy.exc.NoResultFound."""
        return self._session.execute(
            select(Delivery).where(Delivery.id == number).with_for_update()
        ).scalar_one()

    def failed_deliveries(self, contact: int) -> Sequence[Delivery]:
        """What did not reach one contact and that nobody signed for since, oldest first."""
        unsigned = select(Notice.visit_id).where(
            Notice.slot.is_not(None), Notice.id.not_in(select(Receipt.notice_id))
        )
        found = select(Delivery).where(
            Delivery.contact_id == contact,
            Delivery.failed_at.is_not(None),
            Delivery.opened_at.is_(None),
            Delivery.visit_id.in_(unsigned),
        )
        return self._session.execute(found.order_by(Delivery.id)).scalars().all()

    def delivery_by_message(self, message: str) -> Delivery | None:
        """The delivery a platform's late word is about."""
        return self._session.execute(select(Delivery).where(Delivery.message == message)).scalar_one_or_none()

    def links(self, purpose: str, subject: str) -> Sequence[Link]:
        """Everybody's addresses for one purpose and subject."""
        found = select(Link).where(Link.purpose == purpose, Link.subject == subject)
        return self._session.execute(found).scalars().all()

    def link(self, purpose: str, subject: str, person: str) -> Link | None:
        """The page address of one person for one purpose and subject."""
        return self._session.execute(
            select(Link).where(Link.purpose == purpose, Link.subject == subject, Link.person == person)
        ).scalar_one_or_none()

    def links_of(self, purpose: str, person: str) -> Sequence[Link]:
        """One person's addresses for a purpose that still work."""
        found = select(Link).where(Link.purpose == purpose, Link.person == person, Link.dead == "")
        return self._session.execute(found).scalars().all()

    def link_by_token(self, token: str) -> Link | None:
        """A page address by what stands in it."""
        return self._session.get(Link, token)
