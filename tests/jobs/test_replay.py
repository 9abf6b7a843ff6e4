"""Kept callbacks: played in order, tried again after a fault, in the end given up and their sender told."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.deeds import Inbound, Person, Said
from bot.turn import APOLOGY, Turn
from jobs.replay import Replayer
from models.inbox import POISONED
from models.tables.post import InboundRow, OutboxRow
from tests.factories import LIN, WANG
from tests.house import AHouse


@dataclass
class ABrokenTurn:
    """Fails for some callbacks, and leaves everything else to the real one."""

    turn: Turn
    breaks: set[int]
    tried: Counter[int] = field(default_factory=Counter)

    def take_waiting(self, number: int) -> bool:
        self.tried[number] += 1
        if number in self.breaks:
            raise RuntimeError("a bug")
        return self.turn.take_waiting(number)

    def give_up_waiting(self, number: int, why: str) -> None:
        self.turn.give_up_waiting(number, why)


@pytest.fixture
def house(sqlite_house: AHouse) -> AHouse:
    return sqlite_house


def kept(house: AHouse, key: str, who: str = LIN) -> int:
    """A callback whose lock was busy: written down, not yet played."""
    inbound = Inbound(key, Person("wecom", who), house.clock.now(), Said("帮助"))
    house.turn.take(inbound)
    with house.store.write() as work:
        row = work.session.query(InboundRow).filter_by(key=key).one()
        row.state = "waiting"
        row.reply = None
        return row.id


def states(house: AHouse) -> dict[str, str]:
    return {row.key: row.state for row in house.rows(InboundRow)}


def breaking(house: AHouse, *numbers: int) -> tuple[Replayer, ABrokenTurn]:
    turn = ABrokenTurn(house.turn, set(numbers))
    return Replayer(house.store, cast(Turn, turn), house.log), turn


def said(house: AHouse) -> list[Any]:
    return [row.word for row in house.rows(OutboxRow)]


def test_with_nothing_kept_there_is_nothing_to_do(house: AHouse) -> None:
    assert house.replayer.drain() == 0


def test_one_of_each_person_is_played_a_time(house: AHouse) -> None:
    for key, who in (("a1", LIN), ("a2", LIN), ("b1", WANG)):
        kept(house, key, who)

    first = house.replayer.drain()

    assert first == 2
    assert [key for key, state in states(house).items() if state == "waiting"] == ["a2"]
    assert house.replayer.drain() == 1


def test_a_fault_stops_nobody_else_and_is_tried_again(house: AHouse) -> None:
    bad, good = kept(house, "bad"), kept(house, "good", WANG)
    replayer, turn = breaking(house, bad)

    replayer.drain()
    turn.breaks.clear()
    replayer.drain()

    assert turn.tried == {bad: 2, good: 1}
    assert "waiting" not in states(house).values()


def test_what_fails_again_and_again_is_given_up_once_and_its_sender_told(house: AHouse) -> None:
    bad = kept(house, "bad")
    replayer, turn = breaking(house, bad)

    played = [replayer.drain() for _ in range(POISONED + 3)]

    assert turn.tried[bad] == POISONED
    assert played == [1] * (POISONED + 1) + [0, 0]
    assert states(house) == {"bad": "failed"}
    assert str(said(house)).count(APOLOGY) == 1
