"""What the message about a visit's letters says, as a template's facts and as plain text."""

from bot.words import Notify
from handlers.addresses import notice_page
from handlers.desk import Desk
from handlers.notice_names import warning_of
from models.tables.cases import MAILED, Hazard, Visit
from models.tables.letters import Notice
from models.tables.people import Contact
from rules.hazard_states import UNSETTLED, HazardState


def message(visit: Visit, contact: Contact, notices: list[Notice], desk: Desk) -> Notify:
    """The template message for one contact."""
    warning = warning_of(notices)
    hazards = list(desk.work.notices.hazards_of_visit(visit.id))
    return Notify(
        template="notice",
        facts={
            "what": _what(notices, warned=warning is not None),
            "number": (warning or notices[0]).number,
            "count": "请查看并留存" if visit.form == MAILED else _count(hazards, warned=warning is not None),
            "do": "点此查看并签收",
        },
        url=notice_page(desk, visit.id, contact.openid),
    )


def _what(notices: list[Notice], *, warned: bool) -> str:
    if not warned:
        return "企业环境温馨提示单"
    return "整改提示和温馨提示" if len(notices) > 1 else "整改提示单"


def _count(hazards: list[Hazard], *, warned: bool) -> str:
    """What there is to do. Hazards that are not in a notice are never called none."""
    if warned:
        return f"{sum(one.state in UNSETTLED for one in hazards)} 条要改"
    if not hazards:
        return "没有发现隐患"
    fixed = all(one.state == HazardState.FIXED_ON_SITE for one in hazards)
    return f"{len(hazards)} 条已当场改好" if fixed else "请查看并留存"


def as_text(notify: Notify, firm: str) -> str:
    """The same as one text with its address. The address opens only for whom it was made."""
    facts = notify.facts
    head = f"{firm}：{facts['what']}（{facts['number']}），{facts['count']}。"
    return f"{head}请用微信打开查看并签收：\n{notify.url}"
