"""Verification: a table of files as people get them, change them or make them up, and what the page says."""

import io
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pyhanko.pdf_utils import generic as untyped
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from config.signing_key import SigningKey, open_key
from deploy.trial_key import make_trial
from handlers.copies import RECEIVED
from models.tables.letters import Notice, PaperRow
from notices.paper import default_book, draw
from notices.setting.fields import BOTH
from notices.signing.examine import examine
from notices.signing.letters import LetterPress
from notices.signing.signer import LetterSigner
from rules.signed_files import FileSort
from tests.factories import FIRM
from tests.house import AHouse
from tests.letters import samples
from tests.web.site import Site
from web import file_cell

generic: Any = untyped
NOW = datetime(2026, 11, 26, tzinfo=UTC)
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def site(shown_house: AHouse) -> Site:
    """Files are looked at in this process; the hostile ones as in real life."""
    return Site(shown_house, examine)


@pytest.fixture(scope="module")
def guarded(shown_house: AHouse) -> Site:
    return Site(shown_house)


def upload(site: Site, content: bytes, status: int = 200) -> str:
    answer = site.client.post("/v/", data={"file": (io.BytesIO(content), "a.pdf")})
    assert answer.status_code == status
    return str(answer.get_data(as_text=True))


def file_of(house: AHouse, copy: str = "送达", kind: str = "warning") -> bytes:
    row = next(p for p in house.rows(PaperRow) if p.copy == copy and p.kind == kind)
    return house.files.get(row.file_sha)


