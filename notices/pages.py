"""A PDF to pictures for a phone: pages as small PNGs, and the text a reader would copy.

PDFium does the work; it is not safe for threads, so calls take turns. Form fields and signatures are
shown. It changes no PDF and keeps none.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pypdfium2 as pdfium
from PIL import Image

WIDTH_PX = 1080
_GREYS = 16
_COLOURS, _MOST_COLOURS = 32, 256
_PLAIN = 4096  # a page of type and rules has fewer colours, smoothed edges included
# PDFium takes a hyphen at a line end for a broken word and reports this instead.
_LINE_END_HYPHEN = "\x02"
_TURN = threading.Lock()


class UnreadablePdfError(ValueError):
    """Bytes that PDFium cannot open as a PDF."""


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has. Raises UnreadablePdfError."""
    with _opened(pdf) as document:
        return len(document)


def page_images(pdf: bytes, width_px: int = WIDTH_PX) -> tuple[bytes, ...]:
    """Return each page as a palette PNG `width_px` wide. Raises UnreadablePdfError."""
    with _opened(pdf) as document:
        document.init_forms()
        pictures = [_picture(page, width_px) for page in document]
    return tuple(_png(picture) for picture in pictures)


def text_of(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page as a reader would copy it. Raises UnreadablePdfError."""
    with _opened(pdf) as document:
        return tuple(
            page.get_textpage().get_text_bounded().replace(_LINE_END_HYPHEN, "-\n") for page in document
        )


@contextmanager
def _opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    with _TURN:
        try:
            document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError as broken:
            raise UnreadablePdfError(f"打不开这个 PDF：{broken}") from broken
        try:
            yield document
        finally:
            document.close()


def _picture(page: pdfium.PdfPage, width_px: int) -> Image.Image:
    bitmap = page.render(scale=width_px / page.get_width(), may_draw_forms=True)
    picture = cast("Image.Image", bitmap.to_pil())
    return picture.convert("RGB")


def _png(picture: Image.Image) -> bytes:
    """Return a PNG of few colours: sharp type needs no more, and a phone loads it at once."""
    few = _grey(picture) if _is_grey(picture) else _coloured(picture)
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=4, bits=4 if few.mode == "P" and few.getcolors(_GREYS) else 8)
    return out.getvalue()


def _coloured(picture: Image.Image) -> Image.Image:
    """Return the picture in few colours; a page with photos, in as many as a palette holds."""
    plain = picture.getcolors(_PLAIN) is not None
    return picture.quantize(_COLOURS if plain else _MOST_COLOURS, Image.Quantize.FASTOCTREE)


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def _grey(picture: Image.Image) -> Image.Image:
    """Return the picture in sixteen greys; the lightest is pure white."""
    steps = _GREYS - 1
    grey = picture.getchannel(0).point([round(value * steps / 255) for value in range(256)])
    indexed = Image.frombytes("P", grey.size, grey.tobytes())
    indexed.putpalette([step * 255 // steps for step in range(_GREYS) for _ in range(3)])
    return indexed
