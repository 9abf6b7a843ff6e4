"""Pages end well: the signature keeps company, no paragraph leaves a single line behind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from notices.setting.paging import BodyLine, Room, page_ends

FIRST, FURTHER = Room(17, 9), Room(22, 13)


def lines(*paragraphs: int) -> list[BodyLine]:
    """Return body lines of paragraphs with so many lines each."""
    return [BodyLine(at == 0, at == count - 1) for count in paragraphs for at in range(count)]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_every_page_holds_no_more_than_it_can_and_the_last_leaves_room_for_the_tail(
    counts: list[int],
) -> None:
    body = lines(*counts)
    ends = page_ends(body, FIRST, FURTHER)

    sizes = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    assert sum(sizes) == len(body)
    assert sizes[0] <= FIRST.full
    assert all(size <= FURTHER.full for size in sizes[1:])
    assert sizes[-1] <= (FIRST if len(sizes) == 1 else FURTHER).with_tail
    assert all(size > 0 for size in sizes)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=40))
def test_the_signature_never_stands_with_less_than_two_lines(counts: list[int]) -> None:
    body = lines(*counts)
    ends = page_ends(body, FIRST, FURTHER)

    assert len(ends) == 1 or len(body) - ends[-2] >= 2


def test_one_line_too_many_for_a_page_takes_a_companion_along() -> None:
    assert page_ends(lines(1, 1, 1, 5, 9, 1), FIRST, FURTHER) == [15, 18]


def test_a_body_that_fits_stays_on_one_page() -> None:
    assert page_ends(lines(4, 5), FIRST, FURTHER) == [9]


def test_a_body_whose_tail_does_not_fit_sends_its_last_paragraph_along() -> None:
    assert page_ends(lines(5, 5, 3), FIRST, FURTHER) == [10, 13]


def test_no_paragraph_leaves_its_first_or_last_line_alone() -> None:
    assert page_ends(lines(16, 8, 4), FIRST, FURTHER)[0] == 16
    assert page_ends(lines(18, 10), FIRST, FURTHER)[0] == 16


def test_an_announcement_stays_with_what_it_announces() -> None:
    body = lines(15, 2, 9)
    body[16] = BodyLine(first=False, last=True, leads=True)

    assert page_ends(body, FIRST, FURTHER)[0] == 15
