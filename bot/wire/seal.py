"""The platforms' envelope: signature, freshness, AES-CBC. One implementation for both of them.

It never parses anything before the signature has been checked, never compares a secret in varying
time, and never lets any exception out but `BadCallbackError`.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

CAP = 64 * 1024
"""The largest callback body in bytes: fifty times a text message."""

SKEWED, STALE = 300.0, 24 * 3600.0
"""Seconds between the stamp and now: beyond the first it is counted, beyond the second refused."""

_RANDOM, _LENGTH, _BLOCK, _PAD = 16, 4, 16, 32
_SEALED = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[([^\]<>]*)\]\]>|([^\]<>]*))\s*</Encrypt>")
_SECONDS = re.compile(r"[0-9]{1,12}")


class BadCallbackError(Exception):
    """Not a callback of ours. 403: wrong signature, receiver or age; 400: garbage; 413: too large."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(f"{status} {why}")
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the query says about the body: its signature (40 hex digits), unix seconds, a nonce."""

    signature: str
    timestamp: str
    nonce: str


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def digest(*parts: str) -> str:
    """SHA-1 over the parts in byte order, lower-case hex."""
    return hashlib.sha1(b"".join(sorted(map(_bytes, parts)))).hexdigest()


def agree(expected: str, given: str) -> None:
    """Refuses (403) unless both are equal; takes the same time wherever they differ."""
    if not hmac.compare_digest(_bytes(expected), _bytes(given)):
        raise BadCallbackError(403, "signature")


def check_age(timestamp: str, now: datetime, on_skew: Callable[[float], None]) -> None:
    """Refuses a stamp over 24 h away from `now` (real time, aware), counts one over 300 s away.

    Narrower would turn a jump of our own clock into an outage; repeats are caught by their key.
    """
    if not _SECONDS.fullmatch(timestamp):
        raise BadCallbackError(400, "timestamp")
    away = abs(now.timestamp() - int(timestamp))
    if away > SKEWED:
        on_skew(away)
    if away > STALE:
        raise BadCallbackError(403, "stale")


def sealed_part(body: bytes, *, last: bool = False) -> str:
    """The content of the one `<Encrypt>` of a body, found without parsing it.

    With `last` several are allowed and the last one counts: in the compatible mode the plain fields
    stand before it, and a person may type the tag.
    """
    if len(body) > CAP:
        raise BadCallbackError(413, "too large")
    found = _SEALED.findall(body)
    if not found or ((len(found) > 1 or body.count(b"<Encrypt") > 1) and not last):
        raise BadCallbackError(400, "no envelope" if not found else "two envelopes")
    wrapped, bare = found[-1]
    return str(wrapped or bare, "latin-1").strip()


class Seal:
    """Opens and closes envelopes for one token, one AES key and one receiver (CorpID or AppID).

    `aes_key` are the 43 characters shown in the platform's console. Raises ValueError if it is not one.
    """

    def __init__(self, token: str, aes_key: str, receiver: str) -> None:
        if not re.fullmatch("[A-Za-z0-9]{43}", aes_key):
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        # Not strict: the two unused bits at the end of real keys are often set.
        key = base64.b64decode(aes_key + "=")
        self._token = token
        self._receiver = receiver.encode()
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    def signature(self, timestamp: str, nonce: str, sealed: str) -> str:
        """The four-part signature of the platforms (msg_signature)."""
        return digest(self._token, timestamp, nonce, sealed)

    def check(self, stamp: Stamp, sealed: str) -> None:
        """Refuses (403) what we did not agree on with the platform."""
        agree(self.signature(stamp.timestamp, stamp.nonce, sealed), stamp.signature)

    def open(self, sealed: str) -> str:
        """The message inside. Call `check` first: this one trusts that the sender knew the token."""
        plain = _unpadded(self._decrypted(sealed))
        size = int.from_bytes(plain[_RANDOM : _RANDOM + _LENGTH])
        start = _RANDOM + _LENGTH
        if len(plain) < start or size > len(plain) - start:
            raise BadCallbackError(400, "length")
        if not hmac.compare_digest(plain[start + size :], self._receiver):
            raise BadCallbackError(403, "receiver")
        try:
            return plain[start : start + size].decode()
        except UnicodeDecodeError:
            raise BadCallbackError(400, "not utf-8") from None

    def _decrypted(self, sealed: str) -> bytes:
        try:
            raw = base64.b64decode(_bytes(sealed), validate=True)
        except (binascii.Error, ValueError):
            raise BadCallbackError(400, "base64") from None
        if not raw or len(raw) % _BLOCK:
            raise BadCallbackError(400, "blocks")
        decryptor = self._cipher.decryptor()
        return decryptor.update(raw) + decryptor.finalize()

    def close(self, message: str, random: bytes = b"") -> str:
        """The message sealed for the platform. `random` (16 bytes) is only given by tests."""
        text = _bytes(message)
        plain = (
            (random or secrets.token_hex(8).encode()) + len(text).to_bytes(_LENGTH) + text + self._receiver
        )
        pad = _PAD - len(plain) % _PAD
        encryptor = self._cipher.encryptor()
        raw = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
        return base64.b64encode(raw).decode()

    def answer(self, xml: str, now: datetime) -> str:
        """The whole body of a sealed passive reply. `now` is real time."""
        sealed, timestamp, nonce = self.close(xml), str(int(now.timestamp())), secrets.token_hex(5)
        return (
            f"<xml><Encrypt><![CDATA[{sealed}]]></Encrypt>"
            f"<MsgSignature><![CDATA[{self.signature(timestamp, nonce, sealed)}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )


def _unpadded(plain: bytes) -> bytes:
    """Without its padding: 1–32 bytes that all say how many they are (the platforms pad to 32, not 16)."""
    pad = plain[-1]
    if not 1 <= pad <= _PAD or pad > len(plain) or plain[-pad:] != bytes([pad]) * pad:
        raise BadCallbackError(400, "padding")
    return plain[:-pad]
