"""The composition root: every part of one process, made when it is asked for. It does nothing itself.

How letters are made and what the web side consists of stand in deploy/press.py and deploy/front.py.
"""

import hashlib
import hmac
import os
import sys
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from flask import Flask
from prometheus_client import CollectorRegistry
from redis import Redis
from sqlalchemy import Engine
from structlog.stdlib import BoundLogger

from bot.bell import Bell, NoBell, RedisBell
from bot.outcome import Outcome
from bot.ports import Courier
from bot.sms import SmsCourier, gateway
from bot.tokens import MemoryTokens, RedisTokens, TokenStore
from bot.turn import Turn
from bot.wechat.client import WechatCourier
from bot.wecom.client import WecomCourier
from bot.wecom.linked import LinkedCourier
from bot.wire.timestamps import HttpTimestamps
from config import log
from config.bureau import Bureau, BureauError, load_bureau
from config.calendar import CalendarFileError, load_calendar
from config.checklist_file import ChecklistError, load_all, need
from config.clock import Clock
from config.settings import Settings, SettingsError, load
from deploy import cli_files
from deploy.accounts import (
    contacts_menu,
    staff_menu,
    template_map,
    wechat_account,
    wecom_account,
)
from deploy.chores import worker_of
from deploy.front import flask_of
from deploy.press import book_of, press_of, seal_picture_of, timestamps_of, unprintable
from deploy.starting import make_ready
from handlers.books import Books, opener
from handlers.desk import CLOCK, Desk, House
from handlers.links import Links
from handlers.papers import NotReadyError, Papers
from handlers.pilot import PilotError
from handlers.table import Table
from jobs.clock import Clock as DueClock
from jobs.worker import Worker
from models.engine import LOCK_SECONDS, open_engine
from models.files import FileStore
from models.journal import NumberJournal
from models.line import Line
from models.work import Store, Work
from notices.fonts.book import FontBook
from notices.fonts.survey import FontsError

CONFIG = Path(__file__).parent / "config"
FILE_COMMANDS = {"checklist", "calendar", "signing-trial"}
"""Commands that only look at files: they need no settings at all."""

CODE_SECONDS = 2_592_000
"""The longest life the platform gives a code; an invitation's own end is checked by us."""


