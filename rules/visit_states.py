"""States of a visit, domain text §1.2: what is saved, what is frozen, what replaced it.

A confirmed visit is never edited: a correction is a new version and the old one stays.
"""

from rules.labels import Labelled
from rules.moves import Moves


class VisitState(Labelled):
    """From the first tap to the frozen record."""

    DRAFT = "draft", "草稿"
    INCOMPLETE = "incomplete", "待补"
    AWAITING_ENTERPRISE = "awaiting_enterprise", "待企业确认"
    CONFIRMED = "confirmed", "已确认"
    CORRECTED = "corrected", "已更正"
    VOID = "void", "作废"


_S = VisitState

MOVES = Moves(
    {
        _S.DRAFT: {_S.INCOMPLETE, _S.AWAITING_ENTERPRISE, _S.CONFIRMED, _S.VOID},
        _S.INCOMPLETE: {_S.AWAITING_ENTERPRISE, _S.CONFIRMED, _S.VOID},
        # What the enterprise disputes goes back to be completed.
        _S.AWAITING_ENTERPRISE: {_S.CONFIRMED, _S.INCOMPLETE, _S.VOID},
        _S.CONFIRMED: {_S.CORRECTED, _S.VOID},
        # A corrected version was replaced; the version that replaced it is confirmed in its own row.
        _S.CORRECTED: set(),
        _S.VOID: set(),
    }
)

EDITABLE = frozenset({_S.DRAFT, _S.INCOMPLETE, _S.AWAITING_ENTERPRISE})
FROZEN = frozenset({_S.CONFIRMED, _S.CORRECTED, _S.VOID})
COUNTED = frozenset({_S.CONFIRMED})
"""Only these stand in Annex 4 and in coverage."""
LEADER_ONLY = frozenset({_S.VOID})
"""States only a leader may bring about."""
