"""/sandbox/people: who there is, what is on their phones, and everything their hands can do."""

import base64
import binascii
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, request

from sandbox.control import asking
from sandbox.control.asking import AskError, body, text, texts
from sandbox.hands import cards, chat, doors, events
from sandbox.hands.hand import Done, Hand, HandError
from sandbox.hands.taps import find_spot, spots
from sandbox.phones.samples import sample
from sandbox.rig import Rig
from sandbox.world.feed import Message
from sandbox.world.phones import Phone
from sandbox.world.qr import can_read

Deed = Callable[[Hand, dict[str, Any]], Done]


def people_blueprint(rig: Rig) -> Blueprint:
    """Routes for people and their deeds."""
    blueprint = Blueprint("people", __name__, url_prefix="/sandbox")
    deeds = _deeds(rig)

    @blueprint.get("/people")
    def people() -> Response:
        return jsonify([person_json(rig, phone) for phone in rig.world.phones.all()])

    @blueprint.get("/people/<person>/messages")
    def messages(person: str) -> Response:
        rig.hand(person)
        cursor = int(request.args.get("after", 0))
        wait = asking.seconds(request.args.get("wait"))
        if wait:
            rig.world.pulse.wait(lambda: rig.world.feed.top(person) > cursor, wait)
        found = rig.world.feed.after(person, cursor)
        limit = int(request.args.get("limit", 0))
        return jsonify(
            {
                "cursor": max([cursor, *(each.seq for each in found)]),
                "typing": rig.hand(person).phone.typing > 0,
                "messages": [message_json(each) for each in (found[-limit:] if limit else found)],
            }
        )

    @blueprint.post("/people/<person>/<deed>")
    def act(person: str, deed: str) -> tuple[Response, int] | Response:
        run = deeds.get(deed)
        if run is None:
            return jsonify({"ok": False, "error": f"unknown deed: {deed}", "seen": sorted(deeds)}), 404
        values = body()
        done = run(rig.hand(person), values)
        rig.script.deed(person, deed, values, _label(done))
        asking.settled(done, asking.seconds(values.get("wait") or request.args.get("wait")))
        return jsonify(_answer(rig, person, done))

    return blueprint


def person_json(rig: Rig, phone: Phone) -> dict[str, Any]:
    """One person with the state of the phone."""
    person = phone.person
    return {
        "id": person.id,
        "platform": person.platform,
        "account": person.account,
        "name": person.name,
        "post": person.post,
        "department": person.department,
        "follows": phone.follows,
        "typing": phone.typing > 0,
        "top": rig.world.feed.top(person.id),
        "mirror": _mirror(phone),
        "windows": rig.world.windows.as_json(person.id),
    }


def _mirror(phone: Phone) -> dict[str, Any] | None:
    if phone.mirror is None:
        return None
    url = f"/sandbox/people/{phone.person.id}/mirror"
    return {"version": phone.mirror.version, "title": phone.mirror.title, "url": url}


def message_json(message: Message) -> dict[str, Any]:
    """One bubble with everything on it that can be touched."""
    return message.as_json() | {"taps": [spot.as_json() for spot in spots(message)]}


def _label(done: Done) -> str:
    """What was touched, as the button says it."""
    return done.parcels[0].deed.words.strip("〔〕") if done.parcels else done.label


def _answer(rig: Rig, person: str, done: Done) -> dict[str, Any]:
    answer = done.as_json()
    if done.opens.startswith("/"):
        answer["opens"] = rig.settings.base + done.opens
    if done.opens:
        answer["browse"] = f"{rig.settings.base}/sandbox/as/{person}?to={quote(answer['opens'], safe='')}"
        answer["frame"] = _frame(rig, person, answer["opens"])
    return answer


def _frame(rig: Rig, person: str, url: str) -> str:
    """The page's address in the phone's own browser, '' for a page that is not on this machine."""
    try:
        return rig.pockets.of(rig.hand(person).person).go(url)
    except ValueError:
        return ""


def _deeds(rig: Rig) -> dict[str, Deed]:
    return {
        "say": lambda hand, values: chat.say(hand, text(values, "text")),
        "tap": _tap,
        "submit": _tap,
        "photos": lambda hand, values: chat.photos(hand, _files(values)),
        "voice": lambda hand, values: chat.voice(
            hand, text(values, "text", ""), int(values.get("seconds", 3))
        ),
        "video": lambda hand, values: chat.video(hand, (_files(values) or [("video.mp4", b"")])[0]),
        "location": lambda hand, values: chat.location(hand, *_place(values)),
        "link": lambda hand, values: chat.link(
            hand, text(values, "title"), text(values, "description", ""), text(values, "url")
        ),
        "menu": lambda hand, values: doors.press_menu(hand, text(values, "name"), _carried(values)),
        "scan": lambda hand, values: _scan(rig, hand, values),
        "enter": lambda hand, values: doors.enter(hand),
        "follow": lambda hand, values: doors.begin_following(hand),
        "unfollow": lambda hand, values: doors.stop_following(hand, silently=bool(values.get("silently"))),
        "report": lambda hand, values: events.report_place(hand, *_place(values)[:2]),
        "event": _raise,
        "consent": lambda hand, values: events.consent(
            hand, text(values, "template"), accept=bool(values.get("accept", True))
        ),
        "open": _open,
        "pages": _page_touches,
    }


