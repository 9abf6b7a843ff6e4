"""The book of callbacks: each admitted once for ever, kept in order, given up by number."""

from typing import Any

from models.inbox import Admitted, Arrived
from models.tables.post import InboundRow
from models.work import Store
from tests.clock import AClock
from tests.crowd import Meanwhile, at_once
from tests.factories import AT


def arrived(key: str, person: str = "linyifan") -> Arrived:
    return Arrived(key, "wecom", person, AT, AT, {"kind": "said", "text": key})


def admit(store: Store, key: str, state: str = "done", person: str = "linyifan") -> Admitted:
    with store.write() as work:
        return work.inbox.admit(arrived(key, person), state)


def waiting(store: Store) -> list[tuple[int, str]]:
    with store.read() as work:
        return [(one.number, one.person) for one in work.inbox.waiting()]


def take(store: Store, number: int) -> Any:
    with store.write() as work:
        row = work.inbox.take_waiting(number)
        return row.key if row else None


def test_a_callback_is_new_once_and_then_has_the_reply_it_got(store: Store) -> None:
    first = admit(store, "k")
    with store.write() as work:
        work.inbox.answered(first.number, {"kind": "say", "text": "好"})

    again = admit(store, "k")

    assert (first.new, first.reply) == (True, None)
    assert (again.new, again.number, again.reply) == (False, first.number, {"kind": "say", "text": "好"})


def test_thirty_two_at_once_are_one(store: Store) -> None:
    found = at_once([lambda: admit(store, "k")] * 32)

    assert sorted(one.new for one in found) == [False] * 31 + [True]
    assert len({one.number for one in found}) == 1


def test_the_key_stays_taken_when_the_body_is_purged(store: Store) -> None:
    admit(store, "k")
    with store.write() as work:
        work.session.query(InboundRow).update({"deed": None})

    assert not admit(store, "k").new


def test_a_rolled_back_admission_leaves_the_key_free(store: Store) -> None:
    try:
        with store.write() as work:
            work.inbox.admit(arrived("k"))
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    assert admit(store, "k").new


def test_the_oldest_waiting_callback_of_each_person_comes_first(store: Store) -> None:
    numbers = [
        admit(store, key, "waiting", who).number
        for key, who in (("1", "lin"), ("2", "wang"), ("3", "lin"), ("4", "zhou"))
    ]
    admit(store, "5", "done", "song")

    assert waiting(store) == [(numbers[0], "lin"), (numbers[1], "wang"), (numbers[3], "zhou")]


def test_a_long_queue_of_one_person_hides_nobody(store: Store) -> None:
    first = min(admit(store, f"lin:{n}", "waiting", "lin").number for n in range(60))
    other = admit(store, "wang:1", "waiting", "wang").number

    assert waiting(store) == [(first, "lin"), (other, "wang")]


def test_only_the_person_himself_waits_behind_his_own_callback(store: Store) -> None:
    admit(store, "1", "waiting", "lin")

    with store.read() as work:
        assert work.inbox.has_waiting("wecom", "lin")
        assert not work.inbox.has_waiting("wecom", "wang")
        assert not work.inbox.has_waiting("wechat", "lin")


def test_a_waiting_callback_is_taken_once(store: Store) -> None:
    number = admit(store, "k", "waiting").number

    assert take(store, number) == "k"
    with store.write() as work:
        work.inbox.answered(number, None)
    assert take(store, number) is None


def test_two_workers_never_take_the_same_callback(store: Store) -> None:
    number = admit(store, "k", "waiting").number

    def playing(meanwhile: Meanwhile) -> None:
        with store.write() as work:
            assert work.inbox.take_waiting(number) is not None
            meanwhile.middle()
            work.inbox.answered(number, None)

    postgres = store._engine.dialect.name == "postgresql"
    with Meanwhile(playing) as other:
        if postgres:  # SQLite has one writer: the second worker would wait for it
            assert take(store, number) is None
        other.go_on()
    assert take(store, number) is None


def test_tries_are_counted_and_a_failure_keeps_its_reason(store: Store) -> None:
    number = admit(store, "k", "waiting").number

    with store.write() as work:
        tries = [work.inbox.count_try(number) for _ in range(3)]
        work.inbox.failed(number, "x" * 900)

    with store.read() as work:
        row = work.session.get_one(InboundRow, number)
    assert tries == [1, 2, 3]
    assert (row.state, row.attempts, len(row.why)) == ("failed", 3, 500)


def test_two_events_of_one_second_are_two(store: Store, clock: AClock) -> None:
    assert admit(store, "tap:a").new
    assert admit(store, "tap:b").new
