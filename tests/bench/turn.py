"""A turn over HTTP against two echoes under the same server settings, and what it asks of the database."""

import secrets
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.local import redis_server
from jobs.replay import Replayer
from sandbox.wire.crypto import Cipher, sign
from sandbox.wire.xml import Node, render
from tests import postgres
from tests.bench import callers, prepared
from tests.bench.bureau import Bureau
from tests.bench.callers import Ran, Request
from tests.bench.officer import Officer, begin, finish
from tests.bench.prepared import Waiting
from tests.bench.rows import Row, median, percentile
from tests.bench.servers import Server, serving

RUNS = 3
WARM, BUSY = 60, 16
IN_FLIGHT = {1: 100, BUSY: 200, 50: 300, 200: 400}
"""Requests a run, by how many are always under way."""
CHATS, CHATTED, THINK = 200, 1000, (2.0, 8.0)
"""People at once, their requests together, the seconds one thinks before each."""
ECHOES = 2000
FILL = "2023年3月总铬、六价铬"
HOW = "served as gunicorn.conf.py says"


def rows(folder: Path) -> Iterator[Row]:
    """All rows about the turn: on SQLite, and on PostgreSQL where there is one (`…_pg`)."""
    redis = redis_server.start(folder / "redis")
    try:
        bureau = Bureau(folder / "bureau", redis_url=redis.url)
        yield from _statements(bureau)
        baseline = _echoes(folder)
        yield from _measured(bureau, folder, baseline, "")
        with postgres.postgres(durable=True) as server:
            elsewhere = Bureau(folder / "pg", redis_url=redis.url, database_url=server.fresh())
            yield from _measured(elsewhere, folder, baseline, "_pg")
    except postgres.NoPostgresError as missing:
        print(f"没有 PostgreSQL，不测：{missing}", flush=True)
    finally:
        if redis.process is not None:
            redis.process.terminate()
            redis.process.wait(timeout=10)


def _statements(bureau: Bureau) -> Iterator[Row]:
    """One whole inspection with three problems, played in this process."""
    officer = Officer(bureau)
    begin(officer, "永嘉堃")
    finish(officer)
    turns = officer.turns
    counts = [turn.statements for turn in turns]
    kinds = sorted({turn.what for turn in turns})
    each = "，".join(f"{kind} {median(t.statements for t in turns if t.what == kind):.0f}" for kind in kinds)
    yield Row(
        "turn.sql_statements", median(counts), "statements", len(turns),
        note=f"median of all turns with three problems; by kind: {each}; most {max(counts)}",
    )  # fmt: skip
    yield Row(
        "turn.cpu_ms_in_process", median(turn.cpu_ms for turn in turns), "ms", len(turns),
        note="CPU of the turn alone, without HTTP and encryption",
    )  # fmt: skip


def _echoes(folder: Path) -> dict[str, float]:
    """CPU (ms) a request of both baselines."""
    owner, token, key = "wwbench000000001", _letters(24), _letters(43)
    own = {
        "ECHO_TOKEN": token, "ECHO_AES_KEY": key, "ECHO_OWNER": owner,
        "ECHO_DATABASE": str(folder / "echo.db"),
    }  # fmt: skip
    cipher = Cipher(token, key, owner)
    found = {}
    for name in ("werobot", "committing"):
        with serving(f"tests.bench.echoes:{name}", own, folder) as server:
            callers.run(server.port, _echo_requests(cipher, 200), BUSY).check()
            costs = [_cost(server, _echo_requests(cipher, ECHOES), BUSY)[0] for _ in range(RUNS)]
            found[name] = median(costs)
    return found


def _echo_requests(cipher: Cipher, count: int) -> list[Request]:
    made = []
    for _ in range(count):
        text = [
            Node("ToUserName", cipher.receive_id), Node("FromUserName", "zhangsan"),
            Node("CreateTime", int(time.time())), Node("MsgType", "text"), Node("Content", FILL),
            Node("MsgId", secrets.randbits(60)), Node("AgentID", 1000002),
        ]  # fmt: skip
        sealed = cipher.seal(render(text))
        stamp, nonce = str(int(time.time())), str(secrets.randbelow(10**9))
        query = {
            "signature": sign((cipher.token, stamp, nonce)), "timestamp": stamp, "nonce": nonce,
            "msg_signature": cipher.signature(stamp, nonce, sealed), "encrypt_type": "aes",
        }  # fmt: skip
        body = render([Node("ToUserName", cipher.receive_id), Node("Encrypt", sealed)])
        made.append(Request("/echo", query, body.encode()))
    return made


def _cost(server: Server, requests: list[Request], connections: int) -> tuple[float, Ran]:
    """CPU (ms) a request, and the run."""
    before = server.cpu_ms()
    ran = callers.run(server.port, requests, connections)
    ran.check()
    return (server.cpu_ms() - before) / len(requests), ran


