"""签收件 of letters an e-seal service has sealed: a fake service over HTTP whose PDF is really signed."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Response, request
from pyhanko.pdf_utils import generic as untyped
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bot.wire.eseal import HttpSealService
from config.signing_key import SigningKey, open_key
from deploy.sealing_desk import SealingDesk
from deploy.signing_desk import SigningDesk
from deploy.trial_key import make_trial
from handlers.addresses import notice_page
from handlers.archive import folder
from handlers.copies import CERTIFICATE, RECEIVED
from handlers.pack import pack
from handlers.papers import Papers, Press
from jobs.copying import copying
from models.tables.letters import PaperRow
from models.tables.schedule import PaperOrder
from notices.pages import page_count, page_images
from notices.paper import default_book, draw
from notices.signing.examine import examine
from notices.signing.signer import _asn1
from tests.factories import LIN, LINBEN, a_contact
from tests.house import BUREAU, AHouse
from tests.signing.conftest import NOW
from tests.signing.test_altered_files import flipped, stamped
from tests.signing.test_eseal import FakeService, fake
from tests.web.site import URL, Site

__all__ = ["fake"]
generic: Any = untyped
Seal = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """The key of the service's seal."""
    return open_key(*make_trial(tmp_path_factory.mktemp("keeper"), "印章平台", NOW), NOW)


def sealing(key: SigningKey, **how: Any) -> Seal:
    """A service's seal: drawn on the last page, its signature put into a field of its own."""

    def seal(pdf: bytes) -> bytes:
        store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        signer = SimpleSigner(
            signing_cert=_asn1(key.certificate), signing_key=_key_info(key), cert_registry=store
        )
        spec = {one: how.pop(one) for one in ("field_mdp_spec",) if one in how}
        place = SigFieldSpec("Seal", on_page=-1, box=(380, 300, 500, 420), **spec)
        drawn = RawContent(b"1 0 0 RG 4 w 10 10 100 100 re S", box=BoxConstraints(width=120, height=120))
        style = StaticStampStyle(border_width=0, background=drawn, background_opacity=1)
        meta = PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256", **how)
        made = PdfSigner(meta, signer, new_field_spec=place, stamp_style=style).sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf))
        )
        made.seek(0)
        return bytes(made.read())

    return seal


def _key_info(key: SigningKey) -> Any:
    from asn1crypto.keys import PrivateKeyInfo
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return PrivateKeyInfo.load(key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def without_fields(pdf: bytes) -> bytes:
    """The pages written anew, as a service does that knows no fields."""
    writer: Any = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf)))
    del writer.root["/AcroForm"]
    for kid in writer.root["/Pages"]["/Kids"]:
        kid.get_object().pop("/Annots", None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def national(pdf: bytes) -> bytes:
    """A signature as the national standard has it: another handler, and nothing a library here can read."""
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    name = generic.pdf_name
    value = writer.add_object(
        generic.DictionaryObject(
            {
                name("/Type"): name("/Sig"),
                name("/Filter"): name("/GM.PKILite"),
                name("/SubFilter"): name("/GM.sm2seal"),
                name("/ByteRange"): generic.ArrayObject(map(generic.NumberObject, (0, 9, 20, 9))),
                name("/Contents"): generic.ByteStringObject(b"\x30\x03\x02\x01\x04"),
            }
        )
    )
    field = generic.DictionaryObject(
        {
            name("/FT"): name("/Sig"),
            name("/T"): generic.pdf_string("SM2"),
            name("/V"): value,
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/Widget"),
            name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 0, 0))),
        }
    )
    form = writer.root["/AcroForm"]
    form["/Fields"] = generic.ArrayObject([*form["/Fields"], writer.add_object(field)])
    writer.update_container(form)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


FILL = {"certify": True, "docmdp_permissions": MDPPerm.FILL_FORMS}
SHUT = {"certify": True, "docmdp_permissions": MDPPerm.NO_CHANGES}
LOCK = {"field_mdp_spec": FieldMDPSpec(FieldMDPAction.ALL)}


def a_house(house: AHouse, key: SigningKey | None, service: FakeService, seal: Seal) -> AHouse:
    """A house that signs, and whose letters this service seals in this way."""
    own = BUREAU.seal.model_copy(update={"how": "service"})
    bureau = BUREAU.model_copy(update={"seal": own})
    house.rules = replace(house.rules, bureau=bureau, signs=key is not None)
    press = Press(
        lambda facts, preview: draw(facts, preview=preview, pictures=house.files.get),
        page_count,
        lambda facts: b"xlsx",
        lambda facts: b"pdf",
        SigningDesk(key, None, default_book(), house.files.get) if key else None,
        SealingDesk(HttpSealService(service.url), default_book()),
    )
    house.papers = Papers(house.store, house.files, press, lambda token: "https://weixin.test/q")
    service.answers = [lambda: Response(seal(request.get_data()), 200, mimetype="application/pdf")] * 9
    return house


def received(house: AHouse) -> int:
    """Issued, sealed, signed for, and what that asks for is made."""
    house.add(a_contact(1))
    visit = house.issue()
    for paper in house.rows(PaperRow):
        house.papers.letter(paper.id)
    house.sign(visit)
    copying(house.store, house.papers, house.desk, house.log).drain()
    house.certifier.drain()
    return visit


def copies(house: AHouse) -> list[PaperRow]:
    return house.rows(PaperRow, PaperRow.copy == RECEIVED)


