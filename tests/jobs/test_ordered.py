"""Papers ordered by a receipt: one that fails keeps no other waiting, is given up, and that is said."""

from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text

from bot.script import RefusedError
from handlers.archive import folder
from handlers.papers import NotReadyError
from jobs.ordered import Making
from models.orders import BACKOFF, LEASE_SECONDS
from models.tables.letters import PaperRow
from models.tables.records import Audit
from models.tables.schedule import PaperOrder
from tests.factories import FIRM, LIN, a_contact
from tests.handlers.test_on_paper import record
from tests.house import AHouse


@pytest.fixture
def received(sqlite_house: AHouse) -> AHouse:
    """Two letters, signed for; their certificates are ordered."""
    sqlite_house.add(a_contact(1))
    sqlite_house.sign(sqlite_house.issue())
    sqlite_house.deliver()
    return sqlite_house


def making(house: AHouse, make: Any) -> Making:
    return Making("certificate", make, house.store, house.desk, house.log)


def test_a_letter_that_cannot_be_drawn_keeps_no_other_waiting_and_is_given_up(received: AHouse) -> None:
    house = received
    poisoned = house.rows(PaperRow, PaperRow.copy == "送达", PaperRow.kind == "reminder")[0].id
    house.change(lambda work: setattr(work.notices.paper(poisoned), "file_sha", ""))
    house.change(lambda work: setattr(work.notices.paper(poisoned), "facts", "{}"))

    made = [house.certifier.drain()]
    for seconds in BACKOFF:
        made.append(house.certifier.drain())
        house.clock.forward(seconds=seconds + 1)
        made.append(house.certifier.drain())
    house.clock.forward(days=1)
    made.append(house.certifier.drain())

    assert made == [1, *[0] * (2 * len(BACKOFF) + 1)]
    assert sum(one["event"] == "order.failed" for one in house.heard.entries) == len(BACKOFF) + 1
    house.deliver()
    assert [one for one in house.wecom.texts(LIN) if "没有做成" in one] == [
        f"{FIRM}：温馨提示单的签收回执没有做成，是我们这边出了问题，已经记下，请联系管理员。"
        "签收已经记下，照样有效。"
    ]
    assert house.rows(Audit, Audit.action == "paper given up")
    with house.at_desk(LIN) as desk:
        missing = folder(desk.work.people.enterprise(1), desk).missing
    assert any("签收回执没有做成（是我们这边出了问题" in one for one in missing)


def test_what_can_never_be_made_is_not_tried_again(received: AHouse) -> None:
    tried: list[int] = []

    def never(notice: int) -> bool:
        tried.append(notice)
        raise RefusedError("里面有一个字印不出来")

    for _ in range(3):
        making(received, never).drain()
        received.clock.forward(hours=1)

    assert len(tried) == 2
    assert {row.why for row in received.rows(PaperOrder)} == {"里面有一个字印不出来"}


def test_what_waits_is_looked_at_ever_more_rarely_and_never_given_up(received: AHouse) -> None:
    looks: list[float] = []
    begun = received.clock.real

    def waiting(notice: int) -> bool:
        looks.append((received.clock.real - begun).total_seconds())
        raise NotReadyError("时间戳服务没有回应")

    received.change(lambda work: work.session.execute(text("DELETE FROM paper_order WHERE notice_id = 2")))
    for _ in range(4000):
        making(received, waiting).drain()
        received.clock.forward(seconds=1)

    assert 20 < len(looks) < 40
    assert looks[-1] - looks[-2] >= 300
    assert all(after - before < 310 for before, after in pairwise(looks))
    assert making(received, lambda notice: True).drain() == 0
    received.clock.forward(seconds=301)
    assert making(received, lambda notice: True).drain() == 1


def test_a_worker_that_died_leaves_its_order_to_the_next(received: AHouse) -> None:
    class Killed(BaseException):
        """As a kill would."""

    def dies(notice: int) -> bool:
        raise Killed

    with pytest.raises(Killed):
        making(received, dies).drain()
    assert received.certifier.drain() == 0
    received.clock.forward(seconds=LEASE_SECONDS + 1)
    assert received.certifier.drain() == 2


def test_two_workers_never_have_the_same_order_in_hand(house: AHouse) -> None:
    house.add(a_contact(1))
    house.sign(house.issue())
    with house.store.write() as work:
        first = work.orders.take_due("certificate", 1)
    with house.store.write() as work:
        second = work.orders.take_due("certificate", 20)
    with house.store.write() as work:
        third = work.orders.take_due("certificate", 20)

    assert [one.notice for one in (*first, *second)] == [1, 2]
    assert third == []


def test_a_receipt_whose_photo_is_missing_waits(sqlite_house: AHouse) -> None:
    house = sqlite_house
    record(house, house.issue())

    assert house.certifier.drain() == 0
    assert all(row.due_at is not None and not row.why for row in house.rows(PaperOrder))


def test_a_look_reads_what_is_due_and_not_what_was_ever_received(received: AHouse) -> None:
    received.certifier.drain()
    assert [row.due_at for row in received.rows(PaperOrder)] == [None, None]
    look = "SELECT id FROM paper_order WHERE sort = 'certificate' AND due_at <= '2023-05-08' LIMIT 1"
    with received.store.read() as work:
        plan = work.session.execute(text(f"EXPLAIN QUERY PLAN {look}")).all()

    assert ["SEARCH" in row[-1] and "sort=? AND due_at<?" in row[-1] for row in plan] == [True]
