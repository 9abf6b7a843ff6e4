"""Reading control requests and answering them in one shape. Knows no deeds."""

import json
from typing import Any

from flask import Response, jsonify, request

from sandbox.hands.hand import Done, HandError
from sandbox.world.media import Medium

LONGEST_WAIT = 60.0
USUAL_WAIT = 20.0


class AskError(ValueError):
    """A control request that makes no sense."""


def body() -> dict[str, Any]:
    """The JSON object of the request, whatever its Content-Type; fields if multipart. Raises AskError."""
    if request.mimetype == "multipart/form-data":
        return dict(request.form)
    raw = request.get_data()
    try:
        value = json.loads(raw) if raw else {}
    except ValueError as error:
        raise AskError("body should be JSON") from error
    if not isinstance(value, dict):
        raise AskError("body should be a JSON object")
    return value


def text(values: dict[str, Any], name: str, default: str | None = None) -> str:
    """A string field. Raises AskError if it is missing and has no default."""
    value = values.get(name, default)
    if value is None:
        raise AskError(f"missing: {name}")
    return str(value)


def texts(values: dict[str, Any], name: str) -> list[str]:
    """A list of strings; one string is a list of one."""
    value = values.get(name) or []
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def seconds(value: Any) -> float:
    """How long to wait: a number, true for the usual, anything else for not at all."""
    if value is True or value == "true":
        return USUAL_WAIT
    try:
        return max(0.0, min(float(value or 0), LONGEST_WAIT))
    except (TypeError, ValueError) as error:
        raise AskError("wait should be a number of seconds") from error


def settled(done: Done, wait: float) -> None:
    """Wait until the callbacks of a deed are delivered (or given up)."""
    for parcel in done.parcels:
        if wait:
            parcel.settled.wait(wait)


def refused(error: Exception) -> tuple[Response, int]:
    """The answer to something that cannot be done."""
    if isinstance(error, HandError):
        return jsonify({"ok": False, "error": str(error), "seen": error.seen}), 409
    return jsonify({"ok": False, "error": str(error)}), 400


def file_of(medium: Medium) -> dict[str, Any]:
    """A medium's facts."""
    return {"id": medium.id, "name": medium.name, "size": len(medium.content), "mime": medium.mime}
