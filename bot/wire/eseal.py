"""An e-seal service over HTTP: one POST a letter, as docs/e-seal.md tells who builds the other side.

It follows no redirect and reads no more than a letter can be; the token appears in no exception.
"""

import time

import requests
from urllib3.exceptions import HTTPError

from bot.eseal import SealAsk, SealLaterError, SealRefusedError

CONNECT, READ, DEADLINE = 3.0, 10.0, 30.0
LARGEST = 10 * 1024 * 1024
MOST_SAID = 300
_CHUNK = 64 * 1024
_LATER = frozenset({202, 408, 409, 423, 425, 429})


class HttpSealService:
    """`bot.eseal.SealService` at one address."""

    def __init__(self, url: str, token: str = "") -> None:
        self._url, self._token = url, token

    def seal(self, ask: SealAsk) -> bytes:
        """The sealed PDF. Raises SealLaterError, SealRefusedError."""
        try:
            with requests.post(
                self._url,
                data=ask.pdf,
                headers=self._headers(ask),
                timeout=(CONNECT, READ),
                allow_redirects=False,
                stream=True,
            ) as answer:
                return _taken(answer)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise SealLaterError(f"电子印章服务没有回应（{type(error).__name__}）") from None

    def _headers(self, ask: SealAsk) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return {
            **own,
            "Content-Type": "application/pdf",
            "Accept": "application/pdf",
            "Idempotency-Key": ask.key,
            "X-Seal-Page": str(ask.page),
            "X-Seal-X": f"{ask.x:.2f}",
            "X-Seal-Y": f"{ask.y:.2f}",
        }


def _taken(answer: requests.Response) -> bytes:
    content = _body(answer)
    status = answer.status_code
    if status >= 500 or status in _LATER:
        raise SealLaterError(f"电子印章服务暂时不行（{status}）")
    if status != 200:
        words = content.decode("utf-8", "replace").strip()[:MOST_SAID]
        raise SealRefusedError(f"电子印章服务没有盖（{status}）：{words or '没有说原因'}")
    if not content.startswith(b"%PDF-"):
        raise SealRefusedError("电子印章服务返回的不是 PDF")
    return content


def _body(answer: requests.Response) -> bytes:
    until, parts, size = time.monotonic() + DEADLINE, [], 0
    for part in answer.iter_content(_CHUNK):
        size += len(part)
        if size > LARGEST:
            raise SealRefusedError("电子印章服务返回的文件太大")
        if time.monotonic() > until:
            raise SealLaterError("电子印章服务回得太慢")
        parts.append(part)
    return b"".join(parts)
