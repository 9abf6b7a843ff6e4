"""Files on their way in and out: names, sizes, and what came instead of a file.

It never looks into a file, and never fetches from an address that a message names.
"""

import re
from contextlib import suppress
from email.message import Message

from bot.outcome import GiveUp, Media, Outcome
from bot.wire.access import CallError, unsent
from bot.wire.limits import one_line
from bot.wire.line import Answer
from bot.wire.strict import Codes, json_object, judged, refusal

MOST = 20 * 1024 * 1024
"""Bytes of the largest file either platform takes or gives."""

EXPIRED = 40007
_LEAST = 5
_NO_FILE = ("text/html", "text/plain", "application/json")


def unfit(content: bytes, most: int) -> Outcome | None:
    """Why the platform would refuse a file of this size, before it is carried there."""
    if len(content) <= _LEAST:
        return GiveUp("文件是空的")
    if len(content) > most:
        return GiveUp(f"文件超过 {most // 1024 // 1024} MB")
    return None


def shown_name(name: str, fallback: str) -> str:
    """A file name as the receiver will see it: no path, no control characters, at most 60 characters."""
    bare = re.sub(r'[\\/:*?"<>|]', "_", one_line(name)).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    if not stem or not dot:
        stem, ending = bare or fallback, ""
    return stem[: 59 - len(ending)] + (f".{ending}" if ending else "")


def mime_of(name: str) -> str:
    """The media type of what we upload, by the ending of its name."""
    ending = name.rpartition(".")[2].lower()
    known = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
    return known.get(ending, "application/octet-stream")


def received(answer: Answer, codes: Codes) -> Media | Outcome:
    """The file in an answer, or what the platform said instead.

    An inbound file lives three days there: one that is gone is gone (GiveUp), its sender must be asked.
    """
    mime = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if refusal(answer) == EXPIRED:
        return GiveUp("素材已过期，请对方重发", EXPIRED)
    if answer.status != 200 or refusal(answer) or not answer.body or mime in _NO_FILE:
        return _instead(answer, codes)
    return Media(answer.body, mime or "application/octet-stream", _name(answer))


def _instead(answer: Answer, codes: Codes) -> Outcome:
    found = json_object(answer.body) if answer.status == 200 else None
    if found is not None and "errcode" not in found:
        # Videos of the service account come as an address elsewhere, which is never followed.
        return GiveUp("平台给的不是文件，请对方改发图片")
    try:
        judged(answer, codes)
    except CallError as error:
        return unsent(error.outcome)
    return GiveUp("平台没有给出文件")


def _name(answer: Answer) -> str:
    header = Message()
    header["Content-Disposition"] = answer.headers.get("Content-Disposition", "")
    name = header.get_filename() or ""
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        # The platforms send raw UTF-8, which HTTP libraries read as Latin-1.
        name = name.encode("latin-1").decode()
    return shown_name(name, "") if name else ""
