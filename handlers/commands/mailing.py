"""Commands about reminders to a whole district."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartMailing:
    """温馨提示单 to every other enterprise of a district that has none."""

    district: str
