"""签收回执: for every way of receiving, every printed hash recomputed from the print, nothing invented."""

import hashlib
import io
import itertools
import re
import zipfile
from typing import Any

import pypdfium2 as pdfium
import pytest

from bot.outcome import Media
from handlers import fetch_certificate
from handlers.archive import folder
from handlers.copies import CERTIFICATE
from handlers.pack import INDEX, pack
from models.tables.cases import Evidence
from models.tables.letters import PaperRow, Receipt
from models.tables.people import Enterprise
from models.tables.post import OutboxRow
from notices.facts.kinds import from_json
from notices.facts.receipt import CertificateFacts
from notices.letter import compose
from notices.paper import draw
from rules.receipts import How
from tests.factories import AT, LIN, a_contact, a_picture
from tests.handlers.test_on_paper import LEFT, record, rule
from tests.house import AHouse

WAYS = (How.PAGE, How.PAPER, How.LEFT, How.MAILED)


def received(house: AHouse, how: How) -> None:
    """A visit's two letters, received in this way; its photos are fetched, its certificates made."""
    house.add(a_contact(1))
    house.wecom.files["media-1"] = Media(a_picture(), "image/jpeg")
    visit = house.issue()
    if how == How.PAGE:
        house.sign(visit)
    elif how == How.LEFT:
        record(house, visit, **LEFT)
        rule(house)
    else:
        record(house, visit, how=how, mail="EMS1234567890123" if how == How.MAILED else "")
    assert house.certifier.drain() == (2 if how == How.PAGE else 0), "a photo is still to be fetched"
    house.fetcher.drain()
    house.clock.forward(seconds=5)
    house.certifier.drain()


def text_of(pdf: bytes) -> str:
    """What a reader copies out of it."""
    document = pdfium.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def facts_of(house: AHouse, number: int = 0) -> CertificateFacts:
    row = house.rows(PaperRow, PaperRow.copy == CERTIFICATE)[number]
    facts = from_json(row.kind, row.facts)
    assert isinstance(facts, CertificateFacts)
    return facts


@pytest.mark.parametrize("how", WAYS)
def test_every_printed_hash_can_be_recomputed_from_what_is_printed(sqlite_house: AHouse, how: How) -> None:
    house = sqlite_house
    received(house, how)

    facts = facts_of(house)
    printed = compose(facts).words()
    for one in (facts.record, facts.previous, facts.sha, facts.file_sha, facts.facts_sha):
        assert one in printed
    again = hashlib.sha256(f"{facts.previous}\n{facts.record}".encode()).hexdigest()
    assert again == facts.sha == house.rows(Receipt)[0].sha
    letter = house.rows(PaperRow, PaperRow.copy == "送达")[0]
    assert hashlib.sha256(house.files.get(letter.file_sha)).hexdigest() == facts.file_sha
    assert hashlib.sha256(letter.facts.encode()).hexdigest() == facts.facts_sha
    assert {facts.file_sha, facts.facts_sha} & {re.search('"paper_sha":"(.*?)"', facts.record)[1]}  # type: ignore[index]
    for piece, row in zip(facts.evidence, house.rows(Evidence, Evidence.item == "slip"), strict=True):
        assert hashlib.sha256(house.files.get(row.sha256)).hexdigest() == piece.sha256
        assert piece.sha256 in printed


@pytest.mark.parametrize("how", WAYS)
def test_what_nobody_recorded_is_printed_as_not_recorded(sqlite_house: AHouse, how: How) -> None:
    received(sqlite_house, how)

    printed = compose(facts_of(sqlite_house)).words().splitlines()

    after = printed[printed.index("已送到微信") + 1]
    assert after == "未记录"
    assert How(how).label in printed
    assert ("设备", "未记录") in itertools.pairwise(printed) or how == How.PAGE


def test_the_pdf_says_what_was_frozen_and_is_the_same_every_time(sqlite_house: AHouse) -> None:
    received(sqlite_house, How.PAPER)
    facts = facts_of(sqlite_house)

    pdf = draw(facts)

    assert pdf == draw(facts)
    text = re.sub(r"\s", "", text_of(pdf))
    for one in (facts.sha, facts.file_sha, facts.record, facts.evidence[0].sha256, "纸质签收"):
        assert re.sub(r"\s", "", one) in text


def test_a_stamped_slip_that_comes_later_makes_a_new_version(sqlite_house: AHouse) -> None:
    house = sqlite_house
    received(house, How.PAGE)
    assert facts_of(house).seal == "未盖"
    house.add(_slip())

    said = asked(house)

    made = house.rows(PaperRow, PaperRow.copy == CERTIFICATE)
    assert [row.name for row in made][2:] == [
        "签收回执 温环乐预警〔2023〕1号（第2版）",
        "签收回执 温馨提示单（第2版）",
    ]
    assert facts_of(house, 2).seal == "照片（盖章回执 1 张）"
    assert "2 份" in said
    assert asked(house)
    assert len(house.rows(PaperRow, PaperRow.copy == CERTIFICATE)) == 4


def _slip() -> Evidence:
    return Evidence(
        visit_id=1, sort="slip", channel="wechat", by="x", at=AT, state="stored", next_at=AT, sha256="ab" * 32
    )


def asked(house: AHouse, typed: str = "1号") -> str:
    with house.at_desk(LIN) as desk:
        return str(fetch_certificate.fetch("签收回执", typed, desk).say)


def test_the_officer_gets_it_in_chat_once_it_can_be_had(sqlite_house: AHouse) -> None:
    house = sqlite_house
    visit = house.issue()
    assert "还没有签收" in asked(house)
    record(house, visit)
    assert "还在做" in asked(house)

    house.fetcher.drain()
    house.clock.forward(seconds=5)
    house.certifier.drain()

    assert "2 份" in asked(house, "永嘉堃")
    sent: list[Any] = [row.word for row in house.rows(OutboxRow) if "签收回执" in str(row.word)]
    assert len(sent) == 2


def test_the_archive_has_it_beside_the_receipt_with_its_hash(sqlite_house: AHouse) -> None:
    house = sqlite_house
    received(house, How.PAPER)

    with house.store.read() as work:
        made = folder(work.session.get_one(Enterprise, 1), house.desk(work))
    packed: Any = pack(made, house.papers.content)
    archive = zipfile.ZipFile(io.BytesIO(getattr(packed, "content", packed)))

    names = [name for name in archive.namelist() if "签收回执 温环乐预警〔2023〕1号.pdf" in name]
    assert len(names) == 1
    assert "/签收/" in names[0]
    index = next(
        archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(INDEX)
    )
    line = next(one for one in index.splitlines() if "签收回执 温环乐预警〔2023〕1号" in one)
    assert line.endswith(hashlib.sha256(archive.read(names[0])).hexdigest())
    assert any("签收件照片" in name for name in archive.namelist())
