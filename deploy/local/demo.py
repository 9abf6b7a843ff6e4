"""`make demo`: plays the stories over HTTP without a browser and writes what came of them to out/demo/.

Everything is real but the platform. Interactions and messages are counted by the sandbox; notices, receipts,
deadlines and reminders are read from the bot's records.
"""

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from app import App, build
from config.settings import load
from deploy.local.findings import findings, save_papers
from deploy.local.stack import ROOT, Stack
from deploy.local.world import World, free_port

OUT = ROOT / "out" / "demo"
STORIES = ("2-clean", "3-held-at-the-gate", "1-three-problems", "5-typed", "4-annex4")


def main() -> int:
    """Play, collect, say how it went."""
    began = time.monotonic()
    shutil.rmtree(OUT, ignore_errors=True)
    world = World(OUT / "world", free_port(), free_port())
    world.folder.mkdir(parents=True)
    stack = Stack(world)
    try:
        stack.start()
        reports = [_play(world, name) for name in STORIES]
        summary = _collect(stack, reports)
    finally:
        stack.stop()
    took = time.monotonic() - began
    (OUT / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
    _tell(summary, took)
    return 0 if all(report["ok"] for report in reports) and not summary["rejected_requests"] else 1


def _play(world: World, name: str) -> dict[str, Any]:
    """One story, by the sandbox's own player; its report."""
    story = Path(__file__).parent / "stories" / f"{name}.yaml"
    report = world.folder / f"{name}.json"
    files = OUT / "received"
    command = [
        *(sys.executable, "-m", "sandbox", "play", str(story), "--base", world.sandbox, "--quiet"),
        *("--report", str(report), "--save-files", str(files)),
    ]
    subprocess.run(command, cwd=ROOT, timeout=180, check=False)
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def _collect(stack: Stack, reports: list[dict[str, Any]]) -> dict[str, Any]:
    with urllib.request.urlopen(f"{stack.world.sandbox}/sandbox/idle?wait=10", timeout=20):
        pass
    app: App = build(load(stack.environment))
    app.clock.refresh()
    with urllib.request.urlopen(f"{stack.world.sandbox}/sandbox/export.md", timeout=20) as answer:
        (OUT / "transcript.md").write_bytes(answer.read())
    papers = save_papers(app, OUT)
    return findings(app, reports[-1], papers)


def _tell(summary: dict[str, Any], took: float) -> None:
    for one in summary["inspections"]:
        counted = f"{one['interactions']} 次操作，{one['bot_messages']} 条消息，{one['problems']} 个问题"
        _say(f"{one['enterprise']}：{counted}")
    _say(f"文书 {len(summary['notices'])} 份，提醒 {len(summary['reminders'])} 条")
    steps = f"绑定 {summary['binding_steps']} 步，拒绝签收 {summary['refusal_steps']} 步"
    _say(f"{steps}，签收 {max(one['steps'] for one in summary['receipts'])} 步")
    _say(f"被平台拒绝的请求 {summary['rejected_requests']}，被截短的文字 {summary['warnings']}")
    _say(f"用时 {took:.0f} 秒，结果在 {OUT}")


def _say(text: str) -> None:
    print(text)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
