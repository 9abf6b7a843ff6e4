"""The stories played while web, worker and clock are killed: how many kills, and what they broke.

Every world is a fresh house on SQLite and plays all four stories over HTTP; the kills are drawn from its
number. Recovery is what a person notices: the longest a message waited, the longest nobody answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app import build
from config.settings import load
from deploy.local.demo import STORIES
from deploy.local.stack import ROOT, Stack
from deploy.local.world import World, free_port
from sandbox.play.scenario import Scenario
from tests.bench.rows import Row, median, percentile
from tests.faults.reckoning import Reckoning, reckon
from tests.faults.siege import Patient, Siege

WORLDS = 3


@dataclass(frozen=True, slots=True)
class Survived:
    """One world after its stories."""

    found: Reckoning
    kills: dict[str, int]
    silent: list[float]


def rows(folder: Path) -> Iterator[Row]:
    """All rows about kills."""
    worlds = [_survived(folder / f"world-{seed}", seed) for seed in range(WORLDS)]
    kills = {what: sum(w.kills.get(what, 0) for w in worlds) for what in worlds[0].kills}
    seeds = f"seeds 0–{WORLDS - 1}, four stories each"
    each = "，".join(f"{what} {count}" for what, count in kills.items())
    yield Row("faults.kills", sum(kills.values()), "kill -9", WORLDS, note=f"{each}; {seeds}")
    for name in ("lost", "doubled", "gaps"):
        broken = [one for w in worlds for one in getattr(w.found, name)]
        yield Row(f"faults.{name}", len(broken), name, WORLDS, note="; ".join(broken[:3]) or seeds)
    repeated = sum(w.found.repeated for w in worlds)
    yield Row("faults.texts_repeated", repeated, "texts", WORLDS, note="plain texts that arrived twice")
    waited = [seconds for w in worlds for seconds in w.found.waited]
    silent = max((seconds for w in worlds for seconds in w.silent), default=0.0)
    note = (
        f"longest wait of a message; median {median(waited):.2f} s, p95 {percentile(waited, 0.95):.1f} s; "
        f"the web side was silent for at most {silent:.1f} s"
    )
    yield Row("faults.recovery_s", max(waited), "s", len(waited), note=note)


def _survived(folder: Path, seed: int) -> Survived:
    folder.mkdir(parents=True)
    stack = Stack(World(folder, free_port(), free_port()))
    try:
        stack.start()
        player = Patient(stack.world.sandbox)
        with Siege(stack, seed, pause=(1.0, 4.0)) as siege:
            for name in STORIES:
                player.play(Scenario.load(ROOT / "deploy" / "local" / "stories" / f"{name}.yaml"))
            siege.cease()
            found = reckon(build(load(stack.environment)), player.line)
        return Survived(found, dict(siege.count), [seconds for _, seconds in siege.recoveries])
    finally:
        stack.stop()
