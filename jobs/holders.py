"""Names of workers, so that what a killed one held is free as soon as another one starts on its machine.

A name says where a process runs and when it began. Only a process of the same machine and the same
process namespace can be known to be gone; everybody else's leases run out by themselves.
"""

import os
from functools import cache
from pathlib import Path

from models.work import Store


@cache
def own_name() -> str:
    """This process: machine, boot and process namespace, process id, instant of its start."""
    pid = os.getpid()
    return f"{_place()}:{pid}:{_started(pid)}"


def is_gone(name: str) -> bool:
    """Is the worker of this name known to have ended?"""
    place, _, rest = name.partition(":")
    if place != _place() or place.endswith("@"):
        return False
    pid, _, rest = rest.partition(":")
    return pid.isdigit() and _started(int(pid)) != rest.partition(":")[0]


def free_leases(store: Store) -> int:
    """Give free what workers held that are gone; how many messages that were."""
    with store.read() as work:
        held = work.sending.holders()
    gone = [name for name in held if is_gone(name)]
    if not gone:
        return 0
    with store.write() as work:
        return work.sending.free(gone)


def _place() -> str:
    """Empty after the @ where a machine does not say which processes can see each other."""
    return f"{os.uname().nodename}@{_boot()}{_namespace()}".replace(":", ".")


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
    except OSError:
        return ""


def _namespace() -> str:
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def _started(pid: int) -> str:
    """Clock ticks from boot to the process's start; '' if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
