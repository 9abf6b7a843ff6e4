"""Replaying a visit of 200 items from its stored answers, as turns do: the real script, no database."""

import time
from collections.abc import Iterator
from pathlib import Path

from bot.dialogue import Open, replay
from rules.checklist import Checklist, Item, Preset, Section
from tests.bench.rows import Row, median, percentile
from tests.forms.hands import tap, value
from tests.forms.memory import PureVisit
from tests.forms.test_any_form import Rolled

ITEMS, A_SECTION, ROUNDS = 200, 10, 400


def rows(folder: Path) -> Iterator[Row]:
    """replay.ms_200_items: at the summary, every item answered, one in ten a described problem."""
    visit = answered(a_form())
    sheet, photos, record = visit.books.sheets["s1"], visit.books.photos("s1"), visit.books.record("s1")
    took: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        standing = replay(visit.table.begin(sheet, photos), record)
        took.append((time.process_time() - began) * 1000)
    assert isinstance(standing.state, Open)
    note = f"CPU; p95 {percentile(took, 0.95):.2f} ms; {len(standing.trail)} questions gone through again"
    yield Row("replay.ms_200_items", median(took), "ms", ROUNDS, note=note)


def a_form() -> Checklist:
    """200 items in sections of ten, every one with a ready description."""
    items = [
        Item(
            id=f"item_{n}",
            num=n,
            text=f"第 {n} 项是否符合要求",
            label=f"第{n}项不符合要求",
            hazard_when="no",
            presets=(Preset("seen", "现场看到", f"第 {n} 项现场不符合要求。"),),
        )
        for n in range(1, ITEMS + 1)
    ]
    parts = [tuple(items[at : at + A_SECTION]) for at in range(0, ITEMS, A_SECTION)]
    sections = tuple(
        Section(f"s{n}", str(n), f"第 {n} 组", part, tuple((item.id,) for item in part))
        for n, part in enumerate(parts, 1)
    )
    return Checklist(id="long", version="1", title="两百项", sections=sections)


def answered(form: Checklist) -> PureVisit:
    """A visit that stands at 核对."""
    visit, die = PureVisit(form), Rolled(1, 0.1)
    while (now := visit.asked()) is not None:
        ask, shown = now
        if ask.key == "summary":
            return visit
        visit.does(tap(ask, shown, value(ask, die)))
    raise AssertionError("the visit ended without a summary")
