"""The audit chain: whole when nobody touched it, and every way of touching it is found."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, text

from models.tables.records import Audit, ChainHead
from models.work import Store, Work
from tests.clock import SHANGHAI, TICK, AClock, shanghai
from tests.crowd import at_once


def noted(store: Store, count: int = 6) -> None:
    for n in range(1, count + 1):
        with store.write() as work:
            work.audit.note("linyifan", "moved", f"notice:{n}", was="numbered", to="signed", 数=n)


def broken(store: Store) -> int | None:
    with store.read() as work:
        return work.audit.verify()


def test_a_chain_nobody_touched_is_whole(store: Store) -> None:
    assert broken(store) is None

    noted(store)

    assert broken(store) is None


def test_rows_written_at_once_stand_one_behind_the_other(store: Store) -> None:
    def note() -> None:
        with store.write() as work:
            work.audit.note("linyifan", "moved", "notice:1")

    assert at_once([note] * 16) == [None] * 16

    assert broken(store) is None
    with store.read() as work:
        assert work.session.get_one(ChainHead, "audit").length == 16


def test_a_rolled_back_row_leaves_the_chain_whole(store: Store) -> None:
    noted(store, 2)
    try:
        with store.write() as work:
            work.audit.note("linyifan", "moved", "notice:9")
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    noted(store, 1)

    assert broken(store) is None


def test_a_clock_of_another_zone_breaks_no_chain(store: Store, clock: AClock) -> None:
    clock.at = clock.at.astimezone(SHANGHAI)

    noted(store, 2)

    assert broken(store) is None


def change(row: int, **values: object) -> Callable[[Work], object]:
    def tamper(work: Work) -> None:
        found = work.session.get_one(Audit, row)
        for name, value in values.items():
            setattr(found, name, value)

    return tamper


def swap(work: Work) -> None:
    """Exchange the contents of two rows, hashes left in place."""
    second, third = work.session.get_one(Audit, 2), work.session.get_one(Audit, 3)
    second.subject, third.subject = third.subject, second.subject


def reorder(work: Work) -> None:
    """Exchange whole rows, hashes and all."""
    for was, to in ((2, 100), (3, 2), (100, 3)):
        work.session.execute(text(f"UPDATE audit SET id = {to} WHERE id = {was}"))


def insert(work: Work) -> None:
    """A row of one's own between two others, chained to the one before it."""
    after = work.session.get_one(Audit, 3)
    values = {c.key: getattr(after, c.key) for c in Audit.__table__.columns if c.key != "id"}
    for number in (6, 5, 4):
        work.session.execute(text(f"UPDATE audit SET id = {number + 1} WHERE id = {number}"))
    work.session.expunge_all()
    work.session.add(Audit(id=4, **{**values, "previous": after.sha}))


def restore(work: Work) -> None:
    """An old copy: the last rows and the head as they were three rows ago."""
    third = work.session.get_one(Audit, 3).sha
    work.session.execute(delete(Audit).where(Audit.id > 3))
    work.session.execute(text(f"UPDATE chain_head SET sha = '{third}'"))


TAMPERS: dict[str, tuple[Callable[[Work], object], int]] = {
    "the actor changed": (change(3, by="wangmin"), 3),
    "the action changed": (change(3, action="looked"), 3),
    "the subject changed": (change(3, subject="notice:1"), 3),
    "the detail changed": (change(3, detail={"was": "numbered", "to": "void", "数": 3}), 3),
    "the hour changed": (change(3, at=shanghai("2023-05-09 09:00")), 3),
    "the hash changed": (change(3, sha="0" * 64), 3),
    "the link changed": (change(3, previous="0" * 64), 3),
    "the first row changed": (change(1, by="wangmin"), 1),
    "the last row changed": (change(6, by="wangmin"), 6),
    "a row deleted": (lambda work: work.session.execute(delete(Audit).where(Audit.id == 3)), 4),
    "the first row deleted": (lambda work: work.session.execute(delete(Audit).where(Audit.id == 1)), 2),
    "the tail cut off": (lambda work: work.session.execute(delete(Audit).where(Audit.id > 4)), -1),
    "everything deleted": (lambda work: work.session.execute(delete(Audit)), -1),
    "the head deleted": (lambda work: work.session.execute(delete(ChainHead)), -1),
    "the head moved": (lambda work: work.session.execute(text("UPDATE chain_head SET length = 5")), -1),
    "two rows' contents exchanged": (swap, 2),
    "two rows exchanged": (reorder, 2),
    "a row inserted": (insert, 4),
    "an old copy put back, its length forgotten": (restore, -1),
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_every_tamper_is_found_at_its_row(store: Store, tamper: str) -> None:
    deed, row = TAMPERS[tamper]
    noted(store)

    with store.write() as work:
        deed(work)

    assert broken(store) == row


def test_a_row_says_who_did_what_to_which_thing_and_when(store: Store, clock: AClock) -> None:
    now = clock.at + TICK
    noted(store, 1)

    with store.read() as work:
        row = work.session.execute(select(Audit)).scalar_one()
    assert (row.by, row.action, row.subject) == ("linyifan", "moved", "notice:1")
    assert row.detail == {"was": "numbered", "to": "signed", "数": 1}
    assert row.at == now
