"""Queries about mailings (批量温馨提示): who is still without a reminder, what is next, how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, literal, select, true, update
from sqlalchemy.orm import Session, aliased

from models.polled import RUNNING_MAILING, TAKEN_MAILING
from models.tables.base import insert_into
from models.tables.letters import Delivery, Notice, PaperRow
from models.tables.mailing import Mailing, MailingFile, MailingItem
from models.tables.people import Contact, Enterprise

OUT = ("sent", "to_print", "printed")
"""States of firms whose reminder has its number."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How far a mailing is. `undelivered` and `signed` are of those sent."""

    waiting: int
    sent: int
    to_print: int
    printed: int
    skipped: int
    undelivered: int
    signed: int

    @property
    def done(self) -> int:
        """Firms that are through."""
        return self.sent + self.to_print + self.printed + self.skipped


class Mailings:
    """Mailings, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def standing(self, enterprise: int, since: date) -> Notice | None:
        """The reminder of this campaign that was sent to this firm without a visit and still stands."""
        of = select(MailingItem.notice_id).where(MailingItem.enterprise_id == enterprise)
        found = select(Notice).where(Notice.id.in_(of), _stands(since)).order_by(Notice.id.desc()).limit(1)
        return self._session.execute(found).scalar_one_or_none()

    def has_reminder(self, enterprise: int, since: date) -> bool:
        """Has this firm a reminder of this campaign, with a visit or without?"""
        found = select(Notice.id).where(
            Notice.enterprise_id == enterprise, Notice.kind == "reminder", _stands(since)
        )
        return self._session.execute(found.limit(1)).scalar() is not None

    def wanting(self, district: str, since: date) -> tuple[int, int]:
        """(all, of them with a contact) firms of a district that would get one now."""
        found = select(func.count(Enterprise.id), func.count(Enterprise.id).filter(_bound()))
        row = self._session.execute(found.where(_wanting(district, since))).one()
        return int(row[0]), int(row[1])

    def next_wanting(self, district: str, since: date) -> Enterprise | None:
        """The first firm of a district that would get one now."""
        found = select(Enterprise).where(_wanting(district, since)).order_by(Enterprise.id).limit(1)
        return self._session.execute(found).scalar_one_or_none()

    def others(self, district: str) -> int:
        """All other enterprises (其他) of a district that stand in the register."""
        found = select(func.count(Enterprise.id)).where(*_other(district))
        return int(self._session.execute(found).scalar_one())

    def fill(self, mailing: int, district: str, since: date) -> int:
        """Put every firm that wants one on the list; returns how many. One statement, however many."""
        firms = select(literal(mailing), Enterprise.id, literal("waiting"), literal(""))
        insert = insert_into(self._session, MailingItem).from_select(
            ["mailing_id", "enterprise_id", "state", "why"],
            firms.where(_wanting(district, since)).order_by(Enterprise.id),
        )
        self._session.execute(insert)
        of = select(func.count()).select_from(MailingItem).where(MailingItem.mailing_id == mailing)
        return int(self._session.execute(of).scalar_one())

    def open_in(self, district: str) -> Mailing | None:
        """The mailing of a district that is not done, locked."""
        found = select(Mailing).where(Mailing.district == district, Mailing.state != "done")
        found = found.order_by(Mailing.id.desc()).limit(1).with_for_update()
        return self._session.execute(found).scalar_one_or_none()

    def latest(self, district: str) -> Mailing | None:
        """The last mailing of a district."""
        found = select(Mailing).where(Mailing.district == district).order_by(Mailing.id.desc()).limit(1)
        return self._session.execute(found).scalar_one_or_none()

    def get(self, number: int) -> Mailing | None:
        """By id."""
        return self._session.get(Mailing, number)

    def all(self, district: str = "") -> Sequence[Mailing]:
        """Every mailing, of one district or of all, newest first."""
        found = select(Mailing).where(Mailing.district == district if district else true())
        return self._session.execute(found.order_by(Mailing.id.desc())).scalars().all()

    def take_running(self) -> Mailing | None:
        """A running mailing for this worker alone, until the end of the transaction."""
        return self._session.execute(TAKEN_MAILING).scalar_one_or_none()

    def any_running(self) -> bool:
        """Is there anything to take? Asked without writing."""
        return self._session.execute(RUNNING_MAILING).first() is not None

    def locked(self, number: int) -> Mailing:
        """By id, locked. Raises sqlalchemy.exc.NoResultFound."""
        found = select(Mailing).where(Mailing.id == number).with_for_update()
        return self._session.execute(found).scalar_one()

    def papers_of(self, mailing: int, firms: Sequence[int]) -> Sequence[int]:
        """The 送达 copies of these firms that went to somebody's phone."""
        found = (
            select(PaperRow.id)
            .join(MailingItem, MailingItem.notice_id == PaperRow.notice_id)
            .where(
                MailingItem.mailing_id == mailing,
                MailingItem.enterprise_id.in_(firms),
                MailingItem.state == "sent",
                PaperRow.copy == "送达",
            )
        )
        return self._session.execute(found.order_by(PaperRow.id)).scalars().all()

    def items(self, mailing: int, state: str, most: int) -> Sequence[MailingItem]:
        """The next firms in a state, in the order of the register."""
        found = select(MailingItem).where(MailingItem.mailing_id == mailing, MailingItem.state == state)
        return self._session.execute(found.order_by(MailingItem.enterprise_id).limit(most)).scalars().all()

    def figures(self, mailing: int) -> Figures:
        """How far it is."""
        counted: Mapping[str, int] = {
            row[0]: int(row[1])
            for row in self._session.execute(
                select(MailingItem.state, func.count())
                .where(MailingItem.mailing_id == mailing)
                .group_by(MailingItem.state)
            )
        }
        return Figures(
            waiting=counted.get("waiting", 0),
            sent=counted.get("sent", 0),
            to_print=counted.get("to_print", 0),
            printed=counted.get("printed", 0),
            skipped=counted.get("skipped", 0),
            undelivered=len(self.undelivered(mailing)),
            signed=self._signed(mailing),
        )

    def undelivered(self, mailing: int) -> Sequence[int]:
        """Firms whose every contact was tried in vain, and that nobody signed for."""
        reached = aliased(Delivery)
        found = (
            select(MailingItem.enterprise_id)
            .join(Notice, Notice.id == MailingItem.notice_id)
            .where(
                MailingItem.mailing_id == mailing,
                MailingItem.state == "sent",
                Notice.received_on.is_(None),
                Notice.slot.is_not(None),
                Notice.recalled_at.is_(None),
                exists().where(and_(Delivery.visit_id == Notice.visit_id, Delivery.failed_at.is_not(None))),
                ~exists().where(and_(reached.visit_id == Notice.visit_id, reached.failed_at.is_(None))),
            )
        )
        return self._session.execute(found.order_by(MailingItem.enterprise_id)).scalars().all()

    def _signed(self, mailing: int) -> int:
        found = (
            select(func.count())
            .select_from(MailingItem)
            .join(Notice, Notice.id == MailingItem.notice_id)
            .where(MailingItem.mailing_id == mailing, Notice.received_on.is_not(None))
        )
        return int(self._session.execute(found).scalar_one())

    def print_instead(self, mailing: int, firms: Sequence[int]) -> None:
        """These firms' letters did not arrive: they wait for printing."""
        of = (MailingItem.mailing_id == mailing, MailingItem.enterprise_id.in_(firms))
        self._session.execute(update(MailingItem).where(*of).values(state="to_print"))

    def drop_withdrawn(self, mailing: int) -> None:
        """What became void or was recalled before it was printed is not printed."""
        gone = select(Notice.id).where(Notice.slot.is_(None) | Notice.recalled_at.is_not(None))
        of = (MailingItem.mailing_id == mailing, MailingItem.state == "to_print")
        change = update(MailingItem).where(*of, MailingItem.notice_id.in_(gone))
        self._session.execute(change.values(state="skipped", why="提示单已作废或撤回"))

    def skip_waiting(self, mailing: int, why: str) -> None:
        """Whoever has none yet gets none of this mailing."""
        of = (MailingItem.mailing_id == mailing, MailingItem.state == "waiting")
        self._session.execute(update(MailingItem).where(*of).values(state="skipped", why=why))

    def skipped(self, mailing: int, most: int, without: Sequence[int] = ()) -> Sequence[tuple[str, str]]:
        """(firm, why) of those that were passed over, but for the enterprises `without`."""
        found = (
            select(Enterprise.name, MailingItem.why)
            .join(MailingItem, MailingItem.enterprise_id == Enterprise.id)
            .where(MailingItem.mailing_id == mailing, MailingItem.state == "skipped")
            .where(Enterprise.id.not_in(without))
        )
        return [(row[0], row[1]) for row in self._session.execute(found.order_by(Enterprise.id).limit(most))]

    def files(self, mailing: int) -> Sequence[MailingFile]:
        """What was made for printing, in order."""
        found = select(MailingFile).where(MailingFile.mailing_id == mailing)
        return self._session.execute(found.order_by(MailingFile.place)).scalars().all()

    def of_firms(self, enterprises: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The files in which letters of these enterprises are, by mailing they are in; 0 for no file."""
        found = select(MailingItem.mailing_id, MailingItem.file_id)
        rows = self._session.execute(found.where(MailingItem.enterprise_id.in_(enterprises)))
        files: dict[int, list[int]] = {}
        for mailing, file in rows:
            files.setdefault(mailing, []).append(file or 0)
        return files

    def is_stack(self, sha: str) -> bool:
        """Is this the SHA-256 of a file that was made for printing?"""
        found = select(MailingFile.id).where(MailingFile.sha256 == sha).limit(1)
        return self._session.execute(found).scalar() is not None


def _stands(since: date) -> ColumnElement[bool]:
    return and_(Notice.slot.is_not(None), Notice.issued_on >= since)


def _bound() -> ColumnElement[bool]:
    return exists().where(
        and_(Contact.enterprise_id == Enterprise.id, Contact.state == "active", Contact.openid != "")
    )


def _other(district: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Enterprise.district == district,
        Enterprise.group == "ordinary",
        Enterprise.in_register.is_(True),
        Enterprise.state.not_in(("lost", "off_target", "merged")),
    )


def _wanting(district: str, since: date) -> ColumnElement[bool]:
    reminded = exists().where(
        and_(Notice.enterprise_id == Enterprise.id, Notice.kind == "reminder", _stands(since))
    )
    return and_(*_other(district), ~reminded)
