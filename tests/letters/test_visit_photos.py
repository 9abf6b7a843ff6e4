"""The form of a visit carries its photos: in the order of the items, with what is known of them."""

from datetime import timedelta
from typing import Any

from models.tables.cases import Evidence
from models.tables.letters import PaperRow
from notices.facts.form import FormFacts, FormPhoto
from notices.facts.kinds import from_json
from tests.factories import AT, LIN
from tests.house import AHouse


def a_photo(visit: int, **but: Any) -> Evidence:
    """A photo an officer sent during a visit, fetched and copied."""
    row: dict[str, Any] = {
        "visit_id": visit,
        "item": "outlet_standardized_signed",
        "sort": "photo",
        "channel": "wecom",
        "by": LIN,
        "at": AT,
        "sha256": "a" * 64,
        "display_sha256": "b" * 64,
        "state": "stored",
        "next_at": AT,
    }
    return Evidence(**{**row, **but})


def printed(house: AHouse, *photos: dict[str, Any]) -> tuple[FormPhoto, ...]:
    """Issue a visit with photos; return those of its form."""
    visit = house.file()
    house.add(*(a_photo(visit, **photo) for photo in photos))
    house.release(visit)
    (form,) = house.rows(PaperRow, PaperRow.kind == "form")
    facts = from_json("form", form.facts)
    assert isinstance(facts, FormFacts)
    return facts.photos


def test_photos_stand_in_the_order_of_the_items_and_unfiled_ones_last(house: AHouse) -> None:
    photos = printed(
        house,
        {"item": "", "at": AT + timedelta(minutes=3)},
        {"display_sha256": "c" * 64},
        {"item": "outlet_matches_permit", "display_sha256": "d" * 64},
    )

    assert [photo.about for photo in photos] == ["第9项", "第10项", ""]
    assert [photo.shown[0] for photo in photos] == ["d", "c", "b"]
    assert photos[2].taken == "2023-05-08 09:03"
    assert {photo.by for photo in photos} == {"林一帆"}
    assert {photo.lacking for photo in photos} == {""}


def test_a_photo_of_something_that_is_no_item_of_the_form_counts_as_unfiled(house: AHouse) -> None:
    photos = printed(house, {"item": "recheck"}, {})

    assert [photo.about for photo in photos] == ["第10项", ""]


def test_what_is_not_there_is_said_and_not_shown(house: AHouse) -> None:
    photos = printed(
        house,
        {"state": "lost", "sha256": "", "display_sha256": ""},
        {"state": "pending", "sha256": "", "display_sha256": ""},
        {"sort": "voice"},
    )

    assert [(photo.shown, photo.sha256, photo.lacking) for photo in photos] == [
        ("", "", "原件未取到"),
        ("", "", "原件还在取"),
    ]


def test_thirty_photos_are_printed_and_the_others_named_with_their_hash(house: AHouse) -> None:
    photos = printed(house, *({} for _ in range(32)))

    assert [bool(photo.shown) for photo in photos] == [True] * 30 + [False] * 2
    assert {photo.lacking for photo in photos[30:]} == {"照片已存档，此处从略"}
    assert {photo.sha256 for photo in photos} == {"a" * 64}


def test_photos_of_another_visit_stay_out(house: AHouse) -> None:
    assert printed(house, {"visit_id": 4711}) == ()
