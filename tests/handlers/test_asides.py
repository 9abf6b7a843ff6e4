"""Words beside an open sheet: what is no such word is told apart without asking the database anything."""

import pytest
from sqlalchemy import event

from handlers import reception
from tests.factories import LIN
from tests.forms.turns import RealVisit
from tests.house import AHouse


@pytest.mark.parametrize("answer", ["2023年3月总铬、六价铬", "会诊", "仪器没有校准"])
def test_an_answer_costs_no_query_before_it_is_heard(sqlite_house: AHouse, answer: str) -> None:
    RealVisit(sqlite_house).begin()
    asked: list[str] = []

    with sqlite_house.at_desk(LIN) as desk:
        event.listen(sqlite_house.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        said = reception.aside(answer, desk)

    assert said is None
    assert asked == []
