"""Pictures people send: checked before they are decoded, the original kept, a stripped copy for showing.

Raises nothing foreign: what is no picture, or too large, is refused in words. It never fetches anything.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
MOST_PIXELS = 40_000_000
SHOWN = 1600
"""The longer side of the copy for showing, pixels."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A picture that is one: its true type, and a copy without metadata (JPEG)."""

    mime: str
    shown: bytes


class UnfitPhotoError(Exception):
    """Not a picture we keep; `say` tells the sender."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


def check(content: bytes) -> Checked:
    """Check and copy a picture. Raises UnfitPhotoError."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnfitPhotoError("照片太大了，请用普通画质再拍一张。")
            mime = FORMATS[image.format or ""]
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((SHOWN, SHOWN))
            copy = io.BytesIO()
            upright.convert("RGB").save(copy, "JPEG", quality=82)
    except UnfitPhotoError:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise UnfitPhotoError("这张照片打不开。请用手机相机重拍一张再发（JPG 或 PNG）。") from error
    return Checked(mime, copy.getvalue())
