"""What a code and a signature cost on top of a letter, and how many signed letters two processes make."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from config.clock import Clock
from config.signing_key import open_key
from deploy.trial_key import make_trial
from notices.facts.kinds import Facts
from notices.facts.letters import WarningFacts
from notices.paper import default_book, draw, page_plan
from notices.setting.fields import BOTH
from notices.signing.letters import LetterPress
from notices.signing.receipt import ReceiptMark, receipt_drawing
from notices.signing.signer import LetterSigner
from tests.bench.rows import Row, median

RUNS, PROCESSES, SECONDS = 60, 2, 4.0
AT = datetime(2023, 5, 8, 2, tzinfo=UTC)
STROKES = [[[20.0 + i * 3, 40.0 + i % 9 * 5, i * 12.0, 0.5] for i in range(28)] for _ in range(9)]


def rows(facts: Facts, another: Callable[[Facts, int], Facts], folder: Path) -> Iterator[Row]:
    """QR, signature, receipt, and both together as throughput."""
    press = _press(folder)
    yield _code(facts, another)
    pdf = draw(facts, fields=BOTH)
    press.signer.certify(pdf, AT, "制发")
    times = [_cpu_ms(partial(press.signer.certify, pdf, AT, "制发")) for _ in range(RUNS)]
    note = "PAdES B-B, P-256, certified, in memory, no timestamp; trial certificate with its root"
    yield Row("signature.ms", median(times), "ms CPU", RUNS, note=note)
    yield _receipt(facts, press)
    yield _per_second(facts, another, folder)


def _press(folder: Path) -> LetterPress:
    now = Clock().wall()
    key = open_key(*make_trial(folder / "key", "某局", now), now)
    return LetterPress(LetterSigner(key.private, key.certificate, key.chain), default_book(), _none)


def _none(key: str) -> bytes:
    raise LookupError(key)


def _cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _code(facts: Facts, another: Callable[[Facts, int], Facts]) -> Row:
    """A letter with its QR against the same without; every address is a new one."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for run in range(RUNS):
        letter = another(facts, run)
        assert isinstance(letter, WarningFacts)
        coded = replace(letter, verify=f"https://chayici.example.gov.cn/v/{run:016d}")
        draw(letter)
        times[False].append(_cpu_ms(partial(draw, letter)))
        times[True].append(_cpu_ms(partial(draw, coded)))
    with_code, without = median(times[True]), median(times[False])
    return Row("letter.qr_ms", with_code, "ms CPU", RUNS, without, "annex 2 with its code; baseline: without")


def _receipt(facts: Facts, press: LetterPress) -> Row:
    letter = press.signer.certify(draw(facts, fields=BOTH), AT, "制发").pdf
    place = page_plan(facts).receipt
    assert place is not None
    mark = ReceiptMark("林犇", "总经理", AT.date(), "2023-05-08 10:00:00", STROKES)

    def sign() -> None:
        press.signer.receive(letter, AT, "签收", receipt_drawing(mark, place, press.book))

    times = [_cpu_ms(sign) for _ in range(RUNS)]
    return Row(
        "signature.receipt_ms", median(times), "ms CPU", RUNS, note="second signature, 9 strokes drawn"
    )


def _work(facts: Facts, another: Callable[[Facts, int], Facts], folder: Path) -> tuple[int, float]:
    press = _press(folder)
    press.letter(facts, AT)
    done, began = 0, time.process_time()
    while time.process_time() - began < SECONDS:
        letter = another(facts, done)
        assert isinstance(letter, WarningFacts)
        press.letter(replace(letter, verify=f"https://chayici.example.gov.cn/v/{done:016d}"), AT)
        done += 1
    return done, time.process_time() - began


def _per_second(facts: Facts, another: Callable[[Facts, int], Facts], folder: Path) -> Row:
    draw(facts)
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        done = pool.starmap(_work, [(facts, another, folder)] * PROCESSES)
    return Row(
        "letter.signed_per_second_2_processes", sum(count / seconds for count, seconds in done),
        "letters/s of CPU", sum(count for count, _ in done),
        note="annex 2 with QR and signature, every one to another firm; sum over both processes",
    )  # fmt: skip
