"""Shapes texts to what a platform carries: bytes, characters, characters it cannot take.

A text that is too long is cut with … and reported to a hook; a list that is too long is an error in
our own code and raises. It never cuts inside a character, and never changes what a cut text means by
dropping its start.
"""

import logging
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<(?=[A-Za-z/!?@])")
_JOINERS = "\u200d\ufe0f"


class BadCardError(ValueError):
    """A card or word the platform would refuse: a programming error, found before anything is sent."""


class CardTooBigError(BadCardError):
    """More buttons, options, rows or text than the platform's card holds."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that had to be shortened: where, to how much, from how much (characters or bytes)."""

    place: str
    limit: int
    had: int


OnCut = Callable[[Cut], None]


def log_cut(cut: Cut) -> None:
    """The default hook. The text itself stays out of the log: it may name a person."""
    log.warning("text cut: %s holds %d, had %d", cut.place, cut.limit, cut.had)


def clean(text: str) -> str:
    """Without characters that XML cannot carry (control characters, lone surrogates)."""
    return _ILLEGAL.sub("", text)


def one_line(text: str) -> str:
    """Clean, with every run of blanks and line breaks as one space."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def disarm(text: str) -> str:
    """Clean, and with no tag in it: chat texts render `<a>`, and part of them was typed by somebody.

    The sign before a letter becomes its full-width twin; 「COD<50」 stays as it is.
    """
    return _TAG.sub("＜", clean(text))


@dataclass(frozen=True, slots=True)
class Shaper:
    """Cuts texts to size and tells the hook about every cut."""

    on_cut: OnCut = log_cut

    def chars(self, place: str, text: str, limit: int, mark: str = "…") -> str:
        """At most `limit` characters, the last of which is `mark` if something was cut."""
        if len(text) <= limit:
            return text
        self.on_cut(Cut(place, limit, len(text)))
        return _whole(text, limit - len(mark)) + mark

    def octets(self, place: str, text: str, limit: int, mark: str = "…") -> str:
        """At most `limit` bytes of UTF-8, ending in `mark` if something was cut."""
        raw = text.encode()
        if len(raw) <= limit:
            return text
        self.on_cut(Cut(place, limit, len(raw)))
        kept = raw[: limit - len(mark.encode())].decode("utf-8", "ignore")
        return _whole(text, len(kept)) + mark


def _whole(text: str, size: int) -> str:
    """The first `size` characters, less those that belong to one that would be cut in two."""
    while 0 < size < len(text) and (
        text[size] in _JOINERS or text[size - 1] == "\u200d" or unicodedata.combining(text[size])
    ):
        size -= 1
    return text[:size]
