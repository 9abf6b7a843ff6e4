"""Temporary media of both platforms: three days of business time, kind told by the first bytes.

It never trusts a file's name or a Content-Type for what a file is.
"""

import secrets
from dataclasses import dataclass

from sandbox.clock import Clock
from sandbox.settings import PlatformName
from sandbox.world.pulse import Pulse

LIFE_SECONDS = 3 * 24 * 3600
TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "amr": "audio/amr",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "wav": "audio/wav",
}
AMR_HEAD = b"#!AMR\n"
AMR_FRAME_BYTES = (13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1)
"""Bytes of a frame, its head included, by the mode in the head (RFC 4867)."""


@dataclass(frozen=True, slots=True)
class Medium:
    """One stored file. `kind` is the type it was uploaded as; `at` is business time in unix seconds."""

    id: str
    platform: PlatformName
    kind: str
    name: str
    content: bytes
    at: float
    from_bot: bool
    for_ever: bool = False

    @property
    def format(self) -> str:
        """What the first bytes say: jpg, png, gif, amr, mp3, mp4, pdf or ''."""
        return sniff(self.content)

    @property
    def mime(self) -> str:
        """The content type to serve it with."""
        return TYPES.get(self.format, "application/octet-stream")


class MediaStore:
    """All media by id."""

    def __init__(self, pulse: Pulse, clock: Clock) -> None:
        self._pulse = pulse
        self._clock = clock
        self._media: dict[str, Medium] = {}

    def keep(
        self,
        platform: PlatformName,
        kind: str,
        file: tuple[str, bytes],
        *,
        from_bot: bool,
        for_ever: bool = False,
    ) -> Medium:
        """Store a file (name, content) under a fresh id."""
        name, content = file
        medium = Medium(
            f"3{secrets.token_urlsafe(47)}",
            platform,
            kind,
            name,
            content,
            self._clock.business(),
            from_bot,
            for_ever,
        )
        with self._pulse:
            self._media[medium.id] = medium
        return medium

    def find(self, number: str) -> Medium | None:
        """A medium of any age; phones show what they once received."""
        return self._media.get(number)

    def alive(self, number: str, platform: PlatformName) -> Medium | None:
        """A medium that the platform still knows, None if expired, foreign or never stored."""
        medium = self._media.get(number)
        if medium is None or medium.platform != platform:
            return None
        old = self._clock.business() - medium.at > LIFE_SECONDS
        return None if old and not medium.for_ever else medium


def sniff(content: bytes) -> str:
    """The format by magic bytes, '' if unknown."""
    heads = {
        b"\xff\xd8\xff": "jpg",
        b"\x89PNG\r\n\x1a\n": "png",
        b"GIF8": "gif",
        b"#!AMR": "amr",
        b"ID3": "mp3",
        b"\xff\xfb": "mp3",
        b"%PDF-": "pdf",
    }
    for head, name in heads.items():
        if content.startswith(head):
            return name
    if content[4:8] == b"ftyp":
        return "mp4"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "wav"
    return ""


def amr_seconds(content: bytes) -> float:
    """How long an AMR-NB recording plays: 20 ms a frame; 0 for anything else."""
    if not content.startswith(AMR_HEAD):
        return 0.0
    place, frames = len(AMR_HEAD), 0
    while place < len(content):
        place += AMR_FRAME_BYTES[content[place] >> 3 & 0x0F]
        frames += 1
    return frames * 0.02
