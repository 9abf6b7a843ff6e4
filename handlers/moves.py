"""Changes of state: allowed by the table of moves, written to the audit in the same commit, or refused."""

from typing import Any, Protocol

from handlers.desk import Desk
from rules.moves import Moves


class Moving(Protocol):
    """A row that has a state."""

    id: Any
    state: Any
    __tablename__: Any


def move(desk: Desk, row: Moving, moves: Moves[Any], to: str, why: str = "", **detail: Any) -> None:
    """Move `row` to a state. Raises rules.moves.ForbiddenMoveError; an audit row is added otherwise."""
    moves.check(row.state, to)
    was, row.state = str(row.state), str(to)
    desk.work.audit.note(desk.by.person.id, "moved", subject(row), was=was, to=str(to), why=why, **detail)


def subject(row: Moving) -> str:
    """How the audit names a row."""
    return f"{row.__tablename__}:{row.id}"
