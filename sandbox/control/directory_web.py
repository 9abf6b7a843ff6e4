"""/sandbox/directory: the company's members, put in as in its admin console, and users of WeChat.

A member who is left out of a whole list goes out of the app's visible range; his phone stays if anything was
ever said on it. No callback is sent: it is what the console shows, not what somebody does.
"""

from typing import Any

from flask import Blueprint, Response, jsonify

from sandbox.control.asking import AskError, body
from sandbox.rig import Rig
from sandbox.settings import Person, PlatformName
from sandbox.toml_file import SettingsError, read_person
from sandbox.world.phones import Phone

SECTIONS: dict[str, tuple[PlatformName, str]] = {
    "members": ("wecom", "userid"),
    "users": ("wechat", "openid"),
}
MOST = 5000


def directory_blueprint(rig: Rig) -> Blueprint:
    """Routes for the directory."""
    blueprint = Blueprint("directory", __name__, url_prefix="/sandbox")

    @blueprint.get("/directory")
    def read() -> Response:
        return jsonify({name: _listed(rig, platform) for name, (platform, _) in SECTIONS.items()})

    @blueprint.post("/directory")
    def write() -> Response:
        values = body()
        if unknown := set(values) - {*SECTIONS, "whole"}:
            raise AskError(f"unknown: {', '.join(sorted(unknown))}")
        people = _people(values)
        left: list[Person] = []
        with rig.world.pulse:
            for name, (platform, _) in SECTIONS.items():
                if values.get("whole") and name in values:
                    left += _left(rig, platform, {each.account.lower() for each in people})
            added = sum(rig.world.phones.put(each) for each in people)
            rig.world.pulse.beat()
        counts = {"added": added, "updated": len(people) - added, "left": len(left)}
        return jsonify({"ok": True, **counts})

    return blueprint


def _people(values: dict[str, Any]) -> list[Person]:
    """Everybody in the request, with the settings file's own keys. Raises AskError."""
    people = []
    for name, (platform, account) in SECTIONS.items():
        rows = values.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
            raise AskError(f"{name} should be a list of objects")
        try:
            people += [read_person(each, platform, account) for each in rows]
        except SettingsError as error:
            raise AskError(str(error)) from error
    if len(people) > MOST:
        raise AskError(f"at most {MOST} people")
    return people


def _left(rig: Rig, platform: PlatformName, staying: set[str]) -> list[Person]:
    gone = [each for each in rig.world.phones.on(platform) if each.person.account.lower() not in staying]
    for phone in gone:
        phone.follows = False
        if not rig.world.feed.top(phone.person.id):
            rig.world.phones.drop(phone.person.id)
    return [each.person for each in gone]


def _listed(rig: Rig, platform: PlatformName) -> list[dict[str, Any]]:
    return [_one(phone) for phone in rig.world.phones.on(platform)]


def _one(phone: Phone) -> dict[str, Any]:
    person = phone.person
    named = {"id": person.id, "account": person.account, "name": person.name, "post": person.post}
    return named | {"department": person.department, "follows": phone.follows}
