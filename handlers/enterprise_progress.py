"""Where an enterprise stands in the campaign, moved on by what happens to its notices."""

from handlers.desk import Desk
from handlers.moves import move
from models.tables.cases import MAILED
from models.tables.letters import Notice
from rules import enterprise_states
from rules.enterprise_states import EnterpriseState


def informed(notices: list[Notice], desk: Desk) -> None:
    """Letters were signed for: 已告知, and at once 整改中, or 无隐患-闭环 where nothing is to be mended.

    A reminder that came without a visit says nothing about hazards: 已告知 and no more.
    """
    _to(notices[0], EnterpriseState.INFORMED, desk)
    if desk.work.notices.visit(notices[0].visit_id).form == MAILED:
        return
    warned = any(n.kind == "warning" for n in desk.work.notices.of_visit(notices[0].visit_id))
    _to(notices[0], EnterpriseState.RECTIFYING if warned else EnterpriseState.CLEAN, desk)


def cleared(notice: Notice, desk: Desk) -> None:
    """Every hazard of the notice is closed."""
    _to(notice, EnterpriseState.CLEARED, desk)


def transferred(notice: Notice, desk: Desk) -> None:
    """Handed to enforcement."""
    _to(notice, EnterpriseState.TRANSFERRED, desk)


def _to(notice: Notice, state: EnterpriseState, desk: Desk) -> None:
    """Side states such as 非对象 stay what they are."""
    row = desk.work.people.enterprise(notice.enterprise_id)
    if enterprise_states.MOVES.may(row.state, state):
        move(desk, row, enterprise_states.MOVES, state)
