"""Carries one HTTP request to the bot within the platform's time, and brings back whatever came.

Only to 127.0.0.1 and localhost; it follows no redirects and never raises for what the bot did.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

MOST_BYTES = 1_000_000
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Result:
    """What came back: a status and a body, or `error` in words with status 0."""

    status: int
    body: bytes
    took_ms: float
    error: str = ""


class Carrier:
    """One connection pool for all callbacks."""

    def __init__(self, connections: int = 64) -> None:
        self._session = requests.Session()
        self._session.trust_env = False
        adapter = requests.adapters.HTTPAdapter(pool_connections=4, pool_maxsize=connections)
        self._session.mount("http://", adapter)

    def carry(self, url: str, query: Mapping[str, str], body: str | None, seconds: float) -> Result:
        """POST a body, or GET if it is None. Everything must be over within `seconds` of real time."""
        if urlsplit(url).hostname not in LOCAL:
            return Result(0, b"", 0.0, "回调地址不在本机，沙盒不向外发")
        began = time.monotonic()
        try:
            content, status = self._exchange(url, query, body, seconds)
        except requests.Timeout:
            return Result(0, b"", _since(began), f"{seconds:g} 秒内没有答复")
        except requests.ConnectionError:
            return Result(0, b"", _since(began), "连不上：机器人没有起来，或者连接断了")
        except requests.RequestException as error:
            return Result(0, b"", _since(began), f"连不上：{type(error).__name__}")
        if time.monotonic() - began > seconds:
            return Result(0, b"", _since(began), f"{seconds:g} 秒内没有答完")
        return Result(status, content, _since(began))

    def _exchange(
        self, url: str, query: Mapping[str, str], body: str | None, seconds: float
    ) -> tuple[bytes, int]:
        deadline = time.monotonic() + seconds
        with self._session.request(
            "GET" if body is None else "POST",
            url,
            params=query,
            data=None if body is None else body.encode(),
            headers={"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0", "Accept": "*/*"},
            timeout=seconds,
            allow_redirects=False,
            stream=True,
        ) as response:
            content = b""
            for chunk in response.iter_content(65_536):
                content += chunk
                if len(content) > MOST_BYTES or time.monotonic() > deadline:
                    break
            return content, response.status_code


def _since(began: float) -> float:
    return round((time.monotonic() - began) * 1000, 2)
