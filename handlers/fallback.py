"""When a letter does not arrive: the next way at once, and after the last a person's task with whom to ask.

Each way is tried once a round; a resend begins a new round. What was tried, when and why it failed stays.
"""

from dataclasses import asdict
from datetime import timedelta

from bot.codec import dump_word
from bot.script import Done, Opening, RefusedError
from bot.words import Notify, Outgoing, Paper, Say
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.contact import SettleDelivery
from handlers.delivery_trail import mark
from handlers.delivery_words import as_text, message
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.on_paper import give
from handlers.scripts.decisions import Matter
from handlers.tell_officer import tell_officer
from handlers.whom_to_ask import whom_to_ask
from models.outbox import Posting
from models.tables.cases import MAILED
from models.tables.letters import Delivery
from models.tables.people import Contact
from rules.delivery_marks import Mark
from rules.phones import mask
from rules.ways import CHAT_HOURS, Way, next_way


def not_delivered(delivery: Delivery, why: str, desk: Desk) -> None:
    """One way failed: take the next, or put it before the sender. Nothing if it was opened meanwhile."""
    if delivery.failed_at is not None or delivery.opened_at is not None or _signed(delivery, desk):
        return
    tried, number = _round(delivery, desk)
    contact = desk.work.people.contact(delivery.contact_id)
    mark(desk, delivery, Mark.FAILED, "微信", _named(f"{tried[-1].label}：{why}", number))
    way = next_way(tried, _able(contact, desk))
    if way is not None:
        _send(delivery, contact, way, number, desk)
        return
    delivery.failed_at, delivery.failed_why = desk.now, why
    contact.unreachable = why
    if desk.work.notices.visit(delivery.visit_id).form != MAILED:
        # Of a mailing, the leader sees how many did not arrive; a card for each would bury him.
        _before_sender(delivery, contact, why, desk)


def _signed(delivery: Delivery, desk: Desk) -> bool:
    notices = desk.work.notices.of_visit(delivery.visit_id)
    return bool(notices) and all(desk.work.notices.receipt(n.id) is not None for n in notices)


def _round(delivery: Delivery, desk: Desk) -> tuple[list[Way], int]:
    """What was tried since it was last begun, in order, and which round this is."""
    tried, number = [Way.TEMPLATE], 1
    for one in desk.work.replies.marks(delivery.id):
        if one.what == Mark.AGAIN:
            tried, number = [Way.TEMPLATE], number + 1
        elif one.what == Mark.RETRIED:
            tried.append(next(way for way in Way if one.detail.startswith(way.label)))
    return tried, number


def _named(detail: str, number: int) -> str:
    return detail if number == 1 else f"{detail}（第{number}轮）"


def _able(contact: Contact, desk: Desk) -> set[Way]:
    """The ways there are to this contact now."""
    able = set()
    heard = desk.work.inbox.last_heard("wechat", contact.openid)
    if heard is not None and desk.now - heard < timedelta(hours=CHAT_HOURS):
        able.add(Way.CHAT)
    if any(one.name == "subscription" for one in desk.house.bureau.templates):
        able.add(Way.SUBSCRIPTION)
    if contact.linked:
        able.add(Way.LINKED)
    if "sms" in desk.house.channels and contact.phone:
        able.add(Way.SMS)
    return able


def _send(delivery: Delivery, contact: Contact, way: Way, number: int, desk: Desk) -> None:
    mark(desk, delivery, Mark.RETRIED, "本机", _named(way.label, number))
    visit = desk.work.notices.visit(delivery.visit_id)
    notices = list(desk.work.notices.of_visit(visit.id))
    if not notices:
        return
    notify = message(visit, contact, notices, desk)
    said: Outgoing = Say(as_text(notify, visit.header["name"]))
    if way == Way.SUBSCRIPTION:
        said = Notify("subscription", notify.facts, notify.url, via="subscription")
    channel, recipient = {
        Way.LINKED: ("linked", contact.linked),
        Way.SMS: ("sms", contact.phone),
    }.get(way, ("wechat", contact.openid))
    desk.books.post(
        Posting(
            channel=channel,
            recipient=recipient,
            word=dump_word(said),
            key=f"deliver:{delivery.id}:{way}:{number}",
            unique_by_nature=True,
            lane=1,
            notice_id=notices[0].id,
            delivery_id=delivery.id,
            sender=visit.filed_by,
        )
    )


