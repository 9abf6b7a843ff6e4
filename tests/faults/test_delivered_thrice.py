"""Every callback of a whole story three times at once, and again when all is over: one effect, one reply."""

from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.deeds import Inbound
from bot.ports import BusyError
from bot.turn import Turn
from bot.words import Reply
from handlers.books import opener
from models.tables import Base
from models.tables.letters import Handover, Notice, Receipt
from tests.crowd import at_once
from tests.faults.story import (
    LEFT_BEHIND,
    ON_PAPER,
    Told,
    WholeHouse,
    a_stage,
    left_behind,
    play_all,
    play_on_paper,
)

TIMES = 3


class Crowd(Turn):
    """Takes every callback three times at the same instant, and keeps what each was answered."""

    heard: list[tuple[Inbound, Reply]]

    def take(self, inbound: Inbound) -> Reply:
        """The reply all three got."""
        replies = at_once([lambda: self._until_kept(inbound)] * TIMES)
        first: Reply = replies[0]
        assert replies == [first] * TIMES, inbound
        self.heard.append((inbound, first))
        return first

    def _until_kept(self, inbound: Inbound) -> Reply:
        """On a machine with much to do a lock may be busy for too long: the platform then asks again."""
        for _ in range(10):
            try:
                return Turn.take(self, inbound)
            except BusyError:
                continue
        raise AssertionError("busy for ever")


class HeardThrice(WholeHouse):
    """A house to which the platform sends everything three times."""

    @cached_property
    def turn(self) -> Crowd:
        """Takes callbacks."""
        turn = Crowd(opener(self.store, self.patience), self.table, self.ring, self.log)
        turn.heard = []
        return turn


def everything(house: WholeHouse) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with house.store.read() as work:
        return {
            table.name: [
                tuple(row) for row in work.session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
        }


def test_one_effect_and_one_reply(engine: Engine, tmp_path: Path, undisturbed: Told) -> None:
    """A story heard thrice reads as one heard once; told again at its end, it changes nothing."""
    stage, house = a_stage(HeardThrice, engine, tmp_path)
    play_all(stage)

    assert stage.seen == undisturbed.seen
    assert left_behind(stage) == undisturbed.left
    assert not stage.limits.broken

    before = everything(house)
    for inbound, reply in reversed(house.turn.heard):
        assert Turn.take(house.turn, inbound) == reply
    assert house.deliver() == 0
    assert everything(house) == before
    stage.close()


@pytest.mark.parametrize(("lines", "how"), [(ON_PAPER, "paper"), (LEFT_BEHIND, "left")])
def test_paper_heard_thrice_is_one_receipt(engine: Engine, tmp_path: Path, lines: str, how: str) -> None:
    stage, house = a_stage(HeardThrice, engine, tmp_path)
    play_on_paper(stage, lines)

    receipts = house.rows(Receipt)
    assert [(r.notice_id, r.how, str(r.received_on)) for r in receipts] == [
        (1, how, "2023-05-09"),
        (2, how, "2023-05-09"),
    ]
    [handover] = house.rows(Handover)
    assert len(handover.evidence) == 1
    assert str(house.rows(Notice, Notice.kind == "warning")[0].due_on) == "2023-05-24"
    before = everything(house)
    for inbound, reply in reversed(house.turn.heard):
        assert Turn.take(house.turn, inbound) == reply
    assert everything(house) == before
    stage.close()
