"""A callback that would stand in line for too long is kept at once and played later, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

from bot.deeds import Inbound, Person, Said
from bot.words import Reply, Silence
from models.line import Line
from models.tables.post import InboundRow, OutboxRow
from models.work import Store
from tests.clock import AClock
from tests.crowd import Meanwhile
from tests.factories import LIN
from tests.house import AHouse


class Watched(Line):
    """Tells when somebody has gone to the front."""

    def __init__(self) -> None:
        super().__init__(1)
        self.kept = Event()

    @contextmanager
    def place(self, patience: float | None = None, *, first: bool = False) -> Iterator[None]:
        if first:
            self.kept.set()
        with super().place(patience, first=first):
            yield


def said(clock: AClock, key: str) -> Inbound:
    """Something typed by an officer."""
    return Inbound(key, Person("wecom", LIN), clock.now(), Said("帮助"))


def waiting(house: AHouse) -> list[str]:
    """Keys of what is kept, in order."""
    return [row.key for row in house.rows(InboundRow, InboundRow.state == "waiting")]


def test_kept_in_order_and_played_once(sqlite_house: AHouse, clock: AClock) -> None:
    house, line, replies = replace(sqlite_house, patience=0.05), Watched(), list[Reply]()
    house.__dict__["store"] = Store(house.engine, clock.now, clock.wall, line)

    def importing(meanwhile: Meanwhile) -> None:
        with house.store.write():
            meanwhile.middle()

    caller = Thread(target=lambda: replies.append(house.turn.take(said(clock, "one"))))
    with Meanwhile(importing):
        caller.start()
        assert line.kept.wait(30)
    caller.join(30)
    replies.append(house.turn.take(said(clock, "two")))

    assert replies == [Silence(), Silence()]
    assert waiting(house) == ["one", "two"]
    while house.replayer.drain():
        pass
    assert waiting(house) == []
    assert len(house.rows(OutboxRow)) == 2
    assert house.turn.take(said(clock, "one")) == Silence()
    assert len(house.rows(OutboxRow)) == 2
