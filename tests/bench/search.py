"""Finding a firm among 20,000: every way of asking, by an officer of one district and by somebody of all."""

import time
from collections.abc import Iterator
from pathlib import Path

from bot.deeds import Person
from handlers.books import Books
from handlers.find_firms import firms
from tests.bench.bureau import ENTERPRISES, Bureau
from tests.bench.rows import Row, percentile

QUERIES = (
    "永嘉堃", "电镀", "永家昆", "永嘉坤电渡", "yjk", "yongjiakun", "91330382YYYY00012D", "YYYY0001",
    "城东工业路", "工业路 电镀", "没有这样一家企业", "城东瑞昌有限公寺", "https://permit.example/?no=91330382YYYY00012D001P",
    "@28.1230,120.9530", "有限公司",
)  # fmt: skip
ROUNDS = 20


def rows(folder: Path) -> Iterator[Row]:
    """search.p95_ms_20000."""
    bureau = Bureau(folder)
    took: list[float] = []
    for who in ("linyifan", "tangyuan"):
        with bureau.app.store.read() as work:
            desk = bureau.app.table.desk_of(Books(work), Person("wecom", who))
            for query in QUERIES * ROUNDS:
                began = time.perf_counter()
                firms(query, desk)
                took.append((time.perf_counter() - began) * 1000)
    note = f"{ENTERPRISES} firms on SQLite; {len(QUERIES)} queries, officer and bureau leader"
    yield Row("search.p95_ms_20000", percentile(took, 0.95), "ms", len(took), note=note)
