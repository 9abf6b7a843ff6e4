"""Pictures people send: checked before they are decoded, the original kept, a stripped copy for showing.

Raises nothing foreign: what is no picture, or too large, is refused in words. It never fetches anything.
"""

import io
from dataclasses import dataclass

from PIL import ExifTags, Image, UnidentifiedImageError
from PIL.Image import Transpose

OPENED = ("JPEG", "PNG", "WEBP")
TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""MPO is a JPEG with more pictures behind the first one: many phones take it."""
MOST_PIXELS = 40_000_000
MOST_BYTES = 20_000_000
TOO_LARGE = "照片太大了，请用普通画质再拍一张。"
UNREADABLE = "这张照片打不开。请用手机相机重拍一张再发（JPG 或 PNG）。"
HEIC = "这是 HEIC 格式，这里看不了。请在相机设置里选“兼容性最佳”再拍，或者截一张屏发来。"
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
"""How JPEG, PNG and WebP begin."""
BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
SHOWN = 1600
"""The longer side of the copy for showing, pixels."""
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""EXIF orientation → how to turn the picture upright."""


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


def refused_by_looks(content: bytes) -> str:
    """Why a file is no picture of ours by its size and first bytes, '' if it may be one."""
    if len(content) > MOST_BYTES:
        return TOO_LARGE
    if content[4:8] == b"ftyp" and content[8:12] in BRANDS:
        return HEIC
    return "" if content.startswith(STARTS) and len(content) > 32 else UNREADABLE


def decode(content: bytes) -> Checked:
    """Check and copy a picture, in this process (see `photo_cell`). Raises UnfitPhotoError."""
    try:
        with Image.open(io.BytesIO(content), formats=OPENED) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnfitPhotoError(TOO_LARGE)
            mime = TYPES[image.format or ""]
            turn = _turn(image)
            image.thumbnail((SHOWN, SHOWN))
            shown = image.convert("RGB")
            shown = shown.transpose(turn) if turn is not None else shown
            # What came along (place, device, comments, XMP) would be written into the copy.
            shown.info.clear()
            copy = io.BytesIO()
            shown.save(copy, "JPEG", quality=82)
    except UnfitPhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnfitPhotoError(TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnfitPhotoError(UNREADABLE) from error
    return Checked(mime, copy.getvalue())


def _turn(image: Image.Image) -> Transpose | None:
    """How the camera was held. A damaged note about it costs nobody his photo, whatever Pillow raises."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:
        return None
    return TURNS.get(orientation) if isinstance(orientation, int) else None
