"""The machine's books in memory, and a table with one inspection: the real conversation, no database.

What is kept is kept as the real books keep it: answers only grow or are withdrawn, showings have tokens.
"""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.conversation import Conversation
from bot.deeds import Deed, Person, Photo
from bot.dialogue import Kept, Record, replay
from bot.ports import Entry
from bot.script import Ask, Done, Look, Opening, Script
from bot.sheet import Actor, Seated, Sheet, Shown
from bot.words import Outgoing, Reply
from handlers.commands.draft import VisitDraft
from handlers.commands.visit import DrawPreviews, FilePhotos, FileVisit, PlacePhotos
from handlers.scripts import brief
from handlers.scripts.brief import Brief, BriefFacts, Colleague, Firm
from handlers.scripts.inspection import inspection
from rules.checklist import Checklist

LIN = Actor(Person("wecom", "linyifan"), "林一帆", frozenset({"officer"}))
WANG = Actor(Person("wecom", "wangmin"), "王敏", frozenset({"officer"}))


def a_firm(**but: Any) -> Firm:
    """A firm as the script sees it."""
    row = {
        "id": 1, "name": "永嘉堃电镀有限公司", "uscc": "91330382YYYY00012D", "representative": "陈龑",
        "site_contact": "林犇", "phone": "13800138000", "address": "城东工业路1号", "district": "城东",
        "tier": "重点管理", "production": "生产", "permit_no": "", "permit_until": None,
        "registration_no": "", "in_register": True, "group": "priority",
    }  # fmt: skip
    return Firm(**{**row, **but})


def facts_of(checklist: Checklist, firm: Firm | None = None) -> BriefFacts:
    """What a sheet is opened with."""
    return BriefFacts(
        firm=firm or a_firm(),
        checklist=checklist.key,
        known={},
        officer="linyifan",
        colleagues=(
            Colleague("linyifan", "林一帆", "执法一队", True),
            Colleague("wangmin", "王敏", "执法一队", True),
        ),
        today=date(2023, 5, 8),
        offered_days=(5, 10, 15, 30),
        most_days=90,
        least_officers=2,
        campaign="帮扶行动",
    )


