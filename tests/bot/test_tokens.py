"""Token stores: one process, several processes, and a Redis that goes away."""

import threading
import time
from collections.abc import Callable

import fakeredis
import pytest
from redis import ConnectionError as RedisGoneError
from redis import Redis

from bot.tokens import MemoryTokens, RedisTokens, TokenStore


def over_redis() -> TokenStore:
    return RedisTokens(fakeredis.FakeRedis())


@pytest.mark.parametrize("store", [MemoryTokens, over_redis])
def test_a_token_is_kept_until_its_time_is_over(store: Callable[[], TokenStore]) -> None:
    tokens = store()
    tokens.put("a", "T1", 60)
    tokens.put("b", "T2", 0.02)

    time.sleep(0.05)

    assert (tokens.get("a"), tokens.get("b"), tokens.get("c")) == ("T1", None, None)


@pytest.mark.parametrize("store", [MemoryTokens, over_redis])
def test_only_one_at_a_time_holds_a_key(store: Callable[[], TokenStore]) -> None:
    tokens, inside, most = store(), [0], [0]

    def work() -> None:
        with tokens.lock("a"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.01)
            inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most[0] == 1


def test_two_processes_share_a_token_and_a_lock_through_redis() -> None:
    redis = fakeredis.FakeRedis()
    one, other = RedisTokens(redis), RedisTokens(redis)
    one.put("a", "T1", 60)
    order: list[str] = []

    def second() -> None:
        with other.lock("a"):
            order.append("second")

    with one.lock("a"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()

    assert other.get("a") == "T1"
    assert order == ["first", "second"]
    assert redis.keys("*lock*") == []


class GoneRedis(Redis):
    """A Redis that nobody answers for."""

    def execute_command(self, *args: object, **options: object) -> object:
        raise RedisGoneError("gone")


def test_a_lost_redis_leaves_every_process_its_own_token() -> None:
    tokens = RedisTokens(GoneRedis())

    with tokens.lock("a"):
        tokens.put("a", "T1", 60)

    assert tokens.get("a") == "T1"


def test_a_flushed_redis_forgets_nothing_this_process_still_knows() -> None:
    redis = fakeredis.FakeRedis()
    tokens = RedisTokens(redis)
    tokens.put("a", "T1", 60)

    redis.flushall()

    assert tokens.get("a") == "T1"
    assert RedisTokens(redis).get("a") is None
