"""The book of sheets: answers are only ever added, seats say who is where, showings name what was shown."""

from typing import Any

from models.tables.talk import Answer
from models.work import Store, Work
from tests.clock import AClock
from tests.crowd import Meanwhile
from tests.factories import AT

LIN, WANG = ("wecom", "linyifan"), ("wecom", "wangmin")


def opened(store: Store, subject: str = "1", script: str = "inspection") -> str:
    with store.write() as work:
        opened: str = work.sheets.open(script, subject, {"firm": {"name": "甲"}}, "linyifan", AT).id
        return opened


def kept(work: Work, sheet: str) -> list[tuple[str, Any, bool, int | None]]:
    rows = work.session.query(Answer).where(Answer.sheet_id == sheet).order_by(Answer.id).all()
    return [(row.key, row.value, row.withdrawn, row.replaces) for row in rows]


def test_a_changed_answer_is_a_second_row_that_names_the_first(store: Store) -> None:
    sheet = opened(store)

    with store.write() as work:
        work.sheets.keep(sheet, "days", "7", "", "linyifan", AT)
        work.sheets.keep(sheet, "days", "15", "", "wangmin", AT)
        work.sheets.withdraw(sheet, "days", "wangmin", AT)

    with store.read() as work:
        first, second, third = kept(work, sheet)
        ids = [row.id for row in work.session.query(Answer).order_by(Answer.id)]
    assert first == ("days", "7", False, None)
    assert second == ("days", "15", False, ids[0])
    assert third == ("days", None, True, ids[1])


def test_an_answer_of_another_sheet_is_never_replaced(store: Store) -> None:
    one, other = opened(store), opened(store, "2")

    with store.write() as work:
        work.sheets.keep(one, "days", "7", "", "linyifan", AT)
        work.sheets.keep(other, "days", "9", "", "linyifan", AT)

    with store.read() as work:
        assert kept(work, other) == [("days", "9", False, None)]


def test_a_person_is_at_the_open_sheet_he_touched_last(store: Store) -> None:
    one, other = opened(store), opened(store, "2")
    with store.write() as work:
        work.sheets.sit(one, *LIN)
        work.sheets.sit(other, *LIN)
        work.sheets.sit(one, *WANG)
        assert work.sheets.at(*LIN) == other
        work.sheets.sit(one, *LIN)

    with store.read() as work:
        assert work.sheets.at(*LIN) == one
        assert [row.id for row, _ in work.sheets.seats(*LIN)] == [one, other]


def test_a_closed_or_paused_sheet_is_nobodys_place(store: Store) -> None:
    one, other = opened(store), opened(store, "2")
    with store.write() as work:
        work.sheets.sit(one, *LIN)
        work.sheets.sit(other, *LIN)
        work.sheets.sit(other, *WANG)
        work.sheets.pause(other, *LIN)

    with store.write() as work:
        assert work.sheets.at(*LIN) == one
        assert work.sheets.at(*WANG) == other
        work.sheets.close(one, "done", AT)
        work.sheets.close(other, "cancelled", AT)
        assert work.sheets.at(*LIN) == ""
        assert work.sheets.opened("inspection", "1") == []
        work.sheets.reopen(one)
        assert work.sheets.at(*LIN) == one


def test_sitting_down_again_ends_a_pause(store: Store) -> None:
    one = opened(store)
    with store.write() as work:
        work.sheets.sit(one, *LIN)
        work.sheets.pause(one, *LIN)
    with store.write() as work:
        work.sheets.sit(one, *LIN)

    with store.read() as work:
        assert work.sheets.at(*LIN) == one


def test_an_assigned_seat_takes_nobody_away_from_where_he_is(store: Store) -> None:
    one, other = opened(store), opened(store, "2", "release")
    with store.write() as work:
        work.sheets.sit(one, *WANG)
        work.sheets.assign(other, *WANG)
        work.sheets.assign(other, *WANG)

    with store.read() as work:
        assert work.sheets.at(*WANG) == one
        assert work.sheets.people(other) == [WANG]


def test_each_showing_has_a_token_of_its_own_and_cards_a_task(store: Store) -> None:
    sheet = opened(store)
    with store.write() as work:
        work.sheets.sit(sheet, *LIN)
        card = work.sheets.show(sheet, *LIN, "days", "", AT)
        swapped = work.sheets.show(sheet, *LIN, "summary", card.task, AT, ("15",))
        text = work.sheets.show(sheet, *LIN, "name", "text", AT)
        seat = work.sheets.sit(sheet, *LIN)

    with store.read() as work:
        found = work.sheets.shown(swapped.token)
        latest = work.sheets.showing(seat.showing)
        assert found is not None
        assert latest is not None
        assert (found.key, found.task, found.offer) == ("summary", card.task, ["15"])
        assert latest.token == text.token
        assert work.sheets.shown("nonsense") is None
    assert len({card.token, swapped.token, text.token}) == 3
    assert card.task == f"{sheet}-{card.token}"


def test_what_a_search_found_is_kept_by_what_was_asked(store: Store) -> None:
    sheet = opened(store)
    with store.write() as work:
        work.sheets.result(sheet, "firms.1", "电镀", [{"id": 1}], AT)
        work.sheets.result(sheet, "firms.1", "阀门", [], AT)

    with store.read() as work:
        assert {(r.key, r.about): r.value for r in work.sheets.results(sheet)} == {
            ("firms.1", "电镀"): [{"id": 1}],
            ("firms.1", "阀门"): [],
        }


def test_refreshed_facts_have_the_hour_they_were_read(store: Store, clock: AClock) -> None:
    sheet = opened(store)
    later = clock.now()

    with store.write() as work:
        work.sheets.refresh(sheet, {"firm": {"name": "乙"}}, later)

    with store.read() as work:
        row = work.sheets.get(sheet)
        assert row is not None
        assert (row.facts, row.facts_at) == ({"firm": {"name": "乙"}}, later)


def test_one_persons_turns_wait_for_each_other(store: Store) -> None:
    order: list[str] = []

    def first(meanwhile: Meanwhile) -> None:
        with store.write() as work:
            work.sheets.lock_speaker(*LIN, AT)
            meanwhile.middle()
            order.append("first")

    def second(meanwhile: Meanwhile) -> None:
        meanwhile.middle()
        with store.write() as work:
            work.sheets.lock_speaker(*LIN, AT)
            order.append("second")

    with Meanwhile(first) as one, Meanwhile(second) as other:
        other._go.set()
        one.go_on()
        other.go_on()

    assert order == ["first", "second"]
