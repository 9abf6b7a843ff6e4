"""One call from a bot, and one entry of a table of endpoints. Values; `desk.py` carries them out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.platform.answer import ApiError, Binary
from sandbox.platform.shape import Shape
from sandbox.settings import Account, Corp, Person, PlatformName
from sandbox.wire.deed import Deed
from sandbox.world.journal import Note
from sandbox.world.world import World

Json = dict[str, Any]
Tell = Callable[[Person, Deed], object]


@dataclass(slots=True)
class Call:
    """A request while it is carried out; `notes`, `people` and `messages` end up in the log."""

    world: World
    tell: Tell
    platform: PlatformName
    api: str
    query: Mapping[str, str]
    body: Json = field(default_factory=dict)
    upload: tuple[str, bytes] | None = None
    ip: str = "127.0.0.1"
    notes: list[Note] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)

    def enforces(self, rule: str) -> bool:
        """False for a rule that is not sourced and was switched off."""
        return self.world.settings.switches.enforces(rule)

    @property
    def shape(self) -> Shape:
        """The body for reading field by field."""
        return Shape(self.body, "request", errcode=40058 if self.platform == "wecom" else 47001)

    @property
    def corp(self) -> Corp:
        """The company; only WeCom endpoints ask."""
        if self.world.settings.corp is None:
            raise ApiError(40013, "invalid corpid", "T5")
        return self.world.settings.corp

    @property
    def oa(self) -> Account:
        """The service account; only WeChat endpoints ask."""
        if self.world.settings.oa is None:
            raise ApiError(40013, "invalid appid", "T5")
        return self.world.settings.oa

    def cut(self, rule: str, field: str, text: str, most: int) -> str:
        """Cut a text to so many bytes as the platform does; in strict mode refuse instead."""
        size = len(text.encode())
        if size <= most:
            return text
        if self.world.settings.strict:
            raise ApiError(45002, "content size out of limit", rule)
        self.notes.append(Note("cut", rule, f"{field} {size} 字节，截到 {most} 字节"))
        return text.encode()[:most].decode("utf-8", "ignore")


Handler = Callable[[Call], "Json | Binary"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How one API is called. `bare` endpoints need no access token."""

    run: Handler
    method: Literal["GET", "POST", "ANY"] = "POST"
    takes: Literal["json", "file", "nothing"] = "json"
    bare: bool = False


def ok(**fields: Any) -> Json:
    """The success shape."""
    return {"errcode": 0, "errmsg": "ok", **fields}
