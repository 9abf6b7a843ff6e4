"""Receipts are chained: whatever is changed, exchanged or taken out afterwards is found."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from handlers.receipt_chain import verify
from models.tables.letters import Receipt
from models.work import Work
from tests.factories import a_contact, a_draft, an_enterprise
from tests.house import AHouse


def signed(house: AHouse) -> None:
    house.add(a_contact(1), an_enterprise(name="第二电镀厂", uscc=None), a_contact(3))
    house.sign(house.issue())
    house.sign(house.issue(a_draft(enterprise=3)), contact=2)


def broken(house: AHouse) -> int | None:
    with house.store.read() as work:
        return verify(work)


def _sql(statement: str) -> Callable[[Work], object]:
    return lambda work: work.session.execute(text(statement))


TAMPERS = {
    "another name": (_sql("UPDATE receipt SET name = '高远' WHERE id = 2"), 2),
    "an earlier day": (_sql("UPDATE receipt SET received_on = '2023-05-01' WHERE id = 3"), 3),
    "another letter": (_sql("UPDATE receipt SET paper_sha = 'x' WHERE id = 1"), 1),
    "other strokes": (_sql("UPDATE receipt SET strokes = '[]' WHERE id = 4"), 4),
    "another notice": (_sql("UPDATE notice SET number = '温环乐预警〔2023〕9号' WHERE id = 1"), 1),
    "one deleted": (_sql("DELETE FROM receipt WHERE id = 2"), 3),
    "the last deleted": (_sql("DELETE FROM receipt WHERE id = 4"), -1),
}


def test_receipts_nobody_touched_are_whole(house: AHouse) -> None:
    assert broken(house) is None

    signed(house)

    assert len(house.rows(Receipt)) == 4
    assert broken(house) is None


@pytest.mark.parametrize("tamper", TAMPERS)
def test_every_tamper_is_found(sqlite_house: AHouse, tamper: str) -> None:
    deed, row = TAMPERS[tamper]
    signed(sqlite_house)

    sqlite_house.change(deed)

    assert broken(sqlite_house) == row
