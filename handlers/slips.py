"""Which photos show a letter of a visit with the enterprise's seal (盖章回执). It only reads."""

from handlers.desk import Desk
from models.tables.cases import Evidence


def sealed(visit: int, desk: Desk) -> list[Evidence]:
    """Slips the enterprise sent itself, and those an officer recorded as sealed."""
    plain = _plain(visit, desk)
    return [row for row in desk.work.evidence.slips(visit) if row.id not in plain]


def unsealed(visit: int, desk: Desk) -> list[Evidence]:
    """Photos of slips signed by hand without a seal."""
    plain = _plain(visit, desk)
    return [row for row in desk.work.evidence.slips(visit) if row.id in plain]


def _plain(visit: int, desk: Desk) -> set[int]:
    """Photos of what was recorded on paper as not sealed, those that came later too."""
    handovers = desk.work.notices.handovers(visit)
    return {int(one) for row in handovers if not row.sealed for one in row.evidence}
