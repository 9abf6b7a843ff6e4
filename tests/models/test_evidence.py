"""Evidence rows: counted by item, filed with the visit, fetched under a lease, never deleted."""

from typing import Any

from models.tables.cases import Evidence
from models.work import Store
from tests.clock import AClock
from tests.crowd import at_once
from tests.factories import a_draft
from tests.house import AHouse


def keep(store: Store, sort: str = "photo", sheet: str | None = "s", item: str = "", **but: Any) -> int:
    with store.write() as work:
        media = "" if sort == "note" else "media"
        row = work.evidence.new(sort, "wecom", "linyifan", media=media, text="话" if sort == "note" else "")
        row.sheet_id, row.item = sheet, item
        for name, value in but.items():
            setattr(row, name, value)
        return work.evidence.add(row).id


def claimed(store: Store, lease: float = 30, most: int = 8) -> list[int]:
    with store.write() as work:
        return [row.id for row in work.evidence.claim_pending(lease, most)]


def test_photos_are_counted_by_item_and_nothing_else_is(store: Store) -> None:
    for item in ("outlet", "outlet", ""):
        keep(store, item=item)
    keep(store, "note", item="outlet")
    keep(store, "voice", item="outlet")
    keep(store, item="outlet", state="lost")
    keep(store, sheet="other", item="outlet")

    with store.read() as work:
        assert dict(work.evidence.counts("s")) == {"outlet": 2, "": 1}
        assert len(work.evidence.of_sheet("s")) == 6


def test_what_was_sent_at_no_sheet_is_kept_and_found_again(store: Store) -> None:
    first = keep(store, sheet=None)
    keep(store)
    second = keep(store, "note", sheet=None)

    with store.read() as work:
        assert [row.id for row in work.evidence.unfiled("wecom", "linyifan")] == [first, second]
        assert work.evidence.unfiled("wecom", "wangmin") == []


def test_a_note_is_complete_and_a_photo_is_still_to_be_fetched(store: Store) -> None:
    photo, note = keep(store), keep(store, "note")

    with store.read() as work:
        assert work.session.get_one(Evidence, photo).state == "pending"
        assert work.session.get_one(Evidence, note).state == "stored"
    assert claimed(store) == [photo]


def test_a_photo_is_fetched_by_one_and_tried_again_after_a_crash(store: Store, clock: AClock) -> None:
    photo = keep(store)

    assert claimed(store) == [photo]
    assert claimed(store) == []
    clock.forward(seconds=31)
    assert claimed(store) == [photo]

    with store.read() as work:
        assert work.session.get_one(Evidence, photo).attempts == 2


def test_four_fetchers_at_once_take_each_photo_once(store: Store) -> None:
    photos = [keep(store) for _ in range(20)]

    taken = at_once([lambda: claimed(store, most=5)] * 4)

    again = [claimed(store) for _ in range(3)]
    assert sorted(n for part in (*taken, *again) for n in part) == photos


def test_everything_of_a_sheet_goes_with_its_visit(house: AHouse) -> None:
    with house.at_desk("linyifan") as desk:
        sheet = desk.work.sheets.open("inspection", "1", {}, "linyifan", desk.now).id
    keep(house.store, sheet=sheet)
    keep(house.store, sheet="another")
    visit = house.file(a_draft())

    house.change(lambda work: work.evidence.file_sheet(sheet, visit))

    assert [(row.sheet_id, row.visit_id) for row in house.rows(Evidence)] == [
        (sheet, visit),
        ("another", None),
    ]
