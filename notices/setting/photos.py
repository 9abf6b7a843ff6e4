"""Puts photos into a PDF: stripped JPEG copies as they are, made smaller only when they are large.

A letter with thirty photos has to stay below what the platforms take (20 MB). It neither turns nor crops.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from notices.fonts.objects import Objects
from notices.printable import LetterError
from notices.setting.sheet import Picture

_AS_IT_IS = 400_000  # bytes
_SIDE, _QUALITY = 1200, 75
_COLOURS = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}


class _Embedded(NamedTuple):
    name: str
    reference: str
    width: int
    height: int


class BrokenPhotoError(LetterError):
    """A photo of the letter is no JPEG picture that can be printed."""


class Photos:
    """The photos of one file: each is embedded once."""

    def __init__(self, objects: Objects, pictures: Callable[[str], bytes]) -> None:
        """Take the file and where photos come from."""
        self._objects, self._pictures = objects, pictures
        self._known: dict[str, _Embedded] = {}

    def show(self, picture: Picture) -> str:
        """Return the operators that draw a photo into its box. Raises BrokenPhotoError."""
        photo = self._known.get(picture.key) or self._embed(picture.key)
        scale = min(picture.width / photo.width, picture.height / photo.height)
        wide, high = photo.width * scale, photo.height * scale
        x, y = picture.x + (picture.width - wide) / 2, picture.y + (picture.height - high) / 2
        return f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /{photo.name} Do Q"

    def entries(self) -> str:
        """Return the entries of the resources."""
        return " ".join(f"/{photo.name} {photo.reference}" for photo in self._known.values())

    def _embed(self, key: str) -> _Embedded:
        try:
            data, (width, height), mode = _fit(self._pictures(key))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
            raise BrokenPhotoError(f"照片 {key[:8]} 打不开，请重新上传这张照片。") from broken
        reference = self._objects.stream(
            data,
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
            f" /ColorSpace {_COLOURS[mode]} /Filter /DCTDecode",
        )
        photo = self._known[key] = _Embedded(f"P{len(self._known)}", reference, width, height)
        return photo


def _fit(jpeg: bytes) -> tuple[bytes, tuple[int, int], str]:
    """Return (the JPEG to embed, its size in pixels, its mode)."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        if len(jpeg) <= _AS_IT_IS and image.mode in _COLOURS:
            return jpeg, image.size, image.mode
        image.draft("RGB", (_SIDE, _SIDE))
        smaller = image.convert("RGB")
    smaller.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), smaller.size, "RGB"