def page_of(house: AHouse, visit: int) -> str:
    with house.at_desk(LINBEN, "wechat") as desk:
        address = notice_page(desk, visit, LINBEN).removeprefix(URL)
    site = Site(house, examine)
    site.log_in(LINBEN, address)
    return site.text(address)


def checked(house: AHouse, content: bytes) -> str:
    """What anybody is told who puts this file up."""
    site = Site(house, examine)
    answer = site.client.post("/v/", data={"file": (io.BytesIO(content), "a.pdf")})
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


@pytest.fixture(params=["approval", "certified", "fields lost"])
def open_seal(request: pytest.FixtureRequest, keeper: SigningKey) -> Iterator[Seal]:
    """Seals that let a receipt in."""
    if request.param == "approval":
        yield sealing(keeper)
    elif request.param == "certified":
        yield sealing(keeper, **FILL)
    else:
        yield lambda pdf: sealing(keeper)(without_fields(pdf))


def test_a_receipt_is_signed_behind_the_seal_in_a_new_file(
    sqlite_house: AHouse, key: SigningKey, fake: FakeService, open_seal: Seal
) -> None:
    house = a_house(sqlite_house, key, fake, open_seal)
    received(house)

    assert [row.kind for row in copies(house)] == ["warning", "reminder"]
    for row in copies(house):
        base = next(p for p in house.rows(PaperRow) if p.copy == "送达" and p.kind == row.kind)
        before, after = house.files.get(base.file_sha), house.files.get(row.file_sha)
        seal, receipt = examine(after).signatures
        assert after.startswith(before)
        assert (seal.name, seal.intact, seal.allowed) == ("印章平台（试用）", True, True)
        assert (receipt.name, receipt.intact, receipt.whole) == (key.name, True, True)
        assert receipt.sha == row.signature
        assert seal.sha == base.signature
        assert row.pages == base.pages
        assert page_images(before) != page_images(after)


def test_a_sealed_letter_is_known_again_whatever_was_done_to_it(
    sqlite_house: AHouse, key: SigningKey, keeper: SigningKey, fake: FakeService
) -> None:
    house = a_house(sqlite_house, key, fake, sealing(keeper))
    received(house)
    base = next(p for p in house.rows(PaperRow) if p.copy == "送达" and p.kind == "warning")
    letter, copy = house.files.get(base.file_sha), house.files.get(copies(house)[0].file_sha)

    assert "电子签名完好" in checked(house, letter)
    assert "签收件，与留存的逐字节一致" in checked(house, copy).replace("预警提示单（签收件）", "签收件")
    assert "这个文件被改动过" in checked(house, flipped(3000)(letter))
    assert "签发之后被加过东西" in checked(house, stamped(letter))


@pytest.mark.parametrize(
    ("how", "why"),
    [(SHUT, "盖章的签名不许文件再有任何改动"), (LOCK, "盖章的签名锁住了签收的位置")],
    ids=["no changes", "fields locked"],
)
def test_a_seal_that_lets_nothing_in_leaves_the_certificate(
    sqlite_house: AHouse,
    key: SigningKey,
    keeper: SigningKey,
    fake: FakeService,
    how: dict[str, Any],
    why: str,
) -> None:
    house = a_house(sqlite_house, key, fake, lambda pdf: sealing(keeper, **how)(pdf))
    visit = received(house)

    assert copies(house) == []
    said = f"{why}；签收以签收回执为准"
    assert {row.why for row in house.rows(PaperOrder, PaperOrder.sort == "copy")} == {said}
    assert len(house.rows(PaperRow, PaperRow.copy == CERTIFICATE)) == 2
    assert f"没有另做签收件：{said}。" in page_of(house, visit)
    house.deliver()
    assert not any("没有做成" in one for one in house.wecom.texts(LIN)), "said once, not with every letter"
    with house.store.read() as work:
        made = folder(work.people.enterprise(1), house.desk(work))
    packed: Any = pack(made, house.papers.content)
    assert f"温环乐预警〔2023〕1号：签收件没有做成（{said}）" in packed.missing
    assert zipfile.ZipFile(io.BytesIO(packed.content)).testzip() is None


def test_certified_and_rebuilt_without_our_place_takes_no_receipt(
    sqlite_house: AHouse, key: SigningKey, keeper: SigningKey, fake: FakeService
) -> None:
    house = a_house(sqlite_house, key, fake, lambda pdf: sealing(keeper, **FILL)(without_fields(pdf)))
    received(house)

    assert copies(house) == []
    assert all("又不许再加" in row.why for row in house.rows(PaperOrder, PaperOrder.sort == "copy"))


def test_a_seal_no_library_here_can_read_takes_a_receipt_and_stays_as_it_is(
    sqlite_house: AHouse, key: SigningKey, fake: FakeService
) -> None:
    house = a_house(sqlite_house, key, fake, national)
    received(house)
    base = next(p for p in house.rows(PaperRow) if p.copy == "送达" and p.kind == "warning")
    letter = house.files.get(base.file_sha)

    assert base.signature == ""
    assert house.files.get(copies(house)[0].file_sha).startswith(letter)
    assert "请用印章平台的核验工具来验" in checked(house, letter)
    assert "这份文书是真的" in checked(house, letter)


def test_without_a_key_of_ours_there_is_the_certificate_alone(
    sqlite_house: AHouse, keeper: SigningKey, fake: FakeService
) -> None:
    house = a_house(sqlite_house, None, fake, sealing(keeper))
    received(house)

    assert copies(house) == []
    assert {row.sort for row in house.rows(PaperOrder)} == {"certificate"}
    assert len(house.rows(PaperRow, PaperRow.copy == CERTIFICATE)) == 2
