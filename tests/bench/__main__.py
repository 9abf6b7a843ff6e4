"""`python -m tests.bench [letter|turn|search|replay|due|mailing|faults …]`: measure, write out/bench.jsonl.

Nothing here fails because a machine is slow: figures are written down, not judged.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from deploy.local.stack import ROOT
from tests.bench import due, faults, letter, mailing, replay, search, turn
from tests.bench.rows import Row, write

OUT = ROOT / "out" / "bench.jsonl"
BENCHES: dict[str, Callable[[Path], Iterator[Row]]] = {
    "turn": turn.rows,
    "letter": letter.rows,
    "search": search.rows,
    "replay": replay.rows,
    "due": due.rows,
    "mailing": mailing.rows,
    "faults": faults.rows,
}


def main(wanted: list[str]) -> int:
    """Run the named benches, or all."""
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"不认识 {'、'.join(unknown)}；有：{'、'.join(BENCHES)}")
        return 2
    for name in wanted or BENCHES:
        _run(name)
    print(f"写到了 {OUT}")
    return 0


def _run(name: str) -> None:
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix=f"chayici-bench-{name}-"))
    try:
        for row in BENCHES[name](folder):
            write(OUT, [row])
            print(row.as_json(), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{name}：{time.monotonic() - began:.0f} 秒", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
