"""`python -m sandbox play FILE…`: plays scenarios against a running sandbox and says how it went."""

import argparse
import contextlib
import sys
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import requests

from sandbox.play.captions import caption
from sandbox.play.line import RefusedError
from sandbox.play.player import OnStep, Player
from sandbox.play.report import report, save_files, write_report
from sandbox.play.scenario import Scenario, ScenarioError, Step, StepError


def main(arguments: Sequence[str]) -> int:
    """Play the files one after the other; 0 if all went through, 1 if a step failed, 2 for a bad file."""
    options = _parser().parse_args(arguments)
    speed = options.speed if options.speed is not None else float(options.watch)
    player = Player(base=options.base, speed=speed)
    try:
        names = {each["id"]: str(each["name"]) for each in player.line.get("people")}
    except requests.ConnectionError:
        sys.stderr.write(f"{options.base} 没有应答：先开沙盒（python -m sandbox），或用 --base 说它在哪里\n")
        return 2
    error, name = "", ""
    try:
        for path in options.files:
            scenario = Scenario.load(path)
            name, player.folder = scenario.name, path.parent
            _say(f"▶ {scenario.name}")
            player.on_step = _teller(player, scenario, names, quiet=options.quiet)
            if options.watch:
                _wait_for_a_watcher(player, scenario)
            player.play(scenario)
            _subtitle(player, state="done", name=name)
    except ScenarioError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    except StepError as failed:
        error = str(failed)
        sys.stderr.write(f"✗ {error}\n")
        _subtitle(player, state="failed", name=name, words=error)
    files = save_files(player, options.save_files) if options.save_files else []
    if options.report:
        write_report(options.report, report(player, name, files, error))
    for span in player.line.get("spans"):
        _say(f"  {span['name']}: {span['interactions']} interactions, {span['bot_messages']} bot messages")
    return 1 if error else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox play", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="scenario files (YAML)")
    parser.add_argument("--base", default="http://127.0.0.1:8801", help="the sandbox's address")
    parser.add_argument("--watch", action="store_true", help="in the browser, with subtitles, at speed 1")
    parser.add_argument("--speed", type=float, help="0 = at once (usual), 1 = watchable, 2 = twice as fast")
    parser.add_argument("--report", type=Path, help="write a JSON report here")
    parser.add_argument("--save-files", type=Path, help="store every received file in this folder")
    parser.add_argument("--quiet", action="store_true", help="do not print the steps")
    return parser


WATCHER_SECONDS = 20.0


def _teller(player: Player, scenario: Scenario, names: dict[str, str], *, quiet: bool) -> OnStep:
    """Says each step in the terminal, and as a subtitle where somebody may be watching."""

    def tell(step: Step, of: int) -> None:
        if not quiet:
            _say(f"  {step.number:>3}/{of} {step.words}")
        place = {"step": step.number, "of": of, "who": step.who, "people": scenario.cast}
        _subtitle(player, state="playing", name=scenario.name, words=caption(step, names), **place)

    return tell


def _subtitle(player: Player, **told: object) -> None:
    """Tell those who watch. A story that plays in the sandbox itself keeps its own subtitles."""
    if player.speed > 0:
        with contextlib.suppress(RefusedError):
            player.line.post("stories/caption", **told)


def _wait_for_a_watcher(player: Player, scenario: Scenario) -> None:
    """Open the phones page unless somebody has it open, and give it time to come up."""
    if not player.line.get("about")["watchers"]:
        url = f"{player.line.base}/?people={','.join(scenario.cast)}"
        _say(f"  看这里：{url}")
        webbrowser.open(url)
    deadline = time.monotonic() + WATCHER_SECONDS
    while not player.line.get("about")["watchers"] and time.monotonic() < deadline:
        time.sleep(0.2)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
