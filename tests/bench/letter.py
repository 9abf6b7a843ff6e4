"""Letters against Typst and stock Platypus with the same words and fonts, and what they weigh.

Every run draws a letter to another firm; the three take turns. Times are CPU time, so that a busy machine
does not count. `_memo_` keeps what was set before, as a worker does; without it no layout is reused.
"""

import gc
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from notices.facts.form import FormFacts
from notices.facts.kinds import Facts
from notices.facts.letters import ReminderFacts, WarningFacts
from notices.letter import compose
from notices.pages import page_count, page_images
from notices.paper import draw
from notices.setting.breaking import break_text
from notices.setting.cells import set_name, set_row
from tests.bench.letter_platypus import Platypus
from tests.bench.letter_signed import rows as signed_rows
from tests.bench.letter_typst import Typst
from tests.bench.rows import Row, median
from tests.letters import samples

RUNS, WARM = 60, 5
LETTERS: dict[str, Facts] = {
    "annex1": samples.form(),
    "annex2": samples.warning(),
    "annex3": samples.reminder(),
}
PROCESSES, SECONDS = 2, 4.0
MANY, SETTLED = 2000, 200
WHO = "永嘉堃合盛瑞昌通达宏远金鑫海天东方立信正泰德力西长城"


def rows(folder: Path) -> Iterator[Row]:
    """All rows about letters."""
    typst, platypus = Typst(folder), Platypus()
    for name, facts in LETTERS.items():
        yield from _compared(name, facts, typst, platypus)
    yield _pages()
    yield _per_second()
    yield from signed_rows(LETTERS["annex2"], to_another, folder)
    yield _memory()


def to_another(facts: Facts, run: int) -> Facts:
    """The same letter to another firm."""
    name = f"乐清市{WHO[run % len(WHO)]}{WHO[(run * 7 + 3) % len(WHO)]}第{run}电镀有限公司"
    match facts:
        case FormFacts():
            return replace(facts, enterprise=replace(facts.enterprise, name=name))
        case WarningFacts():
            return replace(
                facts, addressee=replace(facts.addressee, name=name), number=f"温环乐预警〔2023〕{run}号"
            )
        case ReminderFacts():
            return replace(facts, addressee=replace(facts.addressee, name=name))
    raise TypeError(facts)


def _forget() -> None:
    for cache in (break_text, set_row, set_name):
        cache.cache_clear()


def _cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _compared(name: str, facts: Facts, typst: Typst, platypus: Platypus) -> Iterator[Row]:
    ways: dict[str, Callable[[Facts], object]] = {
        "kept": draw,
        "typst": lambda letter: typst.draw(compose(letter)),
        "platypus": lambda letter: platypus.draw(compose(letter)),
        "fresh": draw,
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for run in range(RUNS + WARM):
        letter = to_another(facts, run)
        draw(to_another(facts, run + RUNS + WARM))
        for way, work in ways.items():
            if way == "fresh":
                _forget()
            times[way].append(_cpu_ms(partial(work, letter)))
    ours, peer = {way: median(found[WARM:]) for way, found in times.items()}, "baseline: typst"
    pdf, other = draw(facts), typst.draw(compose(facts))
    size = f"{page_count(pdf)} pages, {len(pdf) / 1024:.0f} KB, typst {len(other) / 1024:.0f} KB"
    yield Row(f"letter.{name}_vs_typst", ours["fresh"], "ms CPU", RUNS, ours["typst"], f"{peer}; {size}")
    yield Row(f"letter.{name}_memo_vs_typst", ours["kept"], "ms CPU", RUNS, ours["typst"], peer)
    yield Row(
        f"letter.{name}_vs_platypus", ours["kept"], "ms CPU", RUNS, ours["platypus"],
        note="baseline: stock fonts, paragraphs and tables of ReportLab",
    )  # fmt: skip


def _pages() -> Row:
    pdf = draw(LETTERS["annex2"])
    pages = page_count(pdf)
    times = [_cpu_ms(partial(page_images, pdf)) / pages for _ in range(20)]
    return Row("page_image.ms", median(times), "ms CPU", 20, note="one page as PNG, 1080 px wide")


def _work(seconds: float) -> tuple[int, float]:
    """How many letters this process drew, and in how many seconds of CPU."""
    done, began = 0, time.process_time()
    kinds = list(LETTERS.values())[1:]
    while time.process_time() - began < seconds:
        draw(to_another(kinds[done % 2], done))
        done += 1
    return done, time.process_time() - began


def _per_second() -> Row:
    for facts in LETTERS.values():
        draw(facts)
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        done = pool.map(_work, [SECONDS] * PROCESSES)
    return Row(
        "letter.per_second_2_processes", sum(count / seconds for count, seconds in done),
        "letters/s of CPU", sum(count for count, _ in done),
        note="annexes 2 and 3 in turn, every one to another firm, unsigned; sum over both processes",
    )  # fmt: skip


def _memory() -> Row:
    """What a fresh process holds after some letters and after many."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        settled, after = pool.apply(_many)
    return Row(
        "letter.memory_mb_after_2000", after, "MB", MANY, settled,
        note=f"resident, against after {SETTLED} letters in the same process",
    )  # fmt: skip


def _many() -> tuple[float, float]:
    settled = 0.0
    kinds = list(LETTERS.values())
    for run in range(MANY):
        draw(to_another(kinds[run % 3], run))
        if run == SETTLED:
            settled = _held()
    return settled, _held()


def _held() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
