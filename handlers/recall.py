"""撤回: a notice that went to the wrong place goes out of sight at once, before anybody decides.

Links die, what has not left stays, files are taken back from our own people's chats, and the contact who
may have seen it gets one polite word. The service account's messages themselves cannot be taken back.
"""

from datetime import timedelta

from bot.deeds import Person
from bot.words import Notify, Paper, Recall
from handlers.deliver import deliver_again
from handlers.desk import Desk
from handlers.notify import notify
from models.tables.letters import Amendment, Notice

RECALL_WITHIN = timedelta(hours=24)
"""The platform takes nothing back that is older."""
RECALLED = "这份提示单发错了，已经撤回，请不用处理。有疑问请联系检查人员。"


def hide(notice: Notice, row: Amendment, desk: Desk) -> None:
    """Take everything unsigned of that visit out of sight."""
    notices = list(desk.work.notices.of_visit(notice.visit_id, lock=True))
    for one in notices:
        one.recalled_at = desk.now
        desk.work.audit.note(desk.by.person.id, "recalled", f"notice:{one.id}", reason=row.reason)
    kill_links(notice.visit_id, RECALLED, desk)
    take_back(notices, desk)
    tell(notice, "提示单已撤回", "发送有误，请不用处理", f"recalled:{row.id}", desk)


def show_again(notice: Notice, row: Amendment, desk: Desk) -> None:
    """The leader wants it to stand: everything is back, and the contacts get it once more."""
    visit = desk.work.notices.visit(notice.visit_id)
    filer = Person("wecom", visit.filed_by)
    for one in desk.work.notices.of_visit(visit.id, recalled=True):
        one.recalled_at = None
        for paper in desk.work.notices.papers(notice=one.id):
            if paper.copy == "送达":
                word = Paper(f"paper:{paper.id}", f"{paper.name}.pdf")
                desk.books.send_paper(filer, word, notice_id=one.id)
    for link in desk.work.notices.links("notice", str(notice.visit_id)):
        link.dead = "" if link.dead == RECALLED else link.dead
    deliver_again(visit, f"restored:{row.id}", desk)


def kill_links(visit: int, why: str, desk: Desk) -> None:
    """Every address of the visit's page says why it is over."""
    for link in desk.work.notices.links("notice", str(visit)):
        link.dead = why


def take_back(notices: list[Notice], desk: Desk) -> None:
    """Cancel what waits; recall the files that reached our own people, so that nobody passes them on."""
    for left in desk.work.outbox.take_back([one.id for one in notices]):
        fresh = left.settled_at is not None and desk.now - left.settled_at < RECALL_WITHIN
        if left.word.get("kind") == "paper" and fresh:
            desk.books.send(Person("wecom", left.recipient), Recall(left.message), key=f"recall:{left.id}")


def tell(notice: Notice, what: str, result: str, key: str, desk: Desk) -> None:
    """One word to each contact whom the notice may have reached."""
    for contact in desk.work.people.contacts(notice.enterprise_id):
        delivery = desk.work.notices.delivery(notice.visit_id, contact.id)
        if delivery is not None and (delivery.accepted_at or delivery.opened_at):
            word = Notify("result", {"what": what, "number": notice.number, "result": result}, "")
            notify(desk, contact, word, key=f"{key}:{contact.id}")
