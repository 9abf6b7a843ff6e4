"""What is kept by the ids of its objects is never found for another object, and does not grow for ever."""

from rules.kept import Kept


class Thing:
    """Something that is only ever itself."""


def test_what_was_made_of_an_object_that_is_gone_is_never_found_for_a_new_one() -> None:
    kept = Kept[int](1000)

    for n in range(500):
        thing = Thing()
        assert id(thing) not in kept
        assert kept.keep(id(thing), thing, n) == n


def test_it_holds_no_more_than_it_may() -> None:
    kept, things = Kept[int](3), [Thing() for _ in range(4)]

    for n, thing in enumerate(things):
        kept.keep(id(thing), thing, n)

    assert kept == {id(things[3]): (things[3], 3)}
