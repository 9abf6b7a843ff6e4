"""Plays a sheet on until it needs a person: searches, effects and tellings are done on the way.

It never waits and never loops for ever: a script that asks for more than fifty things in a row is
broken.
"""

from dataclasses import dataclass

from bot.dialogue import Open, ScriptError, Standing, Wants, replay, resume
from bot.ports import Books, Table
from bot.script import Ask, Choice, Choose, Do, Look, Write
from bot.sheet import Actor, Seated, Sheet
from bot.words import Say

MOST_STEPS = 50

CANCEL = Ask(
    key="_cancel",
    title="确定取消吗？",
    body="已记下的内容会留档，不会发给企业。",
    form=Choose((Choice("no", "不取消", 1), Choice("yes", "确定取消", 3))),
)
"""The machine's own question, asked in place of the sheet's when somebody says 取消."""

EDIT = Ask(
    key="_edit",
    title="要改哪一项？",
    note="回编号，比如 17；也可以回 天数、结论、电话",
    form=Write(20, (Choice("none", "不改了"),)),
)
"""The machine's own question when somebody wants to change something and does not say what."""

MACHINE_ASKS = {ask.key: ask for ask in (CANCEL, EDIT)}


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet, locked, with this person's seat and where the script stands for him."""

    sheet: Sheet
    seat: Seated
    standing: Standing

    @property
    def open(self) -> Open | None:
        """The question that waits, if one does."""
        return self.standing.state if isinstance(self.standing.state, Open) else None


@dataclass(frozen=True, slots=True)
class Player:
    """Plays sheets for one actor in one turn."""

    books: Books
    table: Table
    actor: Actor

    def stand(self, sheet: Sheet, focus: str = "") -> Standing:
        """Where the sheet stands for this person, with all done on the way that needs nobody."""
        if focus in MACHINE_ASKS:
            return Standing(Open(MACHINE_ASKS[focus]), self.play(sheet).trail)
        return self.carry_on(sheet, self.play(sheet, focus), focus)

    def play(self, sheet: Sheet, focus: str = "", since: Standing | None = None) -> Standing:
        """One replay; nothing is done. `since` is where it stood before the answer just kept."""
        record = self.books.record(sheet.id)
        if since is not None:
            return resume(since, record)
        photos = self.books.photos(sheet.id)
        return replay(self.table.scripts[sheet.script].begin(sheet, photos), record, focus)

    def carry_on(self, sheet: Sheet, standing: Standing, focus: str = "") -> Standing:
        """Do what the script wants, one thing after the other, until it needs a person or is over.

        Raises ScriptError if it never stops.
        """
        for _ in range(MOST_STEPS):
            if not isinstance(standing.state, Wants):
                return standing
            self._satisfy(standing.state, sheet)
            standing = self.play(sheet, focus)
        raise ScriptError(f"{sheet.script} goes on for ever")

    def _satisfy(self, wants: Wants, sheet: Sheet) -> None:
        step = wants.step
        if isinstance(step, Look):
            found = self.table.look(step, sheet, self.actor, self.books)
            self.books.result(sheet.id, step.key, step.query, found)
        elif isinstance(step, Do):
            given = self.table.perform(step.command, sheet, self.actor, self.books)
            self.books.result(sheet.id, step.key, step.about, given)
        else:
            for text in step.texts:
                self.books.send(self.actor.person, Say(text))
            self.books.result(sheet.id, step.key, step.about, None)
