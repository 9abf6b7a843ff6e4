"""The unit of work: one transaction, its books, one commit. `commit()` is called nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from models.audit import AuditBook
from models.enterprise_search import EnterpriseSearch
from models.evidence import EvidenceBook
from models.inbox import Inbox
from models.line import Line, LineError
from models.notices import Notices
from models.online import Online
from models.orders import Orders
from models.outbox import Outbox
from models.people import People
from models.records import Annex4Rows
from models.replies import Replies
from models.schedule import Schedule
from models.sending import Sending
from models.sheets import Sheets

Instants = Callable[[], datetime]


class LockedError(Exception):
    """A lock was not free in time. Nothing was written."""


class Work:
    """Everything one transaction may read and write. `now` is business time, `wall` real time."""

    def __init__(self, session: Session, now: datetime, wall: datetime) -> None:
        self.session = session
        self.now = now
        self.wall = wall
        self.inbox = Inbox(session)
        self.sheets = Sheets(session)
        self.outbox = Outbox(session, now, wall)
        self.sending = Sending(session, wall)
        self.audit = AuditBook(session, now)
        self.people = People(session)
        self.enterprises = EnterpriseSearch(session)
        self.notices = Notices(session)
        self.evidence = EvidenceBook(session, now, wall)
        self.schedule = Schedule(session, now)
        self.annex4 = Annex4Rows(session)
        self.replies = Replies(session)
        self.online = Online(session)
        self.orders = Orders(session, wall)

    def savepoint(self) -> AbstractContextManager[object]:
        """What happens inside is undone if it raises; the rest of the transaction stays."""
        return self.session.begin_nested()


class Store:
    """Opens units of work on one database."""

    def __init__(self, engine: Engine, now: Instants, wall: Instants, line: Line | None = None) -> None:
        self._engine = engine
        self.now = now
        self.wall = wall
        self._line = line or Line.before(engine)

    @contextmanager
    def write(self, patience: float | None = None, *, first: bool = False) -> Iterator[Work]:
        """One transaction that commits if the block ends well. Raises LockedError if a lock is not free.

        `patience`: seconds to stand in this process's line, whatever the lock itself allows beyond it;
        `first` goes to the front.
        """
        try:
            with (
                self._line.place(patience, first=first),
                Session(self._engine, expire_on_commit=False) as session,
                session.begin(),
            ):
                yield Work(session, self.now(), self.wall())
        except LineError as error:
            raise LockedError from error
        except OperationalError as error:
            if _is_lock(error):
                raise LockedError from error
            raise

    def alive(self) -> bool:
        """Does the database answer?"""
        try:
            with self.read() as work:
                work.session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    @contextmanager
    def read(self) -> Iterator[Work]:
        """One transaction that only reads: it never waits for a writer, and is rolled back."""
        engine = self._engine.execution_options(reading=True)
        with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield Work(session, self.now(), self.wall())


def _is_lock(error: OperationalError) -> bool:
    text = str(error.orig).lower()
    return "database is locked" in text or "lock timeout" in text or "deadlock detected" in text
