"""The way to contacts in a linked corp (互联企业): plain texts by linkedcorp/message/send, nothing else.

The platform gives no message id and takes no cards this way (wire facts §3.9).
"""

from typing import Literal

from bot.outcome import GiveUp, Media, Outcome, Uploaded
from bot.ports import Courier, Request
from bot.wire.limits import BadCardError
from bot.wire.strict import encoded
from bot.words import Outgoing, Say

_SEND = "/cgi-bin/linkedcorp/message/send"


class LinkedCourier:
    """A `Courier` (bot.ports) beside the app's own; `to` is CorpId/userid."""

    def __init__(self, own: Courier, agent_id: int) -> None:
        self._own = own
        self._agent = agent_id

    def freeze(self, to: str, word: Outgoing, media: str = "", *, unique: bool = False) -> Request:
        """The final bytes. Raises BadCardError for anything but a text."""
        if not isinstance(word, Say):
            raise BadCardError(f"a linked corp is sent no {word.kind}")
        body = {"touser": [to], "agentid": self._agent, "msgtype": "text", "text": {"content": word.text}}
        return Request(_SEND, encoded(body))

    def send(self, request: Request) -> Outcome:
        """One attempt, by the app's own token and errcode table."""
        return self._own.send(request)

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """Files are opened on the page."""
        return GiveUp("互联企业只发文字")

    def fetch(self, media: str) -> Media | Outcome:
        """Nobody answers this way."""
        return GiveUp("互联企业只发文字")
