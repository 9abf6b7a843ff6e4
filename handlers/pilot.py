"""试运行, from its first start to its end. One switch; what it made can never be taken for a live record.

When it ends everything it left is made void in one transaction with one audit row a notice, and live series
begin at 1. Once there is a live number there is no way back.
"""

from handlers.desk import Desk
from handlers.recall import kill_links
from models.pilot import PilotRows
from rules.enterprise_states import EnterpriseState
from rules.pilot import ENDED, is_pilot
from rules.visit_states import VisitState

FLAG = ("试运行", 0)
"""The counter that remembers a pilot: 1 while it runs, 0 after it."""
NO_WAY_BACK = (
    "pilot = true：已经有正式编号（{}），不能再回到试运行。要练习请用“练习”；确要重新试，请换一个空的数据库。"
)


class PilotError(Exception):
    """The switch stands where the records do not allow it."""


def settle_pilot(desk: Desk) -> int:
    """Bring the records in line with the switch; returns how many notices became void. Raises PilotError."""
    flag = desk.work.notices.lock_counter(*FLAG)
    if desk.house.bureau.pilot:
        live = [n.number for n in desk.work.notices.numbered() if not is_pilot(n.series)]
        if live:
            raise PilotError(NO_WAY_BACK.format(live[0]))
        if not flag.last:
            desk.work.audit.note("start", "pilot began", "pilot")
        flag.last = 1
        return 0
    if not flag.last:
        return 0
    flag.last = 0
    return _end(desk)


def _end(desk: Desk) -> int:
    notices = [n for n in desk.work.notices.numbered() if is_pilot(n.series) and n.state != "void"]
    desk.work.outbox.take_back([notice.id for notice in notices])
    for notice in notices:
        desk.work.audit.note("start", "void", f"notice:{notice.id}", was=notice.state, why=ENDED)
        desk.work.schedule.cancel(notice.id, ENDED)
        notice.state, notice.slot, notice.void_because, notice.recalled_at = "void", None, ENDED, None
    rows = PilotRows(desk.work.session)
    visits = rows.visits(VisitState.VOID)
    for visit in visits:
        desk.work.audit.note("start", "void", f"visit:{visit.id}", was=visit.state, why=ENDED)
        visit.state = VisitState.VOID
        kill_links(visit.id, "试运行已经结束，这份样稿不用办理。", desk)
    rows.put_back({visit.enterprise_id for visit in visits}, EnterpriseState.NOT_STARTED)
    rows.close_duties(desk.now)
    rows.end_mailings(desk.now)
    firms = len({visit.enterprise_id for visit in visits})
    desk.work.audit.note(
        "start", "pilot ended", "pilot", notices=len(notices), visits=len(visits), enterprises=firms
    )
    return len(notices)
