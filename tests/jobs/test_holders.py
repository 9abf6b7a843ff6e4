"""What a killed worker held is free as soon as another one starts; what a living one holds is not."""

import os
import subprocess
import sys

import pytest

from bot.codec import dump_word
from bot.words import Say
from jobs.holders import free_leases, is_gone, own_name
from models.outbox import Posting
from models.tables.post import OutboxRow
from models.work import Work
from tests.factories import LIN, WANG, ZHAO
from tests.house import AHouse


@pytest.fixture(scope="module")
def dead() -> str:
    """The name of a worker of this machine that has ended."""
    say = "from jobs.holders import own_name; print(own_name() + ':0')"
    return subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True).stdout[:-1]


def test_a_worker_that_ended_is_gone(dead: str) -> None:
    assert is_gone(dead)


def test_a_living_worker_is_not() -> None:
    assert not is_gone(f"{own_name()}:0")


def test_a_number_used_again_does_not_hide_the_dead() -> None:
    """The process with this number is another one: it began later."""
    place, pid, _ = own_name().split(":")
    assert pid == str(os.getpid())
    assert is_gone(f"{place}:{pid}:1:0")


@pytest.mark.parametrize("name", ["worker:1", "other@1234pid.[1]:1:99:0", "", "host@:1:99:0"])
def test_nobody_knows_about_other_machines(name: str) -> None:
    assert not is_gone(name)


def test_only_what_the_dead_held_is_given_free(house: AHouse, dead: str) -> None:
    def held(work: Work) -> None:
        for recipient, worker in ((LIN, dead), (WANG, f"{own_name()}:1"), (ZHAO, "other@1pid.[1]:1:9:0")):
            work.outbox.put(Posting(channel="wecom", recipient=recipient, word=dump_word(Say("收到"))))
            assert [one.recipient for one in work.sending.claim(worker, 30)] == [recipient]

    house.change(held)
    assert free_leases(house.store) == 1
    assert [(row.recipient, row.state) for row in house.rows(OutboxRow)] == [
        (LIN, "waiting"),
        (WANG, "leased"),
        (ZHAO, "leased"),
    ]
    assert free_leases(house.store) == 0
    assert house.deliver() == 1
