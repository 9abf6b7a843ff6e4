"""A process of its own for a stranger's bytes: little memory, little time, no environment, no file written.

What breaks or hangs there breaks a child and nothing else. Who uses it says what comes in and what goes back.
"""

import subprocess
import sys
from pathlib import Path

MEMORY, CPU_SECONDS = 512 * 1024 * 1024, 10
_ROOT = Path(__file__).resolve().parent.parent


def run_apart(module: str, content: bytes, seconds: float) -> subprocess.CompletedProcess[bytes] | None:
    """Run a module as a child that reads `content`; None if it is not done after so many real seconds."""
    try:
        return subprocess.run(
            [sys.executable, "-B", "-m", module],
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None


def confine() -> None:
    """In the child: from here on it is limited, where the system can do that (not on Windows, which is for
    trying out only).
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
