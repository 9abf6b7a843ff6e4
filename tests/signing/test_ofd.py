"""A seal service that gives OFD beside the PDF: kept with its hash, downloaded, archived, verified."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from flask import Response, request

from bot.eseal import SealRefusedError
from bot.wire.eseal import HttpSealService
from bot.wire.parts import parts_of
from handlers.addresses import notice_page
from handlers.archive import folder
from handlers.pack import pack
from models.tables.letters import PaperRow
from notices.signing.examine import examine
from tests.factories import LINBEN, a_contact
from tests.house import AHouse
from tests.signing.test_eseal import ASK, SEALED, FakeService, fake, sealing_house
from tests.web.site import URL, Site

__all__ = ["fake"]


def an_ofd(letter: bytes) -> bytes:
    """A container as OFD has it; what is in it nobody here reads."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("OFD.xml", f"<OFD of='{hashlib.sha256(letter).hexdigest()}'/>")
    return out.getvalue() + b"\r\n--"


def both(pdf: bytes, ofd: bytes, edge: str = "b7e2") -> Response:
    """An answer of two parts."""
    parts = ((b"application/pdf", pdf), (b"application/ofd; name=letter.ofd", ofd))
    line = f"--{edge}".encode()
    body = b"".join(
        line + b"\r\nContent-Type: " + sort + b"\r\n\r\n" + part + b"\r\n" for sort, part in parts
    )
    return Response(body + line + b"--\r\n", 200, content_type=f'multipart/mixed; boundary="{edge}"')


def with_ofd(house: AHouse, fake: FakeService) -> AHouse:
    house = sealing_house(house, fake)

    def answer() -> Response:
        return both(request.get_data() + SEALED, an_ofd(request.get_data()))

    fake.answers = [answer] * 9
    house.add(a_contact(1))
    return house


def the_letter(house: AHouse) -> tuple[PaperRow, bytes]:
    row = next(p for p in house.rows(PaperRow) if p.kind == "warning" and p.copy == "送达")
    return row, house.files.get(row.ofd_sha)


def test_both_files_are_kept_byte_for_byte_and_the_first_stay(
    sqlite_house: AHouse, fake: FakeService
) -> None:
    house = with_ofd(sqlite_house, fake)
    house.issue()
    number = next(p.id for p in house.rows(PaperRow) if p.kind == "warning" and p.copy == "送达")
    letter = house.papers.letter(number)
    row, ofd = the_letter(house)

    assert letter.endswith(SEALED)
    assert ofd == an_ofd(letter.removesuffix(SEALED))
    assert row.ofd_sha == hashlib.sha256(ofd).hexdigest()
    assert house.papers.letter(number) == letter
    assert "multipart/mixed" in fake.heard[0]["Accept"]


def test_it_is_downloaded_archived_and_verified_by_its_hash(sqlite_house: AHouse, fake: FakeService) -> None:
    house = with_ofd(sqlite_house, fake)
    visit = house.issue()
    for paper in house.rows(PaperRow):
        house.papers.letter(paper.id)
    row, ofd = the_letter(house)
    with house.at_desk(LINBEN, "wechat") as desk:
        address = notice_page(desk, visit, LINBEN).removeprefix(URL)
    site = Site(house, examine)
    stranger = site.app.test_client()
    site.log_in(LINBEN, address)

    assert f"{address}/paper/{row.id}.ofd" in site.text(address)
    got = site.client.get(f"{address}/paper/{row.id}.ofd")
    assert got.data == ofd
    assert ".ofd" in got.headers["Content-Disposition"]
    assert stranger.get(f"{address}/paper/{row.id}.ofd").data != ofd
    kept_in_the_house = next(p.id for p in house.rows(PaperRow) if p.kind == "warning" and p.copy == "存根")
    assert site.client.get(f"{address}/paper/{kept_in_the_house}.ofd").status_code == 404

    with house.store.read() as work:
        packed: Any = pack(folder(work.people.enterprise(1), house.desk(work)), house.papers.content)
    archive = zipfile.ZipFile(io.BytesIO(packed.content))
    names = [name for name in archive.namelist() if name.endswith(".ofd")]
    assert len(names) == 4
    assert ofd in [archive.read(name) for name in names]

    said = [checked(site, content) for content in (ofd, ofd + b"\n")]
    assert "这份文书是真的" in said[0]
    assert "OFD 文件，与留存的逐字节一致" in said[0]
    assert row.ofd_sha in said[0]
    assert "也不是我局的 OFD" in said[1]


def checked(site: Site, content: bytes) -> str:
    answer = site.client.post("/v/", data={"file": (io.BytesIO(content), "a.ofd")})
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Response(an_ofd(b""), 200, mimetype="application/ofd"), "只有 OFD"),
        (both(b"", an_ofd(b"")), "只有 OFD"),
        (both(ASK.pdf, b"<html>"), "一起返回的不是 OFD"),
        (Response(b"--x\r\n\r\n", 200, content_type="multipart/mixed"), "不是 PDF$"),
        (Response(b"", 200, content_type="multipart/mixed; boundary=x"), "不是 PDF$"),
    ],
    ids=["ofd alone", "an empty pdf", "something else", "no boundary", "nothing"],
)
def test_what_is_no_letter_with_its_ofd_is_said(fake: FakeService, answer: Response, why: str) -> None:
    fake.answers = [lambda: answer]

    with pytest.raises(SealRefusedError, match=why):
        HttpSealService(fake.url).seal(ASK)


def test_parts_keep_every_byte() -> None:
    wild = bytes(range(256)) + b"\r\n\r\n-- \r\n--almost\r\n"
    answer = both(wild, b"PK", "edge")

    assert parts_of(answer.content_type, answer.get_data()) == {
        "application/pdf": wild,
        "application/ofd": b"PK",
    }
    assert parts_of("application/pdf", b"%PDF-") == {}
