"""WeCom events that wechatpy does not know. Importing this registers them with its parser.

It never reads what a card was about: option lists are read in `inbound`.
"""

from wechatpy.fields import IntegerField, StringField
from wechatpy.work.events import BaseEvent

# A subclass with an `event` name registers itself; wechatpy has no types, hence the ignores.


class _CardEvent(BaseEvent):  # type: ignore[misc]
    agent = IntegerField("AgentID", 0)
    key = StringField("EventKey", "")
    task = StringField("TaskId", "")
    card = StringField("CardType", "")
    code = StringField("ResponseCode", "")


class TemplateCardEvent(_CardEvent):
    """A button pressed or a form submitted on a template card (page 90240)."""

    event = "template_card_event"


class TemplateCardMenuEvent(_CardEvent):
    """An entry of a card's corner menu: the same head, never with selections."""

    event = "template_card_menu_event"


class ViewMiniprogramEvent(BaseEvent):  # type: ignore[misc]
    """A menu entry that opened a mini program."""

    event = "view_miniprogram"
    agent = IntegerField("AgentID", 0)
    page = StringField("EventKey", "")


class ChangeContactEvent(BaseEvent):  # type: ignore[misc]
    """The corp's address book changed; the sender is always `sys`."""

    event = "change_contact"
    change = StringField("ChangeType", "")


class BatchJobEvent(BaseEvent):  # type: ignore[misc]
    """An asynchronous job ended. wechatpy's own class is shadowed by a later one without its fields."""

    event = "batch_job_result"