@dataclass
class App:
    """Every part of one process, made when it is first asked for.

    `patience` is how many seconds a transaction waits for a lock: a callback is kept for later instead,
    a worker has nothing better to do than to wait.
    """

    settings: Settings
    patience: float = LOCK_SECONDS

    @cached_property
    def bureau(self) -> Bureau:
        """What the bureau decided."""
        return load_bureau(self.settings.bureau)

    @cached_property
    def book(self) -> FontBook:
        """The bureau's typefaces. Raises FontsError naming every file that cannot be used."""
        return book_of(self.bureau)

    @cached_property
    def log(self) -> BoundLogger:
        """The process's logger."""
        return log.logger("chayici")

    @cached_property
    def clock(self) -> Clock:
        """The one clock."""
        return Clock(self.settings.clock_url)

    @cached_property
    def engine(self) -> Engine:
        """The connections to the database."""
        return open_engine(self.settings.database_url, lock_seconds=self.patience)

    @cached_property
    def store(self) -> Store:
        """The database."""
        line = Line.before(self.engine, self.patience)
        return Store(self.engine, self.clock.now, self.clock.wall, line)

    @cached_property
    def files(self) -> FileStore:
        """The file store."""
        return FileStore.from_url(self.settings.storage_url)

    @cached_property
    def journal(self) -> NumberJournal:
        """The number journal."""
        return NumberJournal(self.settings.journal)

    @cached_property
    def redis(self) -> Redis | None:
        """Redis, where there is one. It holds only what may be lost."""
        if not self.settings.redis_url:
            return None
        return Redis.from_url(self.settings.redis_url, socket_timeout=5, socket_connect_timeout=1)

    @cached_property
    def bell(self) -> Bell:
        """The bell between web and worker."""
        return RedisBell(self.redis) if self.redis is not None else NoBell()

    @cached_property
    def tokens(self) -> TokenStore:
        """Where access tokens are shared."""
        clock = lambda: self.clock.now().timestamp()  # noqa: E731
        return RedisTokens(self.redis, clock) if self.redis is not None else MemoryTokens(clock)

    @cached_property
    def wecom(self) -> WecomCourier:
        """The way to staff."""
        return WecomCourier(wecom_account(self.settings), self.tokens)

    @cached_property
    def wechat(self) -> WechatCourier:
        """The way to enterprises."""
        return WechatCourier(wechat_account(self.settings), self.tokens, template_map(self.bureau))

    @cached_property
    def couriers(self) -> dict[str, Courier]:
        """The ways out, by channel."""
        linked = LinkedCourier(self.wecom, self.settings.wecom.agent_id)
        own: dict[str, Courier] = {"wecom": self.wecom, "wechat": self.wechat, "linked": linked}
        if self.settings.sms_gateway:
            own["sms"] = SmsCourier(gateway(self.settings.sms_gateway))
        return own

    @cached_property
    def house(self) -> House:
        """What holds for every turn."""
        checklists = load_all(CONFIG / "checklists")
        need(self.bureau.campaign.checklists, checklists)
        return House(
            bureau=self.bureau,
            checklists=checklists,
            calendar=load_calendar(CONFIG / "holidays"),
            links=Links(self.settings.public_url, key_for(self.settings, "links")),
            unprintable=partial(unprintable, book=self.book),
            channels=frozenset({"sms"} if self.settings.sms_gateway else ()),
            signs=self.settings.signing_key is not None,
            seal=hashlib.sha256(self.seal_picture).hexdigest() if self.seal_picture else "",
        )

    @cached_property
    def seal_picture(self) -> bytes | None:
        """The bureau's picture of its seal, where letters are live and carry it; None where there is none."""
        return seal_picture_of(self.bureau)

    @cached_property
    def table(self) -> Table:
        """Everything that can be said and done."""
        return Table(self.house)

    @cached_property
    def turn(self) -> Turn:
        """Takes callbacks."""
        return Turn(opener(self.store), self.table, self.bell.ring, self.log)

    @cached_property
    def papers(self) -> Papers:
        """Draws letters."""
        return Papers(self.store, self.files, press_of(self), self._code_url)

    @cached_property
    def timestamps(self) -> HttpTimestamps | None:
        """The timestamp server, None where signatures go without."""
        return timestamps_of(self.settings)

    def _code_url(self, invitation: str) -> str:
        got = self.wechat.code_url(invitation, CODE_SECONDS)
        if isinstance(got, str):
            return got
        raise NotReadyError(f"no code from the service account: {got}")

    def desk(self, work: Work) -> Desk:
        """A desk for the clock and the workers."""
        return self.table.desk(Books(work), CLOCK)

    @cached_property
    def flask(self) -> Flask:
        """The web side."""
        return flask_of(self, key_for(self.settings, "session").hex())

    def create_menus(self) -> list[Outcome]:
        """Put both chat menus in place."""
        return [self.wecom.create_menu(staff_menu()), self.wechat.create_menu(contacts_menu())]

    @cached_property
    def registry(self) -> CollectorRegistry:
        """Metrics of this process."""
        return CollectorRegistry()

    def worker(self) -> Worker:
        """The worker, with all its chores."""
        return worker_of(self)

    def due_clock(self) -> DueClock:
        """The clock's tick."""
        return DueClock(self.store, self.desk, self.clock.refresh, self.bell.ring, self.log)


def build(settings: Settings | None = None, patience: float = LOCK_SECONDS) -> App:
    """A process's parts. Raises SettingsError, BureauError, FontsError, ChecklistError, CalendarFileError."""
    log.set_up()
    app = App(settings or load(), patience)
    _ = app.house
    make_ready(app)
    return app


def start(patience: float = LOCK_SECONDS) -> App:
    """`build`, or leave with a list of what is to be mended instead of a stack trace."""
    try:
        return build(patience=patience)
    except (SettingsError, BureauError, FontsError, ChecklistError, CalendarFileError, PilotError) as error:
        sys.exit(str(error))


def web() -> Flask:
    """The Flask application; without settings, on the command line, the commands that need none."""
    if "FLASK_RUN_FROM_CLI" not in os.environ:
        return start().flask
    if sys.argv[1:] and FILE_COMMANDS & set(sys.argv):
        return _bare()
    try:
        return build().flask
    except SettingsError as error:
        print(f"{error}\n（先用得上的只有 checklist check、calendar load 和 signing-trial）", file=sys.stderr)  # noqa: T201
        return _bare()


def _bare() -> Flask:
    bare = Flask("chayici")
    cli_files.register(bare)
    return bare


def key_for(settings: Settings, purpose: str) -> bytes:
    """A key of its own for each purpose, all from one secret."""
    return hmac.new(settings.secret_key.encode(), purpose.encode(), hashlib.sha256).digest()