@dataclass(slots=True)
class _Load:
    """What one server did under every load."""

    costs: list[float]
    latencies: dict[int, list[list[float]]]
    rates: dict[int, float]
    kept: dict[int, int]
    played_in: dict[int, float]
    chats: Ran


def _measured(bureau: Bureau, folder: Path, baseline: dict[str, float], end: str) -> Iterator[Row]:
    load = _load(bureau, folder)
    for name, other in (("turn.cpu_vs_werobot_echo", "werobot"), ("turn.cpu_vs_echo_commit", "committing")):
        note = f"{HOW}, half taps, half typed answers; {BUSY} in flight"
        yield Row(name + end, median(load.costs), "ms CPU", RUNS, baseline[other], note)
    for name, flight, part in (
        ("turn.p50_ms", 1, 0.5), ("turn.p99_ms_at_50", 50, 0.99), ("turn.p99_ms_at_200", 200, 0.99),
    ):  # fmt: skip
        worth = median(percentile(run, part) for run in load.latencies[flight])
        kept = f"{load.kept[flight]} of {RUNS * IN_FLIGHT[flight]} kept"
        late = f"{kept}, played in {load.played_in[flight]:.1f} s"
        note = f"{HOW}; always {flight} in flight, {load.rates[flight]:.0f} answers/s; {late}"
        yield Row(name + end, worth, "ms", RUNS, note=note)
    worth = percentile(load.chats.latencies, 0.99)
    middle = percentile(load.chats.latencies, 0.5)
    rate = CHATTED / load.chats.seconds
    note = (
        f"p99; p50 {middle:.0f} ms; one answers every {THINK[0]:.0f}–{THINK[1]:.0f} s, {rate:.0f} answers/s"
    )
    yield Row(f"turn.p99_ms_200_chats{end}", worth, "ms", CHATTED, note=note)


def _load(bureau: Bureau, folder: Path) -> _Load:
    ready = _Ready(bureau, WARM + CHATTED + sum(RUNS * count for count in IN_FLIGHT.values()))
    costs, latencies, rates, kept, played_in = [], {}, {}, {}, {}
    with serving("wsgi:app", bureau.environment, folder) as server:
        callers.run(server.port, ready.take(WARM), 8).check()
        for flight, count in IN_FLIGHT.items():
            ran = []
            kept[flight], played_in[flight] = 0, 0.0
            for _ in range(RUNS):
                ran.append(_cost(server, ready.take(count), flight))
                number, seconds = _play_kept(bureau)
                kept[flight] += number
                played_in[flight] = max(played_in[flight], seconds)
            if flight == BUSY:
                costs = [cost for cost, _ in ran]
            latencies[flight] = [one.latencies for _, one in ran]
            rates[flight] = median(count / one.seconds for _, one in ran)
        chats = callers.chat(server.port, ready.take(CHATTED), CHATS, THINK)
        chats.check()
        _play_kept(bureau)
    return _Load(costs, latencies, rates, kept, played_in, chats)


def _play_kept(bureau: Bureau) -> tuple[int, float]:
    """What a worker does with the callbacks that were kept: how many, and in how many seconds."""
    app = bureau.app
    replayer = Replayer(app.store, app.turn, app.log)
    began, number = time.perf_counter(), 0
    while played := replayer.drain():
        number += played
    return number, time.perf_counter() - began


class _Ready:
    """Officers in the middle of an inspection, half at a card, half at a question for text."""

    def __init__(self, bureau: Bureau, count: int) -> None:
        self._corp = bureau.app.settings.wecom
        half = count // 2 + 1
        typing, tapping = (_halfway(bureau, f"officer.{n}", n) for n in range(2))
        tapping.says(FILL)
        self._typing, self._tapping = (_crowd(bureau, one, half) for one in (typing, tapping))

    def take(self, count: int) -> list[Request]:
        """Requests of officers who have not been taken yet, alternating."""
        half = count // 2
        some, self._typing = self._typing[: count - half], self._typing[count - half :]
        others, self._tapping = self._tapping[:half], self._tapping[half:]
        one, two = prepared.typed(self._corp, some, FILL), prepared.submitted(self._corp, others, "_none")
        mixed = [request for pair in zip(one, two, strict=False) for request in pair]
        return mixed + one[len(two) :]


def _halfway(bureau: Bureau, userid: str, firm: int) -> Officer:
    """An officer in the middle of an inspection, at a question for text."""
    bureau.hire(userid)
    officer = Officer(bureau, userid)
    begin(officer, bureau.firms(firm + 1)[-1])
    return officer


def _crowd(bureau: Bureau, like: Officer, count: int) -> list[Waiting]:
    return prepared.crowd(bureau, like.userid, [f"{like.userid}.{n}" for n in range(count)])


def _letters(count: int) -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(count))
