"""What the bot sends and what one callback is answered with: an adapter turns these into JSON and XML.

Frozen values without a platform. They never carry behaviour, and they never know a database row.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Say:
    """A text message."""

    text: str
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True)
class Button:
    """`style` 1 primary, 2 plain, 3 danger; with a `url` the button opens a page and fires no key."""

    key: str
    label: str
    style: Literal[1, 2, 3] = 2
    url: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list that is ticked or picked."""

    id: str
    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    """At most six buttons."""

    buttons: tuple[Button, ...]
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True, slots=True)
class Ticks:
    """A list of at most 20 options, any number of which may be ticked (one, if not `many`)."""

    question: str
    options: tuple[Option, ...]
    submit: Button
    many: bool = True
    kind: Literal["ticks"] = "ticks"


@dataclass(frozen=True, slots=True)
class Selector:
    """A drop-down of at most ten options; `selected` is shown first."""

    question: str
    title: str
    options: tuple[Option, ...]
    selected: str = ""


@dataclass(frozen=True, slots=True)
class Selectors:
    """At most three drop-downs, submitted together."""

    selectors: tuple[Selector, ...]
    submit: Button
    kind: Literal["selectors"] = "selectors"


@dataclass(frozen=True, slots=True)
class Link:
    """A card that only opens a page."""

    url: str
    kind: Literal["link"] = "link"


Form = Buttons | Ticks | Selectors | Link


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card's list: a short name and its value, perhaps opening a page."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A card as it stands in the chat. `task` names it for ever; `source` is the small line on top."""

    task: str
    title: str
    form: Form
    note: str = ""
    body: str = ""
    source: str = ""
    rows: tuple[Row, ...] = ()
    kind: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class Swap:
    """An earlier card of one person replaced by another, with the response code of its last tap."""

    code: str
    card: Card
    kind: Literal["swap"] = "swap"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to read or print. `file` is its reference in the file store or a letter still to draw."""

    file: str
    name: str
    kind: Literal["paper"] = "paper"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image shown in the chat."""

    file: str
    name: str = "图片.png"
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Notify:
    """A template message of the service account.

    `template` is our name for it (`bureau.toml` maps it to the platform's template id and fields),
    `facts` are the values by our names, `url` the page it opens. `via` subscription sends it as a
    subscription notice, which also reaches people who do not follow, once for each consent.
    """

    template: str
    facts: dict[str, str]
    url: str
    via: Literal["template", "subscription"] = "template"
    kind: Literal["notify"] = "notify"


@dataclass(frozen=True, slots=True)
class Recall:
    """Take back a message of the last day from the person's WeCom. `message` is the platform's id of it."""

    message: str
    kind: Literal["recall"] = "recall"


@dataclass(frozen=True, slots=True)
class Menu:
    """A text of the service account with words to tap: a tap says them, as if they were typed."""

    head: str
    choices: tuple[str, ...]
    tail: str
    kind: Literal["menu"] = "menu"


Outgoing = Say | Card | Swap | Paper | Picture | Notify | Recall | Menu


# --- What one callback is answered with -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing in the reply; what there is to say travels on its own."""

    kind: Literal["silence"] = "silence"


@dataclass(frozen=True, slots=True)
class Turned:
    """The tapped card is replaced, in place, by this one."""

    card: Card
    kind: Literal["turned"] = "turned"


@dataclass(frozen=True, slots=True)
class Settled:
    """The tapped card's buttons go grey and read `label`."""

    label: str
    kind: Literal["settled"] = "settled"


Reply = Silence | Say | Turned | Settled
