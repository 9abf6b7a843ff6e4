"""A template message to a contact: always with a key, so that it is put in once whatever happens twice."""

from bot.codec import dump_word
from bot.words import Notify
from handlers.desk import Desk
from models.outbox import Posting
from models.tables.people import Contact


def notify(
    desk: Desk,
    contact: Contact,
    word: Notify,
    *,
    key: str,
    notice_id: int | None = None,
    delivery_id: int | None = None,
    reminder_id: int | None = None,
    sender: str = "",
    lane: int = 1,
) -> int | None:
    """Put it into the outbox; None if one with this key went in before, or for somebody without WeChat.

    `sender` is told if it fails. A higher `lane` lets others' messages go first.
    """
    if not contact.openid:
        return None
    return desk.books.post(
        Posting(
            channel="wechat",
            recipient=contact.openid,
            word=dump_word(word),
            key=key,
            unique_by_nature=True,
            lane=lane,
            notice_id=notice_id,
            delivery_id=delivery_id,
            reminder_id=reminder_id,
            sender=sender,
        )
    )
