"""Ends a network call when its time is up, even if the other side sends one byte a second.

Socket timeouts only bound the wait for the next byte. Here a timer shuts the socket down, so that the
reading thread wakes up at once. It never ends a call that is still within its time.
"""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_present = threading.local()


class Watch:
    """A context manager around one call of this thread, `seconds` long.

    `over`: its time is up. `begun`: the first byte may have left.
    """

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self.over = False
        self.begun = False

    def __enter__(self) -> "Watch":
        _present.watch = self
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        _present.watch = None
        with self._lock:
            self._socket = None

    def hold(self, sock: socket.socket | None) -> None:
        """Watch this socket from now on."""
        with self._lock:
            self._socket = sock
            if self.over:
                self._shut()

    def _end(self) -> None:
        with self._lock:
            self.over = True
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not SSLSocket.shutdown: it pulls the TLS object from under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _hold(connection: HTTPConnection, *, begins: bool) -> None:
    watch: Watch | None = getattr(_present, "watch", None)
    if watch is not None:
        watch.hold(connection.sock)
        watch.begun = watch.begun or begins


class _Plain(HTTPConnection):
    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        _hold(self, begins=True)
        super().send(data)


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _hold(self, begins=False)

    def send(self, data: Any) -> None:
        _hold(self, begins=True)
        super().send(data)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class WatchedAdapter(HTTPAdapter):
    """Pooled connections that the present `Watch` can end. Never retries by itself."""

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
