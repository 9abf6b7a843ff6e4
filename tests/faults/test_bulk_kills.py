"""kill -9 in the middle of a mailing, again and again: no firm twice, none left out, no number missing."""

import os
import random
import signal
import subprocess
import sys
import time
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
WORKER = """
import sys
from pathlib import Path
from models.engine import open_engine
from tests.clock import AClock
from tests.house import AHouse

house = AHouse(open_engine(sys.argv[1]), AClock(), Path(sys.argv[2]))
print("ready", flush=True)
while house.mailer.drain():
    pass
"""


def worker(url: str, folder: Path) -> "subprocess.Popen[str]":
    """A process that goes through mailings, ready to begin."""
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, url, str(folder)], cwd=root, text=True, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
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
        time.sleep(dice.uniform(0.05, 0.6))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait(timeout=30)
        assert process.stdout is not None
        process.stdout.close()

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
