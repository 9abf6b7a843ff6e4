"""gunicorn as the local stack starts it, and what it costs: CPU of master and workers from /proc."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.stack import GUNICORN, ROOT
from deploy.local.world import free_port

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn."""

    port: int
    pid: int

    def cpu_ms(self) -> float:
        """CPU so far, user and system, of the master and its workers."""
        return sum(_cpu_ms(pid) for pid in (self.pid, *_children(self.pid)))


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS


@contextmanager
def serving(wsgi: str, environment: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """`wsgi` served as the product is. Its output goes to `folder`."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", wsgi, "--bind", f"127.0.0.1:{port}", *GUNICORN]
    own = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
    with (folder / f"{wsgi.replace(':', '-')}.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=log, stderr=log, start_new_session=True)
    try:
        _await(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("gunicorn did not start; see its log in the bench's folder")
