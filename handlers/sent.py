"""What follows when a message has left, or never will: deliveries know it, and its sender is told."""

from bot.outcome import GiveUp
from bot.words import Person, Reached, Say
from handlers.delivery_trail import mark
from handlers.desk import Desk
from models.outbox import Claimed
from models.tables.letters import Delivery
from models.tables.records import PlatformWord
from rules.delivery_marks import Mark

MISSED = {
    "paper": "有一份文书没有发成功，已通知管理员。需要时可在页面里下载。",
    "picture": "二维码没有做成，稍后回“二维码”再要一张。",
}
"""What somebody of ours is told about a file that will not come, by its kind."""


def sent(claimed: Claimed, message: str, desk: Desk) -> None:
    """Accepted by the platform. A late word may have come before this."""
    if claimed.delivery_id is None:
        return
    delivery = desk.work.session.get_one(Delivery, claimed.delivery_id)
    delivery.accepted_at = delivery.accepted_at or desk.now
    delivery.message = message
    mark(desk, delivery, Mark.ACCEPTED, "微信", "errcode 0")
    early = desk.work.session.get(PlatformWord, message) if message else None
    if early is not None:
        _reached(delivery, early.status, desk)


def reached(word: Reached, desk: Desk) -> None:
    """The platform's late word about a template message; kept also when we do not know the message yet."""
    if desk.work.session.get(PlatformWord, word.message) is None:
        desk.work.session.add(PlatformWord(message=word.message, status=word.status, at=desk.now))
    delivery = desk.work.notices.delivery_by_message(word.message)
    if delivery is not None:
        _reached(delivery, word.status, desk)


def _reached(delivery: Delivery, status: str, desk: Desk) -> None:
    if status == "success":
        delivery.delivered_at = delivery.delivered_at or desk.now
        mark(desk, delivery, Mark.DELIVERED, "微信")
        return
    _failed(delivery, f"微信没有送到（{status}）", desk)


def gave_up(claimed: Claimed, outcome: GiveUp, desk: Desk) -> None:
    """It will never arrive: say so to whoever counts on it."""
    if claimed.delivery_id is not None:
        delivery = desk.work.session.get_one(Delivery, claimed.delivery_id)
        _failed(delivery, outcome.why, desk)
        return
    say = MISSED.get(claimed.word.get("kind", ""), "")
    if claimed.channel == "wecom" and say and not outcome.gone:
        desk.books.send(Person("wecom", claimed.recipient), Say(say))


def unresolved(claimed: Claimed, why: str, desk: Desk) -> None:
    """Hours of no trustworthy answer: it may have arrived. A person decides; nobody is told it did."""
    desk.work.audit.note("worker", "unresolved", f"outbox:{claimed.id}", why=why)
    if claimed.delivery_id is not None:
        delivery = desk.work.session.get_one(Delivery, claimed.delivery_id)
        _failed(delivery, "发送结果不明", desk)


def _failed(delivery: Delivery, why: str, desk: Desk) -> None:
    if delivery.failed_at is not None or delivery.opened_at is not None:
        return
    delivery.failed_at, delivery.failed_why = desk.now, why
    contact = desk.work.people.contact(delivery.contact_id)
    contact.unreachable = why
    visit = desk.work.notices.visit(delivery.visit_id)
    say = (
        f"{visit.header['name']}：发给 {contact.name} 的提示单没有送到（{why}）。"
        "请让对方重新关注服务号，或换一位联系人，也可以送纸质的。"
    )
    desk.books.send(Person("wecom", visit.filed_by), Say(say), key=f"undelivered:{delivery.id}")
