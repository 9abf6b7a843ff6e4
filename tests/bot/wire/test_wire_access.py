"""One token for everybody: single flight, a limit per minute, failures shared."""

import threading
import time

import pytest

from bot.outcome import Misconfigured, Outcome, Retry, Unknown
from bot.tokens import MemoryTokens
from bot.wire.access import Access, CallError, Fetched


class Counter:
    """A platform that gives T1, T2, … and counts."""

    def __init__(self, *failures: Outcome, delay: float = 0.0) -> None:
        self.failures = list(failures)
        self.fetches = 0
        self._delay = delay

    def __call__(self, stale: str) -> Fetched:
        self.fetches += 1
        time.sleep(self._delay)
        if self.failures:
            raise CallError(self.failures.pop(0))
        return Fetched(f"T{self.fetches}", 7200)


def together(count: int, work: "list[str]", access: Access, stale: str) -> None:
    barrier = threading.Barrier(count)

    def one() -> None:
        barrier.wait()
        work.append(access.renew(stale))

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_twenty_threads_without_a_token_fetch_it_once() -> None:
    counter, got = Counter(delay=0.05), list[str]()

    together(20, got, Access(MemoryTokens(), "a", counter), "")

    assert counter.fetches == 1
    assert got == ["T1"] * 20


def test_twenty_threads_whose_token_was_refused_fetch_one_new_one() -> None:
    counter, got = Counter(delay=0.05), list[str]()
    access = Access(MemoryTokens(), "a", counter)
    stale = access.token()

    together(20, got, access, stale)

    assert counter.fetches == 2
    assert got == ["T2"] * 20


def test_a_token_another_process_fetched_is_taken() -> None:
    store, counter = MemoryTokens(), Counter()
    access = Access(store, "a", counter)
    stale = access.token()
    store.put("a", "NEWER", 60)

    assert access.renew(stale) == "NEWER"
    assert counter.fetches == 1


def test_more_than_five_fetches_a_minute_are_not_made() -> None:
    counter = Counter()
    access = Access(MemoryTokens(), "a", counter)
    token = ""
    for _ in range(5):
        token = access.renew(token)

    with pytest.raises(CallError) as failed:
        access.renew(token)

    assert counter.fetches == 5
    assert isinstance(failed.value.outcome, Misconfigured)


def test_a_failure_is_shared_by_those_who_waited_for_it() -> None:
    counter = Counter(Unknown("HTTP 502"), Unknown("HTTP 502"))
    access = Access(MemoryTokens(), "a", counter)

    for _ in range(10):
        with pytest.raises(CallError) as failed:
            access.token()
        assert isinstance(failed.value.outcome, Retry)

    assert counter.fetches == 1


def test_a_network_that_is_down_does_not_use_up_the_minute() -> None:
    down = [Retry(5.0, "连不上平台")] * 7
    access = Access(MemoryTokens(), "a", counter := Counter(*down))
    for _ in range(7):
        access._failed = None
        with pytest.raises(CallError):
            access.token()

    access._failed = None

    assert access.token() == "T8"
    assert counter.fetches == 8


def test_a_token_is_given_up_before_it_dies() -> None:
    class Short(MemoryTokens):
        lives: list[float] = []  # noqa: RUF012

        def put(self, key: str, token: str, seconds: float) -> None:
            self.lives.append(seconds)

    store = Short()
    for life in (7200, 300):
        Access(store, str(life), lambda _, life=life: Fetched("T", life)).token()  # type: ignore[misc]

    assert store.lives == [7000, 150]
