"""Reads QR codes off pictures, so that one phone can scan what another one shows.

Uses zxing-cpp where it is installed; without it pictures simply show no code.
"""

import importlib
import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from sandbox.world.feed import Message
from sandbox.world.media import MediaStore


def can_read() -> bool:
    """Is there anything here that reads QR codes?"""
    return _reader() is not None


def read_codes(content: bytes) -> list[str]:
    """The texts of all QR codes on a picture, [] for none or for something that is no picture."""
    reader = _reader()
    if reader is None:
        return []
    try:
        picture = Image.open(io.BytesIO(content)).convert("L")
    except (UnidentifiedImageError, OSError, ValueError):
        return []
    return [str(code.text) for code in reader.read_barcodes(picture)]


def _reader() -> Any:
    try:
        return importlib.import_module("zxingcpp")
    except ImportError:
        return None


class QrReader:
    """Reads each medium once."""

    def __init__(self, media: MediaStore) -> None:
        self._media = media
        self._known: dict[str, list[str]] = {}

    def of_medium(self, number: str) -> list[str]:
        """The codes on a stored picture."""
        if number not in self._known:
            medium = self._media.find(number)
            picture = medium is not None and medium.format in {"png", "jpg", "gif"}
            self._known[number] = read_codes(medium.content) if medium is not None and picture else []
        return self._known[number]

    def read(self, content: bytes) -> list[str]:
        """The codes on a picture that is not stored."""
        return read_codes(content)

    def on_phone(self, newest_first: list[Message]) -> list[str]:
        """The codes of the newest picture on a phone that shows any."""
        for message in newest_first:
            if message.kind == "image" and not message.recalled:
                codes = self.of_medium(message.body["media"])
                if codes:
                    return codes
        return []
