"""What 批量温馨提示 costs for 2,000 enterprises, half of them with a contact: letters, and memory on the way.

One worker on SQLite, letters drawn for real: two copies each, those of the other half as files to print.
"""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from deploy.press import unprintable
from handlers import mailing
from handlers.commands.mailing import StartMailing
from handlers.papers import Papers, Press
from models import migrations
from models.engine import open_engine
from models.tables.people import Enterprise
from notices.pages import page_count
from notices.paper import draw
from notices.stack import draw_stack
from tests.bench.rows import Row
from tests.clock import AClock
from tests.factories import ZHOU, a_contact, an_enterprise, the_staff
from tests.house import AHouse, rules_of_the_house

FIRMS, EARLY = 2_000, 300
PLACES = "东南西北新光华盛益达顺恒丰瑞昌永嘉堃龑喆犇燚璟昇赟宏远鑫隆泰和"


def rows(folder: Path) -> Iterator[Row]:
    """mailing.turn_ms, mailing.letters_per_cpu_s, mailing.memory_mb_after_2000."""
    house = _house(folder)
    began = time.perf_counter()
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    yield Row(
        "mailing.turn_ms", (time.perf_counter() - began) * 1000, "ms", 1, note=f"{FIRMS:,} firms listed"
    )
    began, cpu, done, early = time.perf_counter(), time.process_time(), 0, 0.0
    while step := house.mailer.drain():
        done += step
        early = _memory() if done <= EARLY else early
    cpu, took = time.process_time() - cpu, time.perf_counter() - began
    note = f"{2 * FIRMS / took:.0f} a second as the machine was"
    yield Row("mailing.letters_per_cpu_s", 2 * FIRMS / cpu, "1/s", 2 * FIRMS, note=note)
    note = f"against after {EARLY} firms; the highest it ever was"
    yield Row("mailing.memory_mb_after_2000", _memory(), "MB", FIRMS, early, note)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _house(folder: Path) -> AHouse:
    url = f"sqlite:///{folder / 'mailing.db'}"
    migrations.upgrade(url)
    rules = replace(rules_of_the_house(), unprintable=unprintable)
    house = AHouse(open_engine(url), AClock(), folder, rules)
    press = Press(
        lambda facts, preview: draw(facts, preview=preview), page_count, lambda facts: b"", draw_stack
    )
    house.papers = Papers(house.store, house.files, press, lambda token: token)
    firms = [_firm(number) for number in range(FIRMS)]
    house.add(*the_staff(), *firms)
    house.add(*(a_contact(one.id, openid=f"oTEST{one.id:023d}") for one in firms[: FIRMS // 2]))
    return house


def _firm(number: int) -> Enterprise:
    name = "".join(PLACES[(number * step + step) % len(PLACES)] for step in (1, 7, 11))
    return an_enterprise(uscc=None, name=f"城东{name}{number}五金有限公司", group="ordinary")
