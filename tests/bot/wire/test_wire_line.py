"""The line out: deadlines, cuts, redirects, secrets, connections used again."""

import logging
import socket
import threading
import time

import pytest

from bot.wire.line import AnswerTooLargeError, Call, Line, LineError
from bot.wire.scrub import scrub
from tests.bot.wire.fake_platform import Canned, ok, platform

CALL = Call("POST", "/cgi-bin/x", {"access_token": "TOPSECRET"}, b'{"a":1}')


def test_an_answer_comes_back_whole() -> None:
    with platform({"/cgi-bin/x": ok(msgid="1")}) as there:
        answer = Line(there.base).exchange(CALL)

    assert answer.status == 200
    assert b'"msgid": "1"' in answer.body
    assert there.seen[0].body == b'{"a":1}'
    assert there.seen[0].query == {"access_token": "TOPSECRET"}


@pytest.mark.parametrize("prefix", ["", "/", "/qyapi", "/qyapi/"])
def test_a_base_may_end_in_a_slash_and_carry_a_prefix(prefix: str) -> None:
    with platform({"/cgi-bin/x": ok()}, prefix) as there:
        answer = Line(there.base).exchange(CALL)

    assert answer.status == 200


def test_nobody_there_means_it_never_left() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"

        with pytest.raises(LineError) as failed:
            Line(base).exchange(CALL)

    assert not failed.value.sent


def test_a_silent_platform_ends_after_the_read_timeout_and_may_have_heard() -> None:
    with platform({"/cgi-bin/x": Canned(delay=5.0)}) as there:
        started = time.monotonic()
        with pytest.raises(LineError) as failed:
            Line(there.base, read=0.2).exchange(CALL)

    assert failed.value.sent
    assert time.monotonic() - started < 3.0


@pytest.mark.parametrize("drip", [0.02, 0.1])
def test_a_byte_now_and_then_does_not_hold_a_call_beyond_its_deadline(drip: float) -> None:
    slow = Call("POST", "/cgi-bin/x", body=b"{}", deadline=0.4)
    with platform({"/cgi-bin/x": Canned(b"x" * 1_000, drip=drip)}) as there:
        started = time.monotonic()
        with pytest.raises(LineError) as failed:
            Line(there.base).exchange(slow)
        took = time.monotonic() - started

    assert failed.value.sent
    assert 0.35 < took < 3.0


def test_dripping_headers_do_not_hold_a_call_either() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            peer, _ = server.accept()
            with peer:
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000:
                    if stop.wait(0.05):
                        return
                    try:
                        peer.sendall(bytes([byte]))
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        line = Line(f"http://127.0.0.1:{server.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(LineError) as failed:
            line.exchange(Call("GET", "/cgi-bin/x", deadline=0.4))
        took = time.monotonic() - started
        stop.set()
        thread.join()

    assert failed.value.why == "deadline"
    assert took < 3.0


@pytest.mark.parametrize("cut", [0, 1, 10])
def test_a_body_that_ends_early_is_no_answer(cut: int) -> None:
    cut_answer = Canned(b'{"errcode":0,"errmsg":"ok"}', cut=cut)
    with platform({"/cgi-bin/x": cut_answer}) as there, pytest.raises(LineError) as failed:
        Line(there.base).exchange(CALL)

    assert failed.value.sent


def test_a_platform_that_hangs_up_may_have_heard() -> None:
    with platform({"/cgi-bin/x": Canned(hang_up=True)}) as there, pytest.raises(LineError) as failed:
        Line(there.base).exchange(CALL)

    assert failed.value.sent


def test_a_redirect_is_not_followed() -> None:
    away = Canned(b"", 302, headers={"Location": "http://127.0.0.1:1/elsewhere"})
    with platform({"/cgi-bin/x": away}) as there:
        answer = Line(there.base).exchange(CALL)

    assert answer.status == 302
    assert len(there.seen) == 1


def test_an_answer_over_its_cap_is_not_read_to_the_end() -> None:
    with platform({"/cgi-bin/x": Canned(b"x" * 300_000)}) as there, pytest.raises(AnswerTooLargeError):
        Line(there.base).exchange(Call("GET", "/cgi-bin/x", cap=100_000))


@pytest.mark.parametrize("path", ["cgi-bin/x", "http://elsewhere/", "//elsewhere/x", "/a/../b", "/a?b=c"])
def test_only_plain_paths_below_the_base_are_called(path: str) -> None:
    with pytest.raises(ValueError, match="path below the base"):
        Line("http://127.0.0.1:9").exchange(Call("GET", path))


@pytest.mark.parametrize(
    "base", ["", "qyapi.weixin.qq.com", "ftp://x", "http://", "https://user:pw@host", "https://host?x=1"]
)
def test_a_base_that_is_none_is_refused_at_the_start(base: str) -> None:
    with pytest.raises(ValueError, match="platform base"):
        Line(base)


def test_one_connection_serves_many_calls() -> None:
    with platform({"/cgi-bin/x": ok()}) as there:
        line = Line(there.base)
        for _ in range(5):
            line.exchange(CALL)

    assert len({one.peer for one in there.seen}) == 1


def test_a_large_body_leaves_in_pieces_and_arrives_whole() -> None:
    with platform({"/cgi-bin/x": ok()}) as there:
        file = ("图 片.pdf", b"z" * 3_000_000, "application/pdf")
        Line(there.base).exchange(Call("POST", "/cgi-bin/x", files={"media": file}))

    assert b'filename="\xe5\x9b\xbe \xe7\x89\x87.pdf"' in there.seen[0].body
    assert there.seen[0].body.count(b"z") >= 3_000_000
    assert there.seen[0].headers["Content-Length"] == str(len(there.seen[0].body))


def test_no_secret_reaches_a_log_or_an_exception(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = Call("GET", "/cgi-bin/gettoken", {"corpsecret": "TOPSECRET", "access_token": "TOPSECRET"})

    with platform({"/cgi-bin/gettoken": ok()}) as there:
        Line(there.base).exchange(secret)
        there.answers["/cgi-bin/gettoken"] = Canned(hang_up=True)
        with pytest.raises(LineError) as failed:
            Line(there.base).exchange(secret)

    assert "gettoken" in caplog.text
    assert "TOPSECRET" not in caplog.text
    assert "TOPSECRET" not in repr(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("GET /x?access_token=abc&y=1", "GET /x?access_token=***&y=1"),
        ("corpid=a&corpsecret=b c", "corpid=a&corpsecret=*** c"),
        ("?appid=a&secret=b&code=c", "?appid=a&secret=***&code=***"),
        ("nothing here", "nothing here"),
    ],
)
def test_scrubbing_takes_the_values_of_secret_parameters(text: str, clean: str) -> None:
    assert scrub(text) == clean
