"""Pictures of pages for a phone, and refusal of what is no PDF."""

from __future__ import annotations

import io
import threading

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from notices.pages import UnreadablePdfError, page_count, page_images, text_of
from notices.paper import draw
from tests.letters import samples


def opened(png: bytes) -> Image.Image:
    """Return a picture from its bytes."""
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture


def test_every_page_becomes_a_small_picture_as_wide_as_asked() -> None:
    pictures = page_images(draw(samples.warning()), width_px=1080)

    assert len(pictures) == page_count(draw(samples.warning())) == 2
    for png in pictures:
        assert opened(png).size == (1080, 1528)
        assert opened(png).mode == "P"
        assert len(png) < 120_000


def test_a_picture_is_white_paper_with_black_type() -> None:
    picture = opened(page_images(draw(samples.reminder()), width_px=800)[0]).convert("L")

    assert picture.getpixel((5, 5)) == 255
    assert picture.getextrema()[0] == 0
    ink = picture.histogram()
    assert 0.01 < sum(ink[:128]) / sum(ink) < 0.2


def test_nothing_stands_in_the_margins_of_the_paper() -> None:
    picture = opened(page_images(draw(samples.form()), width_px=1050)[0]).convert("L")
    left, right = picture.crop((0, 0, 135, 1485)), picture.crop((925, 0, 1050, 1485))

    assert left.getextrema() == right.getextrema() == (255, 255)


def test_the_preview_mark_shows_in_grey_behind_the_text() -> None:
    facts = samples.warning()
    plain, marked = (opened(page_images(draw(facts, preview=p), 400)[1]).convert("L") for p in (False, True))

    greys = [sum(picture.histogram()[200:250]) for picture in (plain, marked)]
    assert greys[1] > 4 * greys[0]


def test_colour_is_kept_where_there_is_colour() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.circle(200, 400, 60, fill=1)
    canvas.save()

    red, green, blue = opened(page_images(out.getvalue(), 300)[0]).convert("RGB").getpixel((100, 222))  # type: ignore[misc]
    assert red > 180
    assert green < 60
    assert blue < 60


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.7", b"<html>"])
def test_what_is_no_pdf_is_refused(bad: bytes) -> None:
    for read in (page_count, page_images, text_of):
        with pytest.raises(UnreadablePdfError):
            read(bad)


def test_threads_take_turns() -> None:
    pdf = draw(samples.warning())
    done: list[int] = []
    threads = [threading.Thread(target=lambda: done.append(len(page_images(pdf, 300)))) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == [2, 2, 2, 2]
