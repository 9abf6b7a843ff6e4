"""A person's phone: the cards on it, live, grey or replaced, and what a finger can do with them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.deeds import Tap
from bot.words import Buttons, Card, Selectors, Swap, Ticks


class NothingThereError(LookupError):
    """The phone shows nothing like that: the conversation file asks for a tap nobody could make."""


@dataclass(slots=True)
class Shown:
    """One card as it once stood there. `live`: it stands there now and its buttons work."""

    card: Card
    live: bool = True


@dataclass(slots=True)
class Phone:
    """Cards of one person, oldest first; a replaced card stays as something a stale tap may come from."""

    cards: list[Shown] = field(default_factory=list)
    taps: int = 0
    typed: int = 0
    photos: int = 0
    last: Tap | None = None
    _codes: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def interactions(self) -> int:
        """Taps and ticks 1, a typed message 2, a photo in a chat 4 (the usual way to count them)."""
        return self.taps + 2 * self.typed + 4 * self.photos

    def arrive(self, card: Card) -> None:
        """A card of its own."""
        self.cards.append(Shown(card))

    def turn(self, task: str, card: Card) -> None:
        """A card is replaced in its place."""
        self._off(task)
        self.cards.append(Shown(card))

    def swap(self, swap: Swap) -> None:
        """The same, by a call."""
        self.turn(swap.card.task, swap.card)

    def settle(self, task: str) -> None:
        """Its buttons go grey."""
        self._off(task)

    def _off(self, task: str) -> None:
        for one in self.cards:
            if one.card.task == task:
                one.live = False

    # --- fingers

    def press(self, label: str, title: str = "", *, stale: bool = False) -> Tap:
        """Tap a button by its label, on the latest card that has it."""
        for card in self._cards(title, stale):
            if isinstance(card.form, Buttons):
                for button in card.form.buttons:
                    if button.label == label and not button.url:
                        self.taps += 1
                        return self._tap(card, button.key, {})
        raise NothingThereError(f"no button {label!r}")

    def tick(self, labels: list[str], submit: str, title: str = "", *, stale: bool = False) -> Tap:
        """Tick (or untick) these entries and submit. What is ticked beforehand stays so."""
        for card in self._cards(title, stale):
            if isinstance(card.form, Ticks) and card.form.submit.label == submit:
                options = card.form.options
                found = [_only(label, [o.label for o in options]) for label in labels]
                chosen = tuple(o.id for o in options if o.ticked != (o.label in found))
                self.taps += len(labels) + 1
                return self._tap(card, card.form.submit.key, {card.form.question: chosen})
        raise NothingThereError(f"no list with {submit!r}")

    def pick(self, picks: dict[str, str], submit: str, title: str = "", *, stale: bool = False) -> Tap:
        """Choose in drop-downs and submit; the others keep what they show."""
        for card in self._cards(title, stale):
            if isinstance(card.form, Selectors) and card.form.submit.label == submit:
                ticked: dict[str, tuple[str, ...]] = {
                    s.question: (s.selected,) for s in card.form.selectors if s.selected
                }
                titles = [s.title for s in card.form.selectors]
                for name, label in picks.items():
                    selector = card.form.selectors[titles.index(_only(name, titles))]
                    option = next(o for o in selector.options if o.label == label)
                    ticked[selector.question] = (option.id,)
                self.taps += len(picks) + 1
                return self._tap(card, card.form.submit.key, ticked)
        raise NothingThereError(f"no drop-downs with {submit!r}")

    def again(self) -> Tap:
        """The finger slipped: the last tap once more."""
        if self.last is None:
            raise NothingThereError("nothing was tapped yet")
        return self.last

    def _cards(self, title: str, stale: bool) -> list[Card]:
        shown = [one.card for one in reversed(self.cards) if one.live != stale]
        return [card for card in shown if title in card.title]

    def _tap(self, card: Card, key: str, ticked: dict[str, tuple[str, ...]]) -> Tap:
        self.last = Tap(card.task, key, ticked, f"code-{next(self._codes)}")
        return self.last


def _only(label: str, among: list[str]) -> str:
    """The entry meant: the whole label, else the only one that begins with it, or contains it."""
    for found in (
        [one for one in among if one == label],
        [one for one in among if one.startswith(label)],
        [one for one in among if label in one],
    ):
        if len(found) == 1:
            return found[0]
    raise NothingThereError(f"{label!r} is not one of {among}")
