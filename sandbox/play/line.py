"""The line to a sandbox: its control API as a few Python calls. It knows nothing about scenarios."""

import base64
from pathlib import Path
from typing import Any

import requests


class RefusedError(Exception):
    """The sandbox said that a finger could not do this; `seen` is what was on the screen."""

    def __init__(self, words: str, seen: list[str]) -> None:
        super().__init__(words)
        self.seen = seen


class Line:
    """One sandbox at `base`, such as http://127.0.0.1:8801."""

    def __init__(self, base: str, *, seconds: float = 60.0) -> None:
        self.base = base.rstrip("/")
        self._seconds = seconds
        self._session = requests.Session()
        self._session.trust_env = False

    def get(self, path: str, **query: Any) -> Any:
        """GET /sandbox/<path>."""
        return self._read(
            self._session.get(f"{self.base}/sandbox/{path}", params=query, timeout=self._seconds)
        )

    def post(self, path: str, **body: Any) -> Any:
        """POST /sandbox/<path>."""
        return self._read(self._session.post(f"{self.base}/sandbox/{path}", json=body, timeout=self._seconds))

    def delete(self, path: str) -> Any:
        """DELETE /sandbox/<path>."""
        return self._read(self._session.delete(f"{self.base}/sandbox/{path}", timeout=self._seconds))

    def act(self, person: str, deed: str, **body: Any) -> dict[str, Any]:
        """Let somebody do something, and wait until the bot has answered."""
        answer = self.post(f"people/{person}/{deed}", wait=30, **body)
        assert isinstance(answer, dict)
        return answer

    def messages(self, person: str, after: int, wait: float = 0.0) -> tuple[int, list[dict[str, Any]]]:
        """What came or changed on a phone after the cursor; the new cursor first."""
        answer = self.get(f"people/{person}/messages", after=after, wait=wait)
        return int(answer["cursor"]), list(answer["messages"])

    def file(self, media: str) -> bytes:
        """The bytes of a medium."""
        answer = self._session.get(f"{self.base}/sandbox/media/{media}", timeout=self._seconds)
        answer.raise_for_status()
        return answer.content

    def _read(self, answer: requests.Response) -> Any:
        value = answer.json()
        if answer.status_code in {400, 404, 409} and isinstance(value, dict):
            raise RefusedError(str(value.get("error", answer.status_code)), list(value.get("seen", [])))
        answer.raise_for_status()
        return value


def photo_body(names: list[str], folder: Path | None) -> dict[str, Any]:
    """Photos by name: files of the scenario's folder where they exist, otherwise built-in samples."""
    files, samples = [], []
    for name in names:
        path = folder / name if folder else Path(name)
        if path.is_file():
            files.append({"name": path.name, "base64": base64.b64encode(path.read_bytes()).decode()})
        else:
            samples.append(name)
    return {"files": files, "samples": samples}
