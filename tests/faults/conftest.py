"""The whole story as it goes when nothing goes wrong: what every other telling is held against."""

import shutil
from pathlib import Path

import pytest

from models.engine import open_engine
from tests.faults.story import Told, WholeHouse, a_stage, left_behind, play_all


@pytest.fixture(scope="session")
def undisturbed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One telling, every callback once, nobody killed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copy(sqlite_template, folder / "story.db")
    engine = open_engine(f"sqlite:///{folder / 'story.db'}")
    stage, _ = a_stage(WholeHouse, engine, folder)
    play_all(stage)
    told = Told(stage.seen, left_behind(stage))
    stage.close()
    engine.dispose()
    return told
