"""Small JPEG pictures for photos that nobody took."""

from __future__ import annotations

import hashlib
import io

from PIL import Image

from notices.facts.form import FormPhoto


class Album:
    """Photos by the hash of their copies, as the file store has them."""

    def __init__(self) -> None:
        """Begin without any."""
        self.bytes: dict[str, bytes] = {}

    def photo(self, size: tuple[int, int] = (64, 48), *, noise: bool = False, mode: str = "RGB") -> FormPhoto:
        """Return the facts of a photo of that size; a noisy one is large."""
        picture = Image.effect_noise(size, 90) if noise else Image.new("L", size, 90)
        out = io.BytesIO()
        picture.convert(mode).save(out, "JPEG", quality=90)
        key = hashlib.sha256(out.getvalue()).hexdigest()
        self.bytes[key] = out.getvalue()
        return FormPhoto(about="第10项", taken="2023-05-08 10:21", by="林一帆", sha256=key[::-1], shown=key)

    def get(self, key: str) -> bytes:
        """Return the bytes of a photo. Raises KeyError."""
        return self.bytes[key]
