"""One decrypted callback of the service account in our words. An event it does not know is `Other`.

The platform writes some event names in upper case and WeCom in lower case: they are compared folded.
"""

from dataclasses import dataclass
from typing import Any

from wechatpy import events, messages, parse_message

from bot.deeds import Clip, Deed, Inbound, Joined, Left, Photo, Pressed, Reached, Said, Scanned, Voice
from bot.wire.reading import Fields, Parsed, child, given, inbound, other, parsed, place, text


class AuthorizationRevokedEvent(events.BaseEvent):  # type: ignore[misc]
    """The person withdrew the permission given on a page. wechatpy does not know it."""

    event = "user_authorization_revoke"


@dataclass(frozen=True, slots=True)
class Letter:
    """A callback, and the account (gh_…) it was written to: a passive reply must name it."""

    inbound: Inbound
    account: str


def read(xml: str) -> Letter:
    """Raises BadCallbackError (400) if it is not XML or names no sender and time."""
    found = parsed(parse_message, xml)
    account = text(found.fields, "ToUserName")
    return Letter(inbound("wechat", account or "0", found, _deed), account)


def _deed(found: Parsed) -> Deed:
    message, fields = found.message, found.fields
    match message:
        case messages.TextMessage():
            return Said(message.content or "")
        case messages.ImageMessage():
            return Photo(given(message.media_id))
        case messages.VoiceMessage():
            return Voice(given(message.media_id), message.recognition or "")
        case messages.VideoMessage() | messages.ShortVideoMessage():
            return Clip(given(message.media_id))
        case messages.LocationMessage():
            return place(message.location_x, message.location_y, message.label)
        case _:
            return _event(message, fields)


def _event(message: Any, fields: Fields) -> Deed:
    match message:
        case events.SubscribeScanEvent() | events.ScanEvent():
            # wechatpy has taken the qrscene_ from the first one.
            return Joined(message.scene_id or "")
        case events.SubscribeEvent():
            return Joined()
        case events.UnsubscribeEvent():
            return Left()
        case events.ClickEvent():
            return Pressed(message.key or "")
        case events.BaseScanCodeEvent():
            return Scanned(message.scan_result or "", message.key or "")
        case events.LocationSelectEvent():
            where = child(fields, "SendLocationInfo")
            return place(where["Location_X"], where["Location_Y"], text(where, "Label"))
        case events.TemplateSendJobFinishEvent():
            return Reached(str(message.id), _status(message.status or ""))
        case _:
            return other(fields)


def _status(told: str) -> str:
    """'success', or the bare reason: the platform writes 'failed:user block', the blanks vary."""
    return told.strip().removeprefix("failed").lstrip(": ").strip() or "failed"
