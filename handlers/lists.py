"""待办, 快到期, 等签收, 进度: short lists a person asks for. They only read."""

from datetime import timedelta

from handlers.desk import Desk
from handlers.due_date import rule_of
from models.tables.letters import Notice
from rules import hazard_states, notice_states, reminder_states
from rules.local_time import month_day
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState
from rules.roles import reaches

MOST = 10
SOON = timedelta(days=7)
ON_PAPER = "\n在纸上签了的，回“纸质签收”加企业名；拒签、邮寄也一样。"


def duties(desk: Desk) -> str:
    """我的待办."""
    found = desk.work.schedule.duties(desk.by.person.id)
    if not found:
        return "没有待办，都处理完了。"
    lines = [
        f"{n}. {one.title}{f'（{month_day(one.due_on)}前）' if one.due_on else ''}"
        for n, one in enumerate(found[:MOST], 1)
    ]
    return _listed("你有 {} 件待办：", lines, len(found)) + "\n点对应的卡片就能办；找不到卡片可以往上翻。"


def due_soon(desk: Desk) -> str:
    """快到期, the overdue first."""
    states = (NoticeState.RECTIFYING, NoticeState.AWAITING_RECHECK, NoticeState.OVERDUE)
    mine, away = _mine(states, desk)
    found = [n for n in mine if n.due_on and n.due_on <= desk.today + SOON]
    hidden = _hidden([n for n in away if n.due_on and n.due_on <= desk.today + SOON])
    if not found:
        return f"7 天内没有到期的。{hidden}"
    lines = [f"{_firm(n, desk)} {n.number} {_when(n, desk)}" for n in found[:MOST]]
    return _listed("{} 份 7 天内到期或已过期：", lines, len(found)) + hidden


def _when(notice: Notice, desk: Desk) -> str:
    assert notice.due_on is not None
    left = (notice.due_on - desk.today).days
    return f"已过 {-left} 天" if left < 0 else "今天到期" if left == 0 else f"剩 {left} 天"


def unsigned(desk: Desk) -> str:
    """等签收."""
    found, away = _mine((*notice_states.UNSERVED, *reminder_states.UNSIGNED), desk)
    hidden = _hidden(away)
    visits = {n.visit_id: n for n in found}
    if not visits:
        return f"没有等签收的。{hidden}"
    lines = [f"{_firm(n, desk)} {month_day(n.issued_on)}出单" for n in list(visits.values())[:MOST]]
    return _listed("{} 家还没签收：", lines, len(visits)) + ON_PAPER + hidden


def progress(desk: Desk) -> str:
    """进度: coverage of the person's district, 重点 and 其他 apart."""
    own = desk.by.district
    counts = desk.work.annex4.coverage(own, desk.house.bureau.campaign.since)
    lines = [f"{own}："]
    for group, name, until in (
        ("priority", "重点", desk.house.bureau.campaign.priority_until),
        ("ordinary", "其他", desk.house.bureau.campaign.until),
    ):
        done, of = counts.get(group, (0, 0))
        share = f"{done * 100 // of}%" if of else "–"
        lines.append(f"{name} {done}/{of}（{share}），{month_day(until)}前")
    return "\n".join(lines)


def of_contact(desk: Desk) -> list[Notice]:
    """A contact's own notices, newest first."""
    return [
        notice
        for enterprise in desk.by.enterprises
        for kind in ("warning", "reminder")
        for notice in desk.work.notices.of_enterprise(enterprise, kind)
        if notice.slot is not None and notice.recalled_at is None
    ]


def line_of(notice: Notice, desk: Desk) -> str:
    """One notice as its contact reads it: number, state, date and rule."""
    if notice.received_on is None:
        return f"{notice.number if notice.kind == 'warning' else '温馨提示单'}：等您签收"
    if notice.kind == "reminder":
        left = notice.state == ReminderState.REFUSED
        return f"温馨提示单：{month_day(notice.received_on)}{'留置送达' if left else '已签收'}"
    if notice.state in notice_states.CLOSED:
        return f"{notice.number}：{NoticeState(notice.state).label}"
    todo = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.OPEN]
    return f"{notice.number}：还有 {len(todo)} 条要改。{rule_of(notice, desk)}"


def _mine(states: tuple[str, ...], desk: Desk) -> tuple[list[Notice], list[Notice]]:
    """Notices within reach, and apart those of firms this person stays away from."""
    found = desk.work.notices.in_states(sorted(states))
    near = [n for n in found if reaches(desk.by.roles, desk.by.district, n.district)]
    away = [n for n in near if n.enterprise_id in desk.by.recused]
    return [n for n in near if n.enterprise_id not in desk.by.recused], away


def _hidden(away: list[Notice]) -> str:
    """That something is left out is said; what it is, is not."""
    return "\n你回避的企业没有列出。" if away else ""


def _firm(notice: Notice, desk: Desk) -> str:
    return desk.work.people.enterprise(notice.enterprise_id).name


def _listed(head: str, lines: list[str], count: int) -> str:
    more = [f"……还有 {count - len(lines)} 条"] if count > len(lines) else []
    return "\n".join([head.format(count), *lines, *more])
