"""One POST to a chosen service: whole within its time and size, and nothing secret in a fault."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.wire.posting import NoAnswerError, Post, Posted, TooLongError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: %d\r\n\r\n"


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that reads one request and answers it as it is told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        caller, _ = listener.accept()
        with caller:
            caller.recv(65536)
            try:
                answer(caller)
            except OSError:
                return  # who asked has gone

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/a/secret/path"
    finally:
        thread.join()
        listener.close()


def post(url: str) -> Posted:
    return Post(url, read=1.0, deadline=0.6, cap=1000).send(b"x", {"Authorization": "Bearer a secret"})


def test_an_answer_comes_back_whole() -> None:
    with answering(lambda caller: caller.sendall(HEAD % 3 + b"abc")) as url:
        assert post(url) == Posted(200, "application/pdf", b"abc")


def test_a_byte_now_and_then_is_no_answer() -> None:
    def drip(caller: socket.socket) -> None:
        caller.sendall(HEAD % 1000)
        for _ in range(40):
            caller.sendall(b".")
            time.sleep(0.1)

    began = time.monotonic()
    with answering(drip) as url, pytest.raises(NoAnswerError, match=r"^deadline$"):
        post(url)
    assert time.monotonic() - began < 2


def test_more_than_a_service_may_say_is_not_read() -> None:
    told = HEAD % 5000 + bytes(5000)
    with answering(lambda caller: caller.sendall(told)) as url, pytest.raises(TooLongError):
        post(url)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 nonsense\r\n\r\n", HEAD % 9 + b"half"])
def test_half_an_answer_is_none_and_tells_no_secret(said: bytes) -> None:
    with answering(lambda caller: caller.sendall(said)) as url, pytest.raises(NoAnswerError) as caught:
        post(url)
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r}"
