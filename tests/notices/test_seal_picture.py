"""The bureau's own picture of its seal in a letter: fit or told why not, in its place, and the text stays."""

import io
import struct
import zlib
from dataclasses import replace
from hashlib import sha256

import pypdfium2
import pytest
from PIL import Image

from notices.pages import text_of
from notices.paper import draw, page_plan
from notices.setting.seal_picture import BrokenSealError, picture_faults
from notices.setting.sheet import MM
from notices.stack import draw_stack
from tests.letters import samples
from tests.seal_file import a_seal

SEAL = a_seal()
KEY = sha256(SEAL).hexdigest()


def pictures(key: str) -> bytes:
    return {KEY: SEAL}[key]


def reds(pdf: bytes, page: int = 0, at: tuple[float, float] | None = None) -> int:
    """How many red dots a page shows at 72 to the inch, within 22 mm of a place or anywhere."""
    with pypdfium2.PdfDocument(pdf) as book:
        shown = book[page].render(scale=1).to_pil().convert("RGB")
    if at is not None:
        x, y, r = at[0], shown.height - at[1], 22 * MM
        shown = shown.crop((int(x - r), int(y - r), int(x + r), int(y + r)))
    dots = shown.tobytes()
    return sum(
        r > 150 and g < 120 and b < 120 for r, g, b in zip(dots[::3], dots[1::3], dots[2::3], strict=True)
    )


def test_a_seal_stands_in_its_place_and_nowhere_else() -> None:
    facts = replace(samples.warning(), seal=KEY)
    place = page_plan(facts).seal
    assert place is not None
    pdf = draw(facts, pictures=pictures)

    assert reds(pdf, place.page, (place.x, place.y)) == reds(pdf, place.page) > 800
    assert reds(draw(samples.warning()), place.page) == 0


def test_the_words_under_a_seal_are_all_still_there_and_the_bytes_the_same_each_time() -> None:
    plain, sealed = samples.reminder(), replace(samples.reminder(), seal=KEY)

    assert text_of(draw(sealed, pictures=pictures)) == text_of(draw(plain))
    assert draw(sealed, pictures=pictures) == draw(sealed, pictures=pictures)


def a_png_of(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture as large as this."""

    def chunk(name: bytes, inside: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + inside))
        return struct.pack(">I", len(inside)) + name + inside + check

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(1000))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("side", [600, 10_000, 20_000, 60_000])
def test_a_picture_that_is_a_bomb_is_refused_in_words(side: int) -> None:
    assert picture_faults(a_png_of(side, side)) == ["印章图片打不开，要透明底的 PNG"]
    with pytest.raises(BrokenSealError):
        draw(replace(samples.warning(), seal=KEY), pictures=lambda key: a_png_of(side, side))


def test_a_stack_embeds_the_picture_once() -> None:
    one, many = (
        draw_stack([replace(samples.reminder(), seal=KEY)] * count, pictures=pictures) for count in (1, 20)
    )
    assert one.count(b"/SMask") == many.count(b"/SMask") == 1


def test_a_stack_to_print_shows_the_seal_of_every_letter() -> None:
    several = [replace(samples.reminder(), seal=KEY)] * 2
    pdf = draw_stack(several, pictures=pictures)
    with pypdfium2.PdfDocument(pdf) as book:
        pages = [number for number in range(len(book)) if reds(pdf, number)]

    assert len(pages) == 2
    assert pdf.count(b"/SMask") == 1


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (SEAL, ""),
        (b"no picture", "打不开"),
        (a_seal(200), "太小"),
        (a_seal(ground=(255, 255, 255, 255)), "透明底"),
        (SEAL + bytes(1_000_000), "太大"),
        (a_seal(5000), "边长最多"),
    ],
    ids=["fit", "none", "small", "on white", "heavy", "huge"],
)
def test_what_is_wrong_with_a_picture_is_said(picture: bytes, said: str) -> None:
    faults = picture_faults(picture)

    assert bool(faults) == bool(said)
    assert said in "".join(faults)


def test_a_picture_that_is_no_square_or_empty_is_said() -> None:
    wide, empty = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (900, 600)).save(wide, "PNG")
    Image.new("RGBA", (600, 600)).save(empty, "PNG")

    assert any("正方形" in one for one in picture_faults(wide.getvalue()))
    assert picture_faults(empty.getvalue()) == ["印章图片里什么也没有"]


def test_a_letter_is_not_drawn_without_the_seal_it_was_given() -> None:
    with pytest.raises(BrokenSealError):
        draw(replace(samples.reminder(), seal=KEY))
