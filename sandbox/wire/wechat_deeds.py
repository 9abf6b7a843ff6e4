"""What a user did, as the nodes of a service-account callback. Pure.

Several events are spelled in capitals here and not at WeCom: CLICK, VIEW, SCAN.
"""

from collections.abc import Sequence

from sandbox.wire.deed import Deed
from sandbox.wire.wecom_deeds import image, link, text, video
from sandbox.wire.xml import Node

__all__ = [
    "event",
    "image",
    "link",
    "location",
    "menu_message",
    "scan",
    "subscribe",
    "template_finished",
    "text",
    "video",
    "voice",
]


def voice(media: str, heard: str) -> Deed:
    """A voice message, with a transcript if recognition is on."""
    nodes = [Node("MediaId", media), Node("Format", "amr")]
    if heard:
        nodes.append(Node("Recognition", heard))
    return Deed("voice", heard or "语音", tuple(nodes))


def location(latitude: float, longitude: float, label: str) -> Deed:
    """A place."""
    nodes = (
        Node("Location_X", f"{latitude:.6f}"),
        Node("Location_Y", f"{longitude:.6f}"),
        Node("Scale", 16),
        Node("Label", label),
    )
    return Deed("location", label, nodes)


def menu_message(content: str, number: str) -> Deed:
    """A tap on an entry of a message menu: a text with the entry's id (not sourced)."""
    return Deed("text", content, (Node("Content", content), Node("bizmsgmenuid", number)))


def event(name: str, key: str = "", words: str = "", more: Sequence[Node] = ()) -> Deed:
    """Any plain event."""
    return Deed(f"event:{name}", words or name, (Node("Event", name), Node("EventKey", key), *more))


def subscribe(scene: str, ticket: str) -> Deed:
    """A new follower; with a scene if a code with parameter led here."""
    if not scene:
        return event("subscribe", "", "关注")
    return event("subscribe", f"qrscene_{scene}", f"扫码关注：{scene}", (Node("Ticket", ticket),))


def scan(scene: str, ticket: str) -> Deed:
    """A follower scanned a code with parameter."""
    return event("SCAN", scene, f"扫码：{scene}", (Node("Ticket", ticket),))


def template_finished(number: int, status: str) -> Deed:
    """The platform's late word about a template message; note the spelling MsgID."""
    nodes = (Node("Event", "TEMPLATESENDJOBFINISH"), Node("MsgID", number), Node("Status", status))
    return Deed("event:TEMPLATESENDJOBFINISH", f"模板消息回执：{status}", nodes)
