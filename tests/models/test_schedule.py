"""What is due: rungs planned once, taken by one clock, duties held until they are done."""

from datetime import date

from models.tables.letters import Notice
from models.tables.schedule import Duty, Reminder
from models.work import Store
from tests.clock import AClock, shanghai
from tests.crowd import at_once
from tests.house import AHouse


def rung(
    notice: int, name: str = "due-7", at: str = "2023-05-18 09:12", audience: str = "contact"
) -> Reminder:
    return Reminder(notice_id=notice, rung=name, audience=audience, on=date(2023, 5, 18), due_at=shanghai(at))


def plan(house: AHouse, *rungs: Reminder) -> None:
    with house.store.write() as work:
        for one in rungs:
            work.schedule.plan(one)


def due(house: AHouse, most: int = 50) -> list[str]:
    with house.store.write() as work:
        taken = work.schedule.take_due(most)
        for one in taken:
            one.state = "sent"
        return [one.rung for one in taken]


def test_a_rung_is_planned_once_for_ever(house: AHouse) -> None:
    house.issue()
    plan(house, rung(1), rung(1), rung(1, audience="officer"))
    house.change(lambda work: work.schedule.cancel(1, "已签收"))
    plan(house, rung(1))

    assert [(r.rung, r.audience, r.state) for r in house.rows(Reminder)] == [
        ("due-7", "contact", "cancelled"),
        ("due-7", "officer", "cancelled"),
    ]


def test_only_what_is_due_is_taken_the_oldest_first(house: AHouse) -> None:
    house.issue()
    plan(
        house,
        rung(1, "due-3", "2023-05-22 09:12"),
        rung(1, "due-7", "2023-05-18 09:12"),
        rung(1, "due-0", "2023-05-25 09:12"),
    )

    assert due(house) == []
    house.clock.go_to("2023-05-22 09:12")

    assert due(house) == ["due-7", "due-3"]
    assert due(house) == []


def test_four_clocks_take_each_rung_once(house: AHouse) -> None:
    house.issue()
    plan(house, *(rung(1, f"due-{n}") for n in range(20)))
    house.clock.go_to("2023-05-18 09:12")

    taken = at_once([lambda: due(house, 5)] * 4)

    rest = [due(house) for _ in range(2)]
    assert sorted(name for part in (*taken, *rest) for name in part) == sorted(f"due-{n}" for n in range(20))


def test_cancelling_some_rungs_leaves_the_others(house: AHouse) -> None:
    house.issue()
    plan(house, rung(1, "unsigned+1"), rung(1, "due-7"), rung(2, "unsigned+1"))

    house.change(lambda work: work.schedule.cancel(1, "已签收", ["unsigned+1"]))

    assert [(r.notice_id, r.rung, r.state, r.why) for r in house.rows(Reminder)] == [
        (1, "unsigned+1", "cancelled", "已签收"),
        (1, "due-7", "planned", ""),
        (2, "unsigned+1", "planned", ""),
    ]
    assert len(house.rows(Notice)) == 2


def duty(owner: str = "linyifan", due_on: date | None = None, subject: str = "1") -> Duty:
    at = shanghai("2023-05-08 09:00")
    return Duty(kind="recheck", subject=subject, owner=owner, title="复核", due_on=due_on, at=at)


def give(store: Store, one: Duty) -> bool:
    with store.write() as work:
        return work.schedule.give(one)


def test_a_duty_is_given_once_until_it_is_done_and_then_anew(store: Store) -> None:
    assert give(store, duty())
    assert not give(store, duty())
    assert give(store, duty("wangmin"))
    with store.write() as work:
        work.schedule.done("recheck", "1")

    with store.read() as work:
        assert work.schedule.duties("linyifan") == []
        assert work.schedule.duties("wangmin") == []
    assert give(store, duty())


def test_duties_are_listed_next_due_first_and_undated_last(store: Store) -> None:
    give(store, duty(subject="undated"))
    give(store, duty(subject="later", due_on=date(2023, 6, 1)))
    give(store, duty(subject="sooner", due_on=date(2023, 5, 20)))

    with store.read() as work:
        assert [one.subject for one in work.schedule.duties("linyifan")] == ["sooner", "later", "undated"]


def test_duties_held_since_an_instant_are_found(store: Store, clock: AClock) -> None:
    give(store, duty())

    with store.read() as work:
        assert len(work.schedule.held("recheck", shanghai("2023-05-08 09:01"))) == 1
        assert work.schedule.held("recheck", shanghai("2023-05-08 09:00")) == []
        assert work.schedule.held("ruling", shanghai("2023-05-09 09:00")) == []
