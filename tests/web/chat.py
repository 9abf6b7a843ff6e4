"""A contact's or an officer's side of a chat: says something, reads the answer."""

import itertools

from bot.deeds import Inbound, Person
from bot.words import Say
from tests.factories import LINBEN
from tests.house import AHouse

_NUMBERS = itertools.count(1)


def says(house: AHouse, text: str, who: str = LINBEN, channel: str = "wechat") -> str:
    """Type something; the text that came back, by reply or by message."""
    from bot.deeds import Said

    return does(house, Said(text), who, channel)


def does(house: AHouse, deed: object, who: str = LINBEN, channel: str = "wechat") -> str:
    """Any deed."""
    courier = house.wechat if channel == "wechat" else house.wecom
    before = len(courier.posted)
    person = Person(channel, who)  # type: ignore[arg-type]
    key = f"chat-{next(_NUMBERS)}"
    reply = house.turn.take(Inbound(key, person, house.clock.now(), deed))  # type: ignore[arg-type]
    said = [reply.text] if isinstance(reply, Say) else []
    house.deliver()
    return "\n".join(said + [str(p.word.get("text", p.word)) for p in courier.posted[before:] if p.to == who])
