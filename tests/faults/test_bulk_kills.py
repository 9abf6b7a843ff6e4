"""kill -9 in the middle of a mailing, again and again: no firm twice, none left out, no number missing."""

import multiprocessing
import random
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from handlers import mailing
from handlers.commands.mailing import StartMailing
from handlers.numbers import faults
from models import migrations
from models.engine import open_engine
from models.tables.letters import Notice
from models.tables.mailing import Mailing, MailingFile
from models.tables.post import OutboxRow
from models.tables.records import Audit
from tests.clock import AClock
from tests.factories import ZHOU, a_contact, an_enterprise, the_staff
from tests.house import AHouse

FIRMS, BOUND, SEED = 120, 40, 20230508
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload([__name__])
"""Every worker is a process of its own, forked from one that has read our modules and done nothing else: what
a kill costs is the work in hand, not reading everything anew."""


def work(url: str, folder: Path, ready: Connection) -> None:
    """What a worker process does: go through mailings until there is nothing left."""
    house = AHouse(open_engine(url), AClock(), folder)
    ready.send("ready")
    while house.mailer.drain():
        pass


def worker(url: str, folder: Path) -> ForkServerProcess:
    """A process that goes through mailings, ready to begin."""
    here, there = FRESH.Pipe(duplex=False)
    process = FRESH.Process(target=work, args=(url, folder, there))
    process.start()
    there.close()
    assert here.recv() == "ready"
    here.close()
    return process


def test_a_mailing_under_kills_ends_as_if_nobody_had_been_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'house.db'}"
    migrations.upgrade(url)
    house = AHouse(open_engine(url), AClock(), tmp_path)
    firms = [an_enterprise(uscc=None, name=f"城东第{n}厂", group="ordinary") for n in range(FIRMS)]
    house.add(*the_staff(), *firms)
    house.add(*(a_contact(one.id, openid=f"oTEST{one.id:023d}") for one in firms[:BOUND]))
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)

    kills, dice = 0, random.Random(SEED)
    while house.rows(Mailing)[0].state == "running":
        process = worker(url, tmp_path)
        process.join(dice.uniform(0.05, 0.6))
        if process.is_alive():
            process.kill()
            kills += 1
        process.join(timeout=30)
        process.close()

    assert kills >= 2
    reminders = [one for one in house.rows(Notice) if one.kind == "reminder"]
    assert sorted(one.seq for one in reminders) == list(range(1, FIRMS + 1))
    assert sorted(one.enterprise_id for one in reminders) == [one.id for one in firms]
    assert sum(one.firms for one in house.rows(MailingFile)) == FIRMS - BOUND
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
        assert work.audit.verify() is None
    house.deliver()
    reached = [posted.to for posted in house.wechat.posted]
    assert len(reached) == len(set(reached)) == BOUND
    files = [row for row in house.rows(OutboxRow) if row.word["kind"] == "paper"]
    assert len(files) == len(house.rows(MailingFile))
    assert [row.action for row in house.rows(Audit)].count("mailing done") == 1
