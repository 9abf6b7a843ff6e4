"""The bell between web and worker: rung through Redis where there is one, never relied upon."""

import time
from typing import Protocol

from redis import Redis
from redis.exceptions import RedisError

KEY = "chayici:wake"


class Bell(Protocol):
    """Rings, and waits to be rung."""

    def ring(self) -> None:
        """Tell a worker that there may be something to do."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        ...


class RedisBell:
    """A list of at most one element. Redis gone is the same as nobody ringing."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def ring(self) -> None:
        """Push one mark; more than a few would only wake for nothing."""
        try:
            pipe = self._redis.pipeline(transaction=False)
            pipe.lpush(KEY, "1")
            pipe.ltrim(KEY, 0, 3)
            pipe.execute()
        except RedisError:
            return

    def wait(self, seconds: float) -> None:
        """Block on the list."""
        try:
            self._redis.brpop([KEY], timeout=seconds)
        except RedisError:
            time.sleep(seconds)


class NoBell:
    """Without Redis: the worker's own poll finds everything."""

    def ring(self) -> None:
        """Nobody hears."""

    def wait(self, seconds: float) -> None:
        """Look again a little later."""
        time.sleep(min(seconds, 0.1))
