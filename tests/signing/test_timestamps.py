"""Timestamps over real HTTP: what an honest server gives, and that nothing less becomes part of a letter."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import core, tsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from app import build
from bot.wire import timestamps
from bot.wire.timestamps import HttpTimestamps, NoTimestampError
from config.settings import load
from config.signing_key import SigningKey
from deploy.local.world import World
from deploy.trial_key import make_trial
from handlers.addresses import notice_page
from handlers.copies import RECEIVED
from handlers.numbers import faults
from jobs.copying import copying
from models import migrations
from models.tables.letters import Notice, PaperRow
from models.tables.records import ArchiveRequest
from notices.paper import default_book
from notices.signing.letters import LetterPress
from notices.signing.signer import LetterSigner
from notices.signing.stamping import TimestampError, time_of
from tests.factories import LIN, LINBEN, a_contact
from tests.house import AHouse
from tests.letters import samples
from tests.signing.authority import STAMPED, Authority, FakeServer, Told, serving
from tests.signing.conftest import none, with_real_letters
from tests.web.site import URL, Site

AT = datetime(2023, 5, 8, 2, 5, 33, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def server(authority: Authority) -> Iterator[FakeServer]:
    with serving(authority) as fake:
        yield fake


def a_press(key: SigningKey, url: str) -> LetterPress:
    signer = LetterSigner(key.private, key.certificate, key.chain, HttpTimestamps(url))
    return LetterPress(signer, default_book(), none)


def statuses(pdf: bytes, key: SigningKey, authority: Authority) -> list[PdfSignatureStatus]:
    """What the library's own validation says, trusting the trial authority and this timestamp authority."""
    roots = [asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in key.chain]
    ours = ValidationContext(trust_roots=roots, moment=AT)
    theirs = ValidationContext(trust_roots=[authority.certificate], moment=AT)
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return [validate_pdf_signature(one, ours, theirs) for one in found]


def test_letter_and_receipt_carry_a_time_that_verifies(
    key: SigningKey, authority: Authority, server: FakeServer
) -> None:
    press, facts = a_press(key, server.url), samples.warning()
    letter = press.letter(facts, AT)
    received = press.received(letter.pdf, facts, "林犇", "总经理", AT, [[[1, 1, 0, 0.5], [9, 9, 50, 0.5]]])

    both = statuses(received.pdf, key, authority)
    assert len(both) == 2
    for status in both:
        stamp = status.timestamp_validity
        assert stamp is not None
        assert stamp.valid
        assert stamp.intact
        assert stamp.trusted
        assert stamp.timestamp == STAMPED
        assert status.bottom_line
    assert len(server.heard) == 2


def granted_otherwise(authority: Authority, request: bytes) -> bytes:
    response = tsp.TimeStampResp.load(authority.answer(request))
    response["status"]["status"] = "granted_with_mods"
    return bytes(response.dump(force=True))


def test_a_timestamp_with_changes_is_one_too(
    key: SigningKey, authority: Authority, server: FakeServer
) -> None:
    server.answers = [lambda request: (200, granted_otherwise(authority, request))]
    (status,) = statuses(a_press(key, server.url).letter(samples.reminder(), AT).pdf, key, authority)

    assert status.bottom_line


# --- answers that are none

STATUS = tsp.PKIStatusInfo({"status": "rejection", "status_string": ["今天不签"]}).dump()
REFUSED = b"\x30" + bytes([len(STATUS)]) + STATUS


@dataclass(frozen=True)
class Bad:
    """An answer by its authority, and what is said of it."""

    told: Told
    said: str


def bad(authority: Authority) -> dict[str, Bad]:
    other = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)})

    def forged(request: bytes) -> tuple[int, bytes]:
        right = bytearray(authority.answer(request))
        right[-1] ^= 1
        return 200, bytes(right)

    def of(**changes: Any) -> Told:
        return lambda request: (200, authority.answer(request, **changes))

    mail = Authority(stamps=False)
    return {
        "nothing": Bad(lambda request: (200, b""), "返回的不是时间戳"),
        "a page": Bad(lambda request: (200, b"<html>502</html>"), "返回的不是时间戳"),
        "half": Bad(lambda request: (200, authority.answer(request)[:-40]), "返回的不是时间戳"),
        "a refusal": Bad(lambda request: (200, REFUSED), "拒绝了：今天不签"),
        "an error": Bad(lambda request: (503, b""), "503"),
        "a page in the way": Bad(lambda request: (302, b""), "302"),
        "far too much": Bad(lambda request: (200, bytes(100_000)), "没有回应"),
        "of something else": Bad(of(message_imprint=other), "另一份内容"),
        "of another question": Bad(of(nonce=core.Integer(5)), "另一次请求"),
        "not signed by it": Bad(forged, "签名对不上"),
        "by a certificate for mail": Bad(lambda request: (200, mail.answer(request)), "不是用来签时间戳"),
        "by a stopped clock": Bad(of(at=datetime(1999, 1, 1, tzinfo=UTC)), "1999-01-01"),
    }


