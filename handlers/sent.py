"""What follows when a message has left, or never will: deliveries know it, and its sender is told."""

from bot.deeds import Person, Reached
from bot.outcome import GiveUp
from bot.words import Say
from handlers.delivery_trail import mark
from handlers.desk import Desk
from handlers.fallback import not_delivered, tell_unreachable
from models.sending import Claimed
from models.tables.letters import Delivery
from models.tables.records import PlatformWord
from rules.delivery_marks import Mark
from rules.ways import Way

WAYS = {
    ("wechat", "notify"): Way.TEMPLATE,
    ("wechat", "say"): Way.CHAT,
    ("linked", "say"): Way.LINKED,
    ("sms", "say"): Way.SMS,
}
"""Which way a word went, by channel and kind."""
SOURCES = {"wechat": "微信", "linked": "企业微信", "sms": "短信网关"}
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
    how = WAYS[claimed.channel, claimed.word["kind"]].label if not _subscribed(claimed) else "订阅通知"
    mark(desk, delivery, Mark.ACCEPTED, SOURCES[claimed.channel], f"{how} errcode 0 {message}".strip())
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


def _subscribed(claimed: Claimed) -> bool:
    return claimed.word.get("via") == "subscription"


def _reached(delivery: Delivery, status: str, desk: Desk) -> None:
    if status == "success":
        delivery.delivered_at = delivery.delivered_at or desk.now
        mark(desk, delivery, Mark.DELIVERED, "微信")
        return
    not_delivered(delivery, f"微信没有送到（{status}）", desk)


def gave_up(claimed: Claimed, outcome: GiveUp, desk: Desk) -> None:
    """It will never arrive: say so to whoever counts on it."""
    code = f"（{outcome.errcode}）" if outcome.errcode else ""
    if claimed.delivery_id is not None:
        delivery = desk.work.session.get_one(Delivery, claimed.delivery_id)
        not_delivered(delivery, f"{outcome.why}{code}", desk)
        return
    if claimed.channel == "wechat" and outcome.gone:
        for contact in desk.work.people.bindings(claimed.recipient):
            tell_unreachable(contact, f"{outcome.why}{code}", desk)
        return
    say = MISSED.get(claimed.word.get("kind", ""), "")
    if claimed.channel == "wecom" and say and not outcome.gone:
        desk.books.send(Person("wecom", claimed.recipient), Say(say))


def unresolved(claimed: Claimed, why: str, desk: Desk) -> None:
    """Hours of no trustworthy answer: it may have arrived. A person decides; nobody is told it did."""
    desk.work.audit.note("worker", "unresolved", f"outbox:{claimed.id}", why=why)
    if claimed.delivery_id is not None:
        delivery = desk.work.session.get_one(Delivery, claimed.delivery_id)
        not_delivered(delivery, "发送结果不明", desk)
