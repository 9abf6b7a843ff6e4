"""A visit through the real turn and the real database: the same hands, on a house of its own."""

import itertools
from datetime import timedelta
from typing import Any

from bot.deeds import Deed, Inbound, Person, Said
from bot.dialogue import Open, Record, replay
from bot.script import Ask
from bot.sheet import Shown
from bot.words import Reply
from handlers.books import Books
from handlers.commands.draft import VisitDraft, load_draft
from models.tables.cases import Visit
from models.tables.talk import SheetRow
from tests.factories import LIN
from tests.house import AHouse

FIRM_WORDS = "永嘉堃"
KEYS = itertools.count(1)
"""No two callbacks of a process are the same, whoever plays them."""


class RealVisit:
    """One officer's visit, from a firm's name to 出单."""

    def __init__(self, house: AHouse, userid: str = LIN) -> None:
        self.house = house
        self.who = Person("wecom", userid)
        self.last: Inbound | None = None
        self.replies: list[Reply] = []

    def does(self, deed: Deed) -> Reply:
        """One callback; what may leave, leaves."""
        self.last = Inbound(f"{self.who.id}:{next(KEYS)}", self.who, self.house.clock.now(), deed)
        return self.again()

    def again(self) -> Reply:
        """The platform delivers the last callback once more."""
        assert self.last is not None
        reply = self.house.turn.take(self.last)
        self.replies.append(reply)
        self.house.deliver()
        self.house.clock.real += timedelta(seconds=20)
        return reply

    def begin(self) -> None:
        """Type the firm's name and take it."""
        self.does(Said(FIRM_WORDS))
        self.does(Said("1"))

    @property
    def drafts(self) -> list[VisitDraft]:
        """What was handed over."""
        return [load_draft(row.draft) for row in self.house.rows(Visit)]

    def kept(self) -> dict[str, Any]:
        """Every answer that holds now on the inspection's sheet."""
        return {key: one.value for key, one in self._record().answers.items()}

    def trail(self) -> list[tuple[Ask, Any]]:
        """The questions the script comes by now, with their answers."""
        with self.house.store.read() as work:
            books = Books(work)
            sheet = books.sheet(self._sheet)
            assert sheet is not None
            script = self.house.table.scripts["inspection"].begin(sheet, books.photos(sheet.id))
            standing = replay(script, books.record(sheet.id))
            return [(passed.ask, passed.kept.value if passed.kept else None) for passed in standing.trail]

    def _record(self) -> Record:
        with self.house.store.read() as work:
            return Books(work).record(self._sheet)

    @property
    def _sheet(self) -> str:
        return str(self.house.rows(SheetRow, SheetRow.script == "inspection")[0].id)

    def asked(self) -> tuple[Ask, Shown] | None:
        """The question this officer was last shown, None where nothing is open."""
        with self.house.store.write() as work:
            books = Books(work)
            at = books.at(self.who)
            sheet = books.sheet(at) if at else None
            if sheet is None or sheet.state != "open":
                return None
            seat = books.sit(sheet.id, self.who)
            script = self.house.table.scripts[sheet.script].begin(sheet, books.photos(sheet.id))
            standing = replay(script, books.record(sheet.id), seat.focus)
            assert isinstance(standing.state, Open), standing.state
            assert seat.shown is not None
            return standing.state.ask, seat.shown