@pytest.mark.parametrize("what", bad(Authority()))
def test_no_other_answer_is_taken_and_the_next_one_is(
    key: SigningKey, authority: Authority, server: FakeServer, what: str
) -> None:
    answer = bad(authority)[what]
    server.answers = [answer.told]
    press = a_press(key, server.url)

    with pytest.raises((TimestampError, NoTimestampError), match=answer.said):
        press.letter(samples.reminder(), AT)
    assert statuses(press.letter(samples.reminder(), AT).pdf, key, authority)[0].bottom_line


def test_a_server_that_is_not_there_or_says_nothing_is_left(
    key: SigningKey, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timestamps, "READ", 0.3)

    def slow(request: bytes) -> tuple[int, bytes]:
        time.sleep(1.5)
        return 200, b""

    server.answers = [slow]
    for url in (server.url, "http://127.0.0.1:9/"):
        began = time.monotonic()
        with pytest.raises(NoTimestampError, match="没有回应"):
            a_press(key, url).letter(samples.reminder(), AT)
        assert time.monotonic() - began < 1.4


# --- in the house


def test_letters_wait_for_a_server_that_is_down_and_nothing_is_lost(
    sqlite_house: AHouse, key: SigningKey, authority: Authority, server: FakeServer
) -> None:
    house = with_real_letters(sqlite_house, key, HttpTimestamps(server.url))
    house.add(a_contact(1))
    server.answers = [lambda request: (503, b"")] * 4
    visit = house.issue()
    house.deliver()
    warning = next(p.id for p in house.rows(PaperRow) if p.kind == "warning" and p.copy == "送达")
    assert house.rows(PaperRow, PaperRow.id == warning)[0].file_sha == ""
    with house.at_desk(LINBEN, "wechat") as desk:
        address = notice_page(desk, visit, LINBEN).removeprefix(URL)
    site = Site(house)
    site.log_in(LINBEN, address)
    server.answers = [lambda request: (503, b"")]
    said = site.text(address, 503)
    assert "正在盖章或加时间戳" in said
    assert "没有保存" not in said

    server.answers = []
    for _ in range(4):
        house.clock.forward(seconds=61)
        house.deliver()
    (row,) = house.rows(PaperRow, PaperRow.id == warning)
    assert statuses(house.files.get(row.file_sha), key, authority)[0].bottom_line
    assert "温环乐预警〔2023〕1号" in site.text(address)
    assert [n.number for n in house.rows(Notice)] == ["温环乐预警〔2023〕1号", "TX-2023-000001"]
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []


def test_a_signed_copy_waits_for_its_time(sqlite_house: AHouse, key: SigningKey, server: FakeServer) -> None:
    house = with_real_letters(sqlite_house, key, HttpTimestamps(server.url))
    house.add(a_contact(1))
    visit = house.issue()
    for paper in house.rows(PaperRow):
        house.papers.letter(paper.id)
    house.sign(visit)
    server.answers = [lambda request: (200, b"garbage")] * 2
    drawing = copying(house.store, house.papers, house.desk, house.log)

    assert drawing.drain() == 0
    house.clock.forward(seconds=5)
    assert drawing.drain() == 2
    assert all(row.signature for row in house.rows(PaperRow, PaperRow.copy == RECEIVED))


def test_whoever_asks_for_an_archive_meanwhile_is_told_why_not(
    sqlite_house: AHouse, key: SigningKey, server: FakeServer
) -> None:
    house = with_real_letters(sqlite_house, key, HttpTimestamps(server.url))
    house.issue()
    server.answers = [lambda request: (503, b"")]
    house.add(ArchiveRequest(enterprise_id=1, by=LIN, state="waiting", at=house.clock.now()))
    house.archiver.drain()
    house.deliver()

    assert "现在整理不成：时间戳服务没有给出时间戳（503）" in "\n".join(house.wecom.texts(LIN))


# --- the administrator


def doctor(folder: Path, url: str) -> str:
    key, password = make_trial(folder / "signing", "温州市生态环境局乐清分局", datetime.now(UTC))
    own = {**World(folder, 1, 1).environment(""), "SANDBOX_CLOCK_URL": "", "TIMESTAMP_URL": url}
    app = build(load({**own, "SIGNING_KEY": str(key), "SIGNING_PASSWORD": password}, folder))
    migrations.upgrade(app.settings.database_url)
    return str(app.flask.test_cli_runner().invoke(args=["doctor"]).output)


def test_the_doctor_asks_for_the_time(tmp_path: Path, authority: Authority, server: FakeServer) -> None:
    def now() -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    assert time_of(HttpTimestamps(server.url)) == STAMPED
    server.answers = [lambda request: (200, authority.answer(request, at=now()))]
    assert "✓ 时间戳：通，那边现在是 20" in doctor(tmp_path, server.url)
    server.answers = [lambda request: (200, authority.answer(request, at=now() - timedelta(hours=3)))]
    assert "✗ 时间戳：通" in doctor(tmp_path, server.url)
    server.answers = [lambda request: (200, b"<html>")]
    assert "✗ 时间戳：时间戳服务返回的不是时间戳" in doctor(tmp_path, server.url)
