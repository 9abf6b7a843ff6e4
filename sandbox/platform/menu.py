"""menu/create, menu/get, menu/delete on both platforms: counts, name and key sizes, types (rules N1, N2).

It stores the menu that phones show; it presses nothing.
"""

from dataclasses import dataclass
from typing import Any

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Shape, byte_count

KEYED = frozenset(
    {
        "click",
        "scancode_push",
        "scancode_waitmsg",
        "pic_sysphoto",
        "pic_photo_or_album",
        "pic_weixin",
        "location_select",
    }
)
OTHER = frozenset({"view", "view_miniprogram", "miniprogram"})
OA_ONLY = frozenset({"media_id", "view_limited", "article_id", "article_view_limited"})
TOP_NAME_BYTES, SUB_NAME_BYTES, KEY_BYTES, URL_BYTES = 16, 40, 128, 1024


@dataclass(frozen=True, slots=True)
class Codes:
    """What is answered to a wrong entry of one level."""

    type: int
    name: int
    key: int
    url: int


TOP = Codes(40017, 40018, 40019, 40020)
SUB = Codes(40024, 40025, 40026, 40027)


def create(call: Call) -> Json:
    """POST menu/create. Raises ApiError for a menu that the platform would not take."""
    buttons = call.shape.children("button")
    if not 1 <= len(buttons) <= 3:
        raise ApiError(40016, "invalid button size", "N1")
    for button in buttons:
        _top(call, button)
    with call.world.pulse:
        call.world.menus[call.platform] = {"button": call.body["button"]}
        call.world.pulse.beat()
    return ok()


def get(call: Call) -> Json:
    """GET menu/get; 46003 if there is none."""
    menu = call.world.menus.get(call.platform)
    if menu is None:
        raise ApiError(46003, "menu no exist", "N1")
    return ok(**menu) if call.platform == "wecom" else {"menu": menu}


def delete(call: Call) -> Json:
    """GET menu/delete."""
    call.world.menus.pop(call.platform, None)
    call.world.pulse.beat()
    return ok()


def _top(call: Call, button: Shape) -> None:
    _name(button, TOP_NAME_BYTES)
    children = button.children("sub_button")
    if not children:
        _action(call, button)
        return
    if len(children) > 5:
        raise ApiError(40023, "invalid sub button size", "N1")
    for child in children:
        _name(child, SUB_NAME_BYTES, SUB)
        if child.has("sub_button"):
            raise ApiError(40022, "invalid sub button level", "N2")
        _action(call, child, SUB)


def _name(button: Shape, most: int, codes: Codes = TOP) -> None:
    name: Any = button.text("name")
    if not name:
        raise ApiError(41102, "missing button name", "N1")
    if byte_count(name) > most:
        raise ApiError(codes.name, "invalid button name size", "N1")


def _action(call: Call, button: Shape, codes: Codes = TOP) -> None:
    kind = button.text("type")
    allowed = KEYED | OTHER | (OA_ONLY if call.platform == "wechat" else frozenset())
    if kind not in allowed:
        raise ApiError(codes.type, "invalid button type", "N2")
    if kind in KEYED and not 1 <= byte_count(button.text("key")) <= KEY_BYTES:
        raise ApiError(codes.key, "invalid button key size", "N2")
    if kind == "view" and not 1 <= byte_count(button.text("url")) <= URL_BYTES:
        raise ApiError(codes.url, "invalid button url size", "N2")