@dataclass
class MemoryBooks:
    """Everything one sheet remembers."""

    now: datetime = datetime(2023, 5, 8, 1, tzinfo=UTC)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    answers: dict[str, Kept] = field(default_factory=dict)
    results: dict[tuple[str, str], Any] = field(default_factory=dict)
    focuses: dict[Person, str] = field(default_factory=dict)
    paused: set[Person] = field(default_factory=set)
    last: dict[Person, Shown] = field(default_factory=dict)
    tokens: dict[str, Shown] = field(default_factory=dict)
    sent: list[tuple[Person, Outgoing]] = field(default_factory=list)
    pieces: list[tuple[str, Deed]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _turn: int = 0

    def name_of(self, who: str) -> str:
        return {"linyifan": "林一帆", "wangmin": "王敏"}.get(who, who)

    def open(self, opening: Opening, by: Person) -> Sheet:
        sheet = Sheet("s1", opening.script, opening.subject, opening.facts, self.now, by.id, self.now, "open")
        self.sheets[sheet.id] = sheet
        return sheet

    def sheet(self, sheet: str) -> Sheet | None:
        return self.sheets.get(sheet)

    lock = sheet

    def text_only(self, who: Person) -> bool:
        return False

    def lock_speaker(self, who: Person) -> None:
        """Nobody else is here."""

    def close(self, sheet: str, state: Any) -> None:
        old = self.sheets[sheet]
        self.sheets[sheet] = Sheet(
            old.id, old.script, old.subject, old.facts, old.facts_at, old.opened_by, old.opened_at, state
        )

    def at(self, who: Person) -> str:
        return "" if who in self.paused else next(iter(self.sheets), "")

    def seats(self, who: Person) -> list[tuple[Sheet, bool]]:
        return [(sheet, who in self.paused) for sheet in self.sheets.values() if sheet.state == "open"]

    def sit(self, sheet: str, who: Person) -> Seated:
        self.paused.discard(who)
        return Seated(self.focuses.get(who, ""), self.last.get(who), paused=False)

    def focus(self, sheet: str, who: Person, key: str) -> None:
        self.focuses[who] = key

    def pause(self, sheet: str, who: Person) -> None:
        self.paused.add(who)

    def record(self, sheet: str) -> Record:
        return Record(dict(self.answers), dict(self.results))

    def keep(self, sheet: str, key: str, value: Any, about: str, by: Person) -> None:
        self.now += timedelta(seconds=1)
        self.answers[key] = Kept(value, about, by.id, self.now)

    def withdraw(self, sheet: str, key: str, by: Person) -> None:
        self.answers.pop(key, None)

    def result(self, sheet: str, key: str, about: str, value: Any) -> None:
        self.results[key, about] = value

    def show(self, sheet: str, who: Person, key: str, task: str, offer: tuple[str, ...] = ()) -> Shown:
        token = f"t{next(self._numbers)}"
        shown = Shown(token, sheet, who, key, task or f"task-{token}", self.now, offer)
        self.tokens[token] = self.last[who] = shown
        return shown

    def shown(self, token: str) -> Shown | None:
        return self.tokens.get(token)

    def send(self, to: Person, word: Outgoing, *, key: str = "") -> None:
        self.sent.append((to, word))

    def send_merged(self, to: Person, word: Outgoing, *, key: str, after: float) -> None:
        self.sent.append((to, word))

    def drop_merged(self, to: Person) -> None:
        """Nothing waits here."""

    def sent_to(self, who: Person) -> bool:
        return any(to == who for to, _ in self.sent[self._turn :])

    def begin_turn(self) -> None:
        """What was sent before belongs to earlier turns."""
        self._turn = len(self.sent)

    def evidence(self, sheet: str, item: str, deed: Deed, by: Person) -> None:
        self.pieces.append((item, deed))

    def photos(self, sheet: str) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for item, deed in self.pieces:
            if isinstance(deed, Photo):
                found[item] = found.get(item, 0) + 1
        return found

    def photo_numbers(self, sheet: str, item: str) -> list[int]:
        photos = (place for place, deed in self.pieces if isinstance(deed, Photo))
        return [n for n, place in enumerate(photos, 1) if place == item]

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        yield


@dataclass
class OneForm:
    """A table on which nothing but an inspection with this checklist can be played."""

    checklist: Checklist
    drafts: list[VisitDraft] = field(default_factory=list)

    @property
    def scripts(self) -> Mapping[str, Entry]:
        return {"inspection": self}

    title = "检查"

    def source(self, sheet: Sheet) -> str:
        return str(sheet.facts["firm"]["name"])

    def begin(self, sheet: Sheet, photos: Mapping[str, int]) -> Script:
        return inspection(Brief(brief.load(sheet.facts), self.checklist, photos))

    def perform(self, command: Any, sheet: Sheet, actor: Actor, books: Any) -> Any:
        match command:
            case DrawPreviews():
                return [1]
            case FilePhotos() | PlacePhotos():
                return None
            case FileVisit(draft):
                self.drafts.append(draft)
                return Done(say="已出单")
        raise LookupError(command)

    def look(self, step: Look, sheet: Sheet, actor: Actor, books: Any) -> Any:
        raise LookupError(step)

    def barred(self, sheet: Sheet, actor: Actor, books: Any) -> str:
        return ""

    def stale(self, sheet: Sheet, books: Any) -> None:
        return None

    def receive(self, deed: Deed, actor: Actor, books: MemoryBooks) -> Done:
        return Done(joins="s1") if actor.person in books.paused else Done()

    def aside(self, text: str, actor: Actor, books: Any) -> None:
        return None

    def ordered(self, text: str, sheet: Sheet, ask: Ask, actor: Actor, books: Any) -> None:
        return None

    def menu(self, text: str, actor: Actor, books: Any) -> None:
        return None


class PureVisit:
    """One visit: who does what, what is asked now, what is remembered."""

    def __init__(self, checklist: Checklist, firm: Firm | None = None) -> None:
        self.books = MemoryBooks()
        self.table = OneForm(checklist)
        facts = brief.dump(facts_of(checklist, firm))
        self.books.open(Opening(script="inspection", subject="1", facts=facts), LIN.person)
        self.replies: list[Reply] = []

    @property
    def over(self) -> bool:
        """Has it been handed over?"""
        return self.books.sheets["s1"].state != "open"

    def does(self, deed: Deed, who: Actor = LIN) -> Reply:
        """One deed through the real conversation."""
        self.books.begin_turn()
        talk = Conversation(self.books, self.table, who, deed)  # type: ignore[arg-type]
        reply = talk.hear(deed)
        self.replies.append(reply)
        return reply

    @property
    def drafts(self) -> list[VisitDraft]:
        """What was handed over."""
        return self.table.drafts

    def kept(self) -> dict[str, Any]:
        """Every answer that holds now."""
        return {key: one.value for key, one in self.books.answers.items()}

    def trail(self) -> list[tuple[Ask, Any]]:
        """The questions the script comes by now, with their answers."""
        standing = replay(
            self.table.begin(self.books.sheets["s1"], self.books.photos("s1")), self.books.record("s1")
        )
        return [(passed.ask, passed.kept.value if passed.kept else None) for passed in standing.trail]

    def asked(self, who: Actor = LIN) -> tuple[Ask, Shown] | None:
        """The question that waits for this person; shows it if he was not shown any yet."""
        if self.over:
            return None
        talk = Conversation(self.books, self.table, who, Photo(""))  # type: ignore[arg-type]
        place = talk.sit(self.books.sheets["s1"])
        waiting = place.open
        if waiting is None:
            return None
        shown = self.books.last.get(who.person)
        if shown is None or shown.key != waiting.ask.key:
            talk.presenter.send(place.sheet, waiting.ask)
        return waiting.ask, self.books.last[who.person]
