"""Photos behind the form: all of them, whole, in their frames, and nothing of them changed or invented."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from PIL import Image

from notices.facts.form import FormPhoto
from notices.facts.kinds import from_json, to_json
from notices.pages import page_count, page_images, text_of
from notices.paper import draw, page_plan
from notices.setting.photos import BrokenPhotoError
from tests.letters import samples
from tests.notices.pictures import Album


def embedded(pdf: bytes) -> list[bytes]:
    """Return the JPEG streams of a PDF as they lie in it."""
    return [
        bytes(thing.get_data(decode_simple=False))
        for page in pdfium.PdfDocument(pdf)
        for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
    ]


def test_six_photos_share_a_page_and_each_says_what_it_is() -> None:
    album = Album()
    photos = tuple(album.photo((64 + at, 48)) for at in range(7))
    pdf = draw(samples.form(photos=photos), pictures=album.get)

    texts = ["".join(text.split()) for text in text_of(pdf)]
    assert page_count(pdf) == page_count(draw(samples.form())) + 2
    assert "现场照片" in texts[2]
    assert "现场照片" not in texts[3]
    for at, photo in enumerate(photos, start=1):
        assert f"照片{at}第10项2023-05-0810:21林一帆" in texts[2 if at <= 6 else 3]
        assert photo.sha256 in texts[2 if at <= 6 else 3]


def test_the_stripped_copy_lies_in_the_file_byte_for_byte() -> None:
    album = Album()
    photos = (album.photo((640, 480)), album.photo((480, 640), mode="L"))
    pdf = draw(samples.form(photos=photos), pictures=album.get)

    assert embedded(pdf) == [album.get(photo.shown) for photo in photos]


def test_a_large_photo_is_made_smaller_and_the_file_stays_below_what_platforms_take() -> None:
    album = Album()
    photos = tuple(album.photo((1600, 1200 - at), noise=True) for at in range(3))
    assert all(len(jpeg) > 1_000_000 for jpeg in album.bytes.values())

    pdf = draw(samples.form(photos=photos), pictures=album.get)

    assert 30 * (len(pdf) / len(photos)) < 20_000_000
    for jpeg in embedded(pdf):
        with Image.open(io.BytesIO(jpeg)) as picture:
            assert max(picture.size) == 1200


def test_every_picture_keeps_its_proportions_inside_its_frame() -> None:
    album = Album()
    pdf = draw(
        samples.form(photos=tuple(album.photo(size) for size in ((400, 100), (100, 400), (400, 300)))),
        pictures=album.get,
    )

    page = pdfium.PdfDocument(pdf)[2]
    boxes = [thing.get_bounds() for thing in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])]
    ratios = [(right - left) / (top - bottom) for left, bottom, right, top in boxes]
    assert ratios == [pytest.approx(4, 0.01), pytest.approx(0.25, 0.01), pytest.approx(4 / 3, 0.01)]
    frames = page_plan(samples.form(photos=tuple(album.photo() for _ in range(3)))).pages[2].pictures
    for (left, bottom, right, top), frame in zip(boxes, frames, strict=True):
        assert frame.x - 0.1 <= left <= right <= frame.x + frame.width + 0.1
        assert frame.y - 0.1 <= bottom <= top <= frame.y + frame.height + 0.1


def test_a_photo_that_could_not_be_had_leaves_its_frame_and_says_so() -> None:
    lost = FormPhoto(about="", taken="2023-05-08 10:21", by="王敏", sha256="", lacking="原件未取到")

    text = "".join(text_of(draw(samples.form(photos=(lost,))))[2].split())

    assert "照片12023-05-0810:21王敏" in text
    assert "原件未取到" in text
    assert "SHA-256" not in text


def test_a_photo_that_is_no_picture_stops_the_form_with_words() -> None:
    album = Album()
    photo = album.photo()
    album.bytes[photo.shown] = b"<html>"

    with pytest.raises(BrokenPhotoError, match="重新上传"):
        draw(samples.form(photos=(photo,)), pictures=album.get)


def test_photos_are_part_of_the_facts_and_old_forms_had_none() -> None:
    form = samples.form(photos=(Album().photo(),))

    assert from_json("form", to_json(form)) == form
    assert from_json("form", to_json(replace(form, photos=())).replace(',"photos":[]', "")).photos == ()  # type: ignore[union-attr]


def test_the_same_photos_give_the_same_bytes() -> None:
    album = Album()
    form = samples.form(photos=(album.photo(), album.photo((900, 700), noise=True), album.photo()))

    assert draw(form, pictures=album.get) == draw(form, pictures=album.get)


def test_thirty_photos_take_five_pages() -> None:
    album = Album()
    form = samples.form(photos=tuple(album.photo((64, 48 + at)) for at in range(30)))

    assert page_count(draw(form, pictures=album.get)) == 2 + 5


def test_a_page_with_photos_keeps_its_colours_as_a_picture_and_one_with_a_red_head_needs_few() -> None:
    album = Album()
    rainbow = Image.effect_mandelbrot((640, 480), (-2, -1.5, 1, 1.5), 60)
    tinted = Image.merge("RGB", (rainbow, rainbow.rotate(90), rainbow.rotate(180)))
    out = io.BytesIO()
    tinted.save(out, "JPEG", quality=90)
    photo = replace(album.photo(), shown="k")
    album.bytes["k"] = out.getvalue()

    pictures = page_images(draw(samples.form(photos=(photo,)), pictures=album.get), 600)
    red = page_images(draw(samples.warning(head="red")), 600)

    assert [colours(png) > 64 for png in pictures] == [False, False, True]
    assert colours(red[0]) <= 32


def colours(png: bytes) -> int:
    """Return how many colours a picture has."""
    with Image.open(io.BytesIO(png)) as picture:
        return len(picture.convert("RGB").getcolors(1 << 20) or ())


def test_readings_stand_on_pages_of_their_own_behind_the_form_as_clues() -> None:
    device = "PID（示例 PID-1 S-0001，校准有效至 2023-12-31）"
    lines = tuple(f"第13项　{device}读数 {n}.5 ppm，喷漆房门口　2023-05-08 09:10　林一帆" for n in range(60))
    plain_pages = len(text_of(draw(samples.form())))

    pages = ["".join(page.split()) for page in text_of(draw(samples.form(readings=lines)))[plain_pages:]]

    assert len(pages) > 1
    assert "仪器读数（线索）1.第13项PID（示例PID-1S-0001" in pages[0]
    assert all(f"读数{n}.5ppm" in "".join(pages) for n in range(60))
    assert "不作为判定超标的依据。" in pages[-1]


def test_a_form_without_readings_is_read_and_drawn_as_before() -> None:
    form = samples.form()

    assert from_json("form", to_json(form).replace(',"readings":[]', "")) == form
    assert draw(form) == draw(samples.form(readings=()))
