"""What a dialogue is written with: questions, looks, tellings, and what it hands over at the end.

A script is a generator. Each `yield Ask(key, …)` asks one thing, the answer comes back on its left,
`return` hands over one command. Scripts are replayed at every turn, so they are pure: no clock, no
query, no randomness; what they need is given to them as frozen facts.
"""

import hashlib
import json
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rules.reading import Reading, Refusal


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `also` are typed words that mean it.

    With `goto` the choice is no answer: it moves the person to the question of that key or alias. With
    `order` it is a standing order such as `pause`. With `url` it opens a page.
    """

    id: str
    label: str
    style: int = 2
    also: tuple[str, ...] = ()
    goto: str = ""
    order: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """One of up to six choices. The answer is the choice's id."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TickOff:
    """Any of up to 20 options. The answer is the list of ticked ids, in the order shown.

    `none` is the id of the option that says there is nothing: it is ticked beforehand, any other
    tick wins over it, and an empty submit means it. `ticked` are ids ticked beforehand.
    """

    options: tuple[Choice, ...]
    submit: str = "提交"
    none: str = ""
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picker:
    """One drop-down. An option with the id '' stands for 请选择 and is no answer."""

    id: str
    title: str
    options: tuple[Choice, ...]
    selected: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """Up to three drop-downs on one card. The answer is {picker id: option id}."""

    pickers: tuple[Picker, ...]
    submit: str = "确定"


@dataclass(frozen=True, slots=True)
class Write:
    """Free text. `choices` are shortcuts beside it, whose label is taken as the text."""

    most: int = 500
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What a typed text answers beyond the question it was typed at: (key, value) in the order they are to
    be kept. `say` repeats what was understood."""

    answers: tuple[tuple[str, Any], ...]
    say: str = ""


Form = Choose | TickOff | Pick | Write
Check = Callable[[Any], Reading[Any] | Refusal]
Beside = Callable[[str], Given | Refusal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question.

    `key` names its answer for ever and is never a position. `about` is a hash of what the question
    depends on: a kept answer given about something else is shown and must be given again. `item` is the
    checklist item that photos sent now belong to, `item_label` how a person calls it. `alias` are the
    words 「改 …」 may name it by. `law` is what 「依据」 answers. `check` turns a read value into the
    stored one, or refuses it in words. `beside` reads typed texts that answer other questions as well
    (None: not such a text); it is tried before the form. `link` is (label, url) of a page behind the card.
    """

    key: str
    title: str
    form: Form
    note: str = ""
    body: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    about: str = ""
    item: str = ""
    item_label: str = ""
    alias: tuple[str, ...] = ()
    law: str = ""
    check: Check | None = None
    beside: Beside | None = None
    link: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question that is only asked when somebody goes to it. Without an answer it gives None."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Offers:
    """Offers in a row, as one step: most are never taken. Gives (key, answer) of the first that has
    an answer, None where none has; the script then offers those behind it again."""

    asks: tuple[Ask, ...]
    keys: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", frozenset(ask.key for ask in self.asks))


@dataclass(frozen=True, slots=True)
class Look:
    """A search. The engine reads once, stores what was found, and gives the same at every replay."""

    key: str
    query: str


@dataclass(frozen=True, slots=True)
class Do:
    """An effect in the middle of a script, done once for each `about`; gives what the effect returned."""

    key: str
    command: Any
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """Texts sent once, when the script first comes by with this `about`. Gives None."""

    key: str
    texts: tuple[str, ...]
    about: str = ""


Step = Ask | Offer | Offers | Look | Do | Tell
Script = Generator[Step, Any, Any]
Part = Generator[Step, Any, Any]
"""A piece of a script, used with `yield from`."""


def about(*facts: object) -> str:
    """Twelve hex digits that change when any of these facts does."""
    # Replays ask for the same ones again: plain facts are looked up, by type too, as 1 == True.
    return _about_plain(*facts) if all(type(one) in _PLAIN for one in facts) else _about(facts)


_PLAIN = {str, bool, int, type(None)}


@lru_cache(maxsize=4096, typed=True)
def _about_plain(*facts: object) -> str:
    return _about(facts)


def _about(facts: tuple[object, ...]) -> str:
    return hashlib.sha256(_CANONICAL.encode(facts).encode()).hexdigest()[:12]


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=repr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A sheet to open: which script, on what subject, with which frozen facts. `answers` (key, value, about)
    were given on the card that led here."""

    script: str
    subject: str
    facts: dict[str, Any]
    answers: tuple[tuple[str, Any, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a use-case leaves: a word to say, a label for the tapped card, perhaps a next sheet.

    `opens` begins a new sheet, `joins` sits down at one that is open already.
    """

    say: str = ""
    settle: str = "已完成"
    opens: Opening | None = None
    joins: str = ""


class RefusedError(Exception):
    """A use-case will not do it; `say` tells the person why and what to do instead. Nothing was written."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say
