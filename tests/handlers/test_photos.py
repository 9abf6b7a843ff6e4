"""Photos from strangers: decoded in a child with limits, the copy bare, everything else refused in words."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from handlers import photo_cell, photos
from handlers.photo_cell import check
from handlers.photos import HEIC, TOO_LARGE, UNREADABLE, UnfitPhotoError


def jpeg(size: tuple[int, int] = (800, 600), **saved: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 120, 40)).save(out, "JPEG", **saved)
    return out.getvalue()


def with_place() -> bytes:
    """A JPEG whose EXIF says where and with what it was taken, and has XMP."""
    exif = Image.Exif()
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (28.0, 7.0, 30.0)
    return jpeg(exif=exif, comment=b"a secret comment", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")


def png_flood(side: int = 9000) -> bytes:
    """A small file that unpacks to many million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * (side // 8 + 1) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_photo_comes_back_bare() -> None:
    original = with_place()
    assert b"SecretMaker" in original

    found = check(original)

    assert found.mime == "image/jpeg"
    for secret in (b"Exif", b"SecretMaker", b"xmpmeta", b"secret comment", b"http://ns.adobe.com"):
        assert secret not in found.shown
    assert dict(Image.open(io.BytesIO(found.shown)).getexif()) == {}


def test_a_large_photo_is_shown_smaller() -> None:
    shown = Image.open(io.BytesIO(check(jpeg((4000, 3000))).shown))

    assert max(shown.size) == photos.SHOWN


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a page": lambda: b"<html><script>alert(1)</script></html>" + b" " * 100,
    "a drawing": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" + b" " * 100,
    "cut off": lambda: jpeg()[:300],
    "only its beginning": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 200,
    "a GIF": lambda: b"GIF89a" + b"\0" * 100,
    "a program": lambda: b"MZ" + b"\0" * 100,
    "RIFF that is no picture": lambda: b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 100,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_is_refused_in_words(name: str) -> None:
    with pytest.raises(UnfitPhotoError) as refused:
        check(HOSTILE[name]())
    assert refused.value.say == UNREADABLE


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_refused_politely_with_a_way_out(brand: bytes) -> None:
    with pytest.raises(UnfitPhotoError) as refused:
        check(b"\0\0\0\x18ftyp" + brand + b"\0" * 200)
    assert refused.value.say == HEIC


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked() -> None:
    flood = png_flood()
    assert len(flood) < 50_000

    with pytest.raises(UnfitPhotoError) as refused:
        check(flood)
    assert refused.value.say == TOO_LARGE


def test_a_file_that_is_too_large_is_not_even_handed_over() -> None:
    with pytest.raises(UnfitPhotoError) as refused:
        check(b"\xff\xd8\xff" + b"\0" * photos.MOST_BYTES)
    assert refused.value.say == TOO_LARGE


def test_a_page_behind_a_picture_does_not_reach_the_copy() -> None:
    found = check(jpeg() + b"<script>alert(1)</script>")

    assert b"<script>" not in found.shown


def test_a_decoder_that_dies_or_hangs_costs_one_photo_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(photo_cell, "WALL_SECONDS", 0.001)
    with pytest.raises(UnfitPhotoError) as refused:
        check(jpeg())
    assert refused.value.say == UNREADABLE
