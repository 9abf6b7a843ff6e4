"""The line in front of the database: order, those who go first, those who give up."""

from threading import Event, Thread

import pytest
from sqlalchemy import create_engine

from models.line import Line, LineError

LONG = 10.0


class Visitor(Thread):
    """Takes a place, says so, and stays until he is told to go."""

    def __init__(self, line: Line, name: str, came: list[str], first: bool = False) -> None:
        super().__init__(name=name)
        self.in_place, self.go = Event(), Event()
        self._line, self._came, self._first = line, came, first

    def run(self) -> None:
        with self._line.place(LONG, first=self._first):
            self._came.append(self.name)
            self.in_place.set()
            self.go.wait(LONG)


def stand(line: Line, visitor: Visitor, ahead: int) -> Visitor:
    """Start him and wait until `ahead` others and he stand in line."""
    visitor.start()
    for _ in range(1000):
        if line.waiting == ahead + 1:
            return visitor
        Event().wait(0.005)
    raise AssertionError("he never stood in line")


def test_first_come_first_served_but_those_who_go_first() -> None:
    line, came = Line(1), list[str]()
    inside = Visitor(line, "inside", came)
    inside.start()
    assert inside.in_place.wait(LONG)
    queue = [stand(line, Visitor(line, name, came), n) for n, name in enumerate(("one", "two"))]
    queue.append(stand(line, Visitor(line, "keeper", came, first=True), 2))
    for one in (inside, *queue):
        one.go.set()
    for one in (inside, *queue):
        one.join(LONG)
    assert came == ["inside", "keeper", "one", "two"]


def test_who_waits_in_vain_is_told_and_leaves_no_gap() -> None:
    line = Line(1)
    with line.place():
        with pytest.raises(LineError), line.place(0.02):
            pass
        assert line.waiting == 0
    with line.place(0):
        pass


def test_a_place_is_given_back_when_the_work_fails() -> None:
    line = Line(1)
    with pytest.raises(ZeroDivisionError), line.place():
        _ = 1 / 0
    with line.place(0):
        pass


def test_sqlite_has_one_place_and_postgresql_one_a_connection() -> None:
    narrow = Line.before(create_engine("sqlite://"), 0.01)
    with narrow.place(), pytest.raises(LineError), narrow.place():
        pass
    wide = Line.before(create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", pool_size=2), 0.01)
    with wide.place(), wide.place(), pytest.raises(LineError), wide.place():
        pass
