"""One line of out/bench.jsonl: a name that stays, what was measured, what it is compared with."""

import json
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """`ours` and `baseline` are in `unit`; without a baseline there is nothing to compare with.

    `runs` is how many runs (or requests, where `note` says so) stand behind the figure.
    """

    name: str
    ours: float
    unit: str
    runs: int
    baseline: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours against the baseline; below 1 is better wherever the unit is time."""
        return self.ours / self.baseline if self.baseline else None

    def as_json(self) -> str:
        """The line."""
        return json.dumps(
            {
                "name": self.name,
                "ours": _short(self.ours),
                "baseline": _short(self.baseline),
                "ratio": _short(self.ratio),
                "unit": self.unit,
                "runs": self.runs,
                "note": self.note,
            },
            ensure_ascii=False,
        )


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def percentile(values: Iterable[float], part: float) -> float:
    """The value below which `part` (0..1) of the values lie."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * part))]


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def write(path: Path, rows: Iterable[Row]) -> None:
    """Put the rows in, in place of earlier ones of the same names; other rows stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {row.name: row.as_json() for row in rows}
    kept = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = {json.loads(line)["name"]: line for line in kept}
    path.write_text("\n".join((lines | fresh).values()) + "\n", encoding="utf-8")