def _before_sender(delivery: Delivery, contact: Contact, why: str, desk: Desk) -> None:
    """Nothing is left to try: a card for whoever sent it, with whom to ask."""
    visit = desk.work.notices.visit(delivery.visit_id)
    officer = desk.work.people.staff(visit.filed_by)
    if officer is None:
        return
    tried, _ = _round(delivery, desk)
    matter = Matter(
        id=delivery.id,
        title=f"发给{contact.name}的提示单没有送到",
        note=visit.header["name"],
        body=f"{why}。\n{whom_to_ask(visit.enterprise_id, desk, but=contact.id)}",
        rows=(("试过", "、".join(way.label for way in tried)[:30]), ("手机", mask(contact.phone))),
        page=staff_page(desk, visit.id, officer.userid),
    )
    opening = Opening(script="undelivered", subject=str(delivery.id), facts=asdict(matter))
    title = f"没有送到：{visit.header['name']} {contact.name}"
    assign(desk, staff_actor(officer), Assignment("undelivered", title, opening))


def settle_delivery(command: SettleDelivery, desk: Desk) -> Done:
    """已电话告知, 改送纸质, 邮寄 or 再发一次: written down with who and when. None of them is a receipt."""
    delivery = desk.work.notices.delivery_by_id(command.delivery)
    settle(desk, "undelivered", str(delivery.id))
    if _signed(delivery, desk):
        raise RefusedError("已经签收了，不用再处理。")
    desk.work.audit.note(
        desk.by.person.id, "delivery", f"delivery:{delivery.id}", how=command.how, text=command.text
    )
    if command.how == "again":
        return resend(delivery, desk)
    if command.how == "called":
        mark(desk, delivery, Mark.CALLED, desk.by.name, command.text)
        return Done(settle="已电话告知", say="记下了。电话告知不算签收，期限从签收或送达纸质之日起算。")
    if command.how == "mailed":
        mark(desk, delivery, Mark.MAILED, desk.by.name, command.text)
        _keep_photos(delivery, desk)
        give(desk.work.notices.visit(delivery.visit_id), desk)
        return Done(
            settle="已邮寄", say="记下了。收到日以邮寄回执上的签收日为准，回执到了在“纸质送达”那张卡片上记。"
        )
    mark(desk, delivery, Mark.PRINTED, desk.by.name)
    for notice in desk.work.notices.of_visit(delivery.visit_id):
        for row in desk.work.notices.papers(notice=notice.id):
            paper = Paper(f"paper:{row.id}", f"{row.name}（{row.copy}）.pdf")
            desk.books.send_paper(desk.by.person, paper, notice_id=notice.id)
    give(desk.work.notices.visit(delivery.visit_id), desk)
    return Done(settle="改送纸质", say="一式两份都在上面，打印后送达；签收了在“纸质送达”那张卡片上记。")


def _keep_photos(delivery: Delivery, desk: Desk) -> None:
    """Photos of the posting slip belong to the visit whose letters were posted."""
    if desk.sheet is not None:
        for row in desk.work.evidence.of_sheet(desk.sheet.id):
            row.visit_id = delivery.visit_id


def resend(delivery: Delivery, desk: Desk) -> Done:
    """The first way again, in a new round."""
    contact = desk.work.people.contact(delivery.contact_id)
    if contact.state != "active":
        raise RefusedError("这位已经不是联系人了，请换一位。")
    visit = desk.work.notices.visit(delivery.visit_id)
    notices = list(desk.work.notices.of_visit(visit.id))
    if not notices:
        raise RefusedError("这次的提示单已经撤回，不用再发。")
    delivery.failed_at, delivery.failed_why = None, ""
    _, number = _round(delivery, desk)
    mark(desk, delivery, Mark.AGAIN, desk.by.name, f"第{number + 1}轮")
    desk.books.post(
        Posting(
            channel="wechat",
            recipient=contact.openid,
            word=dump_word(message(visit, contact, notices, desk)),
            key=f"deliver:{delivery.id}:again:{number + 1}",
            lane=1,
            notice_id=notices[0].id,
            delivery_id=delivery.id,
            sender=visit.filed_by,
        )
    )
    return Done(settle="再发一次", say=f"正在再发给{contact.name}，没送到我会马上说。")


def back_again(contact: Contact, desk: Desk) -> int:
    """He follows again: what did not reach him is sent anew. Returns how many."""
    contact.unreachable = ""
    failed = desk.work.notices.failed_deliveries(contact.id)
    for delivery in failed:
        settle(desk, "undelivered", str(delivery.id))
        resend(delivery, desk)
    return len(failed)


def tell_unreachable(contact: Contact, why: str, desk: Desk) -> None:
    """A contact cannot be reached any more: the officer hears it once, with whom to ask."""
    if contact.unreachable == why:
        return
    contact.unreachable = why
    visit = desk.work.people.last_visit(contact.enterprise_id)
    if visit is None:
        return
    firm = desk.work.people.enterprise(contact.enterprise_id).name
    say = f"{firm} 的联系人 {contact.name} 收不到消息了（{why}）。"
    say += whom_to_ask(contact.enterprise_id, desk, but=contact.id)
    tell_officer(visit, say, desk)