def updated(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """The file with something added behind it, as an editor saves it."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page(writer: Any, number: int = 0) -> Any:
    return writer.root["/Pages"]["/Kids"].raw_get(number)


def stamped(pdf: bytes) -> bytes:
    drawn = generic.StreamObject(stream_data=b"q 1 0 0 RG 10 10 m 300 300 l S Q")
    return updated(pdf, lambda w: w.add_stream_to_page(0, w.add_object(drawn)) and None)


def annotated(pdf: bytes) -> bytes:
    def change(writer: Any) -> None:
        kid = page(writer)
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99))),
            }
        )
        kid.get_object()["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.mark_update(kid)

    return updated(pdf, change)


def one_page_more(pdf: bytes) -> bytes:
    def change(writer: Any) -> None:
        tree = writer.root["/Pages"]
        more = writer.add_object(generic.DictionaryObject(page(writer).get_object()))
        tree["/Kids"] = generic.ArrayObject([*tree["/Kids"], more])
        tree["/Count"] = generic.NumberObject(len(tree["/Kids"]))
        writer.update_container(tree)

    return updated(pdf, change)


def in_the_receipt(pdf: bytes) -> bytes:
    """One byte of what the receipt shows."""
    signed = pdf.index(b"%%EOF", pdf.index(b"%%EOF") + 5)
    return flipped(pdf.index(b"endstream", signed) - 6)(pdf)


def scripted(pdf: bytes) -> bytes:
    def change(writer: Any) -> None:
        writer.root["/OpenAction"] = writer.add_object(
            generic.DictionaryObject(
                {
                    generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
                    generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
                }
            )
        )
        writer.update_root()

    return updated(pdf, change)


def flipped(at: int) -> Change:
    def change(pdf: bytes) -> bytes:
        changed = bytearray(pdf)
        changed[at if at > 0 else len(pdf) + at] ^= 1
        return bytes(changed)

    return change


def resaved(pdf: bytes) -> bytes:
    """Every object written anew, as other programs save; the signature stays inside as it was."""
    out = io.BytesIO()
    whole: Any = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf)))
    whole.write(out)
    return out.getvalue()


def padded(pdf: bytes) -> bytes:
    """The unused end of the place for the signature, filled with something else."""
    at = pdf.rindex(b"0000000000>")
    return pdf[:at] + b"abcdef0123" + pdf[at + 10 :]


OF_THE_LETTER = {
    "one byte of its text": (flipped(3000), "这个文件被改动过", "签发签名范围以内的字节改动过"),
    "saved by another program": (resaved, "这个文件被改动过", "签发签名范围以内的字节改动过"),
    "something drawn on it": (stamped, "签发之后被加过东西", "第 1 页的内容改动过"),
    "a note on it": (annotated, "签发之后被加过东西", "第 1 页上加了批注或图章"),
    "a page put in": (one_page_more, "签发之后被加过东西", "多了 1 页"),
    "a script put in": (scripted, "签发之后被加过东西", "加了自动执行的动作或脚本"),
    "a word behind its end": (lambda pdf: pdf + b"\n%word\n", "签发之后被加过东西", "文件末尾又加了内容"),
    "its padding": (padded, "这份文书是真的", "只是签名占位处的填充与留存的不同"),
}


@pytest.mark.parametrize("what", OF_THE_LETTER)
def test_what_was_done_to_a_letter_is_said(site: Site, shown_house: AHouse, what: str) -> None:
    change, headline, said = OF_THE_LETTER[what]
    shown = upload(site, change(file_of(shown_house)))

    assert headline in shown
    assert said in shown
    assert "温环乐预警〔2023〕1号" in shown


OF_THE_COPY = {
    "one byte of its text": (flipped(3000), "这个文件被改动过", "签发签名范围以内的字节改动过"),
    "one byte of the receipt": (in_the_receipt, "这个文件被改动过", "签收签名范围以内的字节改动过"),
    "something drawn on it": (stamped, "签发之后被加过东西", "第 1 页的内容改动过"),
    "its padding": (padded, "这份文书是真的", "签发之后只多了我局的签收签名"),
}


@pytest.mark.parametrize("what", OF_THE_COPY)
def test_what_was_done_to_a_signed_copy_is_said(site: Site, shown_house: AHouse, what: str) -> None:
    change, headline, said = OF_THE_COPY[what]
    shown = upload(site, change(file_of(shown_house, RECEIVED)))

    assert headline in shown
    assert said in shown


@pytest.mark.parametrize("copy", ["送达", "存根", RECEIVED])
@pytest.mark.parametrize("kind", ["warning", "reminder"])
def test_every_copy_is_known_with_its_signatures(
    site: Site, shown_house: AHouse, copy: str, kind: str
) -> None:
    shown = upload(site, file_of(shown_house, copy, kind))

    assert "这份文书是真的" in shown
    assert "与留存的逐字节一致，电子签名完好" in shown
    assert "温州市生态环境局乐清分局（试用），2023-05-08" in shown
    assert ("签收签名" in shown) == (copy == RECEIVED)
    assert "签收件" in shown or copy != RECEIVED


def test_a_stranger_still_learns_nothing_private(site: Site, shown_house: AHouse) -> None:
    shown = "".join(upload(site, change(file_of(shown_house))) for change in (stamped, flipped(3000)))

    for private in (FIRM, "林犇", "陈龑", "13800138000", "91330382YYYY00012D", "林一帆"):
        assert private not in shown


def test_a_void_letter_stays_void_however_whole_its_signature(site: Site, shown_house: AHouse) -> None:
    shown_house.change(lambda work: setattr(work.notices.get(1), "state", "void"))
    try:
        said = [upload(site, change(file_of(shown_house))) for change in (bytes, padded)]
    finally:
        shown_house.change(lambda work: setattr(work.notices.get(1), "state", "rectifying"))

    assert all("已经作废" in one and "是真的" not in one for one in said)


# --- made up


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> LetterPress:
    """Somebody whose certificate says he is the bureau."""
    key = open_key(*make_trial(tmp_path_factory.mktemp("stranger"), "温州市生态环境局乐清分局", NOW), NOW)
    return LetterPress(LetterSigner(key.private, key.certificate, key.chain), default_book(), lambda key: b"")


def test_the_same_words_signed_by_somebody_else_are_not_ours(site: Site, stranger: LetterPress) -> None:
    shown = upload(site, stranger.letter(samples.warning(), NOW).pdf)

    assert "不是我局留存的文件" in shown
    assert "不是我局签的" in shown
    assert "温环乐预警" not in shown


def test_a_receipt_somebody_else_signed_is_seen(
    site: Site, shown_house: AHouse, stranger: LetterPress
) -> None:
    row = next(p for p in shown_house.rows(PaperRow) if p.copy == "送达" and p.kind == "warning")
    forged = stranger.received(
        shown_house.files.get(row.file_sha), samples.warning(), "林犇", "", NOW, [[[1, 1, 0, 0.5]]]
    )
    shown = upload(site, forged.pdf)

    assert "签发之后被加过东西" in shown
    assert "又加了一个不是我局的签名" in shown


def test_our_signature_moved_to_another_letter_does_not_hold(
    site: Site, shown_house: AHouse, key: SigningKey
) -> None:
    """The place of a signature, cut out of one letter and put over that of another."""
    ours, other = file_of(shown_house), file_of(shown_house, "存根")
    start, end = ours.index(b"/Contents <") + 11, ours.index(b"/ByteRange")
    begin = other.index(b"/Contents <") + 11
    moved = other[:begin] + ours[start:end] + other[begin + end - start :]
    shown = upload(site, moved)

    assert "是真的" not in shown


def test_a_name_in_a_certificate_is_shown_as_text(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("wild")
    key = open_key(*make_trial(folder, "<script>alert(1)</script>&{{7*7}}", NOW), NOW)
    wild = LetterPress(LetterSigner(key.private, key.certificate, key.chain), default_book(), lambda key: b"")
    shown = upload(site, wild.letter(samples.reminder(), NOW).pdf)

    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


# --- hostile


def hostile() -> Iterator[tuple[str, bytes]]:
    whole = draw(samples.reminder(), fields=BOTH)
    yield "not a pdf", b"PK\x03\x04" + bytes(200)
    yield "a head alone", b"%PDF-1.7"
    yield "cut in half", whole[: len(whole) // 2]
    yield "no table", whole.replace(b"startxref", b"startxxxx")
    yield "a table far away", whole[:-40] + b"startxref\n99999999999\n%%EOF\n"
    yield "a table that points to itself", whole.replace(b"/Root", b"/Prev 100 /Root")
    yield "pages that are their own kids", whole.replace(b"/Kids [", b"/Kids [1 0 R ")
    yield "nested arrays", b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"]" * 200_000 + b"\nendobj\n"
    bomb = zlib.compress(bytes(300_000_000), 9)
    yield (
        "a stream that unpacks to 300 MB",
        b"%PDF-1.7\n1 0 obj\n<< /Type /XRef /Size 9 /W [1 4 2] /Root 1 0 R /Filter /FlateDecode /Length "
        + str(len(bomb)).encode()
        + b" >>\nstream\n"
        + bomb
        + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n",
    )
    yield "a wild byte range", signed_place(whole, b"[0 1 99999999 -5]", b"3003020100")
    yield "a signature of nothing", signed_place(whole, b"[0 100 200 100]", b"")
    yield "a signature that is no signature", signed_place(whole, b"[0 100 200 100]", b"deadbeef")


def signed_place(pdf: bytes, byte_range: bytes, contents: bytes) -> bytes:
    """A file that says it is signed."""

    def change(writer: Any) -> None:
        field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
        numbers = (generic.NumberObject(int(one)) for one in byte_range.strip(b"[]").split())
        field.get_object()["/V"] = writer.add_object(
            generic.DictionaryObject(
                {
                    generic.pdf_name("/Type"): generic.pdf_name("/Sig"),
                    generic.pdf_name("/Filter"): generic.pdf_name("/Adobe.PPKLite"),
                    generic.pdf_name("/SubFilter"): generic.pdf_name("/ETSI.CAdES.detached"),
                    generic.pdf_name("/Contents"): generic.ByteStringObject(bytes.fromhex(contents.decode())),
                    generic.pdf_name("/ByteRange"): generic.ArrayObject(numbers),
                }
            )
        )
        writer.mark_update(field)

    return updated(pdf, change)


@pytest.mark.parametrize(("name", "content"), list(hostile()), ids=[name for name, _ in hostile()])
def test_a_hostile_file_is_answered_in_words(guarded: Site, name: str, content: bytes) -> None:
    shown = upload(guarded, content)

    assert "没有核验成" in shown or "不是我局留存的文件" in shown
    assert "Traceback" not in shown


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_cell, "WALL_SECONDS", 0.05)

    assert file_cell.examine_apart(draw(samples.reminder())).sort is FileSort.TOO_MUCH


def test_a_crowd_is_asked_to_come_again(
    guarded: Site, shown_house: AHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_cell, "WAIT_SECONDS", 0.05)
    content = file_of(shown_house)
    for _ in range(file_cell.AT_ONCE):
        file_cell._FREE.acquire()
    try:
        assert "请过一分钟再试" in upload(guarded, content, 503)
    finally:
        for _ in range(file_cell.AT_ONCE):
            file_cell._FREE.release()


@pytest.mark.parametrize("seed", range(25))
def test_noise_in_a_signed_file_never_passes_for_whole(press: LetterPress, seed: int) -> None:
    """Files with one byte changed somewhere: none holds unless the byte is in the padding."""
    pdf = press.letter(samples.reminder(), NOW).pdf
    at = len(pdf) * (seed * 37 % 100) // 100 + seed
    changed = bytearray(pdf)
    changed[at] ^= 1 << seed % 7
    found = examine(bytes(changed))

    start, end = pdf.index(b"/Contents <") + 11, pdf.index(b"/ByteRange")
    if not start <= at < end:
        assert not any(one.intact and one.whole and one.allowed for one in found.signatures)


def test_another_field_and_signature_of_the_same_key_is_no_receipt(
    site: Site, shown_house: AHouse, press: LetterPress
) -> None:
    """Certified letters allow no new places for signatures, whoever signs in them."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file_of(shown_house)))
    signer = PdfSigner(
        PdfSignatureMetadata(field_name="Extra", md_algorithm="sha256"),
        press.signer._key(),
        new_field_spec=SigFieldSpec("Extra", box=(10, 10, 100, 100)),
    )
    shown = upload(site, signer.sign_pdf(writer).read())

    assert "签发之后被加过东西" in shown


def test_looking_at_a_file_changes_nothing(site: Site, shown_house: AHouse) -> None:
    before = [(n.state, n.code) for n in shown_house.rows(Notice)]
    for change in (stamped, flipped(3000)):
        upload(site, change(file_of(shown_house)))

    assert [(n.state, n.code) for n in shown_house.rows(Notice)] == before
