"""What a person is being asked just now, and everything answered so far: read, and put back as it was."""

from dataclasses import dataclass

from bot.advance import Player
from bot.dialogue import Open
from bot.script import Ask, Write
from handlers.books import Books
from tests.transcripts.stage import Stage


@dataclass(frozen=True, slots=True)
class Question:
    """Two are equal when sheet, question and every answer before it are."""

    sheet: str
    script: str
    key: str
    form: str
    written: bool
    answers: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> tuple[str, str, str]:
        """Questions of one kind are asked alike: one battery is enough for them."""
        return self.script, self.key.split(".")[0] + self.key.rpartition(".")[2], self.form


def _takes_words(ask: Ask) -> bool:
    """Presets may be answered in one's own words as well."""
    return ask.beside is not None and ask.beside("车间东侧围堰有一处缺口") is not None


class _PutBackError(Exception):
    """Ends the transaction without a trace."""


def question_of(stage: Stage, name: str) -> Question | None:
    """The open question of this person, or None where he is asked nothing."""
    found: list[Question] = []
    try:
        with stage.house.store.write() as work:
            books, who = Books(work), stage.names[name]
            sheet, actor = books.sheet(books.at(who)), books.actor(who)
            if sheet is not None and actor is not None:
                seat = books.sit(sheet.id, who)
                state = Player(books, stage.house.table, actor).stand(sheet, seat.focus).state
                if isinstance(state, Open):
                    answers = books.record(sheet.id).answers
                    given = tuple(sorted((key, repr(kept.value)) for key, kept in answers.items()))
                    form = type(state.ask.form).__name__
                    written = isinstance(state.ask.form, Write) or _takes_words(state.ask)
                    found.append(Question(sheet.id, sheet.script, state.ask.key, form, written, given))
            raise _PutBackError
    except _PutBackError:
        pass
    return found[0] if found else None
