"""Who may open and answer inspections: officers, leaders, and experts only where the bureau says so."""

from collections.abc import Iterable

from handlers.desk import House
from rules.roles import Action, Role, any_may


def may_inspect(roles: Iterable[str], house: House) -> bool:
    """Since 2025 experts may not inspect themselves (国办发〔2024〕54号): `[experts] inspect` is false."""
    held = frozenset(roles)
    return any_may(held, Action.VISIT_WRITE) or (house.bureau.experts.inspect and Role.EXPERT in held)
