"""How the next question, or the last word, reaches a person with as few messages as the platform allows.

A tap is answered by replacing the tapped card; a typed text by at most one text; what needs more goes
through the outbox. It never decides what is asked.
"""

from dataclasses import dataclass

from bot import showing
from bot.deeds import Person, Tap
from bot.ports import Books, Table
from bot.script import Ask, Done, Pick, TickOff, Write
from bot.sheet import Sheet
from bot.showing import BODY, Face
from bot.words import Reply, Say, Settled, Silence, Turned
from rules.shortening import shortened

NOTE = 44
"""Characters the line beside a card's title holds (wire facts §3.3); a longer lead is a message."""

SOURCE = 20
"""Characters the small line on top of a card holds."""


@dataclass(frozen=True, slots=True)
class Presenter:
    """Presents to one person in one turn. `tap` is what he tapped, None if he typed."""

    books: Books
    table: Table
    who: Person
    tap: Tap | None = None

    def ask(self, sheet: Sheet, ask: Ask, lead: str = "", offer: tuple[str, ...] = ()) -> Reply:
        """Show a question. What was sent earlier in this turn must arrive before it."""
        if self._plain():
            return self._as_text(sheet, ask, lead, offer)
        follows = self.books.sent_to(self.who)
        lead = self._apart(ask, lead)
        follows = follows or self._beside(ask) != ""
        if self.tap is not None and not follows:
            return Turned(showing.card(ask, self._face(sheet, ask, self.tap.task, lead, offer)))
        if self.tap is None and isinstance(ask.form, Write) and not follows:
            return self._as_text(sheet, ask, lead, offer)
        self.send(sheet, ask, lead, offer)
        return Settled("已记下") if self.tap is not None else Silence()

    def send(self, sheet: Sheet, ask: Ask, lead: str = "", offer: tuple[str, ...] = ()) -> None:
        """Show a question in a message of its own."""
        if self._plain():
            self.books.show(sheet.id, self.who, ask.key, "text")
            self.books.send(self.who, Say(showing.text(ask, lead)))
            return
        lead = self._apart(ask, lead)
        if told := self._beside(ask):
            self.books.send(self.who, Say(told))
        self.books.send(self.who, showing.card(ask, self._face(sheet, ask, "", lead, offer)))

    def _beside(self, ask: Ask) -> str:
        """A list to tick or pick from holds a title and a line: what else is to be read goes before it."""
        return showing.beside(ask) if isinstance(ask.form, TickOff | Pick) else ""

    def _apart(self, ask: Ask, lead: str) -> str:
        """The lead, or '' if it was too long for the card and went in a message of its own."""
        room = NOTE if isinstance(ask.form, TickOff | Pick) else BODY - len(ask.body) - 1
        if len(lead) <= room:
            return lead
        self.books.send(self.who, Say(lead))
        return ""

    def _plain(self) -> bool:
        """Cards do not show: the service account has none, and some phones show none."""
        return self.who.channel == "wechat" or self.books.text_only(self.who)

    def _as_text(self, sheet: Sheet, ask: Ask, lead: str, offer: tuple[str, ...]) -> Reply:
        self.books.show(sheet.id, self.who, ask.key, "text", offer)
        return self.say(showing.text(ask, lead))

    def _face(self, sheet: Sheet, ask: Ask, task: str, lead: str, offer: tuple[str, ...] = ()) -> Face:
        shown = self.books.show(sheet.id, self.who, ask.key, task, offer)
        source = shortened(self.table.scripts[sheet.script].source(sheet), SOURCE)
        return Face(shown.token, shown.task, source, lead, offer)

    def say(self, text: str) -> Reply:
        """One text: in the reply if it may stand there, else after what was already sent."""
        if not text:
            return Silence()
        if self.tap is not None or self.books.sent_to(self.who):
            self.books.send(self.who, Say(text))
            return Silence()
        return Say(text)

    def done(self, done: Done) -> Reply:
        """The last word of a sheet: the card goes grey, the rest is said."""
        if self.tap is None:
            return self.say(done.say)
        if done.say:
            self.books.send(self.who, Say(done.say))
        return Settled(done.settle)
