"""States of a warning notice (预警提示单), domain text §1.3, and who may close or withdraw one.

A numbered notice is never deleted, nobody but our people closes it, and nothing is handed to enforcement
for being overdue without a recheck by a person (「经预警仍未及时改正的要依法查处」).
"""

from rules.labels import Labelled
from rules.moves import Moves


class NoticeState(Labelled):
    """From the first draft to the archive."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "待审核"
    RETURNED = "returned", "退回"
    DROPPED = "dropped", "弃用"
    TRANSFERRED = "transferred", "转查处"
    NUMBERED = "numbered", "已取号"
    SIGNED = "signed", "已签收"
    LEFT_BEHIND = "left_behind", "拒签留置"
    RECTIFYING = "rectifying", "整改中"
    AWAITING_RECHECK = "awaiting_recheck", "待复核"
    EXTENDED = "extended", "延期"
    OVERDUE = "overdue", "已逾期"
    NOT_CLEARED = "not_cleared", "未消除"
    CLEARED = "cleared", "已消除"
    ARCHIVED = "archived", "归档"
    VOID = "void", "作废"


_S = NoticeState

MOVES = Moves(
    {
        _S.DRAFT: {_S.IN_REVIEW, _S.DROPPED},
        _S.IN_REVIEW: {_S.NUMBERED, _S.TRANSFERRED, _S.RETURNED},
        _S.RETURNED: {_S.IN_REVIEW, _S.DROPPED},
        _S.DROPPED: set(),
        _S.TRANSFERRED: set(),
        _S.NUMBERED: {_S.SIGNED, _S.LEFT_BEHIND, _S.VOID},
        _S.SIGNED: {_S.RECTIFYING, _S.VOID},
        _S.LEFT_BEHIND: {_S.RECTIFYING, _S.VOID},
        # 延期 is asked for before the due date, so while 整改中.
        _S.RECTIFYING: {_S.AWAITING_RECHECK, _S.OVERDUE, _S.EXTENDED, _S.VOID},
        # Feedback sent back for one hazard puts the notice back where its due date says it is.
        _S.AWAITING_RECHECK: {
            _S.CLEARED,
            _S.NOT_CLEARED,
            _S.EXTENDED,
            _S.RECTIFYING,
            _S.OVERDUE,
            _S.VOID,
        },
        _S.EXTENDED: {_S.RECTIFYING, _S.VOID},
        _S.OVERDUE: {_S.AWAITING_RECHECK, _S.VOID},
        _S.NOT_CLEARED: {_S.TRANSFERRED, _S.EXTENDED, _S.VOID},
        # 督导组 may reopen what was closed too early.
        _S.CLEARED: {_S.ARCHIVED, _S.AWAITING_RECHECK},
        _S.ARCHIVED: set(),
        _S.VOID: set(),
    }
)

PREPARING = frozenset({_S.DRAFT, _S.IN_REVIEW, _S.RETURNED})
"""Not yet a notice: no number, nothing sent."""
UNSERVED = frozenset({_S.NUMBERED})
"""Numbered and on its way; the receipt is awaited."""
SERVED = frozenset(
    {
        _S.SIGNED,
        _S.LEFT_BEHIND,
        _S.RECTIFYING,
        _S.AWAITING_RECHECK,
        _S.EXTENDED,
        _S.OVERDUE,
        _S.NOT_CLEARED,
        _S.CLEARED,
        _S.ARCHIVED,
    }
)
"""Received or left behind: the period runs or has run."""
OPEN = frozenset(SERVED - {_S.CLEARED, _S.ARCHIVED}) | UNSERVED
"""Numbered, and something is still to be done about it."""
CLOSED = frozenset({_S.CLEARED, _S.ARCHIVED, _S.TRANSFERRED, _S.VOID, _S.DROPPED})
RUNNING = frozenset({_S.RECTIFYING})
"""States the clock turns into 已逾期. What awaits our recheck is ours to settle and is never flagged."""
MENDING = frozenset({_S.SIGNED, _S.LEFT_BEHIND, _S.RECTIFYING, _S.AWAITING_RECHECK, _S.EXTENDED, _S.OVERDUE})
"""States in which the enterprise may still send feedback."""


def withdrawal_refused(state: NoticeState, *, leader: bool, paper_served: bool) -> str:
    """Why this notice may not be voided now, '' if it may. After receipt a 更正/撤回 paper must be served."""
    if not MOVES.may(state, _S.VOID):
        return f"“{state.label}”的提示单不能作废。"
    if not leader:
        return "作废要由队领导定，请转给队领导。"
    if state in SERVED and not paper_served:
        return "企业已经签收，请先送达更正或撤回的书面说明，再作废。"
    return ""


def closing_refused(*, by_staff: bool, unsettled: int, needs_leader: bool, leader_agreed: bool) -> str:
    """Why the notice may not become 已消除 now, '' if it may. `unsettled` counts hazards not yet closed."""
    if not by_staff:
        return "整改情况收到了，要由执法人员复核后才能销号。"
    if unsettled:
        return f"还有 {unsettled} 条没有通过复核，先逐条处理。"
    if needs_leader and not leader_agreed:
        return "销号还差队领导同意，请转给队领导。"
    return ""
