"""PDF pages as pictures for the in-phone viewer, where pypdfium2 is installed; otherwise there are none."""

import functools
import importlib
import io
import threading
from typing import Any

WIDTH = 1080
_ONE_AT_A_TIME = threading.Lock()


def count_pages(pdf: bytes) -> int:
    """How many pages can be drawn; 0 if none can."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        return len(document) if document is not None else 0


@functools.lru_cache(maxsize=64)
def draw_page(pdf: bytes, number: int) -> bytes | None:
    """One page as PNG, counted from 0; None if it cannot be drawn."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        if document is None or not 0 <= number < len(document):
            return None
        page = document[number]
        picture = io.BytesIO()
        page.render(scale=WIDTH / page.get_width(), may_draw_forms=True).to_pil().save(picture, "PNG")
        return picture.getvalue()


def _open(pdf: bytes) -> Any:
    """The document, None if the library is missing or the file is broken. PDFium is not thread safe."""
    try:
        library = importlib.import_module("pypdfium2")
        document = library.PdfDocument(pdf)
    except (ImportError, OSError, ValueError, RuntimeError):
        return None
    document.init_forms()
    return document
