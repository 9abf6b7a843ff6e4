"""Puts photos into a PDF: stripped JPEG copies as they are, made smaller only when they are large.

A letter with thirty photos has to stay below what the platforms take (20 MB). It neither turns nor crops.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from PIL import Image, UnidentifiedImageError

from notices.fonts.objects import stream
from notices.printable import LetterError
from notices.setting.sheet import Picture

_AS_IT_IS = 400_000  # bytes
_SIDE, _QUALITY = 1200, 75
_COLOURS = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}


class BrokenPhotoError(LetterError):
    """A photo of the letter is no JPEG picture that can be printed."""


def show(canvas: Any, picture: Picture, jpeg: bytes) -> None:
    """Draw a photo into its box on the current page. Raises BrokenPhotoError."""
    try:
        data, (width, height), mode = _fit(jpeg)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise BrokenPhotoError(f"照片 {picture.key[:8]} 打不开，请重新上传这张照片。") from broken
    name = hashlib.sha256(data).hexdigest()[:16]
    internal = f"FormXob.{name}"
    if internal not in canvas._doc.idToObject:
        stream(
            canvas._doc,
            internal,
            data,
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
            f" /ColorSpace {_COLOURS[mode]} /Filter /DCTDecode",
        )
    canvas._formsinuse.append(name)
    scale = min(picture.width / width, picture.height / height)
    wide, high = width * scale, height * scale
    x, y = picture.x + (picture.width - wide) / 2, picture.y + (picture.height - high) / 2
    canvas.addLiteral(f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {y:.2f} cm /{internal} Do Q")


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
