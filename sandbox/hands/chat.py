"""Typing, photographing, speaking, sending a place: messages from a person to the bot."""

from collections.abc import Sequence

from sandbox.hands.hand import Done, Hand
from sandbox.wire import wechat_deeds, wecom_deeds
from sandbox.wire.deed import Deed
from sandbox.world.tally import PHOTO, PLACE, TAP, TYPED, VOICE

# A second of silence: magic bytes and 50 empty frames of AMR-NB.
SILENCE = b"#!AMR\n" + b"\x7c" * 50


def say(hand: Hand, text: str) -> Done:
    """Type and send a text."""
    hand.check_reachable()
    shown = hand.show("text", {"text": text})
    return _sent(hand, shown.id, wecom_deeds.text(text), TYPED)


def say_entry(hand: Hand, content: str, number: str) -> Done:
    """Touch an entry of a service account's message menu: counts as a menu click (rule O4)."""
    hand.check_reachable()
    shown = hand.show("text", {"text": content})
    hand.world.windows.open(hand.person.id, "menu")
    parcel = hand.tell(wechat_deeds.menu_message(content, number))
    return Done([shown.id], [parcel], interactions=hand.count(TAP))


def photos(hand: Hand, files: Sequence[tuple[str, bytes]], *, counted: bool = True) -> Done:
    """Send pictures (name, content), each as its own message."""
    hand.check_reachable()
    done = Done()
    for file in files:
        medium = hand.world.media.keep(hand.person.platform, "image", file, from_bot=False)
        shown = hand.show("image", {"media": medium.id, "name": medium.name, "size": len(medium.content)})
        url = f"{hand.world.settings.base}/sandbox/media/{medium.id}"
        one = _sent(hand, shown.id, wecom_deeds.image(url, medium.id), PHOTO if counted else 0)
        done.messages += one.messages
        done.parcels += one.parcels
        done.interactions += one.interactions
    return done


def voice(hand: Hand, heard: str, seconds: int) -> Done:
    """Hold to talk. `heard` is what was said; only the service account gets a transcript."""
    hand.check_reachable()
    medium = hand.world.media.keep(hand.person.platform, "voice", ("voice.amr", SILENCE), from_bot=False)
    shown = hand.show("voice", {"media": medium.id, "seconds": seconds, "heard": heard})
    deeds = wecom_deeds if hand.person.platform == "wecom" else wechat_deeds
    return _sent(hand, shown.id, deeds.voice(medium.id, heard), VOICE)


def video(hand: Hand, file: tuple[str, bytes]) -> Done:
    """Send a short film."""
    hand.check_reachable()
    platform = hand.person.platform
    medium = hand.world.media.keep(platform, "video", file, from_bot=False)
    thumb = hand.world.media.keep(platform, "image", ("thumb.jpg", b""), from_bot=False)
    shown = hand.show("video", {"media": medium.id, "name": medium.name, "size": len(medium.content)})
    return _sent(hand, shown.id, wecom_deeds.video(medium.id, thumb.id), PHOTO)


def location(hand: Hand, latitude: float, longitude: float, label: str) -> Done:
    """Send a place."""
    hand.check_reachable()
    shown = hand.show("location", {"latitude": latitude, "longitude": longitude, "label": label})
    deeds = wecom_deeds if hand.person.platform == "wecom" else wechat_deeds
    return _sent(hand, shown.id, deeds.location(latitude, longitude, label), PLACE)


def link(hand: Hand, title: str, description: str, url: str) -> Done:
    """Share a link into the chat."""
    hand.check_reachable()
    shown = hand.show("textcard", {"title": title, "description": description, "url": url, "btntxt": "链接"})
    return _sent(hand, shown.id, wecom_deeds.link(title, description, url), TYPED)


def _sent(hand: Hand, message: int, deed: Deed, interactions: int) -> Done:
    if hand.person.platform == "wechat":
        hand.world.windows.open(hand.person.id, "message")
    return Done([message], [hand.tell(deed)], interactions=hand.count(interactions))
