"""Brings an empty local world to where a bureau would be after its first morning: schema, data, menus.

Runs the administrator's own commands one after the other in one process.
"""

import sys
from pathlib import Path

from app import build


def main(enterprises: Path, staff: Path) -> None:
    """Run the commands; the first that fails ends it with its output."""
    runner = build().flask.test_cli_runner()
    for command in (
        ["db", "upgrade"],
        ["import-enterprises", str(enterprises)],
        ["import-staff", str(staff)],
        ["menus"],
    ):
        result = runner.invoke(args=command)
        if result.exit_code:
            sys.exit(f"flask {' '.join(command)}\n{result.output}{result.exception or ''}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
