"""Synthetic photos for the camera of the phones, drawn on demand. They show no real place and nobody.

Each sample is a small painter; the same name always gives the same bytes.
"""

import functools
import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 720
Paint = Callable[[ImageDraw.ImageDraw, random.Random], None]


@dataclass(frozen=True, slots=True)
class Sample:
    """One photo: its words for people and its painter."""

    words: str
    paint: Paint


@functools.lru_cache(maxsize=32)
def sample(name: str) -> bytes:
    """The photo as JPEG; an unknown name gives a grey wall with the name's own pattern."""
    dice = random.Random(name)
    picture = _wall(dice)
    painter = SAMPLES.get(name, Sample("", _tiles))
    painter.paint(ImageDraw.Draw(picture), dice)
    picture = picture.filter(ImageFilter.GaussianBlur(0.8))
    _grain(picture, dice)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=86)
    return file.getvalue()


def _wall(dice: random.Random) -> Image.Image:
    """A wall above, a floor below, lit from one side."""
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(picture)
    warm = dice.randint(-8, 8)
    for row in range(HEIGHT):
        light = 206 - row // 9 if row < 470 else 150 - (row - 470) // 6
        pen.line([(0, row), (WIDTH, row)], fill=(light + warm, light, light - 6))
    for _ in range(24):
        left, top = dice.randint(0, WIDTH), dice.randint(0, 460)
        tone = dice.randint(168, 196)
        pen.ellipse([left, top, left + dice.randint(20, 120), top + dice.randint(8, 40)], fill=(tone,) * 3)
    pen.rectangle([0, 462, WIDTH, 474], fill=(120, 118, 114))
    return picture


def _grain(picture: Image.Image, dice: random.Random) -> None:
    size = (WIDTH // 2, HEIGHT // 2)
    noise = Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).resize((WIDTH, HEIGHT))
    picture.paste(Image.blend(picture, Image.merge("RGB", (noise,) * 3), 0.05))


