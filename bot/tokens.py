"""Keeps access tokens where every thread, and with Redis every process, finds them.

It never fetches a token, and it never lets a lost Redis stop a message: what Redis forgets is fetched
once more, and while Redis is away each process keeps a token of its own. A token dies by the platform's
clock, which a sandbox may move; `clock` gives its seconds.
"""

import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Protocol

from redis import Redis, RedisError

Seconds = Callable[[], float]

_HELD_MS = 20_000
"""A lock lives longer than the slowest fetch (8 s), so that it only runs out when its holder died."""

_PATIENCE = 9.0
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


class TokenStore(Protocol):
    """Tokens by key. `seconds` is how long the token may be used from now on."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, token: str, seconds: float) -> None: ...

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Held by one at a time. After 9 s of waiting it lets the caller in anyway: late beats never."""
        ...


class MemoryTokens:
    """Tokens of one process."""

    def __init__(self, clock: Seconds = time.time) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[str, float]] = {}
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def get(self, key: str) -> str | None:
        with self._guard:
            token, until = self._kept.get(key, ("", 0.0))
        return token if token and self._clock() < until else None

    def put(self, key: str, token: str, seconds: float) -> None:
        with self._guard:
            self._kept[key] = (token, self._clock() + seconds)

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks[key]
        held = lock.acquire(timeout=_PATIENCE)
        try:
            yield
        finally:
            if held:
                lock.release()


class RedisTokens:
    """Tokens shared by all processes, with each process's own memory behind them."""

    def __init__(self, redis: Redis, clock: Seconds = time.time, prefix: str = "chayici:token:") -> None:
        self._redis = redis
        self._clock = clock
        self._prefix = prefix
        self._memory = MemoryTokens(clock)

    def get(self, key: str) -> str | None:
        try:
            shared = self._redis.get(self._prefix + key)
        except RedisError:
            shared = None
        if shared is None:
            return self._memory.get(key)
        until, _, token = (shared.decode() if isinstance(shared, bytes) else str(shared)).partition(" ")
        return token if self._clock() < float(until) else None

    def put(self, key: str, token: str, seconds: float) -> None:
        self._memory.put(key, token, seconds)
        with suppress(RedisError):
            value = f"{self._clock() + seconds} {token}"
            self._redis.set(self._prefix + key, value, px=max(1, int(seconds * 1000)))

    @contextmanager
    def lock(self, key: str) -> Iterator[None]:
        with self._memory.lock(key):
            name, mark = f"{self._prefix}{key}:lock", secrets.token_hex(8)
            self._wait_for(name, mark)
            try:
                yield
            finally:
                with suppress(RedisError):
                    self._redis.eval(_RELEASE, 1, name, mark)

    def _wait_for(self, name: str, mark: str) -> None:
        until = time.monotonic() + _PATIENCE
        with suppress(RedisError):
            while not self._redis.set(name, mark, nx=True, px=_HELD_MS) and time.monotonic() < until:
                time.sleep(0.05)
