"""一企一档: everything once, every hash right, everything missing named, and nobody else's paper in it."""

import hashlib
import io
import json
import zipfile

from handlers.archive import folder
from handlers.pack import INDEX, MISSING, pack
from models.audit import link
from models.tables.letters import PaperRow
from models.tables.people import Enterprise
from tests.factories import FIRM, a_contact, a_draft
from tests.house import AHouse


def packed(house: AHouse, firm: int = 1) -> dict[str, bytes]:
    with house.store.read() as work:
        made = folder(work.session.get_one(Enterprise, firm), house.desk(work))
    archive = zipfile.ZipFile(io.BytesIO(pack(made, house.papers.content).content))
    return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_letters_receipts_and_log_are_in_it_and_the_index_has_their_hashes(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.add(a_contact(1))
    house.sign(house.issue())

    found = packed(house)

    index = found[INDEX].decode("utf-8-sig").splitlines()[1:]
    listed = {line.split('"')[1]: line.rsplit(",", 1)[1] for line in index}
    assert listed == {
        name: hashlib.sha256(body).hexdigest() for name, body in found.items() if name not in (INDEX, MISSING)
    }
    names = " ".join(found)
    for part in ("帮扶表单", "（送达）", "（存根）", "签收/温环乐预警〔2023〕1号.json", "操作记录.csv"):
        assert part in names


def test_a_reader_recomputes_a_receipts_hash_from_what_is_printed(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.add(a_contact(1))
    house.sign(house.issue())

    printed = json.loads(packed(house)["签收/温环乐预警〔2023〕1号.json"])
    canonical = json.dumps(printed["字段"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    again = hashlib.sha256(f"{printed['上一条']}\n{canonical}".encode()).hexdigest()

    assert again == printed["本条"] == link(printed["上一条"], printed["字段"])
    assert (
        hashlib.sha256(json.dumps(printed["笔迹"], separators=(",", ":")).encode()).hexdigest()
        == (printed["字段"]["strokes_sha"])
    )


def test_what_a_complete_file_lacks_is_named(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    missing = packed(sqlite_house)[MISSING].decode()

    assert "温环乐预警〔2023〕1号：没有签收" in missing
    assert "没有缺件" not in missing


def test_another_firms_papers_stay_out(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    found = packed(sqlite_house, 2)

    assert sorted(found) == sorted([INDEX, MISSING, "操作记录.csv"])
    assert FIRM not in b"".join(found.values()).decode()


def test_a_letter_whose_file_was_changed_is_named(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.issue()
    packed(house)
    wrong = house.files.put(b"something else")
    house.change(lambda work: setattr(work.session.get_one(PaperRow, 2), "file_sha", wrong))
    honest = house.papers.content

    with house.store.read() as work:
        made = folder(work.session.get_one(Enterprise, 1), house.desk(work))
    body = pack(made, lambda ref: b"forged" if ref == "paper:2" else honest(ref))

    archive = zipfile.ZipFile(io.BytesIO(body.content))
    missing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(MISSING))
    assert "与登记的哈希不一致" in missing


def test_a_name_no_file_system_takes_is_made_safe(sqlite_house: AHouse) -> None:
    sqlite_house.issue(a_draft())
    sqlite_house.change(lambda work: setattr(work.people.enterprise(1), "name", "../../甲/乙:丙*?"))

    with sqlite_house.store.read() as work:
        made = folder(work.people.enterprise(1), sqlite_house.desk(work))

    assert "/" not in made.name
    assert not made.name.startswith(".")


def test_the_same_file_gives_the_same_bytes(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    assert packed(sqlite_house) == packed(sqlite_house)
