"""Signed letters: what the library itself says of them, what stays as it was, and what a receipt adds."""

import io
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from config.signing_key import SigningKey
from handlers.addresses import notice_page
from handlers.archive import folder
from handlers.copies import RECEIVED
from jobs.copying import copying
from models.tables.letters import PaperRow
from notices.facts.kinds import Facts
from notices.pages import page_count, text_of
from notices.paper import draw, page_plan
from notices.setting.fields import BOTH
from notices.signing.letters import LetterPress
from notices.signing.signer import LetterSigner
from tests.factories import LINBEN, a_contact
from tests.house import AHouse
from tests.letters import samples
from tests.web.site import URL, Site

AT = datetime(2023, 5, 8, 2, 5, 33, tzinfo=UTC)
STROKES = [[[20.0 + i * 3, 50.0 + i % 7 * 4, i * 12.0, 0.5] for i in range(30)]]
LETTERS: tuple[Facts, ...] = (samples.warning(), samples.reminder(), samples.form())


def statuses(pdf: bytes, key: SigningKey) -> list[PdfSignatureStatus]:
    """What the library's own validation says of each signature, trusting the trial authority."""
    roots = [x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in key.chain]
    context = ValidationContext(trust_roots=roots, moment=AT)
    return [
        validate_pdf_signature(one, context) for one in PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    ]


@pytest.mark.parametrize("facts", LETTERS, ids=lambda facts: type(facts).__name__)
def test_a_letter_is_certified_and_nothing_in_it_changes(
    facts: Facts, press: LetterPress, key: SigningKey
) -> None:
    unsigned = draw(facts, fields=BOTH)
    signed = press.letter(facts, AT)
    (status,) = statuses(signed.pdf, key)

    assert signed.pdf.startswith(unsigned)
    assert status.bottom_line
    assert status.signer_reported_dt == AT
    assert text_of(signed.pdf) == text_of(draw(facts))


def test_the_hundredth_signature_is_as_good_as_the_first(press: LetterPress, key: SigningKey) -> None:
    """Signatures after the first are poured into its mould."""
    made = {
        press.letter(samples.warning(number=f"温环乐预警〔2023〕{n}号"), AT).signature for n in range(1, 30)
    }
    (status,) = statuses(press.letter(samples.warning(), AT).pdf, key)

    assert len(made) == 29
    assert status.bottom_line


def test_first_letters_signed_at_the_same_moment_are_good_ones(
    key: SigningKey,
) -> None:
    """A worker's threads have one key; the library reads its certificate bit by bit, as it is asked."""
    letters = [draw(facts, fields=BOTH) for facts in LETTERS]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(12):
            signer = LetterSigner(key.private, key.certificate, key.chain)
            with ThreadPoolExecutor(len(letters)) as threads:
                signed = list(threads.map(lambda pdf, by=signer: by.certify(pdf, AT, "制发"), letters))
            assert all(statuses(one.pdf, key)[0].bottom_line for one in signed)
    finally:
        sys.setswitchinterval(before)


def test_places_for_signatures_are_no_part_of_an_unsigned_letter() -> None:
    assert draw(samples.warning()) == draw(samples.warning())
    assert b"/AcroForm" not in draw(samples.warning())
    assert draw(samples.warning(), fields=BOTH) == draw(samples.warning(), fields=BOTH)


@pytest.mark.parametrize(
    "strokes", [STROKES, [], [[]], [[[5, 5, 0, 0.5]]]], ids=["hand", "none", "empty", "dot"]
)
def test_a_receipt_is_signed_in_a_new_file(
    press: LetterPress, key: SigningKey, strokes: list[list[list[float]]]
) -> None:
    facts = samples.warning()
    letter = press.letter(facts, AT)
    received = press.received(letter.pdf, facts, "林犇", "总经理", AT, strokes)
    first, second = statuses(received.pdf, key)

    assert received.pdf.startswith(letter.pdf)
    assert first.bottom_line
    assert first.docmdp_ok
    assert second.bottom_line
    assert page_count(received.pdf) == page_count(letter.pdf)


def test_a_hundred_thousand_points_make_no_large_file(press: LetterPress) -> None:
    facts = samples.reminder()
    letter = press.letter(facts, AT)
    wild = [[[1e9 * (i % 2), -1e9 * (i % 3), 0.0, 0.5] for i in range(100_000)]]
    received = press.received(letter.pdf, facts, "林犇", "", AT, wild)

    assert len(received.pdf) - len(letter.pdf) < 1_500_000


@pytest.mark.parametrize("count", range(1, 12))
def test_a_receipt_covers_only_its_lines(count: int) -> None:
    plan = page_plan(samples.warning(hazards=samples.HAZARDS[:1] * count))
    place, page = plan.receipt, plan.pages[-1]
    assert place is not None
    assert plan.seal is not None
    left, bottom, right, top = place.box

    assert place.page == plan.seal.page == len(plan.pages) - 1
    assert top < plan.seal.y - 21 * 72 / 25.4
    inside = [p.line.text for p in page.lines if bottom < p.y < top and p.x > left]
    assert all(text.startswith(("签收", "签")) for text in inside)
    assert left > page.frame.left
    assert right < page.frame.width


