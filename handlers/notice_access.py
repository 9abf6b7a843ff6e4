"""Who may open a notice page: one address, one person, one visit. A refusal never tells a stranger why."""

from dataclasses import dataclass

from handlers.delivery_trail import mark
from handlers.desk import Desk
from handlers.notice_names import warning_of
from models.tables.cases import Visit
from models.tables.letters import Link, Notice
from models.tables.people import Contact
from rules.delivery_marks import Mark


@dataclass(frozen=True, slots=True)
class Opened:
    """An address that holds, for the person it was made for."""

    link: Link
    visit: Visit
    contact: Contact
    notices: tuple[Notice, ...]


def open_notice(token: str, person: str, desk: Desk) -> Opened | str | None:
    """The page behind an address: Opened, why it is closed, or None (nobody may tell why)."""
    link = desk.work.notices.link_by_token(token)
    if link is None or link.purpose != "notice" or link.person != person:
        return None
    if link.dead:
        return link.dead
    visit = desk.work.notices.visit(int(link.subject))
    contact = desk.work.people.binding(person, visit.enterprise_id)
    if contact is None or contact.state != "active":
        return None
    notices = tuple(desk.work.notices.of_visit(visit.id))
    if not notices:
        return "这份提示单已经撤回，链接失效。有疑问请联系检查人员。"
    if _expired(notices, desk):
        return "这份提示单已办结，链接已过保留期。需要时请联系检查人员。"
    return Opened(link, visit, contact, notices)


def _expired(notices: tuple[Notice, ...], desk: Desk) -> bool:
    """Links live until closing plus the bureau's days; an open notice keeps its own for ever."""
    warning = warning_of(notices)
    closed = warning.closed_at if warning else None
    if closed is None:
        return False
    return (desk.now - closed).days > desk.house.bureau.pages.link_days_after_closing


def opened_now(opened: Opened, desk: Desk) -> None:
    """Note the first time the page was opened."""
    delivery = desk.work.notices.delivery(opened.visit.id, opened.contact.id)
    if delivery is not None and delivery.opened_at is None:
        delivery.opened_at = desk.now
        mark(desk, delivery, Mark.OPENED, "页面")


def page_seen(opened: Opened, paper: int, page: int, desk: Desk) -> None:
    """Note the first time one page of a letter was on the screen; what is no page of his is ignored."""
    delivery = desk.work.notices.delivery(opened.visit.id, opened.contact.id)
    for notice in opened.notices:
        for row in desk.work.notices.papers(notice=notice.id):
            if delivery is not None and row.id == paper and row.copy == "送达" and 1 <= page <= row.pages:
                mark(desk, delivery, Mark.SEEN, "页面", f"{row.name}第{page}页")
