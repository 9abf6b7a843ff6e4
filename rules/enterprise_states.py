"""States of an enterprise in the campaign, domain text §1.1. They tell progress and never block a visit."""

from rules.labels import Labelled
from rules.moves import Moves


class EnterpriseState(Labelled):
    """From the register to the closed loop, and the side states."""

    NOT_STARTED = "not_started", "未开展"
    VISITED = "visited", "已入企"
    INFORMED = "informed", "已告知"
    CLEAN = "clean", "无隐患-闭环"
    RECTIFYING = "rectifying", "整改中"
    CLEARED = "cleared", "已消除-闭环"
    TRANSFERRED = "transferred", "转查处"
    LOST = "lost", "关闭/失联"
    OFF_TARGET = "off_target", "非对象"
    MERGED = "merged", "重复"


_S = EnterpriseState
_SIDE = {_S.LOST, _S.OFF_TARGET, _S.MERGED}

MOVES = Moves(
    {
        # A reminder may be signed for that came without a visit.
        _S.NOT_STARTED: {_S.VISITED, _S.INFORMED} | _SIDE,
        # Nobody was there after all: the visit was entered for the wrong firm.
        _S.VISITED: {_S.NOT_STARTED, _S.INFORMED, _S.TRANSFERRED} | _SIDE,
        _S.INFORMED: {_S.NOT_STARTED, _S.VISITED, _S.CLEAN, _S.RECTIFYING, _S.TRANSFERRED} | _SIDE,
        # A later visit begins a new round; a reopened hazard takes up the old one.
        _S.CLEAN: {_S.NOT_STARTED, _S.VISITED, _S.RECTIFYING} | _SIDE,
        _S.RECTIFYING: {_S.NOT_STARTED, _S.CLEARED, _S.TRANSFERRED} | _SIDE,
        _S.CLEARED: {_S.VISITED, _S.RECTIFYING} | _SIDE,
        _S.TRANSFERRED: {_S.VISITED} | _SIDE,
        _S.LOST: {_S.NOT_STARTED, _S.VISITED, _S.MERGED},
        # Taken into the 双随机 register after all.
        _S.OFF_TARGET: {_S.NOT_STARTED, _S.MERGED},
        _S.MERGED: set(),
    }
)

CLOSED_LOOP = frozenset({_S.CLEAN, _S.CLEARED, _S.TRANSFERRED})
NOT_COUNTED = frozenset({_S.OFF_TARGET, _S.MERGED})
"""Neither covered nor to be covered. 关闭/失联 stays in the denominator, with its reason."""
REACHED = frozenset(
    {_S.VISITED, _S.INFORMED, _S.CLEAN, _S.RECTIFYING, _S.CLEARED, _S.TRANSFERRED},
)
"""Somebody has been there."""
LEADER_ONLY = frozenset({_S.LOST})
"""A leader confirms it."""


def after_visit(state: EnterpriseState) -> EnterpriseState:
    """The state once a visit is confirmed. An open round goes on; 非对象 and 重复 stay what they are."""
    return _S.VISITED if MOVES.may(state, _S.VISITED) else state


def without_visit(state: EnterpriseState) -> EnterpriseState:
    """The state where the only visit turns out to have been another firm's (发错企业)."""
    return _S.NOT_STARTED if MOVES.may(state, _S.NOT_STARTED) and state in REACHED else state
