"""A person who taps, types, goes back, edits, pauses, repeats and gets it wrong, watched at every step.

After each deed the record may differ only by what was just said: nothing is lost, nothing is invented.
"""

from random import Random
from typing import Any, Protocol

from bot.deeds import Deed, Photo, Said, Tap
from bot.script import Ask, TickOff, Write
from bot.sheet import Shown
from handlers.commands.draft import VisitDraft
from rules.checklist import Checklist
from rules.marks import Verdict
from rules.reading import Reading, Refusal
from tests.forms.hands import goes, tap, value

NOISE = ("？？", "随便说说", "第三百项", "改 999", "……", "👍", "谢谢，辛苦了")
MOST = 400


class Playable(Protocol):
    """A visit, pure or through the turn."""

    @property
    def drafts(self) -> list[VisitDraft]: ...
    def does(self, deed: Deed) -> Any: ...
    def asked(self) -> tuple[Ask, Shown] | None: ...
    def kept(self) -> dict[str, Any]: ...
    def trail(self) -> list[tuple[Ask, Any]]: ...


class Dice:
    """A die on Hypothesis' random, or on a seed."""

    def __init__(self, random: Random, often: float) -> None:
        self.random, self.often = random, often

    def one(self, among: Any) -> Any:
        return self.random.choice(list(among))

    def some(self, among: Any) -> list[Any]:
        return [one for one in among if self.random.random() < self.often]


class Journey:
    """One person's way through one visit. Every method is one thing he may do."""

    def __init__(self, visit: Playable, random: Random) -> None:
        self.visit = visit
        self.die = Dice(random, random.choice([0.0, 0.1, 0.3]))
        self.taps: list[Tap] = []
        self.said: set[str] = set()

    def go(self, steps: int) -> None:
        """So many deeds, then straight to the end."""
        for _ in range(steps):
            if self.visit.asked() is None:
                return
            getattr(self, self.die.one(("answers",) * 8 + DEEDS))()
        for _ in range(MOST):
            if self.visit.asked() is None:
                return
            self.answers()
        raise AssertionError("the visit never ends")

    # --- deeds

    def answers(self) -> None:
        """The question that waits is answered, by card or by typing."""
        now = self.visit.asked()
        assert now is not None
        ask, shown = now
        given, before = value(ask, self.die), self.visit.kept()
        deed = tap(ask, shown, given)
        if isinstance(deed, Tap):
            self.taps.append(deed)
        self.said.add(str(given))
        self.visit.does(deed)
        if ask.key.startswith("_"):
            return
        read = ask.check(given) if ask.check else Reading(given)
        assert not isinstance(read, Refusal)
        after = self.visit.kept()
        assert after == before | {ask.key: read.value}, (ask.key, before, after)

    def goes_back(self) -> None:
        """上一步 takes away one's own last answer at most."""
        before = self.visit.kept()
        self.visit.does(Said("上一步"))
        after = self.visit.kept()
        gone = set(before) - set(after)
        assert len(gone) <= 1
        assert after == {key: kept for key, kept in before.items() if key not in gone}

    def edits(self) -> None:
        """改 n goes to a question; nothing changes before it is answered."""
        named = [ask for ask, _ in self.visit.trail() if ask.alias]
        if named:
            ask = self.die.one(named)
            self._leaves(Said(f"改 {self.die.one(ask.alias)}"))

    def taps_away(self) -> None:
        """A button that leads elsewhere is no answer."""
        now = self.visit.asked()
        assert now is not None
        ask, shown = now
        for choice in goes(ask)[:1]:
            self._leaves(Tap(shown.task, f"{shown.token}:{choice.id}", {}))

    def taps_an_old_card(self) -> None:
        """A card from before answers nothing."""
        now = self.visit.asked()
        old = [one for one in self.taps if now and not one.key.startswith(f"{now[1].token}:")]
        if old:
            self._leaves(self.die.one(old))

    def pauses_and_resumes(self) -> None:
        """After any time the visit stands where it stood."""
        before = self.visit.asked()
        self._leaves(Said("暂停"))
        self._leaves(Said("继续"))
        after = self.visit.asked()
        assert before is not None
        assert after is not None
        assert before[0].key.startswith("_") or after[0].key == before[0].key

    def asks_for_the_law(self) -> None:
        self._leaves(Said("依据"))

    def sends_a_photo(self) -> None:
        """Photos are rows of their own, never answers."""
        self._leaves(Photo(f"media-{self.die.random.randrange(10**9)}"))

    def makes_noise(self) -> None:
        """What fits no question changes nothing; at a question for words anything may be meant."""
        now = self.visit.asked()
        assert now is not None
        if not isinstance(now[0].form, Write):
            self._leaves(Said(self.die.one(NOISE)))

    def _leaves(self, deed: Deed) -> None:
        before = self.visit.kept()
        self.visit.does(deed)
        assert self.visit.kept() == before, deed


DEEDS = (
    "goes_back", "edits", "taps_away", "taps_an_old_card", "pauses_and_resumes", "asks_for_the_law",
    "sends_a_photo", "makes_noise",
)  # fmt: skip


def handed_over_as_answered(visit: Playable, form: Checklist) -> None:
    """The draft says what the answers say: ticked is a hazard, and only what was shown is clear."""
    [draft] = visit.drafts
    ticked: set[str] = set()
    shown: set[str] = set()
    alone: dict[str, str] = {}
    for ask, given in visit.trail():
        if ask.key.startswith(("sec.", "short.")) and ".na" not in ask.key:
            assert isinstance(ask.form, TickOff)
            shown |= {option.id for option in ask.form.options}
            ticked |= set(given)
        if ask.key.startswith(("item.", "alone.")) and given is not None:
            alone[ask.item] = given
    hazards = {one.item for one in draft.hazards}
    for item in form.items:
        mark = draft.marks.get(item.id)
        verdict = mark["verdict"] if mark else Verdict.UNANSWERED
        if verdict == Verdict.CLEAR:
            assert item.id in shown, f"{item.id} was never shown and is clear"
            assert item.id not in ticked or alone.get(item.id) == "clear"
        if mark and verdict == Verdict.HAZARD and not mark["reason"]:
            assert item.id in ticked or alone.get(item.id) == "hazard", f"{item.id} nobody ticked"
    assert hazards <= ticked | {item for item, said in alone.items() if said == "hazard"}
