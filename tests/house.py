"""The house without its web side: one database, every use-case, the turn and the jobs, on a clock of ours."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Engine, select
from structlog.stdlib import BoundLogger
from structlog.testing import LogCapture

from bot.deeds import Person
from bot.ports import Courier
from bot.script import Opening
from bot.turn import Turn
from config.bureau import Bureau, load_bureau
from config.calendar import load_calendar
from config.checklist_file import load_all
from handlers.books import Books, opener
from handlers.commands.draft import VisitDraft
from handlers.commands.visit import FileVisit, ReleaseVisit
from handlers.desk import CLOCK, Desk, House
from handlers.file_visit import file_visit
from handlers.identity import actor_of
from handlers.links import Links
from handlers.papers import Papers, Press
from handlers.release_visit import release_visit
from handlers.scripts import brief
from handlers.sign_receipt import Signature, sign_receipt
from handlers.start_inspection import read_facts
from handlers.table import Table
from jobs.certify import certifying
from jobs.clock import Clock
from jobs.fetch import Fetcher
from jobs.file_archive import Archiver
from jobs.journal import Journaling
from jobs.mail import Mailer
from jobs.ordered import Making
from jobs.replay import Replayer
from jobs.send import Sender
from models.files import FileStore
from models.journal import NumberJournal
from models.tables import Base
from models.work import Store, Work
from rules.workdays import WorkCalendar
from tests.clock import AClock
from tests.courier import ACourier
from tests.factories import LIN, LINBEN, WANG, a_draft

CONFIG = Path(__file__).resolve().parent.parent / "config"
BUREAU = load_bureau(CONFIG / "bureau.toml")
CHECKLISTS = load_all(CONFIG / "checklists")
CALENDAR = load_calendar(CONFIG / "holidays")


def a_log() -> tuple[BoundLogger, LogCapture]:
    """A logger and what it was told."""
    heard = LogCapture()
    log: BoundLogger = structlog.wrap_logger(
        None, processors=[heard], wrapper_class=BoundLogger, cache_logger_on_first_use=False
    )
    return log, heard


def rules_of_the_house(bureau: Bureau = BUREAU, calendar: WorkCalendar = CALENDAR) -> House:
    """What holds for every turn; every letter can be printed."""
    links = Links("https://chayici.test", b"a key for tests")
    return House(bureau, CHECKLISTS, calendar, links, unprintable=lambda facts: "")


@dataclass
class AHouse:
    """One process of the house. Several on one database are several processes: see `another`."""

    engine: Engine
    clock: AClock
    folder: Path
    rules: House = field(default_factory=rules_of_the_house)
    wecom: ACourier = field(default_factory=ACourier)
    wechat: ACourier = field(default_factory=ACourier)
    more: dict[str, Any] = field(default_factory=lambda: {"linked": ACourier()})
    patience: float = 60.0
    """Seconds a callback stands in line: here a slow machine must not turn a reply into a later message."""
    rung: int = 0

    def __post_init__(self) -> None:
        self.log, self.heard = a_log()

    @cached_property
    def store(self) -> Store:
        """The database."""
        return Store(self.engine, self.clock.now, self.clock.wall)

    @cached_property
    def table(self) -> Table:
        """Everything that can be said and done."""
        return Table(self.rules)

    @cached_property
    def turn(self) -> Turn:
        """Takes callbacks."""
        return Turn(opener(self.store, self.patience), self.table, self.ring, self.log)

    @cached_property
    def files(self) -> FileStore:
        """The file store."""
        return FileStore(self.folder / "files")

    @cached_property
    def journal(self) -> NumberJournal:
        """The number journal."""
        return NumberJournal(self.folder / "journal" / "numbers.tsv")

    @cached_property
    def papers(self) -> Papers:
        """Letters drawn as their facts' JSON: what a PDF looks like is proved elsewhere."""
        press = Press(
            lambda facts, preview: repr(facts).encode(),
            lambda pdf: 1,
            lambda facts: b"xlsx",
            lambda several: "\n".join(map(repr, several)).encode(),
        )
        return Papers(self.store, self.files, press, lambda token: f"https://weixin.test/q/{token}")

    @property
    def couriers(self) -> Mapping[str, Courier]:
        """Both platforms, and the ways besides."""
        return {"wecom": self.wecom, "wechat": self.wechat, **self.more}

    def another(self, engine: Engine | None = None) -> "AHouse":
        """The same world as a process sees it that has just started."""
        return replace(self, engine=engine or self.engine)

    def ring(self) -> None:
        """Somebody rang for the worker."""
        self.rung += 1

    # --- desks

    def desk(self, work: Work) -> Desk:
        """The clock's and the workers' desk."""
        return self.table.desk(Books(work), CLOCK)

    @contextmanager
    def at_desk(self, userid: str, channel: Any = "wecom", sheet: str = "") -> Iterator[Desk]:
        """Somebody's desk for one transaction."""
        with self.store.write() as work:
            books = Books(work)
            actor = actor_of(work, Person(channel, userid))
            assert actor is not None
            yield self.table.desk(books, actor, books.sheet(sheet) if sheet else None)

    # --- the case, without a conversation

    def file(self, draft: VisitDraft | None = None, by: str = LIN) -> int:
        """The inspector says 出单; returns the visit's id."""
        draft = draft or a_draft()
        with self.at_desk(by) as desk:
            facts = brief.dump(read_facts(desk, draft.enterprise))
            opening = Opening(script="inspection", subject=str(draft.enterprise), facts=facts)
            sheet = desk.books.open(opening, desk.who).id
            desk.books.sit(sheet, desk.who)
        with self.at_desk(by, sheet=sheet) as desk:
            file_visit(FileVisit(draft), desk)
            desk.books.close(sheet, "done")
            visit = desk.work.notices.visit_of_sheet(sheet)
            assert visit is not None
            return visit.id

    def issue(self, draft: VisitDraft | None = None, by: str = LIN, second: str = WANG) -> int:
        """Filed, and the second officer agrees: numbers are taken, letters on their way."""
        visit = self.file(draft, by)
        self.release(visit, second)
        return visit

    def release(self, visit: int, by: str = WANG, then: Callable[[Work], None] = lambda work: None) -> None:
        """The second officer's tap; `then` happens before its commit."""
        with self.at_desk(by) as desk:
            release_visit(ReleaseVisit(visit, True), desk)
            then(desk.work)

    def sign(self, visit: int, contact: int = 1) -> list[int]:
        """A contact signs for everything of a visit; the ids of what was signed for now."""
        with self.at_desk(LINBEN, "wechat") as desk:
            who = desk.work.people.contact(contact)
            signature = Signature([[[1, 2, 0, 0.5]]], "127.0.0.1", "a phone")
            return [notice.id for notice in sign_receipt(visit, who, signature, desk)]

    # --- jobs

    def sender(self, name: str = "worker:1") -> Sender:
        """One claimer."""
        return Sender(self.store, self.couriers, self.papers, self.desk, name, self.log)

    @cached_property
    def replayer(self) -> Replayer:
        """Plays kept callbacks."""
        return Replayer(self.store, self.turn, self.log)

    @cached_property
    def journaling(self) -> Journaling:
        """Brings numbers into safety."""
        return Journaling(self.store, self.journal)

    @cached_property
    def fetcher(self) -> Fetcher:
        """Fetches photos."""
        return Fetcher(self.store, self.couriers, self.files, self.desk, self.log)

    @cached_property
    def mailer(self) -> Mailer:
        """Goes through mailings."""
        return Mailer(self.store, self.papers, self.files, self.desk, self.log)

    @cached_property
    def archiver(self) -> Archiver:
        """Packs firms' files."""
        return Archiver(self.store, self.papers, self.files, self.desk, self.log)

    @cached_property
    def certifier(self) -> Making:
        """Makes certificates of receipt."""
        return certifying(self.store, self.papers, self.desk, self.log)

    @cached_property
    def due_clock(self) -> Clock:
        """Does what is due."""
        return Clock(self.store, self.desk, lambda: None, self.ring, self.log)

    def deliver(self) -> int:
        """Send whatever may leave now; returns how many messages were taken."""
        self.journaling.drain()
        taken, sender = 0, self.sender()
        while batch := sender.drain():
            taken += batch
        return taken

    # --- looking

    def rows(self, table: type[Base], *where: Any) -> list[Any]:
        """All rows of a table, oldest first."""
        with self.store.read() as work:
            key = next(iter(table.__table__.primary_key))
            return list(work.session.execute(select(table).where(*where).order_by(key)).scalars())

    def add(self, *rows: Any) -> None:
        """Put rows in, as an import would."""
        with self.store.write() as work:
            for row in rows:
                work.session.add(row)
                work.session.flush()

    def change(self, change: Callable[[Work], Any]) -> None:
        """Anything, in one transaction."""
        with self.store.write() as work:
            change(work)
