"""Events that no finger makes on its own: a reported place, an answered prompt, the platform's own word.

`raised` sends any event of the documentation by its name and fields, for what the phones cannot act out.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.hands.hand import Done, Hand
from sandbox.wire.deed import Deed
from sandbox.wire.xml import Node
from sandbox.world.tally import TAP

BY_THE_PLATFORM = frozenset({"change_contact", "batch_job_result"})
WITHOUT_AGENT = frozenset({"change_contact", "batch_job_result", "open_approval_change"})


def report_place(hand: Hand, latitude: float, longitude: float) -> Done:
    """LOCATION: the client tells where it is when a conversation is entered, if the person agreed once."""
    hand.check_reachable()
    nodes = [
        Node("Event", "LOCATION"),
        Node("Latitude", f"{latitude:.6f}"),
        Node("Longitude", f"{longitude:.6f}"),
        Node("Precision", "15.000000"),
    ]
    if hand.person.platform == "wecom":
        nodes.append(Node("AppType", "wxwork"))
    return Done([], [hand.tell(Deed("event:LOCATION", "上报位置", tuple(nodes)))])


def consent(hand: Hand, template: str, *, accept: bool = True) -> Done:
    """Answer a subscription prompt of the service account for one template."""
    if accept:
        hand.phone.consents[template] = hand.phone.consents.get(template, 0) + 1
    answer = (
        Node("TemplateId", template),
        Node("SubscribeStatusString", "accept" if accept else "reject"),
        Node("PopupScene", "0"),
    )
    nodes = (
        Node("Event", "subscribe_msg_popup_event"),
        Node("SubscribeMsgPopupEvent", (Node("List", answer),)),
    )
    words = f"{'同意' if accept else '拒绝'}订阅 {template}"
    parcel = hand.tell(Deed("event:subscribe_msg_popup_event", words, nodes))
    return Done([], [parcel], interactions=hand.count(TAP))


def raised(hand: Hand, name: str, fields: Mapping[str, Any]) -> Done:
    """Any event: `fields` are its nodes, nested objects and lists as repeated nodes."""
    nodes = (Node("Event", name), *_nodes(fields))
    sender = "sys" if name in BY_THE_PLATFORM else ""
    deed = Deed(f"event:{name}", name, nodes, sender=sender, agentless=name in WITHOUT_AGENT)
    return Done([], [hand.tell(deed)])


def _nodes(fields: Mapping[str, Any]) -> list[Node]:
    found: list[Node] = []
    for name, value in fields.items():
        for each in value if isinstance(value, list) else [value]:
            content = tuple(_nodes(each)) if isinstance(each, Mapping) else each
            found.append(Node(name, content if isinstance(content, tuple | int | float) else str(content)))
    return found
