"""One decrypted WeCom callback in our words. It never refuses an event it does not know: that is `Other`.

Shapes of the XML: pages 90239 (messages) and 90240 (events); samples stand in tests/envelopes.
"""

from typing import Any

from wechatpy.work import events as wechatpy_events
from wechatpy.work import messages, parse_message

from bot.deeds import Clip, Deed, Entered, Inbound, Left, Photo, Pressed, Said, Scanned, Tap, Voice
from bot.wecom import events
from bot.wire.reading import Fields, Parsed, child, every, given, inbound, other, parsed, place, text


def read(xml: str) -> Inbound:
    """Raises BadCallbackError (400) if it is not XML or names no sender and time."""
    found = parsed(parse_message, xml)
    agent = text(found.fields, "AgentID", "AgentId") or "0"
    return inbound("wecom", agent, found, _deed)


def _deed(found: Parsed) -> Deed:
    message, fields = found.message, found.fields
    match message:
        case events.TemplateCardEvent() | events.TemplateCardMenuEvent():
            return Tap(message.task or "", message.key or "", _ticked(fields), message.code or "")
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
        case wechatpy_events.EnterAgentEvent() | wechatpy_events.SubscribeEvent():
            # "subscribe" here is no follow: the member came into the app's visible range.
            return Entered()
        case wechatpy_events.UnsubscribeEvent():
            return Left()
        case wechatpy_events.ClickEvent():
            return Pressed(message.key or "")
        case wechatpy_events.BaseScanCodeEvent():
            return Scanned(message.scan_result or "", message.key or "")
        case wechatpy_events.LocationSelectEvent():
            where = child(fields, "SendLocationInfo")
            return place(where["Location_X"], where["Location_Y"], text(where, "Label"))
        case _:
            # LOCATION is among them: the client reports it on entering, nobody sent it on purpose.
            return other(fields)


def _ticked(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Chosen ids by question. Copies of the platform's sample spell the list in two ways."""
    chosen: dict[str, tuple[str, ...]] = {}
    for item in every(child(fields, "SelectedItems"), "SelectedItem"):
        ids = every(child(item, "OptionIds", "OpitonIds"), "OptionId", "OpitonId")
        chosen[text(item, "QuestionKey")] = tuple(one for one in ids if isinstance(one, str))
    return chosen
