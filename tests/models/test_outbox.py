"""The outbox: order for each recipient, lanes between them, leases, keys, what may not leave yet."""

from typing import Any

import pytest

from models.outbox import Posting
from models.sending import MEMBER_A_MINUTE, Claimed
from models.tables.letters import Notice
from models.tables.post import Attempt, OutboxRow
from models.work import Store
from tests.clock import AClock
from tests.house import AHouse


def say(text: str, to: str = "linyifan", **but: Any) -> Posting:
    return Posting(**{"channel": "wecom", "recipient": to, "word": {"kind": "say", "text": text}, **but})


def put(store: Store, *postings: Posting) -> list[int | None]:
    with store.write() as work:
        return [work.outbox.put(posting) for posting in postings]


def claim(store: Store, worker: str = "a", lease: float = 30, most: int = 8) -> list[Claimed]:
    with store.write() as work:
        return work.sending.claim(worker, lease, most)


def settle(store: Store, *claimed: Claimed, state: str = "sent") -> None:
    with store.write() as work:
        for one in claimed:
            work.sending.tried(one, "Sent", None, "")
            work.outbox.settle(one.id, state)


def texts(claimed: list[Claimed]) -> list[str]:
    return [one.word["text"] for one in claimed]


def state(store: Store, number: int | None) -> OutboxRow:
    with store.read() as work:
        return work.session.get_one(OutboxRow, number)


def test_a_recipient_gets_one_message_at_a_time_in_order(store: Store) -> None:
    put(store, say("一"), say("二"), say("三"), say("甲", to="wangmin"))

    first = claim(store)
    nothing = claim(store, "b")
    settle(store, first[0])
    second = claim(store, "b")

    assert texts(first) == ["一", "甲"]
    assert nothing == []
    assert texts(second) == ["二"]


def test_a_message_that_is_given_up_lets_the_next_one_go(store: Store) -> None:
    put(store, say("一"), say("二"))

    settle(store, *claim(store), state="given_up")

    assert texts(claim(store)) == ["二"]


def test_a_message_that_waits_for_a_retry_holds_the_later_ones_back(store: Store, clock: AClock) -> None:
    put(store, say("一"), say("二"))
    [first] = claim(store)

    with store.write() as work:
        work.sending.again(first.id, after=5)
    early = claim(store)
    clock.forward(seconds=6)
    late = claim(store)

    assert early == []
    assert texts(late) == ["一"]
    assert late[0].attempts == 2


def test_somebody_who_waits_comes_before_bulk(store: Store) -> None:
    put(store, say("群发", to="a", lane=2), say("文书", to="b", lane=1), say("回答", to="c", lane=0))

    assert texts(claim(store, most=2)) == ["回答", "文书"]


def test_a_key_is_used_once_for_ever(store: Store) -> None:
    [first, again] = put(store, say("提醒", key="rung:1:due-7:1"), say("提醒", key="rung:1:due-7:1"))
    settle(store, *claim(store))

    assert first is not None
    assert (again, put(store, say("提醒", key="rung:1:due-7:1"))) == (None, [None])


def test_a_lease_that_ran_out_is_taken_over(store: Store, clock: AClock) -> None:
    put(store, say("一"))
    claim(store, "dead", lease=30)

    clock.forward(seconds=29)
    held = claim(store, "b")
    clock.forward(seconds=2)
    [taken] = claim(store, "b")

    assert held == []
    assert taken.attempts == 2


def test_a_worker_back_from_the_dead_no_longer_holds_what_another_has_sent(
    store: Store, clock: AClock
) -> None:
    [number] = put(store, say("一"))
    [slow] = claim(store, "slow", lease=30)
    clock.forward(seconds=31)
    [taken] = claim(store, "quick")
    settle(store, taken)

    with store.write() as work:
        assert not work.sending.hold(slow, 30)
        assert not work.sending.holds(slow)

    assert state(store, number).state == "sent"


def test_frozen_bytes_stay_until_the_file_must_be_uploaded_anew(store: Store, clock: AClock) -> None:
    put(store, say("一"))
    [first] = claim(store)
    with store.write() as work:
        assert work.sending.hold(first, 30, "message/send", b"{}")
        work.sending.again(first.id, 0)
    [second] = claim(store)
    with store.write() as work:
        work.sending.again(first.id, 0, fresh=True)
    [third] = claim(store)

    assert (first.body, second.body, third.body) == (None, b"{}", None)
    assert second.path == "message/send"


def test_a_try_that_does_not_count_is_not_counted(store: Store) -> None:
    put(store, say("一"))
    [first] = claim(store)

    with store.write() as work:
        work.sending.again(first.id, 0, counts=False)

    assert claim(store)[0].attempts == 1


def test_a_delayed_message_waits_and_a_later_one_takes_its_place(store: Store, clock: AClock) -> None:
    for count in (1, 2, 3):
        with store.write() as work:
            work.outbox.replace(say(f"照片 {count} 张", key="photos:1", after=2))
        clock.forward(seconds=1)

    early = claim(store)
    clock.forward(seconds=1)

    assert early == []
    assert texts(claim(store)) == ["照片 3 张"]


