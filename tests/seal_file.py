"""A picture like a bureau's own seal, and plainly none: a ring, and the word 测试 is all it says."""

import io

from PIL import Image, ImageDraw, ImageFont

from notices.fonts.book import DEFAULT_PATHS


def a_seal(side: int = 600, *, ground: tuple[int, int, int, int] = (0, 0, 0, 0)) -> bytes:
    """A PNG of this many pixels, on a transparent ground unless told otherwise."""
    picture = Image.new("RGBA", (side, side), ground)
    pen = ImageDraw.Draw(picture)
    red = (214, 20, 20, 235)
    pen.ellipse((4, 4, side - 5, side - 5), outline=red, width=side // 30)
    font = ImageFont.truetype(str(DEFAULT_PATHS["title"][0]), side // 4)
    pen.text((side / 2, side / 2), "测试", fill=red, font=font, anchor="mm")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
