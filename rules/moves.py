"""A table of allowed changes of state. What the table does not name is forbidden; nothing is assumed."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from rules.labels import Labelled

S = TypeVar("S", bound=Labelled)


class ForbiddenMoveError(ValueError):
    """The table does not know this move. `was` and `to` are the stored values."""

    def __init__(self, was: str, to: str) -> None:
        super().__init__(f"{_shown(was)} 不能改为 {_shown(to)}")
        self.was = str(was)
        self.to = str(to)


ForbiddenMove = ForbiddenMoveError
"""The name most callers catch it by."""


class Moves(Generic[S]):
    """The allowed moves of one kind of thing. Every state has its line, an end has an empty one."""

    def __init__(self, table: Mapping[S, Iterable[S]]) -> None:
        """Raises ValueError if a state has no line of its own, or none at all is given."""
        self._table = {state: frozenset(to) for state, to in table.items()}
        if not self._table:
            raise ValueError("a table of moves names its states")
        states: type[S] = type(next(iter(self._table)))
        if missing := [state.value for state in states if state not in self._table]:
            raise ValueError(f"no line for {', '.join(missing)}")

    def allowed(self, was: S | str) -> frozenset[S]:
        """Where a thing in this state may go. A value that is no state may go nowhere."""
        return next((to for state, to in self._table.items() if state == was), frozenset())

    def may(self, was: S | str, to: S | str) -> bool:
        """Is the move in the table?"""
        return to in self.allowed(was)

    def check(self, was: S | str, to: S | str) -> None:
        """Raises ForbiddenMoveError unless the move is in the table."""
        if not self.may(was, to):
            raise ForbiddenMoveError(self._named(was), self._named(to))

    @property
    def ends(self) -> frozenset[S]:
        """States with no way on."""
        return frozenset(state for state, to in self._table.items() if not to)

    def _named(self, value: S | str) -> S | str:
        return next((state for state in self._table if state == value), value)


def _shown(state: str) -> str:
    return f"“{state.label}”" if isinstance(state, Labelled) else f"“{state}”"
