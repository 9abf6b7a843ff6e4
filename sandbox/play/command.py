"""`python -m sandbox play FILE…`: plays scenarios against a running sandbox and says how it went."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sandbox.play.player import Player
from sandbox.play.report import report, save_files, write_report
from sandbox.play.scenario import Scenario, ScenarioError, Step, StepError


def main(arguments: Sequence[str]) -> int:
    """Play the files one after the other; 0 if all went through, 1 if a step failed, 2 for a bad file."""
    options = _parser().parse_args(arguments)
    player = Player(base=options.base, speed=options.speed, on_step=None if options.quiet else _tell)
    error, name = "", ""
    try:
        for path in options.files:
            scenario = Scenario.load(path)
            name, player.folder = scenario.name, path.parent
            _say(f"▶ {scenario.name}")
            player.play(scenario)
    except ScenarioError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    except StepError as failed:
        error = str(failed)
        sys.stderr.write(f"✗ {error}\n")
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
    parser.add_argument(
        "--speed", type=float, default=0.0, help="0 = at once, 1 = watchable, 2 = twice as fast"
    )
    parser.add_argument("--report", type=Path, help="write a JSON report here")
    parser.add_argument("--save-files", type=Path, help="store every received file in this folder")
    parser.add_argument("--quiet", action="store_true", help="do not print the steps")
    return parser


def _tell(step: Step, of: int) -> None:
    _say(f"  {step.number:>3}/{of} {step.words}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
