"""The file store: write-once, by SHA-256, on a local volume. It never overwrites and never half-writes."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit


class FileStore:
    """Bytes by their SHA-256 under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_url(cls, url: str) -> "FileStore":
        """`file:///srv/chayici/files` → a store there. Raises ValueError for any other scheme."""
        parts = urlsplit(url)
        if parts.scheme != "file" or not parts.path:
            raise ValueError(f"STORAGE_URL must look like file:///srv/chayici/files, not {url!r}")
        return cls(Path(unquote(parts.path)))

    def put(self, content: bytes) -> str:
        """Store bytes durably and return their SHA-256 (hex). Storing the same bytes again is nothing."""
        sha = hashlib.sha256(content).hexdigest()
        place = self._place(sha)
        if place.exists():
            return sha
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).rename(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        directory = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes of a SHA-256. Raises FileNotFoundError."""
        if len(sha) != 64 or not all(c in "0123456789abcdef" for c in sha):
            raise FileNotFoundError(sha)
        return self._place(sha).read_bytes()

    def _place(self, sha: str) -> Path:
        return self._folder / sha[:2] / sha
