"""Verdicts typed in one go, wherever the inspection stands: what they answer now, and what is kept for later.

Items behind the present question are edited, those on the card in hand are ticked, those ahead stand in a
ledger (the answer `typed`) until their card comes. 其余正常 answers the cards ahead: their wording was shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.script import Ask, Given, Offer, Part, Write
from handlers.scripts.brief import Answers, Brief
from handlers.scripts.not_applicable import NONE
from rules.checklist import Item
from rules.form_lines import ranges
from rules.reading import Refusal
from rules.typed_marks import Typed, read_marks

KEY = "typed"
ALL = "*"
NEXT = {
    "再加一条": "more", "再加": "more", "还有一条": "more",
    "当场已改": "fixed", "已当场改": "fixed", "当场改了": "fixed",
}  # fmt: skip
"""Words that add to the hazard described last."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was typed of items whose card had not come. `closed` are cards it answers, ALL for the rest."""

    items: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Was anything typed at all?"""
        return bool(self.items or self.closed)

    def closes(self, page: str, section: str, items: tuple[Item, ...]) -> bool:
        """Does it answer this card? All of the rest, its section, or each of its items."""
        if not self:
            return False
        return bool(self.closed & {ALL, page, section}) or all(item.id in self.items for item in items)

    def ticked(self, items: tuple[Item, ...]) -> list[str]:
        """The hazards among these items."""
        return [item.id for item in items if self.items.get(item.id, ("",))[0] == "hazard"] if self else []

    def dropped(self, items: tuple[Item, ...]) -> dict[str, str]:
        """What was said not to apply among these items, with reasons."""
        if not self:
            return {}
        return {i.id: self.items[i.id][1] for i in items if self.items.get(i.id, ("",))[0] == "na"}

    def names(self, item: str) -> bool:
        """Was the item answered by itself?"""
        return item in self.items


def ledger() -> Part:
    """The ledger as it stands."""
    stored: dict[str, Any] | None = yield Offer(Ask(key=KEY, title="一次说完的", form=Write(0)))
    if stored is None:
        return Ledger()
    return Ledger({k: (v[0], v[1]) for k, v in stored["items"].items()}, frozenset(stored["closed"]))


@dataclass(frozen=True, slots=True)
class Behind:
    """A card already answered whose items have no question of their own to go back to."""

    page: str
    items: tuple[Item, ...]
    ticked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typing:
    """Where a typed text arrives: the ledger, and the card in hand with its ticks (None while it waits)."""

    brief: Brief
    answers: Answers
    ledger: Ledger
    page: str = ""
    items: tuple[Item, ...] = ()
    ticked: tuple[str, ...] | None = None
    behind: tuple[Behind, ...] = ()

    def with_ticks(self, ticked: list[str]) -> "Typing":
        """The card in hand was submitted with these."""
        here = {item.id for item in self.items}
        mine = tuple([one for one in ticked if one in here])
        return Typing(self.brief, self.answers, self.ledger, self.page, self.items, mine, self.behind)

    def ticks(self, card: Ask, section: str) -> Part:
        """The card's ticks; one that a typed text answered is only shown if somebody goes to it."""
        if not self.ledger.closes(self.page, section, self.items):
            return (yield card)
        changed: list[str] | None = yield Offer(card)
        return changed if changed is not None else (self.ledger.ticked(self.items) or [NONE])

    def at_card(self, text: str) -> Given | Refusal | None:
        """At a section card: bare numbers of this card alone are left to the card itself."""
        if (added := self._added(text)) is not None:
            return added
        typed = read_marks(self.brief.checklist, text)
        if typed is None or isinstance(typed, Refusal):
            return typed
        here = {item.id for item in self.items}
        if typed.bare and not typed.rest and set(typed.items) <= here:
            return None
        return self._given(typed)

    def at_question(self, text: str) -> Given | Refusal | None:
        """At any other question: numbers without a word may be its answer."""
        if (added := self._added(text)) is not None:
            return added
        typed = read_marks(self.brief.checklist, text)
        if typed is None or isinstance(typed, Refusal):
            return None
        return None if typed.bare and not typed.rest else self._given(typed)

    def _added(self, text: str) -> Given | None:
        """再加一条, 当场已改: about the hazard described last."""
        added = NEXT.get(text.strip("。.！! ")) if self.answers.latest else None
        if added is None:
            return None
        return Given(((self.answers.latest, added),), "记下了。" if added == "fixed" else "")

    def _given(self, typed: Typed) -> Given:
        given: dict[str, Any] = {KEY: None}
        ahead = dict(self.ledger.items)
        closed = set(self.ledger.closed) | set(typed.sections) | ({ALL} if typed.rest else set())
        cards = {one.page: one for one in self.behind}
        if self.ticked is not None:
            cards[self.page] = Behind(self.page, self.items, self.ticked)
        for item, (verdict, why) in typed.items.items():
            card = next((one for one in cards.values() if item in {i.id for i in one.items}), None)
            if item in self.answers.marks and not self.behind:
                given[f"item.{item}"] = verdict
                given |= {f"na.{item}": why} if verdict == "na" else {}
            elif card is not None and verdict != "na":
                ticks = {*card.ticked} - {item} | ({item} if verdict == "hazard" else set())
                cards[card.page] = replace(card, ticked=tuple(i.id for i in card.items if i.id in ticks))
                given[card.page] = list(cards[card.page].ticked) or [NONE]
            else:
                ahead[item] = (verdict, why)
                if item in {one.id for one in self.items} and verdict == "hazard":
                    closed.add(self.page)
        given[KEY] = {"items": {key: list(value) for key, value in ahead.items()}, "closed": sorted(closed)}
        return Given(tuple(given.items()), self._echo(typed))

    def _echo(self, typed: Typed) -> str:
        """What was understood, within the line beside a card's title."""
        parts = []
        for verdict, word in (("hazard", "有问题"), ("na", "不适用"), ("clear", "正常")):
            numbers = sorted(
                self.brief.checklist.item(i).num for i, v in typed.items.items() if v[0] == verdict
            )
            parts += [f"{ranges(numbers)} {word}"] if numbers else []
        said = [s for s in self.brief.checklist.sections if s.id in typed.sections]
        but = "其余" if any(self.ledger.ticked(s.items) for s in said) else ""
        parts += [f"{'、'.join(s.numeral for s in said)}组{but}正常"] if said else []
        parts += ["其余正常"] if typed.rest else []
        return f"按你说的记：{'，'.join(parts)}"
