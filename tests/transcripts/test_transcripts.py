"""Conversations as golden files: `**/*.txt` beside this module are played and compared whole.

`UPDATE_TRANSCRIPTS=1 pytest tests/transcripts` writes them anew; they are read before they are committed.
"""

import os
from pathlib import Path

import pytest

from tests.transcripts import ledger
from tests.transcripts.lines import play
from tests.transcripts.phones import NothingThereError
from tests.transcripts.stage import Stage, open_stage

HERE = Path(__file__).resolve().parent
FILES = sorted(HERE.rglob("*.txt"))
UPDATE = os.environ.get("UPDATE_TRANSCRIPTS") == "1"
END = "== 留下的记录"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HERE).with_suffix("")))
def test_the_conversation_goes_as_written(file: Path, furnished_template: Path, tmp_path: Path) -> None:
    written = file.read_text("utf-8")
    stage = open_stage(furnished_template, tmp_path / "stage")
    try:
        told = performed(written, stage)
    finally:
        stage.close()

    if UPDATE:
        file.write_text(told, "utf-8")
    assert stage.limits.broken == []
    assert not [entry for entry in stage.house.heard.entries if entry["log_level"] == "error"]
    assert told == written or UPDATE


def performed(written: str, stage: Stage) -> str:
    """The file as it reads when its `> …` lines are played; `# …` lines stay as they are."""
    told: list[str] = []
    for line in written.partition(END)[0].splitlines():
        if line.startswith("#"):
            told.append(line)
        elif line.startswith("> "):
            told += ["", line, *_seen(line, stage, told)]
    return "\n".join([*told, "", END, *ledger.lines(stage), ""])


def _seen(line: str, stage: Stage, told: list[str]) -> list[str]:
    stage.seen.clear()
    try:
        play(line, stage)
    except NothingThereError as nothing:
        raise AssertionError("\n".join([*told, "", line, f"!! {nothing}"])) from nothing
    if not stage.seen and line.removeprefix("> ").split(" ")[0].rstrip(":") in stage.names:
        return ["（没有回应）"]
    return list(stage.seen)
