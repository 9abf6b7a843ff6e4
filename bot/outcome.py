"""What became of one call to a platform, as a value.

A failure on the way out is never an exception: the caller settles the outbox row by what it reads
here. It never says what a person should be told; the use-case that reacts does.
"""

from dataclasses import dataclass

REUPLOAD = 40007
"""A Retry with this errcode wants the file uploaded anew and the request frozen anew (both platforms)."""

REPEATED_TASK = 42014
"""The task_id of a card was used before."""

USED_CODE = 42022
"""The code a card was to be swapped with was used before."""

ARRIVED = frozenset({REPEATED_TASK, USED_CODE})
"""A GiveUp with one of these on a later attempt means that an earlier one arrived."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted by the platform, and nobody in the list of invalid receivers.

    `message` is the platform's id, `code` the response code of an interactive card ('' otherwise).
    """

    message: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Retry:
    """Not accepted, worth trying again after `after` seconds. `counts`: does it use up an attempt?"""

    after: float
    why: str
    errcode: int | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Refused for good: this message will never arrive. `gone`: the receiver cannot be reached at all."""

    why: str
    errcode: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Misconfigured:
    """Refused because of our own settings: every message waits until somebody mends them."""

    why: str
    errcode: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer that can be trusted: it may have arrived. Repeat the same bytes."""

    why: str
    errcode: int | None = None


Outcome = Sent | Retry | GiveUp | Misconfigured | Unknown


@dataclass(frozen=True, slots=True)
class Media:
    """A file fetched from the platform: its bytes, the type it claims and the name it came with."""

    content: bytes
    mime: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file the platform now holds for three days."""

    media: str
