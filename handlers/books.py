"""The conversation machine's books, kept in our database. Translates rows to the machine's values.

No rule and no wording lives here.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from bot import ports
from bot.codec import dump_deed, dump_reply, dump_word, load_deed, load_reply
from bot.deeds import Clip, Deed, Inbound, Person, Photo, Place, Said, Voice
from bot.dialogue import Kept, Record
from bot.ports import Admission
from bot.script import Opening
from bot.sheet import Actor, Seated, Sheet, Shown
from bot.words import Outgoing, Paper, Picture, Reply
from handlers.identity import actor_of, name_of
from models.inbox import Arrived
from models.outbox import Posting
from models.work import LockedError, Store, Work

TURN_SECONDS = 0.4
"""How long a callback stands in line to be played at once, before it is kept for a worker instead.

The platform hangs up after 5 s, and a kept callback costs a fifth of a played one.
"""


class Books:
    """See bot.ports.Books. `work` is the transaction, for use-cases."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.now = work.now
        self.posted = False
        self._records: dict[str, Record] = {}

    # --- callbacks

    def admit(self, inbound: Inbound, *, waiting: bool = False) -> Admission:
        """Insert the callback, or find that it has been here."""
        arrived = Arrived(
            key=inbound.key,
            channel=inbound.who.channel,
            person=inbound.who.id,
            at=inbound.at,
            received_at=self.now,
            deed=dump_deed(inbound.deed),
        )
        admitted = self.work.inbox.admit(arrived, "waiting" if waiting else "done")
        reply = load_reply(admitted.reply) if admitted.reply else None
        return Admission(admitted.number, admitted.new, reply)

    def answered(self, number: int, reply: Reply) -> None:
        """Keep the reply for redeliveries."""
        self.work.inbox.answered(number, dump_reply(reply))

    def failed(self, number: int, why: str) -> None:
        """Keep the callback as failed."""
        self.work.inbox.failed(number, why)

    def has_waiting(self, who: Person) -> bool:
        """Does an older callback of this person wait for a worker?"""
        return self.work.inbox.has_waiting(who.channel, who.id)

    def take_waiting(self, number: int) -> Inbound | None:
        """Lock a kept callback, if it still waits."""
        row = self.work.inbox.take_waiting(number)
        if row is None:
            return None
        return Inbound(row.key, _person(row.channel, row.person), row.at, load_deed(row.deed))

    # --- people

    def actor(self, who: Person) -> Actor | None:
        """The person, if we know him."""
        return actor_of(self.work, who)

    def name_of(self, who: str) -> str:
        """How colleagues call the person of this id."""
        return name_of(self.work, who)

    # --- sheets

    def open(self, opening: Opening, by: Person) -> Sheet:
        """Open a sheet and give its opener a seat."""
        row = self.work.sheets.open(opening.script, opening.subject, opening.facts, by.id, self.now)
        for key, value, about in opening.answers:
            self.keep(row.id, key, value, about, by)
        return _sheet(row)

    def sheet(self, sheet: str) -> Sheet | None:
        """A sheet, unlocked."""
        row = self.work.sheets.get(sheet)
        return _sheet(row) if row else None

    def lock(self, sheet: str) -> Sheet | None:
        """A sheet, locked."""
        row = self.work.sheets.lock(sheet)
        return _sheet(row) if row else None

    def lock_speaker(self, who: Person) -> None:
        """Make this person's turns one after the other."""
        self.work.sheets.lock_speaker(who.channel, who.id, self.now)

    def text_only(self, who: Person) -> bool:
        """Plain text instead of cards?"""
        return self.work.sheets.text_only(who.channel, who.id)

    def close(self, sheet: str, state: Literal["done", "cancelled"]) -> None:
        """The sheet is over."""
        self.work.sheets.close(sheet, state, self.now)

    def refresh(self, sheet: str, facts: dict[str, Any]) -> None:
        """Facts read again."""
        self.work.sheets.refresh(sheet, facts, self.now)

    def at(self, who: Person) -> str:
        """The sheet this person is at, or ''."""
        return self.work.sheets.at(who.channel, who.id)

    def seats(self, who: Person) -> list[tuple[Sheet, bool]]:
        """All open sheets of this person, with whether they are put aside."""
        return [(_sheet(row), paused) for row, paused in self.work.sheets.seats(who.channel, who.id)]

    def sit(self, sheet: str, who: Person) -> Seated:
        """Sit down, last touched of all."""
        seat = self.work.sheets.sit(sheet, who.channel, who.id)
        showing = self.work.sheets.showing(seat.showing)
        return Seated(seat.focus, _shown(showing) if showing else None, seat.paused)

    def assign(self, sheet: str, who: Person) -> None:
        """A seat for somebody who is elsewhere."""
        self.work.sheets.assign(sheet, who.channel, who.id)

    def focus(self, sheet: str, who: Person, key: str) -> None:
        """The question this person went back to."""
        self.work.sheets.focus(sheet, who.channel, who.id, key)

    def pause(self, sheet: str, who: Person) -> None:
        """Put the sheet aside for this person."""
        self.work.sheets.pause(sheet, who.channel, who.id)

    # --- answers

    def record(self, sheet: str) -> Record:
        """Everything replay needs."""
        found = self._records.get(sheet)
        if found is None:
            found = self._records[sheet] = self._read(sheet)
        return found

    def _read(self, sheet: str) -> Record:
        answers: dict[str, Kept] = {}
        for row in self.work.sheets.answers(sheet):
            if row.withdrawn:
                answers.pop(row.key, None)
            else:
                answers[row.key] = Kept(row.value, row.about, row.by, row.at)
        results = {(row.key, row.about): row.value for row in self.work.sheets.results(sheet)}
        return Record(answers, results)

    def keep(self, sheet: str, key: str, value: Any, about: str, by: Person) -> None:
        """Add an answer."""
        self.work.sheets.keep(sheet, key, value, about, by.id, self.now)
        if known := self._records.get(sheet):
            kept = Kept(json.loads(json.dumps(value)), about, by.id, self.now)
            self._records[sheet] = Record({**known.answers, key: kept}, known.results)

    def withdraw(self, sheet: str, key: str, by: Person) -> None:
        """Take an answer back."""
        self.work.sheets.withdraw(sheet, key, by.id, self.now)
        self._records.pop(sheet, None)

    def result(self, sheet: str, key: str, about: str, value: Any) -> None:
        """Keep what a search or an effect gave."""
        self.work.sheets.result(sheet, key, about, value, self.now)
        self._records.pop(sheet, None)

    def show(self, sheet: str, who: Person, key: str, task: str, offer: tuple[str, ...] = ()) -> Shown:
        """Note a showing."""
        return _shown(self.work.sheets.show(sheet, who.channel, who.id, key, task, self.now, offer))

    def shown(self, token: str) -> Shown | None:
        """The showing a button names."""
        row = self.work.sheets.shown(token)
        return _shown(row) if row else None

    # --- messages

    def send(self, to: Person, word: Outgoing, *, key: str = "") -> None:
        """Put a message into the outbox, after whatever was put there for this person before."""
        self.post(Posting(channel=to.channel, recipient=to.id, word=dump_word(word), key=key or None))

    def post(self, posting: Posting) -> int | None:
        """Put a message with everything a use-case may want to say about it."""
        self.posted = True
        return self.work.outbox.put(posting)

    def send_paper(self, to: Person, word: Paper | Picture, *, notice_id: int | None = None) -> None:
        """Put a file into the outbox; that of a notice waits until its number is safe in the journal."""
        self.posted = True
        self.work.outbox.put(
            Posting(channel=to.channel, recipient=to.id, word=dump_word(word), lane=1, notice_id=notice_id)
        )

    def send_merged(self, to: Person, word: Outgoing, *, key: str, after: float) -> None:
        """A message that stands for several of its kind."""
        self.posted = True
        self.work.outbox.replace(
            Posting(channel=to.channel, recipient=to.id, word=dump_word(word), key=key, after=after)
        )

    def drop_merged(self, to: Person) -> None:
        """What stood for several and has not left yet is overtaken by what comes now."""
        self.work.outbox.drop_delayed(to.channel, to.id)

    def sent_to(self, who: Person) -> bool:
        """Was a message put for this person in this turn?"""
        return (who.channel, who.id) in self.work.outbox.put_for

    # --- evidence

    def evidence(self, sheet: str, item: str, deed: Deed, by: Person) -> None:
        """Keep a photo, voice, clip or note as it came. `sheet` '' is nowhere yet."""
        sort = {Photo: "photo", Voice: "voice", Clip: "clip", Place: "place"}.get(type(deed), "note")
        media = deed.media if isinstance(deed, Photo | Voice | Clip) else ""
        text = deed.text if isinstance(deed, Said) else ""
        if isinstance(deed, Place):
            text = f"{deed.label}（{deed.latitude:.5f}, {deed.longitude:.5f}）"
        row = self.work.evidence.new(sort, by.channel, by.id, media=media, text=text)
        row.sheet_id, row.item = sheet or None, item
        self.work.evidence.add(row)
        self.posted = True

    def photos(self, sheet: str) -> Mapping[str, int]:
        """Photos by item."""
        return self.work.evidence.counts(sheet)

    def photo_numbers(self, sheet: str, item: str) -> list[int]:
        """Which of the sheet's photos, as they came from 1, belong to an item."""
        return [n for n, row in enumerate(self.work.notices.photos(sheet=sheet), 1) if row.item == item]

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what is inside if it raises."""
        try:
            with self.work.savepoint():
                yield
        except BaseException:
            self._records.clear()
            raise


def opener(store: Store, patience: float = TURN_SECONDS) -> ports.OpenBooks:
    """What the turn opens its transactions with: keeping a callback goes before playing others."""

    @contextmanager
    def open_books(keeping: bool = False) -> Iterator[Books]:
        try:
            with store.write(None if keeping else patience, first=keeping) as work:
                yield Books(work)
        except LockedError as error:
            raise ports.LockedError from error

    return open_books


def _person(channel: str, person: str) -> Person:
    known: Any = channel
    return Person(known, person)


def _sheet(row: Any) -> Sheet:
    return Sheet(
        id=row.id,
        script=row.script,
        subject=row.subject,
        facts=row.facts,
        facts_at=row.facts_at,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        state=row.state,
    )


def _shown(row: Any) -> Shown:
    who = _person(row.channel, row.person)
    return Shown(row.token, row.sheet_id, who, row.key, row.task, row.at, tuple(row.offer))
