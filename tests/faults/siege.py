"""The local house while its processes are killed at random moments, and a person who does not give up.

Kills are drawn from a seed: which process, when. Every process that was killed is started again at once, as
a supervisor would. The person behaves as people do: what was not answered he does once more.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from deploy.local.stack import Stack
from sandbox.play.line import RefusedError
from sandbox.play.player import Player
from sandbox.play.scenario import Step, StepError
from sandbox.play.verbs_page import PAGE
from sandbox.play.webpage import PageError

TARGETS = ("web", "web worker", "worker", "clock")
WEIGHTS = (2, 2, 4, 1)
PATIENCE = 45.0
"""Seconds after which even the most patient person says that it does not work."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One process ended without a word, at a real instant (seconds)."""

    what: str
    at: float


@dataclass
class Siege:
    """Kills one process after the other, at most `most`, until it is called off. `pause` is in seconds."""

    stack: Stack
    seed: int
    most: int = 1000
    pause: tuple[float, float] = (0.8, 2.5)
    kills: list[Kill] = field(default_factory=list)
    recoveries: list[tuple[str, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._ceased, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Siege":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ceased.set()
        self._over.set()
        self._thread.join(timeout=60)

    def cease(self) -> None:
        """Kill nobody any more. What was started again lives on until the end: it dies with its thread."""
        self._ceased.set()

    @property
    def count(self) -> Counter[str]:
        """Kills by what was killed."""
        return Counter(kill.what for kill in self.kills)

    def _run(self) -> None:
        while len(self.kills) < self.most and not self._ceased.wait(self._dice.uniform(*self.pause)):
            what = self._dice.choices(TARGETS, WEIGHTS)[0]
            began = time.monotonic()
            if self._kill(what):
                self.kills.append(Kill(what, time.time()))
            if what.startswith("web") and self._answers():
                self.recoveries.append((what, time.monotonic() - began))
        self._over.wait()

    def _kill(self, what: str) -> bool:
        if what == "web worker":
            return self._kill_one_web_worker()
        self.stack.kill(what)
        self.stack.launch(what)
        return True

    def _kill_one_web_worker(self) -> bool:
        """Of gunicorn's workers, by its own process id; gunicorn starts another."""
        master = self.stack.running["web"].pid
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        if not children:
            return False
        os.kill(int(self._dice.choice(children)), signal.SIGKILL)
        return True

    def _answers(self) -> bool:
        """Wait until the web side answers again."""
        while not self._ceased.is_set():
            try:
                requests.get(f"{self.stack.world.web}/healthz", timeout=2)
                return True
            except requests.RequestException:
                time.sleep(0.02)
        return False


class Patient(Player):
    """A player who does again what was not answered. `again` counts how often."""

    again: int = 0

    def take(self, step: Step, name: str = "scenario") -> None:
        """One step, until it is done or patience ends."""
        until, broken = time.monotonic() + PATIENCE, False
        while True:
            try:
                return Player.take(self, step, name)
            except (StepError, requests.RequestException, OSError) as error:
                if broken and _done_meanwhile(error):
                    return None
                if time.monotonic() > until:
                    raise
                broken = broken or not isinstance(error, StepError)
                self.again += 1
                time.sleep(0.4)
                if step.verb in PAGE:
                    broken = self._reopen(step.who) or broken

    def act(self, person: str, deed: str, *, within: float = 0.0, **body: Any) -> dict[str, Any]:
        """A deed whose callback nobody answered is done once more."""
        until, before = time.monotonic() + PATIENCE, False
        while True:
            try:
                done = Player.act(self, person, deed, within=within, **body)
            except RefusedError:
                if before:
                    return {}  # what the finger wanted has happened meanwhile
                raise
            told = done.get("callbacks", [])
            if not any(one["verdict"] in ("failed", "lost") for one in told) or time.monotonic() > until:
                return done
            before = True
            self.again += 1
            time.sleep(0.4)

    def _reopen(self, person: str) -> bool:
        """The page anew; True if it did not show before."""
        page = self.page(person)
        try:
            page.open(page.url.partition("#")[0])
        except requests.RequestException:
            return True
        return page.status >= 500


def _done_meanwhile(error: Exception) -> bool:
    """After a broken connection the button is gone: the press had arrived."""
    return isinstance(error.__cause__, PageError)
