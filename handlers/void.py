"""作废: the number stays, its slot is given back, nothing more is asked of anybody. By a leader only.

A received notice gets here only after its 撤回说明 was served (handlers.amend).
"""

from handlers.assign import settle
from handlers.desk import Desk
from handlers.moves import move
from handlers.recall import kill_links, take_back, tell
from handlers.scripts.amending import WRONG_FIRM
from handlers.take_receipt import overtaken
from models.tables.cases import Visit
from models.tables.letters import Amendment, Notice
from rules import enterprise_states, hazard_states, notice_states, reminder_states, visit_states
from rules.enterprise_states import EnterpriseState, without_visit
from rules.hazard_states import HazardState
from rules.visit_states import VisitState


def make_void(notices: list[Notice], row: Amendment, desk: Desk) -> None:
    """Make these notices of one visit void."""
    visit = desk.work.notices.visit(notices[0].visit_id)
    take_back(notices, desk)
    for notice in notices:
        _one(notice, row, desk)
    if not desk.work.notices.of_visit(visit.id, recalled=True):
        kill_links(visit.id, f"这份提示单（{notices[0].number}）已经作废，不用再按它办理。", desk)
        _nothing_to_receive(visit, desk)
    if row.sort != "recall":
        after = "会重新发给您" if row.again else "请不用再处理"
        tell(notices[0], "提示单已作废", after, f"void:{row.id}", desk)
    if row.reason == WRONG_FIRM:
        move(desk, visit, visit_states.MOVES, VisitState.VOID, why=row.reason)
        _never_there(visit, desk)


def _nothing_to_receive(visit: Visit, desk: Desk) -> None:
    """What was under way to have the letters received is over."""
    settle(desk, "on_paper", str(visit.id))
    overtaken(visit.id, "提示单已作废", desk)


def _never_there(visit: Visit, desk: Desk) -> None:
    """The wrong firm loses 已入企 and what followed, unless somebody really was there another time."""
    others = desk.work.people.visits_of(visit.enterprise_id)
    if any(one.state in visit_states.COUNTED for one in others if one.id != visit.id):
        return
    firm = desk.work.people.enterprise(visit.enterprise_id)
    to = without_visit(EnterpriseState(firm.state))
    if to != firm.state:
        move(desk, firm, enterprise_states.MOVES, to, why=f"{WRONG_FIRM}：{visit.header['name']}")


def _one(notice: Notice, row: Amendment, desk: Desk) -> None:
    moves = notice_states.MOVES if notice.kind == "warning" else reminder_states.MOVES
    move(desk, notice, moves, "void", why=row.reason, number=notice.number, amendment=row.id)
    notice.slot, notice.void_because, notice.recalled_at = None, row.reason, None
    desk.work.schedule.cancel(notice.id, "已作废")
    for kind in ("recheck", "unfixed", "countersign"):
        settle(desk, kind, str(notice.id))
    for hazard in desk.work.notices.hazards(notice.id):
        for sent in desk.work.notices.submissions(hazard.id):
            settle(desk, "judge", str(sent.id))
        if hazard_states.MOVES.may(hazard.state, HazardState.WITHDRAWN):
            move(desk, hazard, hazard_states.MOVES, HazardState.WITHDRAWN, why="提示单作废")
