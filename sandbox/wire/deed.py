"""What a person did, ready to be told to the bot: the nodes behind the common head of a callback.

Platform-neutral; the head (who, when, MsgId) is added by the postman at delivery.
"""

from dataclasses import dataclass

from sandbox.wire.xml import Node


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to call back about.

    `what` is `text`, `image` … or `event:` and the event's name; `words` is for people who watch;
    `message` is the bubble it belongs to (a clicked card), `code` that click's response code. `sender`
    stands in for the person where the platform itself speaks (`sys`), `agentless` leaves the AgentID out.
    """

    what: str
    words: str
    nodes: tuple[Node, ...]
    message: int | None = None
    code: str = ""
    sender: str = ""
    agentless: bool = False

    @property
    def is_event(self) -> bool:
        """Events carry no MsgId."""
        return self.what.startswith("event:")

    @property
    def event(self) -> str:
        """The event's name, '' for a message."""
        return self.what.removeprefix("event:") if self.is_event else ""
