"""Reads what a bot answered to a callback and puts it on the phone, or says why the platform would not.

A reply is one message to the sender, good only inside that HTTP answer (page 90241).
"""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sandbox.callbacks.allowed import allowed_replies
from sandbox.callbacks.card_xml import card_from_xml
from sandbox.callbacks.compose import Composer
from sandbox.callbacks.parcel import Parcel
from sandbox.platform.answer import ApiError
from sandbox.platform.wecom.cards import INTERACTIVE, check_card
from sandbox.wire.envelope import Opened, ReplyError, open_reply
from sandbox.wire.xml import XmlError, parse, text
from sandbox.world.cards import CodeError
from sandbox.world.journal import Note
from sandbox.world.swaps import grey_button, replace_card
from sandbox.world.world import World

TEXT_BYTES = 2048
MOST_ARTICLES = 8
SILENT = frozenset({b"", b"success"})


@dataclass(slots=True)
class Reading:
    """A reply while it is read: the opened XML, and what was noted about it."""

    world: World
    parcel: Parcel
    root: Element
    notes: list[Note]

    @property
    def person(self) -> str:
        """Whose phone it goes to."""
        return self.parcel.phone.person.id


def open_body(world: World, composer: Composer, parcel: Parcel, body: bytes) -> Opened | None:
    """The reply's plaintext, None if there is no reply. Raises ReplyError."""
    if body.strip() in SILENT:
        return None
    platform = parcel.phone.person.platform
    mode = world.settings.oa.mode if platform == "wechat" and world.settings.oa else "secure"
    return open_reply(
        composer.cipher(platform), body, plain_allowed=mode == "compat", plain_only=mode == "plain"
    )


def apply_reply(world: World, composer: Composer, parcel: Parcel, opened: Opened) -> list[Note]:
    """Check the reply and show it. Raises ReplyError for one that the platform would throw away."""
    try:
        root = parse(opened.plain)
    except XmlError as error:
        raise ReplyError(str(error)) from error
    reading = Reading(world, parcel, root, [])
    kind = text(root, "MsgType")
    platform = parcel.phone.person.platform
    _check_head(reading, _owner(world, platform))
    if kind not in allowed_replies(platform, parcel.deed):
        raise ReplyError(f"{parcel.deed.what} 不能用 {kind or '（无 MsgType）'} 回复", "R3")
    _APPLY[kind](reading)
    return reading.notes


def _owner(world: World, platform: str) -> str:
    if platform == "wecom":
        return world.settings.corp.corp_id if world.settings.corp else ""
    return world.settings.oa.original_id if world.settings.oa else ""


def _check_head(reading: Reading, owner: str) -> None:
    account = reading.parcel.phone.person.account
    to, sender = text(reading.root, "ToUserName"), text(reading.root, "FromUserName")
    if to.lower() != account.lower():
        raise ReplyError(f"ToUserName 是 {to!r}，应为发来消息的 {account!r}", "R2")
    if sender != owner:
        raise ReplyError(f"FromUserName 是 {sender!r}，应为 {owner!r}", "R2")
    if not text(reading.root, "CreateTime").isdigit():
        raise ReplyError("缺少 CreateTime", "R1")


def _show(reading: Reading, kind: str, body: dict[str, object]) -> None:
    reading.world.feed.add(reading.person, "bot", kind, body, via="passive")


def _text(reading: Reading) -> None:
    content = reading.root.findtext("Content") or ""
    if not content:
        raise ReplyError("文本是空的", "R1")
    size = len(content.encode())
    if size > TEXT_BYTES and reading.world.settings.strict:
        raise ReplyError(f"Content {size} 字节，超过 {TEXT_BYTES}（严格模式）", "R4")
    if size > TEXT_BYTES:
        reading.notes.append(Note("cut", "R4", f"Content {size} 字节，截到 {TEXT_BYTES} 字节"))
        content = content.encode()[:TEXT_BYTES].decode("utf-8", "ignore")
    _show(reading, "text", {"text": content})