def _tap(hand: Hand, values: dict[str, Any]) -> Done:
    """Press a button, or submit a form; without a label the newest submit button is meant."""
    newest = _in_sight(hand, values)
    label, card = text(values, "label", ""), text(values, "card", "")
    if label:
        spot = find_spot(newest, label, {"button", "submit", "menu", "reply"}, card=card)
    else:
        first = [spot for each in newest for spot in spots(each) if spot.does == "submit"]
        spot = first[0] if first else find_spot(newest, "提交", {"submit"}, card=card)
    if spot.does == "reply":
        return chat.say_entry(hand, spot.label, spot.key)
    picks = {str(key): str(value) for key, value in (values.get("picks") or {}).items()}
    choice = cards.Choice(texts(values, "ticks"), texts(values, "unticks"), picks)
    done = cards.press(hand, spot, choice)
    for _ in range(int(values.get("times", 1)) - 1):
        again = cards.press(hand, spot, choice)
        done.parcels += again.parcels
        done.interactions += again.interactions
    return done


def _in_sight(hand: Hand, values: dict[str, Any]) -> list[Message]:
    """The messages a finger may mean: all, one by its id, or those newer than the cursor `since`."""
    newest = hand.world.feed.newest_first(hand.person.id)
    if "message" in values:
        return [each for each in newest if each.id == int(values["message"])]
    since = int(values.get("since", 0))
    return [each for each in newest if each.seq > since]


def _raise(hand: Hand, values: dict[str, Any]) -> Done:
    """Send any event by its name, for what the phones cannot act out."""
    fields = values.get("fields") or {}
    if not isinstance(fields, dict):
        raise AskError("fields should be an object")
    return events.raised(hand, text(values, "event"), fields)


def _open(hand: Hand, values: dict[str, Any]) -> Done:
    """Touch something that opens a page."""
    return doors.open_page(hand, _in_sight(hand, values), text(values, "label", ""), text(values, "url", ""))


def _scan(rig: Rig, hand: Hand, values: dict[str, Any]) -> Done:
    follow = bool(values.get("follow", True))
    if "text" in values:
        return doors.scan(hand, text(values, "text"), follow=follow)
    if files := _files(values, needed=False):
        codes = rig.qr.read(files[0][1])
    else:
        codes = rig.qr.on_phone(rig.world.feed.newest_first(text(values, "from")))
    if not codes:
        raise HandError(
            "没有看到二维码" if can_read() else "没有装 zxing-cpp，手机扫不了码：pip install zxing-cpp"
        )
    return doors.scan(hand, codes[0], follow=follow)


def _page_touches(hand: Hand, values: dict[str, Any]) -> Done:
    touches = int(values.get("clicks", 0)) + int(values.get("fields", 0))
    return Done(interactions=hand.count(touches))


def _carried(values: dict[str, Any]) -> doors.Carried:
    place = _place(values) if "latitude" in values else None
    return doors.Carried(text(values, "text", ""), _files(values, needed=False), place)


def _place(values: dict[str, Any]) -> tuple[float, float, str]:
    latitude, longitude = float(values.get("latitude", 28.1135)), float(values.get("longitude", 120.9832))
    return latitude, longitude, text(values, "label", "乐清市")


def _files(values: dict[str, Any], *, needed: bool = True) -> list[tuple[str, bytes]]:
    """Uploaded parts named `file` or `photo`, `samples` by name, or `files` as base64. Raises AskError."""
    parts = [*request.files.getlist("file"), *request.files.getlist("photo")]
    files = [(part.filename or "photo.jpg", part.read()) for part in parts]
    files += [(name, sample(name)) for name in texts(values, "samples")]
    for each in values.get("files") or []:
        try:
            files.append((str(each["name"]), base64.b64decode(each["base64"])))
        except (KeyError, TypeError, binascii.Error) as error:
            raise AskError("files should be a list of {name, base64}") from error
    if needed and not files:
        raise AskError("missing: photo parts, samples or files")
    return files
