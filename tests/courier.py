"""A platform that answers as it is told and remembers every byte it was given."""

import itertools
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.codec import dump_word
from bot.outcome import GiveUp, Media, Outcome, Sent, Uploaded
from bot.ports import Request
from bot.words import Outgoing


@dataclass(frozen=True, slots=True)
class Posted:
    """One request as it arrived: who it is for, the word in it, its bytes."""

    to: str
    word: dict[str, Any]
    body: bytes
    unique: bool


@dataclass(slots=True)
class ACourier:
    """`answers` are given in order; after the last every request is accepted. `files` are what people sent,
    `every` what stands for all others."""

    answers: deque[Outcome | Exception] = field(default_factory=deque)
    uploads: deque[Uploaded | Outcome] = field(default_factory=deque)
    files: dict[str, Media | Outcome | Exception] = field(default_factory=dict)
    every: Media | Outcome = field(default_factory=lambda: GiveUp("no such media"))
    posted: list[Posted] = field(default_factory=list)
    uploaded: list[tuple[str, str, bytes]] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """Take a file."""
        with self._lock:
            self.uploaded.append((sort, name, content))
            return self.uploads.popleft() if self.uploads else Uploaded(f"media-{len(self.uploaded)}")

    def freeze(self, to: str, word: Outgoing, media: str = "", *, unique: bool = False) -> Request:
        """The final bytes; a number in them shows whether a retry was frozen anew."""
        frozen = {"to": to, "word": dump_word(word), "media": media, "n": next(self._numbers)}
        path = f"send?unique={int(unique)}"
        return Request(path, json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode())

    def send(self, request: Request) -> Outcome:
        """One attempt."""
        with self._lock:
            said = json.loads(request.body)
            unique = request.path.endswith("1")
            self.posted.append(Posted(said["to"], said["word"], request.body, unique))
            answer = self.answers.popleft() if self.answers else Sent(f"msg-{len(self.posted)}")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def fetch(self, media: str) -> Media | Outcome:
        """A file a person sent."""
        got = self.files.get(media, self.every)
        if isinstance(got, Exception):
            raise got
        return got

    def texts(self, to: str = "") -> list[str]:
        """The texts that arrived (for one person), in order."""
        return [p.word["text"] for p in self.posted if p.word["kind"] == "say" and to in ("", p.to)]
