"""The two times: business time that only grows, and what a jump means for what was under way."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.clock import BackwardsError, Clock
from sandbox.settings import FIRST_MOMENT, Switches
from sandbox.world.pulse import Pulse
from sandbox.world.tickets import TicketRack
from tests.sandbox.stage import Start


class Real:
    """Real time as a test wants it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_business_time_runs_with_real_time_from_its_start_and_never_back() -> None:
    real = [1000.0]
    clock = Clock(FIRST_MOMENT, real=lambda: real[0])

    real[0] += 90
    assert clock.now().isoformat() == "2023-05-08T09:01:30+08:00"
    clock.advance(86_400)
    assert clock.now().isoformat() == "2023-05-09T09:01:30+08:00"
    with pytest.raises(BackwardsError):
        clock.move_to(FIRST_MOMENT)


@given(st.lists(st.floats(0, 1e7), max_size=8))
def test_business_time_never_runs_back(steps: list[float]) -> None:
    real = Real()
    clock = Clock(FIRST_MOMENT, real=real)
    seen = [clock.now()]
    for seconds in steps:
        clock.advance(seconds)
        real.now += 0.5
        seen.append(clock.now())

    assert seen == sorted(seen)
    assert clock.business() - clock.real() == pytest.approx(clock.offset)


def test_a_moment_without_zone_is_one_of_shanghai() -> None:
    clock = Clock(FIRST_MOMENT, real=Real())

    assert clock.move_to(datetime(2023, 5, 9, 9, 15)).isoformat() == "2023-05-09T09:15:00+08:00"  # noqa: DTZ001
    assert clock.move_to(datetime(2023, 5, 9, 2, 0, tzinfo=UTC)).isoformat() == "2023-05-09T10:00:00+08:00"


def test_a_refused_step_back_changes_nothing() -> None:
    clock = Clock(FIRST_MOMENT, real=Real())

    with pytest.raises(BackwardsError, match="时间只能向前走"):
        clock.advance(-1)

    assert clock.now() == FIRST_MOMENT


def rack(grace: float) -> tuple[TicketRack, Clock, Real]:
    real = Real()
    clock = Clock(FIRST_MOMENT, real=real)
    return TicketRack(Pulse(), clock, 8, grace), clock, real


def test_a_jump_ends_a_token_at_once_unless_grace_is_given() -> None:
    for grace, after_jump in ((0.0, "expired"), (5.0, "good")):
        tokens, clock, real = rack(grace)
        token = tokens.issue(7200)
        clock.advance(86_400)

        assert tokens.state(token) == after_jump

        real.now += 6
        assert tokens.state(token) == "expired"


def test_grace_is_for_what_was_good_when_the_clock_jumped() -> None:
    tokens, clock, real = rack(5.0)
    old = tokens.issue(60)
    real.now += 61
    clock.advance(3600)

    assert tokens.state(old) == "expired"


def test_in_the_grace_a_fresh_token_is_given(start: Start) -> None:
    control = start(switches=Switches(jump_grace_seconds=30))
    before = control.wecom_token()
    control.post("clock", advance_seconds=86_400)

    after = control.wecom_token()

    assert after != before
    assert control.rig.world.tokens["wecom"].state(before) == "good"
    assert control.rig.world.tokens["wecom"].remaining(after) > 7000
