"""What a member did, as the nodes of a WeCom callback (pages 90239, 90240). Pure."""

from collections.abc import Mapping, Sequence

from sandbox.wire.deed import Deed
from sandbox.wire.xml import Node


def text(content: str) -> Deed:
    """A typed message."""
    return Deed("text", content, (Node("Content", content),))


def image(url: str, media: str) -> Deed:
    """A picture."""
    return Deed("image", "图片", (Node("PicUrl", url), Node("MediaId", media)))


def voice(media: str, heard: str) -> Deed:
    """A voice message; WeCom gives no transcript."""
    return Deed("voice", heard or "语音", (Node("MediaId", media), Node("Format", "amr")))


def video(media: str, thumb: str) -> Deed:
    """A video."""
    return Deed("video", "视频", (Node("MediaId", media), Node("ThumbMediaId", thumb)))


def location(latitude: float, longitude: float, label: str) -> Deed:
    """A place sent from the client."""
    return Deed(
        "location",
        label,
        (
            Node("Location_X", f"{latitude:.6f}"),
            Node("Location_Y", f"{longitude:.6f}"),
            Node("Scale", 16),
            Node("Label", label),
            Node("AppType", "wxwork"),
        ),
    )


def link(title: str, description: str, url: str) -> Deed:
    """A shared link."""
    nodes = (Node("Title", title), Node("Description", description), Node("Url", url), Node("PicUrl", ""))
    return Deed("link", title, nodes)


def event(name: str, key: str = "", words: str = "", more: Sequence[Node] = ()) -> Deed:
    """Any plain event: subscribe, enter_agent, click, view …"""
    nodes = (Node("Event", name), Node("EventKey", key), *more)
    return Deed(f"event:{name}", words or name, nodes)


def scanned(name: str, key: str, result: str) -> Deed:
    """A code scanned from a menu entry (scancode_push, scancode_waitmsg)."""
    info = Node("ScanCodeInfo", (Node("ScanType", "qrcode"), Node("ScanResult", result)))
    return event(name, key, f"扫码：{result}", (info,))


def pictures(name: str, key: str, sums: Sequence[str]) -> Deed:
    """Pictures chosen from a menu entry; the pictures themselves follow as messages."""
    items = tuple(Node("item", (Node("PicMd5Sum", each),)) for each in sums)
    info = Node("SendPicsInfo", (Node("Count", len(sums)), Node("PicList", items)))
    return event(name, key, f"选了 {len(sums)} 张图", (info,))


def place_chosen(key: str, latitude: float, longitude: float, label: str) -> Deed:
    """A place chosen from a menu entry (location_select)."""
    info = Node(
        "SendLocationInfo",
        (
            Node("Location_X", f"{latitude:.6f}"),
            Node("Location_Y", f"{longitude:.6f}"),
            Node("Scale", "16"),
            Node("Label", label),
            Node("Poiname", ""),
        ),
    )
    return event("location_select", key, f"选了位置：{label}", (info, Node("AppType", "wxwork")))


def card_click(
    click: Mapping[str, str], selected: Mapping[str, Sequence[str]], message: int, *, menu: bool = False
) -> Deed:
    """A click on a card. `click` has key, task, card_type, code and words; `selected` question → options."""
    name = "template_card_menu_event" if menu else "template_card_event"
    nodes = [
        Node("Event", name),
        Node("EventKey", click["key"]),
        Node("TaskId", click["task"]),
        Node("CardType", click["card_type"]),
        Node("ResponseCode", click["code"]),
    ]
    if selected and not menu:
        items = tuple(_selected(question, options) for question, options in selected.items())
        nodes.append(Node("SelectedItems", items))
    return Deed(f"event:{name}", click["words"], tuple(nodes), message, click["code"])


def _selected(question: str, options: Sequence[str]) -> Node:
    ids = tuple(Node("OptionId", option) for option in options)
    return Node("SelectedItem", (Node("QuestionKey", question), Node("OptionIds", ids)))
