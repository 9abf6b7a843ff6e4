"""A whole story whose processes die at every point they come by: before each commit and after it, on the way
to the platform and back, while a number is written down, while a file is kept. It ends as if nobody had."""

from pathlib import Path

from sqlalchemy import Engine

from handlers.numbers import faults
from models.tables.post import InboundRow, OutboxRow
from tests.courier import ACourier
from tests.faults.dying import DyingCourier, DyingHouse
from tests.faults.story import LINES, Told, a_stage, left_behind
from tests.transcripts.lines import play
from tests.transcripts.stage import Stage

POINTS = {
    "before commit", "after commit", "before send", "after send", "after upload", "after fetch",
    "before journal", "within journal", "after journal", "before file", "after file",
}  # fmt: skip


def a_dying_stage(engine: Engine, folder: Path) -> tuple[Stage, DyingHouse]:
    """A stage in whose house every process dies at every point once."""
    stage, house = a_stage(DyingHouse, engine, folder)
    for courier in ("wecom", "wechat"):
        files = getattr(stage, courier).files
        dying = DyingCourier(channel=courier, limits=stage.limits, fate=house.fate, files=files)
        setattr(stage, courier, dying)
        setattr(house, courier, dying)
    return stage, house


def play_dying(stage: Stage, house: DyingHouse) -> None:
    """The story; at a page or a tick of the clock whoever saw nothing happen tries again."""
    for line in LINES:
        if line.split()[-1] == "签收" or line.startswith(("> 林犇 填", "> 时间")):
            house.fate.through(lambda line=line: play(line, stage), house.reborn)  # type: ignore[misc]
        else:
            play(line, stage)


def test_the_story_ends_as_if_nobody_had_died(engine: Engine, tmp_path: Path, undisturbed: Told) -> None:
    """Same records, same numbers, every message there."""
    stage, house = a_dying_stage(engine, tmp_path)
    play_dying(stage, house)

    assert set(house.fate.died_at) == POINTS
    assert left_behind(stage) == undisturbed.left
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
        assert work.audit.verify() is None
    assert {row.state for row in house.rows(OutboxRow)} <= {"sent", "cancelled"}
    assert {row.state for row in house.rows(InboundRow)} == {"done"}
    assert set(undisturbed.seen) <= set(stage.seen)
    assert _repeated(house.wecom) <= {"say"}
    assert _repeated(house.wechat) <= {"say", "menu"}


def _repeated(courier: ACourier) -> set[str]:
    """What arrived twice, by kind. A plain text may: the platform has no check that fits it."""
    assert isinstance(courier, DyingCourier)
    return {word["kind"] for word in courier.repeats}