def pdfsig(pdf: bytes, folder: Path) -> str:
    tool = shutil.which("pdfsig")
    if tool is None:
        pytest.skip("needs pdfsig (apt-get install poppler-utils)")
    (folder / "a.pdf").write_bytes(pdf)
    return subprocess.run([tool, str(folder / "a.pdf")], capture_output=True, text=True, check=False).stdout


def test_poppler_finds_both_signatures_valid(press: LetterPress, tmp_path: Path) -> None:
    facts = samples.warning()
    letter = press.letter(facts, AT)
    said = pdfsig(press.received(letter.pdf, facts, "林犇", "总经理", AT, STROKES).pdf, tmp_path)

    assert said.count("Signature is Valid") == 2
    assert said.count("ETSI.CAdES.detached") == 2


# --- in the house


def issued_and_signed(house: AHouse) -> int:
    house.add(a_contact(1))
    visit = house.issue()
    for paper in house.rows(PaperRow):
        house.papers.letter(paper.id)
    house.sign(visit)
    return visit


def test_a_turn_signs_nothing_and_a_worker_makes_the_signed_copy(
    signed_house: AHouse, key: SigningKey
) -> None:
    issued_and_signed(signed_house)
    assert signed_house.rows(PaperRow, PaperRow.copy == RECEIVED) == []

    assert copying(signed_house.store, signed_house.papers, signed_house.desk, signed_house.log).drain() == 2
    assert copying(signed_house.store, signed_house.papers, signed_house.desk, signed_house.log).drain() == 0
    for row in signed_house.rows(PaperRow, PaperRow.copy == RECEIVED):
        assert row.signature
        assert [one.bottom_line for one in statuses(signed_house.files.get(row.file_sha), key)] == [
            True,
            True,
        ]


def test_the_issued_file_stays_byte_for_byte(signed_house: AHouse) -> None:
    signed_house.add(a_contact(1))
    visit = signed_house.issue()
    before = {row.id: signed_house.papers.letter(row.id) for row in signed_house.rows(PaperRow)}
    signed_house.sign(visit)
    copying(signed_house.store, signed_house.papers, signed_house.desk, signed_house.log).drain()

    assert {number: signed_house.papers.letter(number) for number in before} == before


def test_the_first_signed_file_wins(signed_house: AHouse) -> None:
    signed_house.issue()
    paper = signed_house.rows(PaperRow)[0].id
    first = signed_house.papers.letter(paper)

    assert signed_house.another().papers.letter(paper) == first
    assert signed_house.papers.letter(paper) == first


def test_without_a_key_letters_are_unsigned_and_no_signed_copy_is_ordered(unsigned_house: AHouse) -> None:
    issued_and_signed(unsigned_house)
    rows = unsigned_house.rows(PaperRow)

    assert {row.signature for row in rows} == {""}
    assert RECEIVED not in {row.copy for row in rows}
    warning = next(row for row in rows if row.kind == "warning")
    assert b"/Sig" not in unsigned_house.files.get(warning.file_sha)


def test_a_key_that_is_gone_keeps_the_signed_copy_waiting(signed_house: AHouse) -> None:
    issued_and_signed(signed_house)
    signed_house.papers = type(signed_house.papers)(
        signed_house.store,
        signed_house.files,
        type(signed_house.papers.press)(lambda f, p: b"", lambda pdf: 1, lambda f: b"", lambda f: b""),
        lambda token: "",
    )

    assert copying(signed_house.store, signed_house.papers, signed_house.desk, signed_house.log).drain() == 0
    assert any(line["event"] == "order.waits" for line in signed_house.heard.entries)


def test_the_archive_has_the_signed_copy(signed_house: AHouse) -> None:
    issued_and_signed(signed_house)
    with signed_house.at_desk(LINBEN, "wechat") as desk:
        early = folder(desk.work.people.enterprise(1), desk)
    copying(signed_house.store, signed_house.papers, signed_house.desk, signed_house.log).drain()
    with signed_house.at_desk(LINBEN, "wechat") as desk:
        made = folder(desk.work.people.enterprise(1), desk)

    assert "温环乐预警〔2023〕1号：签收件还没有做好" in early.missing
    assert not any("签收件还没有做好" in one for one in made.missing)
    assert sum("签收件" in piece.path for piece in made.pieces) == 2


def test_the_contact_finds_his_signed_copy_to_keep(shown_house: AHouse) -> None:
    site = Site(shown_house)
    with shown_house.at_desk(LINBEN, "wechat") as desk:
        address = notice_page(desk, 1, LINBEN).removeprefix(URL)
    site.log_in(LINBEN, address)
    page = site.text(address)
    row = next(p for p in shown_house.rows(PaperRow) if p.copy == RECEIVED and p.kind == "warning")

    assert "温环乐预警〔2023〕1号 签收件" in page
    assert f"{address}/paper/{row.id}.pdf" in page
    assert f"{address}/paper/{row.id}-1.png" not in page
    got = site.client.get(f"{address}/paper/{row.id}.pdf")
    assert got.data == shown_house.files.get(row.file_sha)
