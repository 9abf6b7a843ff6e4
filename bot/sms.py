"""The port for text messages (短信): the bureau plugs its own gateway in; without one none is sent.

Set SMS_GATEWAY to `module:factory`; the factory takes nothing and gives an `SmsGateway`.
"""

import json
from importlib import import_module
from typing import Literal, Protocol

from bot.outcome import GiveUp, Media, Outcome, Uploaded
from bot.ports import Request
from bot.words import Outgoing, Say

LONGEST = 300


class SmsGateway(Protocol):
    """One gateway. Raises nothing for what the network does: every call gives an Outcome."""

    def send(self, phone: str, text: str) -> Outcome:
        """One attempt; called again with the same text after a Retry or an Unknown."""
        ...


def gateway(name: str) -> SmsGateway:
    """The gateway named by `module:factory`. Raises ImportError or AttributeError for a wrong name."""
    module, _, factory = name.partition(":")
    made: SmsGateway = getattr(import_module(module), factory)()
    return made


class SmsCourier:
    """A `Courier` (bot.ports) for texts only."""

    def __init__(self, gateway: SmsGateway) -> None:
        self._gateway = gateway

    def freeze(self, to: str, word: Outgoing, media: str = "", *, unique: bool = False) -> Request:
        """The final bytes."""
        assert isinstance(word, Say)
        return Request(
            "sms", json.dumps({"to": to, "text": word.text[:LONGEST]}, ensure_ascii=False).encode()
        )

    def send(self, request: Request) -> Outcome:
        """One attempt."""
        said = json.loads(request.body)
        return self._gateway.send(said["to"], said["text"])

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """A text carries no file."""
        return GiveUp("短信不能发文件")

    def fetch(self, media: str) -> Media | Outcome:
        """Nobody sends files this way."""
        return GiveUp("短信没有文件")
