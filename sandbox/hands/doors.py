"""Menus, codes, following, entering, opening pages: the ways into a conversation and out of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.hands import chat
from sandbox.hands.hand import Done, Hand, HandError
from sandbox.hands.taps import find_link, spots
from sandbox.wire import wechat_deeds, wecom_deeds
from sandbox.world.feed import Message
from sandbox.world.tally import PLACE, SCAN, TAP

PICTURES = frozenset({"pic_sysphoto", "pic_photo_or_album", "pic_weixin"})
CODES = frozenset({"scancode_push", "scancode_waitmsg"})
PROGRAMS = frozenset({"view_miniprogram", "miniprogram"})


@dataclass(frozen=True, slots=True)
class Carried:
    """What a menu entry may need besides the touch: a scanned text, pictures, a place."""

    text: str = ""
    files: Sequence[tuple[str, bytes]] = ()
    place: tuple[float, float, str] | None = None


def press_menu(hand: Hand, name: str, carried: Carried) -> Done:
    """Press the menu entry with this name or key. A sub-entry takes two touches."""
    hand.check_reachable()
    button, steps = _menu_button(hand, name)
    kind, key = button["type"], button.get("key", "")
    if kind in CODES:
        return _menu_scan(hand, kind, key, carried)
    if kind in PICTURES:
        return _menu_pictures(hand, kind, key, carried)
    if kind == "location_select":
        return _menu_place(hand, key, carried)
    upper = hand.person.platform == "wechat"
    if kind == "view":
        hand.count(steps)
        event = wecom_deeds.event("VIEW" if upper else "view", button["url"], f"菜单：{button['name']}")
        return Done([], [hand.tell(event)], opens=button["url"], interactions=steps)
    if kind in PROGRAMS:
        path = button.get("pagepath", "")
        event = wecom_deeds.event("view_miniprogram", path, f"菜单：{button['name']}")
        return Done([], [hand.tell(event)], needs="miniprogram", interactions=hand.count(steps))
    if kind != "click":
        return Done(needs=kind, interactions=hand.count(steps))
    if upper:
        hand.world.windows.open(hand.person.id, "menu")
    event = wecom_deeds.event("CLICK" if upper else "click", key, f"菜单：{button['name']}")
    return Done([], [hand.tell(event)], interactions=hand.count(steps))


def _menu_button(hand: Hand, name: str) -> tuple[dict[str, Any], int]:
    menu = hand.world.menus.get(hand.person.platform)
    if menu is None:
        raise HandError("这里还没有菜单")
    names: list[str] = []
    for button, steps in _buttons(menu):
        names.append(button["name"])
        if name in {button["name"], button.get("key"), button.get("url")}:
            return button, steps
    raise HandError(f"菜单里没有“{name}”", names)


def _buttons(menu: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    for button in menu["button"]:
        children = button.get("sub_button") or []
        if not children:
            yield button, TAP
        for child in children:
            yield child, TAP * 2


def _menu_scan(hand: Hand, kind: str, key: str, carried: Carried) -> Done:
    if not carried.text:
        return Done(needs="scan")
    hand.count(SCAN)
    return Done([], [hand.tell(wecom_deeds.scanned(kind, key, carried.text))], interactions=SCAN)


def _menu_pictures(hand: Hand, kind: str, key: str, carried: Carried) -> Done:
    if not carried.files:
        return Done(needs="photos")
    sums = [hashlib.md5(content, usedforsecurity=False).hexdigest() for _, content in carried.files]
    first = hand.tell(wecom_deeds.pictures(kind, key, sums))
    done = chat.photos(hand, carried.files)
    return Done(done.messages, [first, *done.parcels], interactions=done.interactions)


def _menu_place(hand: Hand, key: str, carried: Carried) -> Done:
    if carried.place is None:
        return Done(needs="place")
    latitude, longitude, label = carried.place
    hand.count(PLACE)
    shown = hand.show("location", {"latitude": latitude, "longitude": longitude, "label": label})
    parcel = hand.tell(wecom_deeds.place_chosen(key, latitude, longitude, label))
    return Done([shown.id], [parcel], interactions=PLACE)


def scan(hand: Hand, text: str, *, follow: bool = True) -> Done:
    """Point the camera at a code: a service account's own code, an address, or plain text."""
    hand.count(SCAN)
    code = hand.world.scenes.get(text)
    if code is None:
        opens = text if text.startswith(("http://", "https://")) else ""
        return Done(opens=opens, needs="" if opens else "text", interactions=SCAN)
    if hand.person.platform != "wechat":
        raise HandError("请用微信扫这个码")
    if code.until is not None and hand.world.clock.business() > code.until:
        raise HandError("二维码已过期")
    if hand.phone.follows:
        hand.world.windows.open(hand.person.id, "scan")
        return Done([], [hand.tell(wechat_deeds.scan(code.scene, code.ticket))], interactions=SCAN)
    hand.phone.scene, hand.phone.ticket = code.scene, code.ticket
    if not follow:
        return Done(needs="follow", interactions=SCAN)
    done = begin_following(hand)
    return Done(done.messages, done.parcels, interactions=SCAN + done.interactions)


def begin_following(hand: Hand) -> Done:
    """Follow the service account (with the scene of a code scanned before), or enter the visible range."""
    if hand.phone.follows:
        raise HandError("已经关注了" if hand.person.platform == "wechat" else "已经在可见范围内")
    hand.phone.follows = True
    if hand.person.platform == "wecom":
        return Done([], [hand.tell(wecom_deeds.event("subscribe", "", "进入可见范围"))])
    scene, ticket = hand.phone.scene, hand.phone.ticket
    hand.world.windows.open(hand.person.id, "follow")
    hand.note("已关注")
    parcel = hand.tell(wechat_deeds.subscribe(scene, ticket))
    hand.phone.ticket = ""
    return Done([], [parcel], interactions=hand.count(TAP))


def stop_following(hand: Hand, *, silently: bool = False) -> Done:
    """Unfollow, or leave the visible range; `silently` without a callback (a lost one)."""
    if not hand.phone.follows:
        raise HandError("没有关注")
    hand.phone.follows = False
    hand.phone.scene = ""
    hand.world.windows.close(hand.person.id)
    hand.note("已取消关注" if hand.person.platform == "wechat" else "已不在应用可见范围")
    if silently:
        return Done()
    return Done([], [hand.tell(wecom_deeds.event("unsubscribe", "", "取消关注"))])


def enter(hand: Hand) -> Done:
    """Open the app's chat (WeCom only; a service account is not told)."""
    if hand.person.platform != "wecom":
        return Done()
    hand.check_reachable()
    return Done(
        [], [hand.tell(wecom_deeds.event("enter_agent", "", "进入应用"))], interactions=hand.count(TAP)
    )


def open_page(hand: Hand, newest: list[Message], label: str, url: str = "") -> Done:
    """Touch the newest thing that opens a page: by its label, or by the very address it opens."""
    if url:
        found = [spot for message in newest for spot in spots(message) if spot.url == url]
        if not found:
            raise HandError("这个地址不在屏幕上")
        spot = found[0]
    else:
        spot = find_link(newest, label)
    return Done([spot.message], opens=spot.url, interactions=hand.count(TAP), label=spot.key or spot.label)
