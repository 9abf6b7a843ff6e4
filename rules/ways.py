"""The order in which a letter is sent by other ways when one fails; after the last it is a person's task."""

from collections.abc import Collection

from rules.labels import Labelled


class Way(Labelled):
    """One way to a contact."""

    TEMPLATE = "template", "模板消息"
    CHAT = "chat", "客服消息"
    SUBSCRIPTION = "subscription", "订阅通知"
    LINKED = "linked", "互联企业"
    SMS = "sms", "短信"


ORDER = (Way.TEMPLATE, Way.CHAT, Way.SUBSCRIPTION, Way.LINKED, Way.SMS)
CHAT_HOURS = 48
"""How long after his last message a follower may be written to (wire facts §5.3)."""


def next_way(tried: Collection[Way], able: Collection[Way]) -> Way | None:
    """The first way not tried yet that can be used for this contact; None if nothing is left."""
    return next((way for way in ORDER if way not in tried and way in able), None)
