"""Lays out an appendix of photos: six frames to a page, two beside each other, each with its lines below.

A frame has about the proportions of a phone's picture; what it holds is fitted in when it is drawn. No photo
is opened here.
"""

from __future__ import annotations

from collections.abc import Callable

from notices.blocks import Photo, Photos
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Measure, break_text
from notices.setting.furniture import place_centred, set_line
from notices.setting.sheet import MM, Page, Picture, Placed, Rule

_BESIDE, _BELOW = 2, 3
_WIDTH, _HEIGHT = 76 * MM, 55 * MM
_TITLE_ROOM, _TITLE_DROP = 12 * MM, 2 * MM
_CAPTION, _CAPTION_LEADING = 9.0, 13.0
_DIGEST, _DIGEST_LEADING = 6.5, 8.5
_TITLE, _EDGE, _MARGIN = 16.0, 0.4, 1.5


def draw_album(photos: Photos, book: FontBook, next_page: Callable[[], Page]) -> None:
    """Place the photos on pages of their own, which `next_page` gives."""
    per_page = _BESIDE * _BELOW
    for first in range(0, len(photos.photos), per_page):
        page = next_page()
        if first == 0:
            middle = page.frame.left + page.frame.inner_width / 2
            y = page.frame.top - _TITLE_DROP - sheet.BASELINE * _TITLE
            place_centred(page, (middle, y), set_line(book, "title", photos.title), "title", _TITLE)
        pitch = (page.frame.inner_height - _TITLE_ROOM) / _BELOW
        for place, photo in enumerate(photos.photos[first : first + per_page]):
            row, column = divmod(place, _BESIDE)
            x = page.frame.right - _WIDTH if column else page.frame.left
            _draw(photo, page, book, (x, page.frame.top - _TITLE_ROOM - row * pitch))


def _draw(photo: Photo, page: Page, book: FontBook, corner: tuple[float, float]) -> None:
    """Place one photo with its frame and lines; `corner` is the frame's upper left."""
    x, top = corner
    y = top - _HEIGHT
    for x1, y1, x2, y2 in (
        (x, top, x + _WIDTH, top),
        (x, y, x + _WIDTH, y),
        (x, y, x, top),
        (x + _WIDTH, y, x + _WIDTH, top),
    ):
        page.rules.append(Rule(x1, y1, x2, y2, _EDGE))
    if photo.key:
        room = 2 * _MARGIN
        page.pictures.append(Picture(photo.key, x + _MARGIN, y + _MARGIN, _WIDTH - room, _HEIGHT - room))
    elif photo.lacking:
        at = (x + _WIDTH / 2, y + _HEIGHT / 2)
        place_centred(page, at, set_line(book, "song", photo.lacking), "song", _CAPTION)
    for text, size, leading in (
        (photo.caption, _CAPTION, _CAPTION_LEADING),
        (photo.digest, _DIGEST, _DIGEST_LEADING),
    ):
        lines = break_text(book, "song", text, Measure(_WIDTH / size * 1000, justify=False))
        for line in lines if text else ():
            y -= leading
            page.lines.append(Placed(x, y, line, "song", size))
