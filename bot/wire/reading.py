"""Reads decrypted callback XML through wechatpy, and names each callback for ever.

wechatpy raises a dozen exception types on odd input and changes its own dictionary when it is read; both
end here. It never sees a body whose signature was not checked.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.deeds import Channel, Deed, Inbound, Other, Person, Place
from bot.wire.seal import BadCallbackError

Fields = Mapping[str, Any]

# A person may paste control characters; XML cannot carry them, and a refused message would be lost.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile("[0-9]{1,20}")
_NAME = re.compile(r"[^0-9A-Za-z_.:-]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A callback as wechatpy sees it, and its fields; reading the message writes defaults among them."""

    message: Any
    fields: Fields


def parsed(parse: Callable[[str], Any], xml: str) -> Parsed:
    """Raises BadCallbackError (400) for whatever wechatpy cannot take, entities included."""
    try:
        message = parse(_ILLEGAL.sub("", xml))
        fields: Fields = message._data
    except Exception as error:  # KeyError, ExpatError, ValueError, AttributeError, TypeError …
        raise BadCallbackError(400, f"xml: {type(error).__name__}") from None
    return Parsed(message, fields)


def text(fields: Fields, *names: str) -> str:
    """The first of these fields that is there and is text; '' otherwise."""
    return next((found for name in names if isinstance(found := fields.get(name), str)), "")


def child(fields: Fields, *names: str) -> Fields:
    """The first of these fields that has fields of its own; empty otherwise."""
    return next((found for name in names if isinstance(found := fields.get(name), dict)), {})


def every(fields: Fields, *names: str) -> list[Any]:
    """A repeated field as a list: one child parses as itself, several as a list, none as None."""
    found = next((fields[name] for name in names if fields.get(name) is not None), None)
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def inbound(channel: Channel, account: str, found: Parsed, deed: Callable[[Parsed], Deed]) -> Inbound:
    """The callback in our words. Raises BadCallbackError (400) only if its head is unreadable."""
    sender, created = text(found.fields, "FromUserName"), text(found.fields, "CreateTime")
    if not sender or not re.fullmatch(r"[0-9]{1,11}", created):
        raise BadCallbackError(400, "head")
    # Before the message is read: wechatpy writes defaults among the fields.
    named = key(channel, account, found.fields)
    try:
        done = deed(found)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        # It is theirs and it is signed: kept under its name, so that nothing is lost.
        done = other(found.fields)
    at = datetime.fromtimestamp(int(created), UTC)
    return Inbound(named, Person(channel, sender), at, done)


def place(latitude: str, longitude: str, label: str | None) -> Place:
    """A location. Raises ValueError if it is not one on Earth."""
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("not on Earth")
    return Place(north, east, label or "")


def given(value: str | None) -> str:
    """A field without which the message means nothing. Raises ValueError if it is empty."""
    if not value:
        raise ValueError("missing")
    return value


def other(fields: Fields) -> Other:
    """What we have no word for."""
    return Other(name(fields), text(fields, "MsgType").lower() == "event")


def name(fields: Fields) -> str:
    """What the platform calls it: the event's name in lower case, or the message type."""
    kind = text(fields, "MsgType").lower()
    called = text(fields, "Event").lower() if kind == "event" else kind
    return _NAME.sub("", called)[:64] or "unknown"


def key(channel: Channel, account: str, fields: Fields) -> str:
    """The dedupe key: MsgId for messages; for events a hash of every field, for two taps of one person
    may fall into one second, and events carry no id. Nonce, timestamp and signature of the HTTP request
    are never part of it: a redelivery has new ones.
    """
    number = text(fields, "MsgId")
    if _NUMBER.fullmatch(number) and text(fields, "MsgType").lower() != "event":
        return f"{channel}:{account}:{number}"
    whole = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{channel}:{account}:{hashlib.sha256(whole.encode()).hexdigest()[:40]}"
