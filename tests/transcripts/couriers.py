"""Couriers that draw every message as the platform would get it, and note what would be cut or refused."""

from dataclasses import dataclass, field
from typing import Any

from bot.deeds import Person
from bot.ports import Request
from bot.wechat import render as wechat
from bot.wecom import render as wecom
from bot.wecom.account import WecomAccount
from bot.wire.limits import BadCardError, Cut, Shaper
from bot.words import Outgoing, Reply
from deploy.accounts import template_map
from tests.clock import shanghai
from tests.courier import ACourier
from tests.house import BUREAU

ACCOUNT = WecomAccount("corp", 1, "secret", "token", "aes")
TEMPLATES = template_map(BUREAU)
AT = shanghai("2023-05-08 09:00")


@dataclass
class Limits:
    """What was too long or not allowed, in words. Empty is what every test wants."""

    broken: list[str] = field(default_factory=list)

    def noting(self, what: str) -> Shaper:
        """A shaper that forgives nothing."""

        def cut(one: Cut) -> None:
            self.broken.append(f"{one.place} holds {one.limit}, had {one.had}: {what[:200]}")

        return Shaper(cut)

    def reply(self, who: Person, said: Reply) -> None:
        """Draw a passive reply."""
        try:
            if who.channel == "wecom":
                wecom.reply(said, who.id, "corp", AT, self.noting(repr(said)))
            else:
                wechat.reply(said, who.id, "gh_account", AT, self.noting(repr(said)))
        except BadCardError as error:
            self.broken.append(f"{error}: {said!r:.200}")


@dataclass
class StrictCourier(ACourier):
    """Everything it is given is drawn by the platform's own renderer first."""

    channel: str = "wecom"
    limits: Limits = field(default_factory=Limits)

    def freeze(self, to: str, word: Outgoing, media: str = "", **how: Any) -> Request:
        """The bytes; what would not fit is noted."""
        shaper = self.limits.noting(repr(word))
        try:
            if self.channel == "wecom":
                wecom.request(ACCOUNT, to, word, media, shaper)
            else:
                wechat.request(TEMPLATES, to, word, media, shaper)
        except BadCardError as error:
            self.limits.broken.append(f"{error}: {word!r:.200}")
        return ACourier.freeze(self, to, word, media, **how)
