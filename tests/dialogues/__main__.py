"""`python -m tests.dialogues`: every dialogue drawn into docs/dialogues, from the scripts themselves."""

import tempfile
from pathlib import Path

from models import migrations
from tests.dialogues.drawn import FOLDER, drawn
from tests.transcripts import world

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.db"
        migrations.upgrade(f"sqlite:///{bare}")
        template = world.template(bare, Path(folder) / "world.db")
        FOLDER.mkdir(exist_ok=True)
        for name, text in drawn(template, Path(folder)).items():
            (FOLDER / name).write_text(text, "utf-8")
