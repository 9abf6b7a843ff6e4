"""States of a reminder (温馨提示单, Annex 3): two copies, one signed copy back. It has no deadline."""

from rules.labels import Labelled
from rules.moves import Moves


class ReminderState(Labelled):
    """From the first draft to the signed copy."""

    DRAFT = "draft", "草稿"
    DROPPED = "dropped", "弃用"
    ISSUED = "issued", "已制作"
    DELIVERED = "delivered", "已送达"
    SIGNED = "signed", "已签收"
    REFUSED = "refused", "未签收说明"
    ARCHIVED = "archived", "归档"
    VOID = "void", "作废"


_S = ReminderState

MOVES = Moves(
    {
        _S.DRAFT: {_S.ISSUED, _S.DROPPED},
        _S.DROPPED: set(),
        _S.ISSUED: {_S.DELIVERED, _S.SIGNED, _S.REFUSED, _S.VOID},
        _S.DELIVERED: {_S.SIGNED, _S.REFUSED, _S.VOID},
        # A copy taken for signed that was not goes back to 已送达; Annex 4 then carries a correction.
        _S.SIGNED: {_S.ARCHIVED, _S.DELIVERED, _S.VOID},
        _S.REFUSED: {_S.SIGNED, _S.ARCHIVED, _S.VOID},
        _S.ARCHIVED: set(),
        _S.VOID: set(),
    }
)

UNSIGNED = frozenset({_S.ISSUED, _S.DELIVERED})
"""Out, and the signed copy is still awaited."""
SIGNED = frozenset({_S.SIGNED, _S.ARCHIVED})
CLOSED = frozenset({_S.SIGNED, _S.REFUSED, _S.ARCHIVED, _S.VOID, _S.DROPPED})