def test_a_merged_message_that_has_left_is_followed_by_a_new_one(store: Store, clock: AClock) -> None:
    for count in (1, 2):
        with store.write() as work:
            work.outbox.replace(say(f"照片 {count} 张", key="photos:1", after=2))
        clock.forward(seconds=3)
        settle(store, *claim(store))

    with store.read() as work:
        rows = work.session.query(OutboxRow).order_by(OutboxRow.id).all()
    assert [row.word["text"] for row in rows] == ["照片 1 张", "照片 2 张"]
    assert all(row.state == "sent" for row in rows)


def test_what_is_overtaken_is_taken_back_and_blocks_nobody(store: Store, clock: AClock) -> None:
    put(store, say("照片收到", key="photos:1", after=2), say("别人的", to="wangmin", after=2))

    with store.write() as work:
        work.outbox.drop_delayed("wecom", "linyifan")
        work.outbox.put(say("下一题"))
    clock.forward(seconds=3)

    assert texts(claim(store)) == ["别人的", "下一题"]


def test_a_delayed_message_of_a_retry_is_not_overtaken(store: Store) -> None:
    [number] = put(store, say("文书"))
    [one] = claim(store)

    with store.write() as work:
        work.sending.again(one.id, after=30)
    with store.write() as work:
        work.outbox.drop_delayed("wecom", "linyifan")

    assert state(store, number).state == "waiting"


def test_nothing_of_a_notice_leaves_before_its_number_is_safe(house: AHouse) -> None:
    visit = house.issue()
    [warning, _] = house.rows(Notice)
    put(house.store, say("提示单", to="someone", notice_id=warning.id))

    held = [one.recipient for one in claim(house.store, most=50)]
    house.journaling.drain()
    free = [one.recipient for one in claim(house.store, most=50)]

    assert visit
    assert "someone" not in held
    assert "someone" in free


def test_a_member_gets_no_more_in_a_minute_than_the_platform_delivers(store: Store, clock: AClock) -> None:
    put(store, *(say(str(n)) for n in range(MEMBER_A_MINUTE + 1)))
    for _ in range(MEMBER_A_MINUTE):
        settle(store, *claim(store))

    full = claim(store)
    clock.forward(seconds=61)

    assert full == []
    assert texts(claim(store)) == [str(MEMBER_A_MINUTE)]


def test_members_whose_minute_is_full_do_not_keep_the_others_waiting(store: Store, clock: AClock) -> None:
    busy = [f"busy{n}" for n in range(8)]
    put(store, *(say("还有一条", to=one) for one in busy), say("回答", to="linyifan"))
    with store.write() as work:
        for one in busy:
            work.session.add_all(
                Attempt(outbox_id=1, channel="wecom", recipient=one, at=work.wall, outcome="Sent")
                for _ in range(MEMBER_A_MINUTE)
            )

    taken = [one.recipient for _ in range(2) for one in claim(store, most=8)]
    clock.forward(seconds=61)

    assert taken == ["linyifan"]
    assert [one.recipient for one in claim(store, most=8)] == busy


@pytest.mark.parametrize("counts", ["swap", "wechat"])
def test_what_the_limit_is_not_about_is_not_held_back(store: Store, counts: str) -> None:
    with store.write() as work:
        work.session.add(OutboxRow(id=1000, channel="x", recipient="x", word={}, state="sent",
                                   not_before=work.wall, created_at=work.now))  # fmt: skip
        work.session.flush()
        work.session.add_all(
            Attempt(outbox_id=1000, channel=c, recipient="linyifan", at=work.wall, outcome="Sent")
            for c in ("wecom", "wechat")
            for _ in range(40)
        )
    word = {"kind": counts} if counts == "swap" else {"kind": "say", "text": "一"}

    put(store, say("", word=word, channel="wechat" if counts == "wechat" else "wecom"))

    assert len(claim(store)) == 1


def test_a_person_may_send_again_park_or_resolve_a_row(store: Store, clock: AClock) -> None:
    [number] = put(store, say("一"))
    settle(store, *claim(store), state="unresolved")

    with store.write() as work:
        assert [row.id for row in work.outbox.stuck()] == [number]
        assert work.outbox.put_by_hand(number or 0, "waiting") == "unresolved"
        assert work.outbox.put_by_hand(999, "waiting") == ""

    [again] = claim(store)
    assert (again.id, again.first_tried_at is not None) == (number, True)


def test_the_age_of_the_oldest_message_is_known(store: Store, clock: AClock) -> None:
    with store.read() as work:
        assert work.outbox.oldest_waiting() is None
    put(store, say("一"))
    since = clock.real
    clock.forward(minutes=2)
    put(store, say("二"))

    with store.read() as work:
        assert work.outbox.oldest_waiting() == since
