"""A checklist as data: sections of items, the facts that decide what applies, the rules across items.

It assumes neither a number of items nor these sections, and no polarity: which answer is the hazard is
each item's own business. It holds no answers (`rules.marks`) and decides nothing (`rules.assessment`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from rules.conditions import Condition, references
from rules.cross_rules import CrossRule, Effect
from rules.law import NO_LAW, NO_PENALTY, Dated, Law, Penalty

STANDING: tuple[Effect, ...] = ("skip", "waive", "unverified", "ask", "follow")
"""Effects that change where an item stands, or what its answer amounts to."""

BLANK = "____"
"""What a preset text leaves open: one place, filled by the person."""

CARD_MOST = 18
"""Items on one card: a vote card has 20 options, two of which are 本组没有问题 and 有不适用的项."""

Side = Literal["yes", "no", "na"]


@dataclass(frozen=True, slots=True)
class Option:
    """One sub-choice of an item. `text` describes the case in full.

    `leader` forces the leader's gate (编造). `pending` means that the finding waits for somebody else's
    word (疑似，待复核): until then both boxes stay blank and nothing is counted.
    """

    id: str
    label: str
    text: str = ""
    leader: bool = False
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready description. `label` ≤ 10 characters; `text` has at most one `____`, asked for by `blank`.

    `half` and `act` are what choosing it already decides; '' and None where it decides nothing.
    """

    id: str
    label: str
    text: str
    blank: str = ""
    half: str = ""
    act: bool | None = None

    def filled(self, words: str) -> str:
        """The text with its blank filled."""
        return self.text.replace(BLANK, words, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the form. `id` is its answer key for ever, `text` the form's wording as it is printed.

    `label` states the problem in at most 17 characters. `asked_when` None means always. `na_reasons` are
    preset reasons of at most 16 characters. `two_step` items tell a risk from a committed act.
    `needs_running`: cannot be verified while production stands. `fix_hold`: its advice waits until the
    evidence is taken. `least_words` counts characters of the description. `certainty` high, medium, low.
    """

    id: str
    num: int
    text: str
    label: str
    hazard_when: Literal["yes", "no"]
    asked_when: Condition | None = None
    skipped_because: str = ""
    na_reasons: tuple[str, ...] = ()
    sub_choice: tuple[Option, ...] = ()
    sub_question: str = ""
    presets: tuple[Preset, ...] = ()
    two_step: bool = False
    serious: bool = False
    fix_hold: bool = False
    needs_running: bool = False
    photo_required: bool = False
    least_words: int = 0
    law: Dated[Law] = NO_LAW
    penalty: Dated[Penalty] = NO_PENALTY
    fix: str = ""
    certainty: str = ""
    notes: str = ""

    def option(self, half: str) -> Option | None:
        """The sub-choice of that id, if there is one."""
        return next((option for option in self.sub_choice if option.id == half), None)

    @property
    def card_label(self) -> str:
        """Number and label as a card shows them, within the platform's 17 characters where they fit."""
        spaced = f"{self.num} {self.label}"
        return spaced if len(spaced) <= 17 else f"{self.num}{self.label}"


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the form. `rows` is the paper's layout: the ids of items that share a line."""

    id: str
    numeral: str
    name: str
    items: tuple[Item, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A section, or the `number`-th of `of` parts of a long one.

    `behind` are the items whose answers may change where one of its own stands, directly or through others.
    """

    section: Section
    items: tuple[Item, ...]
    number: int
    of: int
    behind: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that decides which items apply. `ask` is a statement to tick, ≤ 17 characters.

    kind: bool is ticked, choice is picked from `options`, text is only shown and never asked for.
    `printed` are the options that have a box on the form. Where `true_when` holds nobody needs to be
    asked; `asked_when` None means whenever it still decides something.
    """

    id: str
    ask: str
    kind: Literal["bool", "choice", "text"] = "bool"
    options: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    asked_when: Condition | None = None
    true_when: Condition | None = None
    explains: str = ""


@dataclass(frozen=True, slots=True)
class AnswerWord:
    """A box of the form: which side of the answer it is, and its word (是, 未发现, 不涉及)."""

    side: Side
    word: str


YES_NO = (AnswerWord("yes", "是"), AnswerWord("no", "否"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A published version of a form. `verdict_words` are its boxes in the order they are printed."""

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...] = ()
    rules: tuple[CrossRule, ...] = ()
    verdict_words: tuple[AnswerWord, ...] = YES_NO
    card_most: int = CARD_MOST
    source: str = ""
    items: tuple[Item, ...] = field(init=False, repr=False, compare=False)
    cards: tuple[Card, ...] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    _touching: Mapping[tuple[str, str], tuple[CrossRule, ...]] = field(init=False, repr=False, compare=False)
    _stopping: Mapping[str, tuple[CrossRule, ...]] = field(init=False, repr=False, compare=False)
    _hanging: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _having: Mapping[str, tuple[CrossRule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        items = tuple(item for section in self.sections for item in section.items)
        touching: dict[tuple[str, str], list[CrossRule]] = {}
        for rule in self.rules:
            for item in rule.items:
                touching.setdefault((item, rule.effect), []).append(rule)
        frozen = {place: tuple(rules) for place, rules in touching.items()}
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "_by_id", MappingProxyType({item.id: item for item in items}))
        stopping = {i.id: frozen.get((i.id, "skip"), ()) + frozen.get((i.id, "waive"), ()) for i in items}
        hanging = {i.id: _answers_behind(i, stopping[i.id]) for i in items}
        having = {one.effect: tuple(r for r in self.rules if r.effect == one.effect) for one in self.rules}
        object.__setattr__(self, "_having", MappingProxyType(having))
        object.__setattr__(self, "_touching", MappingProxyType(frozen))
        object.__setattr__(self, "_stopping", MappingProxyType(stopping))
        object.__setattr__(self, "_hanging", MappingProxyType(hanging))
        object.__setattr__(self, "cards", tuple(self._cards()))

    @property
    def key(self) -> str:
        """What a sheet is pinned to, and the name of its file: id and version."""
        return f"{self.id}-{self.version}"

    @property
    def has_na_box(self) -> bool:
        """Does the paper have a box for 不适用 (不涉及)?"""
        return any(word.side == "na" for word in self.verdict_words)

    def item(self, id: str) -> Item:
        """The item of that id. Raises KeyError."""
        return self._by_id[id]

    def by_number(self, number: int) -> Item | None:
        """The item with that number on the form, None if there is none."""
        return next((item for item in self.items if item.num == number), None)

    def section_of(self, item_id: str) -> Section:
        """The section the item stands in. Raises KeyError."""
        for section in self.sections:
            if any(item.id == item_id for item in section.items):
                return section
        raise KeyError(item_id)

    def fact(self, id: str) -> Fact | None:
        """The fact of that id, None if it is not declared."""
        return next((fact for fact in self.facts if fact.id == id), None)

    def touching(self, item_id: str, effect: Effect) -> tuple[CrossRule, ...]:
        """The rules of that effect on the item, in the file's order."""
        return self._touching.get((item_id, effect), ())

    def stopping(self, item_id: str) -> tuple[CrossRule, ...]:
        """The rules that take the item off the form: skip first, then waive."""
        return self._stopping[item_id]

    def hangs_on(self, item_id: str) -> frozenset[str]:
        """The items whose answers decide whether this one is asked."""
        return self._hanging[item_id]

    def having(self, effect: Effect) -> tuple[CrossRule, ...]:
        """All rules of that effect, in the file's order."""
        return self._having.get(effect, ())

    def _cards(self) -> Iterator[Card]:
        straight = {
            item.id: _answers_behind(item, tuple(r for e in STANDING for r in self.touching(item.id, e)))
            for item in self.items
        }
        for section in self.sections:
            parts = self.pages(section.items)
            for number, part in enumerate(parts, 1):
                behind = _reached({item.id for item in part}, straight)
                yield Card(section, part, number, len(parts), behind)

    def pages(self, items: Sequence[Item], most: int | None = None) -> tuple[tuple[Item, ...], ...]:
        """Cut items into cards of nearly equal size, at most `most` each (the file's `card_most`)."""
        return _cut(items, most or self.card_most)


def _reached(ids: set[str], straight: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What these items hang on, and what that hangs on."""
    reached: set[str] = set()
    ahead = list(ids)
    while ahead:
        found = straight.get(ahead.pop(), frozenset()) - reached
        reached |= found
        ahead += found
    return frozenset(reached)


def _answers_behind(item: Item, rules: tuple[CrossRule, ...]) -> frozenset[str]:
    conditions = [item.asked_when, *(rule.when for rule in rules)]
    return frozenset().union(*(references(one).items for one in conditions))


def pages(section: Section, most: int = CARD_MOST) -> tuple[tuple[Item, ...], ...]:
    """The cards of a section: one, or several of nearly equal size."""
    return _cut(section.items, most)


def _cut(items: Sequence[Item], most: int) -> tuple[tuple[Item, ...], ...]:
    if not items:
        return ()
    cards = -(-len(items) // most)
    size, longer = divmod(len(items), cards)
    cut: list[tuple[Item, ...]] = []
    start = 0
    for card in range(cards):
        end = start + size + (card < longer)
        cut.append(tuple(items[start:end]))
        start = end
    return tuple(cut)
