"""The drawn dialogues are those the scripts speak today. `make dialogues` draws them anew."""

from pathlib import Path

from handlers.entries import scripts
from tests.dialogues.drawn import FOLDER, drawn
from tests.house import rules_of_the_house


def test_every_dialogue_is_drawn_as_it_is_spoken(furnished_template: Path, tmp_path: Path) -> None:
    pages = drawn(furnished_template, tmp_path)

    missing = [name for name in scripts(rules_of_the_house()) if f"{name}.md" not in pages]
    assert missing == []
    kept = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.md")}
    assert kept == pages, "run `make dialogues`, read the diagrams, commit them"
