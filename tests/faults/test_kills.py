"""Processes killed while the whole story is played over real HTTP: nothing lost, nothing twice, no gap."""

from pathlib import Path

import pytest

from app import App, build
from config.settings import load
from deploy.local.stack import ROOT, Stack
from deploy.local.world import World, free_port
from handlers.numbers import faults
from models.mailings import Mailings
from rules.notice_states import NoticeState
from sandbox.play.scenario import Scenario
from tests.faults.reckoning import reckon
from tests.faults.siege import Patient, Siege

STORIES = ROOT / "deploy" / "local" / "stories"
STORY, WHOLE_DISTRICT = STORIES / "1-three-problems.yaml", STORIES / "6-whole-district.yaml"
SEED, KILLS = 20230508, 6


@pytest.mark.slow
def test_a_story_under_siege_ends_with_the_same_records(tmp_path: Path) -> None:
    """Web, worker and clock are killed at moments drawn from a seed, and started again."""
    stack = Stack(World(tmp_path, free_port(), free_port()))
    try:
        stack.start()
        player = Patient(stack.world.sandbox)
        with Siege(stack, SEED, most=KILLS) as siege:
            player.play(Scenario.load(STORY))
            siege.cease()
            app = build(load(stack.environment))
            reckon(app, player.line).check()
            _check_records(app)
        assert len(siege.kills) == KILLS
    finally:
        stack.stop()


def _check_records(app: App) -> None:
    """What the story leaves when nobody is killed."""
    with app.store.read() as work:
        notices = {notice.kind: notice for notice in work.notices.numbered()}
        assert [notice.seq for notice in notices.values()] == [1, 1]
        warning = notices["warning"]
        assert (warning.state, str(warning.due_on)) == (NoticeState.CLEARED, "2023-05-25")
        rungs = work.schedule.of_notice(warning.id)
        told = {rung.rung for rung in rungs if rung.audience == "contact" and rung.state == "sent"}
        assert {"due-7", "due-3"} <= told <= {"unsigned+1", "due-7", "due-3"}
        assert len(work.notices.receipts()) == 2


@pytest.mark.slow
def test_a_whole_district_under_siege_gets_one_each(tmp_path: Path) -> None:
    """批量温馨提示 ordered by chat, while web and worker are killed and started again."""
    stack = Stack(World(tmp_path, free_port(), free_port()))
    try:
        stack.start()
        player = Patient(stack.world.sandbox)
        with Siege(stack, SEED + 1, most=3) as siege:
            player.play(Scenario.load(WHOLE_DISTRICT))
            siege.cease()
            app = build(load(stack.environment))
            reckon(app, player.line).check()
        with app.store.read() as work:
            reminders = list(work.notices.numbered())
            (mailing,) = Mailings(work.session).all()
            assert mailing.state == "done"
            assert [one.seq for one in reminders] == list(range(1, mailing.total + 1))
            assert len({one.enterprise_id for one in reminders}) == mailing.total
            assert faults(app.journal.entries(), work) == []
    finally:
        stack.stop()
