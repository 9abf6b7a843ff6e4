"""How the web process is served wherever it is started; the command line may say otherwise.

Many threads: one that stands in line costs nothing, and a caller who is not even read waits unseen.
"""

import importlib
from typing import Any

worker_class = "gthread"
workers = 2
threads = 32
graceful_timeout = 10


def on_starting(server: Any) -> None:
    """Read our modules once, before the workers are forked: one that died is soon back.

    Nothing is built here: threads and connections are a worker's own.
    """
    importlib.import_module("app")
