"""One deed of one person, carried through: which sheet it is about, what it answers, what comes next.

Runs inside the turn's transaction on the books it is given. It never commits, and it never knows what a
question means.
"""

from bot.advance import MACHINE_ASKS, Place, Player
from bot.deeds import Clip, Deed, Photo, Said, Tap, Voice
from bot.dialogue import Ended, Open, Passed, Standing
from bot.evidence import take_evidence
from bot.filled import filled
from bot.hearing import Heard, Puzzled, Went, hear, means_yes, order
from bot.orders import answered, obey
from bot.ports import Books, Table
from bot.presenting import Presenter
from bot.script import Ask, Done, Given, RefusedError, Write
from bot.sheet import Actor, Sheet
from bot.showing import spoken
from bot.tapping import answered_already, take_tap
from bot.words import Reply
from rules.reading import Refusal, plain

LONG = 12
"""From so many characters on, a text that fits no question is kept as a note: it was meant."""


class BarredError(Exception):
    """This person may not go on with what the sheet is about; `say` tells him."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


class Conversation:
    """One turn of one known person."""

    def __init__(self, books: Books, table: Table, actor: Actor, deed: Deed) -> None:
        self.books = books
        self.table = table
        self.actor = actor
        self.who = actor.person
        self.player = Player(books, table, actor)
        self.presenter = Presenter(books, table, self.who, deed if isinstance(deed, Tap) else None)

    def hear(self, deed: Deed) -> Reply:
        """Carry one deed through and give the reply of its callback."""
        try:
            return self._hear(deed)
        except BarredError as barred:
            return self.presenter.done(Done(say=barred.say, settle="不由你办"))

    def _hear(self, deed: Deed) -> Reply:
        match deed:
            case Tap():
                return take_tap(self, deed)
            case Said(text):
                return self._said(plain(text))
            case Voice(_, heard) if heard:
                return self._said(plain(heard))
            case Photo() | Voice() | Clip():
                return take_evidence(self, deed)
            case _:
                self.books.lock_speaker(self.who)
                return self.finish(self.table.receive(deed, self.actor, self.books))

    # --- typed text

    def _said(self, text: str) -> Reply:
        given = order(text)
        at = self.books.at(self.who)
        sheet = self.books.lock(at) if at else None
        self.books.lock_speaker(self.who)
        if sheet is None or sheet.state != "open":
            return self.finish(self.table.receive(Said(text), self.actor, self.books))
        if given and given[0] == "help":
            return self._help(text, sheet)
        if (said := self.table.aside(text, self.actor, self.books)) is not None:
            return self.finish(said)
        place = self.sit(sheet)
        if given and not self._means_itself(place, *given):
            return obey(self, place, *given)
        waiting = place.open
        if waiting is None:
            return self.go_on(place.sheet)
        if (said := self.table.ordered(text, place.sheet, waiting.ask, self.actor, self.books)) is not None:
            return self.finish(said)
        shown = place.seat.shown
        if shown is not None and shown.key != waiting.ask.key:
            self.books.evidence(sheet.id, "", Said(text), self.who)
            lead = answered_already(self, place, shown) + "\n（你刚发的话先记在这家的备注里，没有丢。）"
            return self.presenter.ask(place.sheet, waiting.ask, lead)
        offered = shown is not None and len(shown.offer) == 1 and isinstance(waiting.ask.form, Write)
        if shown is not None and offered and means_yes(text):
            return self.take(place, waiting.ask, Heard(shown.offer[0]))
        several = waiting.ask.beside(text) if waiting.ask.beside is not None else None
        if several is not None:
            return self._take_several(place, waiting.ask, several)
        return self.take(place, waiting.ask, hear(waiting.ask.form, text), text)

    def _help(self, text: str, sheet: Sheet) -> Reply:
        """What can be said, and what is being asked."""
        told, waiting = self.table.receive(Said(text), self.actor, self.books), self.sit(sheet).open
        now = f"\n现在问的是：{waiting.ask.title}" if waiting else ""
        return self.presenter.say(told.say + now)

    def _means_itself(self, place: Place, given: str, target: str) -> bool:
        """At a question for free text, 「改好了」 is a text: only what names a question is an order."""
        if given != "edit" or not target or place.open is None or not isinstance(place.open.ask.form, Write):
            return False
        return self.player.stand(place.sheet).named(target) is None

    # --- answers

    def take(self, place: Place, ask: Ask, heard: Heard | Went | Puzzled, text: str = "") -> Reply:
        if isinstance(heard, Went):
            if heard.goto:
                return self.go_to(place, heard.goto)
            return obey(self, place, heard.order, "")
        if isinstance(heard, Puzzled) and text and (said := self.table.menu(text, self.actor, self.books)):
            return self.finish(said)
        if isinstance(heard, Puzzled):
            return self._ask_again(place, _with_picked(ask, heard), heard.say, text, _half(heard))
        value, note = heard.value, ""
        if ask.check is not None:
            read = ask.check(value)
            if isinstance(read, Refusal):
                return self._ask_again(place, filled(ask, value), _with_offer(read), offer=read.offer)
            value, note = read.value, read.note
        if ask.key in MACHINE_ASKS:
            return answered(self, place, ask, str(value))
        self.books.keep(place.sheet.id, ask.key, value, ask.about, self.who)
        self.books.drop_merged(self.who)
        if place.seat.focus:
            self.books.focus(place.sheet.id, self.who, "")
        # A question gone back to lies behind where the script stands: that way is gone through again.
        since = None if place.seat.focus else place.standing
        return self.go_on(place.sheet, note, ask.key, since)

    def _take_several(self, place: Place, ask: Ask, given: Given | Refusal) -> Reply:
        """A text that answers several questions: each is kept as soon as the script has come to it."""
        if isinstance(given, Refusal):
            return self._ask_again(place, ask, _with_offer(given), offer=given.offer)
        if place.seat.focus:
            self.books.focus(place.sheet.id, self.who, "")
        last = ""
        for key, value in given.answers:
            asked = self.player.stand(place.sheet).asked(key)
            if asked is None:
                continue
            self.books.keep(place.sheet.id, key, value, asked.about, self.who)
            last = key
        self.books.drop_merged(self.who)
        return self.go_on(place.sheet, given.say, last)

    def _ask_again(
        self, place: Place, ask: Ask, say: str, text: str = "", offer: tuple[str, ...] = ()
    ) -> Reply:
        if len(text) >= LONG:
            self.books.evidence(place.sheet.id, ask.item, Said(text), self.who)
            say = f"我先记下整段话，不会丢。{say}"
        if self.presenter.tap is not None or offer:
            return self.presenter.ask(place.sheet, ask, say, offer)
        return self.presenter.say(say)

    # --- where it goes on

    def sit(self, sheet: Sheet) -> Place:
        """The person's place at a sheet. Raises BarredError where he may not go on."""
        if why := self.table.barred(sheet, self.actor, self.books):
            raise BarredError(why)
        fresh = self.table.stale(sheet, self.books)
        if fresh is not None:
            self.books.refresh(sheet.id, fresh)
            sheet = self.books.sheet(sheet.id) or sheet
        seat = self.books.sit(sheet.id, self.who)
        return Place(sheet, seat, self.player.stand(sheet, seat.focus))

    def go_on(
        self,
        sheet: Sheet,
        lead: str = "",
        last: str = "",
        since: Standing | None = None,
        was: Passed | None = None,
    ) -> Reply:
        """Play on to the next question or the end. `last` is the answer just given, `since` see Player,
        `was` an answer just taken back: it is shown chosen."""
        standing, done = self.player.play(sheet, since=since), Done()
        if not isinstance(standing.state, Open):
            try:
                with self.books.savepoint():
                    standing = self.player.carry_on(sheet, standing)
                    done = self._carry_out(standing, sheet)
            except RefusedError as refused:
                return self._refused(sheet, refused.say, last)
        if isinstance(standing.state, Open):
            waiting = standing.state
            ask = waiting.ask
            if was is not None and was.kept is not None and was.ask.key == ask.key:
                ask = filled(ask, was.kept.value)
            return self.presenter.ask(sheet, ask, lead or _changed(waiting))
        self.books.close(sheet.id, "done")
        return self.finish(done)

    def _carry_out(self, standing: Standing, sheet: Sheet) -> Done:
        if not isinstance(standing.state, Ended):
            return Done()
        done: Done = self.table.perform(standing.state.outcome, sheet, self.actor, self.books)
        return done

    def _refused(self, sheet: Sheet, say: str, last: str) -> Reply:
        """The use-case would not: the answer that led there is asked again."""
        if not last:
            return self.presenter.done(Done(say=say, settle="没有办成"))
        self.books.withdraw(sheet.id, last, self.who)
        standing = self.player.stand(sheet)
        assert isinstance(standing.state, Open)
        return self.presenter.ask(sheet, standing.state.ask, say)

    def finish(self, done: Done) -> Reply:
        """Sit down at the next sheet, or say the last word."""
        sheet = self.books.open(done.opens, self.who) if done.opens else None
        if done.joins:
            sheet = self.books.lock(done.joins)
        if sheet is None:
            return self.presenter.done(done)
        place = self.sit(sheet)
        if place.open is None:
            return self.go_on(sheet, lead=done.say)
        return self.presenter.ask(sheet, place.open.ask, done.say)

    def go_to(self, place: Place, key: str) -> Reply:
        """Go back to a question, by its key or by what people call it."""
        known = place.standing
        if known.asked(key) is None and (named := known.named(key)) is not None:
            key = named.key
        self.books.focus(place.sheet.id, self.who, key)
        standing = self.player.stand(place.sheet, key)
        if not isinstance(standing.state, Open) or standing.state.ask.key != key:
            self.books.focus(place.sheet.id, self.who, "")
            return self.go_on(place.sheet, lead="那一题现在不用答。")
        kept = standing.state.kept
        now = f"现在记的是：{spoken(standing.state.ask, kept.value)}" if kept else ""
        return self.presenter.ask(place.sheet, standing.state.ask, now)


def _changed(waiting: Open) -> str:
    """A kept answer that must be given again is shown beside its question."""
    if waiting.kept is None:
        return ""
    return f"前面有改动，请再确认一次（原来是“{spoken(waiting.ask, waiting.kept.value)}”）。"


def _with_picked(ask: Ask, heard: Puzzled) -> Ask:
    """The same drop-downs with what was chosen already."""
    return filled(ask, dict(heard.picked)) if heard.picked else ask


def _half(heard: Puzzled) -> tuple[str, ...]:
    return tuple(f"{one}={option}" for one, option in heard.picked)


def _with_offer(refusal: Refusal) -> str:
    if not refusal.offer:
        return refusal.say
    yes = "是的话回“是”，不是就重发。" if len(refusal.offer) == 1 else "请回其中一个，或重发。"
    return f"{refusal.say}是不是 {'、'.join(refusal.offer)}？{yes}"