def _media(tag: str, kind: str) -> Callable[[Reading], None]:
    def show(reading: Reading) -> None:
        part = reading.root.find(tag)
        number = text(part, "MediaId") if part is not None else ""
        medium = reading.world.media.alive(number, reading.parcel.phone.person.platform)
        if medium is None or medium.kind != kind:
            raise ReplyError(f"{kind} 的 MediaId 不存在、过期或类型不符", "R5")
        body: dict[str, object] = {"media": medium.id, "name": medium.name, "size": len(medium.content)}
        if kind == "video" and part is not None:
            body |= {"title": text(part, "Title"), "description": text(part, "Description")}
        _show(reading, kind, body)

    return show


def _music(reading: Reading) -> None:
    part = reading.root.find("Music")
    if part is None:
        raise ReplyError("缺少 Music 节点", "R1")
    _show(
        reading,
        "textcard",
        {
            "title": text(part, "Title") or "音乐",
            "description": text(part, "Description"),
            "url": text(part, "MusicUrl"),
            "btntxt": "播放",
        },
    )


def _news(reading: Reading) -> None:
    items = reading.root.findall("Articles/item")
    stated = text(reading.root, "ArticleCount")
    if not items or stated != str(len(items)):
        raise ReplyError(f"ArticleCount 是 {stated or '空'}，实际 {len(items)} 条", "R6")
    one_only = reading.parcel.phone.person.platform == "wechat" and not reading.parcel.deed.is_event
    most = 1 if one_only else MOST_ARTICLES
    if len(items) > most and reading.world.settings.switches.enforces("R6"):
        raise ReplyError(f"这里最多 {most} 条图文", "R6")
    names = {"title": "Title", "description": "Description", "url": "Url", "picurl": "PicUrl"}
    articles = [{name: text(item, tag) for name, tag in names.items()} for item in items]
    _show(reading, "news", {"articles": articles})


def _update_button(reading: Reading) -> None:
    part = reading.root.find("Button")
    name = text(part, "ReplaceName") if part is not None else ""
    if not name:
        raise ReplyError("缺少 Button/ReplaceName", "R9")
    message = _redeem(reading, interactive_only=True)
    grey_button(reading.world, message, name)


def _update_taskcard(reading: Reading) -> None:
    part = reading.root.find("TaskCard")
    name = text(part, "ReplaceName") if part is not None else ""
    grey_button(reading.world, _redeem(reading), name or "已处理")


def _update_card(reading: Reading) -> None:
    part = reading.root.find("TemplateCard")
    if part is None:
        raise ReplyError("缺少 TemplateCard 节点", "R8")
    media = reading.world.media
    try:
        checked = check_card(
            card_from_xml(part),
            lambda number: media.alive(number, "wecom") is not None,
            updating=True,
            off=reading.world.settings.switches.off,
        )
    except ApiError as error:
        raise ReplyError(f"卡片不合规：{error.errcode} {error.text}", error.rule) from error
    reading.notes.extend(checked.notes)
    replace_card(reading.world, _redeem(reading), checked.card)


def _redeem(reading: Reading, *, interactive_only: bool = False) -> int:
    """Use the click's code up and name the clicker's copy. Raises ReplyError."""
    code, message = reading.parcel.deed.code, reading.parcel.deed.message
    try:
        card, _ = reading.world.cards.redeem(code)
    except CodeError as error:
        words = {"unknown": "不存在", "used": "已经用过", "expired": "已过 72 小时"}
        raise ReplyError(f"这次点击的 ResponseCode {words[error.trouble]}", "R8") from error
    if interactive_only and card.card_type not in INTERACTIVE:
        raise ReplyError(f"{card.card_type} 不能用 update_button", "R9")
    if message is None:
        raise ReplyError("这次回调没有卡片", "R8")
    return message


def _hand_over(reading: Reading) -> None:
    reading.notes.append(Note("info", "R7", "转给人工客服"))


_APPLY: dict[str, Callable[[Reading], None]] = {
    "text": _text,
    "image": _media("Image", "image"),
    "voice": _media("Voice", "voice"),
    "video": _media("Video", "video"),
    "music": _music,
    "news": _news,
    "transfer_customer_service": _hand_over,
    "update_button": _update_button,
    "update_taskcard": _update_taskcard,
    "update_template_card": _update_card,
}
