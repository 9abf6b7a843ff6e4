"""Plays a scenario over the control API: acts, waits for what should be seen, reports every step.

A failing step raises StepError with what was expected and what was on the screen. It never reads the
sandbox's insides: everything goes over HTTP, as for any other client.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.play.line import Line, RefusedError
from sandbox.play.memory import Screen
from sandbox.play.scenario import Scenario, Step, StepError, filled
from sandbox.play.trouble import troubles
from sandbox.play.verbs_free import FREE
from sandbox.play.verbs_page import PAGE
from sandbox.play.verbs_people import PEOPLE
from sandbox.play.webpage import PageError, Webpage
from sandbox.wire.browser import browser_session

AIMED = frozenset({"tap", "submit", "open"})
GRACE_SECONDS = 1.5


@dataclass(slots=True)
class StepRecord:
    """How one step went; `at` is business time, `seconds` real ones."""

    number: int
    words: str
    at: str
    seconds: float
    ok: bool = True
    error: str = ""


OnStep = Callable[[Step, int], None]
"""Called before each step, with how many there are."""


@dataclass(slots=True)
class Player:
    """One player of one sandbox. `speed` 0 is as fast as possible, 1 as a person can watch."""

    base: str = "http://127.0.0.1:8801"
    speed: float = 0.0
    folder: Path | None = None
    on_step: OnStep | None = None
    stop: Callable[[], bool] = lambda: False
    memory: dict[str, str] = field(default_factory=dict)
    records: list[StepRecord] = field(default_factory=list)
    downloads: list[tuple[str, str, bytes]] = field(default_factory=list)
    line: Line = field(init=False)
    _screens: dict[str, Screen] = field(default_factory=dict)
    _pages: dict[str, Webpage] = field(default_factory=dict)
    _mirrored: set[str] = field(default_factory=set)
    _mark: int = 0

    def __post_init__(self) -> None:
        self.line = Line(self.base)

    def play(self, scenario: Scenario) -> None:
        """Play all steps. Raises StepError at the first that fails, or before any for who has no phone."""
        self._check_cast(scenario)
        try:
            for step in scenario.steps:
                if self.stop():
                    return
                if self.on_step:
                    self.on_step(step, len(scenario.steps))
                self.take(step, scenario.name)
        finally:
            for person in self._mirrored:
                self.line.post(f"people/{person}/mirror")

    def _check_cast(self, scenario: Scenario) -> None:
        known = {each["id"]: each["name"] for each in self.line.get("people")}
        if absent := [each for each in scenario.doers if each not in known and "${" not in each]:
            there = "、".join(f"{each}（{name}）" for each, name in known.items())
            raise StepError(
                f"{scenario.name}：这里没有 {'、'.join(absent)} 的手机；有手机的是 {there or '没有人'}"
            )

    def take(self, step: Step, name: str = "scenario") -> None:
        """Play one step. Raises StepError."""
        self._breathe(step)
        self._put_away(step)
        began, at = time.monotonic(), str(self.line.get("clock")["now"])
        mark = self._mark
        self._mark = int(self.line.get("log", limit=1)["cursor"])
        record = StepRecord(step.number, step.words, at, 0.0)
        self.records.append(record)
        try:
            self._run(
                Step(step.number, step.who, step.verb, filled(step.value, self.memory), _more(step, self))
            )
        except (StepError, RefusedError, PageError) as error:
            seen = getattr(error, "seen", [])
            shown = "\n  on the screen: " + " | ".join(seen) if seen else ""
            shown += "".join(f"\n  behind the glass: {each}" for each in troubles(self.line, mark))
            record.ok, record.error = False, f"{error}{shown}"
            raise StepError(f"{name}, step {step.number} ({step.words}): {error}{shown}") from error
        finally:
            record.seconds = round(time.monotonic() - began, 3)

    def screen(self, person: str) -> Screen:
        """A person's phone."""
        if person not in self._screens:
            self._screens[person] = Screen(self.line, person)
        return self._screens[person]

    def page(self, person: str) -> Webpage:
        """A person's browser; it knows who opens pages even without the redirect."""
        if person not in self._pages:
            platforms = {each["id"]: str(each["platform"]) for each in self.line.get("people")}
            browser = Webpage(browser_session(platforms.get(person, "wechat")))
            browser.session.cookies.set("sandbox_person", person)
            self._pages[person] = browser
        return self._pages[person]

    def act(self, person: str, deed: str, *, within: float = 0.0, **body: Any) -> dict[str, Any]:
        """Do something; if the screen is not ready yet, try again until `within` seconds are over.

        A finger goes to what came since the last deed; only after a moment to what was there before.
        """
        began = time.monotonic()
        screen = self.screen(person)
        since = screen.mark
        screen.turn()
        while True:
            if deed in AIMED and time.monotonic() - began < GRACE_SECONDS:
                body["since"] = since
            else:
                body.pop("since", None)
            try:
                return self.line.act(person, deed, **body)
            except RefusedError:
                left = began + within - time.monotonic()
                if left <= 0:
                    raise
                screen.look(wait=min(left, 0.3))

    def turn_everybody(self) -> None:
        """What is on the screens now is old."""
        for person in self.line.get("people"):
            self.screen(person["id"]).turn()

    def _run(self, step: Step) -> None:
        if step.verb == "fills" or step.verb == "presses":
            PAGE[step.verb](self, step)
        elif step.who and step.verb in PEOPLE:
            PEOPLE[step.verb](self, step)
        else:
            FREE[step.verb](self, step)

    def show_page(self, person: str) -> None:
        """Let those who watch see the page that this person has open."""
        page = self._pages.get(person)
        if self.speed > 0 and page is not None and page.soup is not None:
            self.line.post(f"people/{person}/mirror", title=page.title, url=page.url, html=str(page.soup))
            self._mirrored.add(person)
            time.sleep(1.2 / self.speed)

    def _put_away(self, step: Step) -> None:
        if step.who in self._mirrored and step.verb not in PAGE and step.verb not in {"sees", "opens"}:
            self._mirrored.discard(step.who)
            self.line.post(f"people/{step.who}/mirror")

    def _breathe(self, step: Step) -> None:
        """Wait as long as a person would look or type, for those who watch."""
        if self.speed <= 0:
            return
        typed = len(step.value) * 0.06 if step.verb == "says" and isinstance(step.value, str) else 0.0
        rest = 0.2 if step.verb in {"sees", "remember", "span", "end_span"} else 1.4
        time.sleep((rest + typed) / self.speed)


def _more(step: Step, player: Player) -> dict[str, Any]:
    found = filled(dict(step.more), player.memory)
    assert isinstance(found, dict)
    return found
