"""What a person does, in words of our own: an adapter turns the platform's XML into these.

Frozen values without a platform. They never carry behaviour, and they never know a database row.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Channel = Literal["wecom", "wechat"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on one platform. `id` is a userid (WeCom) or an openid (service account)."""

    channel: Channel
    id: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button pressed or a card submitted.

    `task` is the card's task_id, `key` the pressed button's key, `ticked` the chosen option ids by
    question key, `code` the single-use response code with which the card may be updated (72 h).
    """

    task: str
    key: str
    ticked: dict[str, tuple[str, ...]]
    code: str = ""
    kind: Literal["tap"] = "tap"


@dataclass(frozen=True, slots=True)
class Said:
    """A typed message."""

    text: str
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture; `media` is fetched later (the platform keeps it for three days)."""

    media: str
    kind: Literal["photo"] = "photo"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message; `heard` is the platform's transcript where it gives one."""

    media: str
    heard: str = ""
    kind: Literal["voice"] = "voice"


@dataclass(frozen=True, slots=True)
class Clip:
    """A short video."""

    media: str
    kind: Literal["clip"] = "clip"


@dataclass(frozen=True, slots=True)
class Place:
    """A location sent on purpose. Degrees, GCJ-02 as the platform sends them."""

    latitude: float
    longitude: float
    label: str = ""
    kind: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The text of a code scanned from a menu entry; `key` is that entry."""

    text: str
    key: str = ""
    kind: Literal["scanned"] = "scanned"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A menu entry that fires a key."""

    key: str
    kind: Literal["pressed"] = "pressed"


@dataclass(frozen=True, slots=True)
class Entered:
    """The person opened the app or came into its visible range."""

    kind: Literal["entered"] = "entered"


@dataclass(frozen=True, slots=True)
class Joined:
    """A follower came, or scanned our code again; `scene` is the code's parameter, '' without one."""

    scene: str = ""
    kind: Literal["joined"] = "joined"


@dataclass(frozen=True, slots=True)
class Left:
    """The person unfollowed, or left the app's visible range."""

    kind: Literal["left"] = "left"


@dataclass(frozen=True, slots=True)
class Reached:
    """The platform's late word about a template message: `status` 'success' or the reason why not."""

    message: str
    status: str
    kind: Literal["reached"] = "reached"


@dataclass(frozen=True, slots=True)
class Other:
    """Anything else the platform sent: a link, an unknown event. `name` says which.

    An `event` nobody meant as a message: it is never answered.
    """

    name: str
    event: bool = False
    kind: Literal["other"] = "other"


Deed = (
    Tap | Said | Photo | Voice | Clip | Place | Scanned | Pressed | Entered | Joined | Left | Reached | Other
)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One callback, verified and decrypted.

    `key` is the same for every redelivery of the same callback and different for any other one, for
    ever. `at` is the platform's CreateTime (UTC).
    """

    key: str
    who: Person
    at: datetime
    deed: Deed
