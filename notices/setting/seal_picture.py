"""The bureau's own picture of its seal: whether it is fit for a letter, and how it gets into one.

The picture is the bureau's, 42 mm across, its ground transparent so that the date under it stays readable.
Nothing here draws a seal, and nothing decides that one is applied.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple, cast

from PIL import Image, UnidentifiedImageError

from notices.fonts.objects import Objects
from notices.printable import LetterError
from notices.setting import sheet
from notices.setting.sheet import Stamp

LARGEST = 1_000_000  # bytes
LEAST, _MOST = 500, 1000  # pixels: 300 and 600 to the inch over 42 mm
_UNEQUAL = 0.02
_CLEAR, _INKED = 16, 128  # of 255
_CORNER = 0.05
_LIKE_INK = "Ink"


_UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
)
"""What a file that is no picture, or says that it is a huge one, raises."""


class BrokenSealError(LetterError):
    """The picture of a seal is none that can be printed."""


def picture_faults(png: bytes) -> list[str]:
    """What makes a file unfit to stand for a seal, in words; [] if nothing does."""
    if len(png) > LARGEST:
        return [f"印章图片太大，最多 {LARGEST // 1000} KB"]
    try:
        with _opened(png) as opened:
            if max(opened.size) > 4 * _MOST:
                return [f"印章图片太大（{opened.size[0]}×{opened.size[1]}），边长最多 {4 * _MOST} 像素"]
            picture = opened.convert("RGBA")
    except _UNREADABLE:
        return ["印章图片打不开，要透明底的 PNG"]
    faults = []
    width, height = picture.size
    if min(width, height) < LEAST:
        faults.append(f"印章图片太小（{width}×{height}），边长至少 {LEAST} 像素，印出来才清楚")
    if abs(width - height) > _UNEQUAL * max(width, height):
        faults.append(f"印章图片要裁成正方形，四边贴着印章外圈（现在 {width}×{height}）")
    if not _clear_corners(picture):
        faults.append("印章图片要透明底：现在四角不透明，会盖住落款和日期")
    if _deepest(picture.getchannel("A")) < _INKED:
        faults.append("印章图片里什么也没有")
    return faults


def _opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=("PNG",))


def _clear_corners(picture: Image.Image) -> bool:
    """A round seal leaves the corners of its square empty."""
    alpha, (width, height) = picture.getchannel("A"), picture.size
    x, y = max(1, int(width * _CORNER)), max(1, int(height * _CORNER))
    corners = ((0, 0, x, y), (width - x, 0, width, y), (0, height - y, x, height))
    boxes = (*corners, (width - x, height - y, width, height))
    return all(_deepest(alpha.crop(box)) <= _CLEAR for box in boxes)


def _deepest(alpha: Image.Image) -> int:
    _, deepest = cast(tuple[int, int], alpha.getextrema())
    return deepest


class _Embedded(NamedTuple):
    name: str
    reference: str


class Seals:
    """The seals of one file: each picture is embedded once."""

    def __init__(self, objects: Objects, pictures: Callable[[str], bytes]) -> None:
        """Take the file and where pictures come from."""
        self._objects, self._pictures = objects, pictures
        self._known: dict[str, _Embedded] = {}

    def show(self, stamp: Stamp) -> str:
        """Return the operators that draw a seal over what stands at its place. Raises BrokenSealError."""
        seal = self._known.get(stamp.picture) or self._embed(stamp.picture)
        x, y = stamp.place.x - sheet.SEAL / 2, stamp.place.y - sheet.SEAL / 2
        return f"q /{_LIKE_INK} gs {sheet.SEAL:.2f} 0 0 {sheet.SEAL:.2f} {x:.2f} {y:.2f} cm /{seal.name} Do Q"

    def entries(self) -> str:
        """Return the entries of the resources."""
        return " ".join(f"/{seal.name} {seal.reference}" for seal in self._known.values())

    def states(self) -> str:
        """Return the graphics state they need, as an entry of the resources: words show through red ink."""
        return f"/ExtGState << /{_LIKE_INK} << /BM /Multiply >> >>" if self._known else ""

    def _embed(self, key: str) -> _Embedded:
        try:
            with _opened(self._pictures(key)) as opened:
                picture = opened.convert("RGBA")
        except (*_UNREADABLE, LookupError) as broken:
            raise BrokenSealError(
                "印章图片打不开，请管理员核对 bureau.toml 里的 [seal] picture。"
            ) from broken
        picture.thumbnail((_MOST, _MOST), Image.Resampling.LANCZOS)
        size = f"/Width {picture.width} /Height {picture.height} /BitsPerComponent 8"
        head = f"/Type /XObject /Subtype /Image {size}"
        mask = self._objects.deflated(picture.getchannel("A").tobytes(), f"{head} /ColorSpace /DeviceGray")
        reference = self._objects.deflated(
            picture.convert("RGB").tobytes(), f"{head} /ColorSpace /DeviceRGB /SMask {mask}"
        )
        seal = self._known[key] = _Embedded(f"S{len(self._known)}", reference)
        return seal
