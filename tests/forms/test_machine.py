"""Many persons, each going his own way through a visit: no answer is lost, none is invented.

`MACHINE_RUNS=2000 MACHINE_TURNS=50 pytest tests/forms/test_machine.py` is the whole proof (`make proof`);
`make test` plays a few of them.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.checklist_file import load
from models.engine import open_engine
from tests.clock import AClock
from tests.conftest import furnished
from tests.forms.journey import Journey, handed_over_as_answered
from tests.forms.memory import PureVisit, a_firm
from tests.forms.turns import RealVisit
from tests.house import AHouse
from tests.transcripts.world import copy_database

RUNS = int(os.environ.get("MACHINE_RUNS", "40"))
TURNS = int(os.environ.get("MACHINE_TURNS", "2"))
ROOT = Path(__file__).resolve().parents[2]
FORMS = {
    path.stem: load(path)
    for path in (
        ROOT / "config/checklists/zonghe-2023-18.yaml",
        ROOT / "config/checklists/weifei-2023-1.yaml",
        ROOT / "tests/config/forms/xiaocanyin-2024-1.yaml",
    )
}
FIRMS: tuple[dict[str, str], ...] = ({}, {"tier": "登记管理", "group": "ordinary"}, {"production": "停产"})


@given(
    seed=st.integers(0, 2**32 - 1),
    form=st.sampled_from(sorted(FORMS)),
    steps=st.integers(0, 60),
    firm=st.sampled_from(FIRMS),
)
@settings(max_examples=RUNS, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_pure_machine_keeps_every_answer(seed: int, form: str, steps: int, firm: dict[str, str]) -> None:
    visit = PureVisit(FORMS[form], a_firm(**firm))
    Journey(visit, Random(seed)).go(steps)

    handed_over_as_answered(visit, FORMS[form])


@pytest.fixture
def fresh_house(sqlite_template: Path, tmp_path: Path) -> Iterator[AHouse]:
    copy_database(sqlite_template, tmp_path / "house.db")
    engine = open_engine(f"sqlite:///{tmp_path / 'house.db'}")
    yield furnished(engine, AClock(), tmp_path)
    engine.dispose()


@pytest.mark.parametrize("seed", range(TURNS))
def test_the_real_turn_keeps_every_answer(fresh_house: AHouse, seed: int) -> None:
    visit = RealVisit(fresh_house)
    visit.begin()
    Journey(visit, Random(seed)).go(30)

    handed_over_as_answered(visit, fresh_house.rules.checklist)
