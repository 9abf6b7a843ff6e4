"""Sends prepared requests over so many connections, each as fast as it is answered, and keeps every latency.

Its own small HTTP: a server that closes the connection gets a new one, as from the platform.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Request:
    """One POST."""

    path: str
    query: Mapping[str, str]
    body: bytes

    def raw(self, port: int) -> bytes:
        """The bytes on the wire."""
        head = (
            f"POST {self.path}?{urlencode(self.query)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Content-Type: text/xml\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and how long it took (ms)."""

    status: int
    body: bytes
    ms: float


@dataclass(frozen=True, slots=True)
class Ran:
    """All answers of one run and its length in seconds."""

    answers: tuple[Answer, ...]
    seconds: float

    @property
    def latencies(self) -> list[float]:
        """Milliseconds, one a request."""
        return [answer.ms for answer in self.answers]

    def check(self) -> None:
        """Raises AssertionError unless every request was answered 200."""
        wrong = [answer for answer in self.answers if answer.status != 200]
        assert not wrong, f"{len(wrong)} of {len(self.answers)} answers were not 200: {wrong[0]}"


def run(port: int, requests: Sequence[Request], connections: int) -> Ran:
    """Send all requests, at most `connections` at a time."""
    return asyncio.run(_run(port, [request.raw(port) for request in requests], connections))


async def _run(port: int, raw: list[bytes], connections: int) -> Ran:
    left = iter(raw)
    answers: list[Answer] = []
    began = time.perf_counter()
    await asyncio.gather(*(_caller(port, left, answers) for _ in range(min(connections, len(raw)))))
    return Ran(tuple(answers), time.perf_counter() - began)


def chat(port: int, requests: Sequence[Request], chats: int, think: tuple[float, float]) -> Ran:
    """Send all requests as `chats` people do: each thinks so many seconds, at random, before he sends."""
    return asyncio.run(_chat(port, [request.raw(port) for request in requests], chats, think))


async def _chat(port: int, raw: list[bytes], chats: int, think: tuple[float, float]) -> Ran:
    left = iter(raw)
    answers: list[Answer] = []
    began = time.perf_counter()
    dice = random.Random(chats)
    await asyncio.gather(*(_chatting(port, left, answers, dice, think) for _ in range(chats)))
    return Ran(tuple(answers), time.perf_counter() - began)


async def _chatting(
    port: int, left: Iterator[bytes], answers: list[Answer], dice: random.Random, think: tuple[float, float]
) -> None:
    await asyncio.sleep(dice.uniform(0, think[1]))
    for raw in left:
        line = _Line(port)
        began = time.perf_counter()
        status, body = await line.post(raw)
        answers.append(Answer(status, body, (time.perf_counter() - began) * 1000))
        await line.close()
        await asyncio.sleep(dice.uniform(*think))


async def _caller(port: int, left: Iterator[bytes], answers: list[Answer]) -> None:
    line = _Line(port)
    for raw in left:
        began = time.perf_counter()
        status, body = await line.post(raw)
        answers.append(Answer(status, body, (time.perf_counter() - began) * 1000))
    await line.close()


class _Line:
    """One connection, opened when it is needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, raw: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(raw)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next((int(h[15:]) for h in head.split("\r\n") if h.startswith("content-length:")), None)
        body = await (reader.readexactly(length) if length is not None else reader.read())
        if length is None or "connection: close" in head:
            await self.close()
        return int(head.split(" ", 2)[1]), body

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            await self._streams[1].wait_closed()
            self._streams = None
