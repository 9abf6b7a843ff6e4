"""Values made once and found again by the ids of what they were made of: comparing ids costs far less than
comparing what is in them.

It only saves work: what was forgotten is made again, and comes out the same.
"""

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(dict[Hashable, tuple[object, T]], Generic[T]):
    """Key → (the objects whose ids stand in the key, the value). At most `most`; one more and all go.

    A plain dict to read: every replay reads it some hundred times. Values are shared: never change one.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: Hashable, objects: object, value: T) -> T:
        """The value, kept. `objects` stay beside it, so that no other object can ever have their ids."""
        if len(self) >= self._most:
            self.clear()
        self[key] = objects, value
        return value