def _outlet(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A discharge pipe over a channel, with no sign on the wall."""
    pen.rectangle([0, 520, WIDTH, 660], fill=(92, 104, 98))
    for row in range(540, 650, 14):
        start = dice.randint(0, 120)
        pen.line([(start, row), (WIDTH - start, row + dice.randint(-3, 3))], fill=(124, 138, 130), width=3)
    pen.rectangle([300, 300, 560, 420], fill=(98, 104, 112))
    pen.ellipse([500, 296, 620, 424], fill=(74, 80, 88))
    pen.ellipse([522, 318, 598, 402], fill=(34, 38, 42))
    pen.polygon([(536, 392), (590, 392), (640, 540), (520, 540)], fill=(128, 146, 138))
    pen.rectangle([286, 288, 316, 432], fill=(80, 86, 92))


def _outlet_sign(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """The same pipe, now with a sign."""
    _outlet(pen, dice)
    pen.rectangle([690, 130, 880, 270], fill=(18, 122, 66), outline=(238, 240, 238), width=6)
    pen.rectangle([716, 158, 776, 240], fill=(238, 240, 238))
    for row in range(164, 244, 20):
        pen.rectangle([796, row, 862, row + 8], fill=(238, 240, 238))
    pen.rectangle([780, 270, 792, 460], fill=(120, 124, 128))


def _drums(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """Blue drums on a wet floor without a tray."""
    pen.ellipse([120, 560, 820, 700], fill=(96, 92, 84))
    for number in range(4):
        left = 120 + number * 180
        tone = dice.randint(-14, 14)
        pen.rectangle([left, 280, left + 150, 580], fill=(38 + tone, 86 + tone, 142 + tone))
        pen.ellipse([left, 254, left + 150, 306], fill=(52 + tone, 104 + tone, 162 + tone))
        pen.ellipse([left, 554, left + 150, 606], fill=(30 + tone, 72 + tone, 122 + tone))
        for row in (360, 470):
            pen.rectangle([left - 3, row, left + 153, row + 12], fill=(28, 66, 114))
        pen.rectangle([left + 40, 390, left + 112, 450], fill=(226, 210, 120))


def _ledger(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """An open ledger on a desk, with rows missing near the end."""
    pen.rectangle([0, 380, WIDTH, HEIGHT], fill=(134, 98, 64))
    pen.polygon([(120, 640), (190, 200), (790, 200), (870, 640)], fill=(244, 241, 232))
    pen.line([(490, 200), (494, 640)], fill=(198, 192, 180), width=5)
    for row in range(240, 630, 26):
        inset = int((640 - row) * 0.15)
        pen.line([(140 + inset, row), (850 - inset, row)], fill=(186, 196, 206), width=2)
        if row > 470:
            continue
        for column in range(4):
            left = 170 + inset + column * 165
            if column != 2 or row < 400:
                pen.line(
                    [(left, row - 9), (left + dice.randint(50, 110), row - 11)], fill=(44, 52, 92), width=5
                )


def _monitor(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """An automatic monitor whose curve has stopped."""
    pen.rectangle([180, 110, 780, 580], fill=(216, 218, 214), outline=(132, 136, 138), width=6)
    pen.rectangle([230, 160, 730, 430], fill=(16, 30, 36))
    points, level = [], 320.0
    for column in range(240, 560, 8):
        level += dice.uniform(-16, 16)
        points.append((column, int(min(400, max(200, level)))))
    pen.line(points, fill=(94, 220, 150), width=4)
    pen.line([(560, points[-1][1]), (720, points[-1][1])], fill=(94, 220, 150), width=3)
    for number in range(4):
        color = (206, 62, 52) if number == 3 else (86, 96, 98)
        pen.ellipse([250 + number * 90, 480, 300 + number * 90, 530], fill=color)


def _permit(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A framed permit on the wall, lines only."""
    pen.rectangle([220, 60, 740, 440], fill=(122, 84, 48))
    pen.rectangle([244, 84, 716, 416], fill=(248, 246, 238))
    pen.rectangle([340, 116, 620, 146], fill=(176, 40, 36))
    for row in range(186, 380, 34):
        pen.rectangle([290, row, 290 + dice.randint(220, 380), row + 10], fill=(120, 122, 128))
    pen.ellipse([570, 300, 680, 410], outline=(204, 52, 46), width=7)


def _receipt(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A sheet of paper, stamped and signed."""
    pen.rectangle([0, 0, WIDTH, HEIGHT], fill=(150, 118, 84))
    pen.polygon([(230, 40), (740, 52), (752, 690), (214, 684)], fill=(250, 249, 245))
    pen.rectangle([360, 96, 610, 122], fill=(60, 62, 66))
    for row in range(170, 500, 30):
        pen.rectangle([280, row, 280 + dice.randint(300, 410), row + 8], fill=(126, 128, 132))
    pen.ellipse([300, 520, 430, 650], outline=(206, 48, 44), width=8)
    pen.line([(560, 600), (590, 560), (610, 606), (640, 566), (680, 596)], fill=(36, 44, 96), width=6)


def _workshop(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A row of tanks under an extraction hood, with haze."""
    pen.polygon([(140, 120), (820, 120), (740, 220), (220, 220)], fill=(148, 154, 158))
    pen.rectangle([440, 0, 520, 122], fill=(140, 146, 150))
    for number in range(4):
        left = 90 + number * 205
        pen.rectangle([left, 400, left + 180, 600], fill=(104, 112, 118))
        pen.rectangle([left + 10, 392, left + 170, 424], fill=(70, 132 + dice.randint(-20, 20), 116))
    for _ in range(60):
        left, top = dice.randint(120, 780), dice.randint(220, 390)
        pen.ellipse([left, top, left + 70, top + 26], fill=(198, 200, 198))


def _tiles(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    for _ in range(12):
        left, top, tone = dice.randint(40, 800), dice.randint(60, 560), dice.randint(90, 200)
        pen.rectangle([left, top, left + 110, top + 80], fill=(tone, tone - 20, tone - 30))


SAMPLES = {
    "outlet.jpg": Sample("排放口，没有标志牌", _outlet),
    "outlet_sign.jpg": Sample("排放口，已立标志牌", _outlet_sign),
    "drums.jpg": Sample("桶装物料，地面潮湿", _drums),
    "ledger.jpg": Sample("台账，后半页空着", _ledger),
    "monitor.jpg": Sample("自动监测，曲线不动", _monitor),
    "permit.jpg": Sample("墙上的许可证", _permit),
    "receipt.jpg": Sample("盖了章的回执", _receipt),
    "workshop.jpg": Sample("车间，集气罩下有雾", _workshop),
}
