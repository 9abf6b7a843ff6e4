"""The gate: every pair of answers has its outcome, and nobody releases his own answer."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.gate import (
    Consequence,
    Finding,
    Intent,
    Mode,
    Outcome,
    Releaser,
    decide,
    needed_hand,
    release_refused,
)

I, C, O = Intent, Consequence, Outcome  # noqa: E741

OUTCOMES = {
    (I.DELIBERATE, C.CAUSED): O.TRANSFER,
    (I.DELIBERATE, C.NONE): O.RELEASE,
    (I.DELIBERATE, C.UNCLEAR): O.LEADER,
    (I.NEGLIGENT, C.CAUSED): O.LEADER,
    (I.NEGLIGENT, C.NONE): O.RELEASE,
    (I.NEGLIGENT, C.UNCLEAR): O.LEADER,
    (I.NONE, C.CAUSED): O.RELEASE,
    (I.NONE, C.NONE): O.RELEASE,
    (I.NONE, C.UNCLEAR): O.LEADER,
    (I.NOT_DELIBERATE, C.CAUSED): O.LEADER,
    (I.NOT_DELIBERATE, C.NONE): O.RELEASE,
    (I.NOT_DELIBERATE, C.UNCLEAR): O.LEADER,
    (I.UNCLEAR, C.CAUSED): O.LEADER,
    (I.UNCLEAR, C.NONE): O.LEADER,
    (I.UNCLEAR, C.UNCLEAR): O.LEADER,
}
FINDINGS = st.builds(
    Finding, st.sampled_from(Intent), st.sampled_from(Consequence), st.booleans(), st.booleans()
)
MODES: tuple[Mode, ...] = ("on_the_spot", "always_leader", "one_officer")
HARMLESS = decide([Finding(I.NEGLIGENT, C.NONE)])
DELIBERATE = decide([Finding(I.DELIBERATE, C.NONE)])
UNCLEAR = decide([Finding(I.UNCLEAR, C.NONE)])
TRANSFER = decide([Finding(I.DELIBERATE, C.CAUSED)])
WANG = Releaser("wang", listed_officer=True, leader=False)
LIN = Releaser("lin", listed_officer=True, leader=False)
CHEN = Releaser("chen", listed_officer=False, leader=False)
LEADER = Releaser("zhao", listed_officer=False, leader=True)


def test_every_pair_of_answers_has_its_outcome() -> None:
    assert set(OUTCOMES) == set(product(Intent, Consequence))
    for (intent, consequence), outcome in OUTCOMES.items():
        decided = decide([Finding(intent, consequence)])

        assert decided.outcome is outcome
        assert decided.why


def test_a_fabricated_record_goes_to_the_leader_however_harmless() -> None:
    assert decide([Finding(I.NONE, C.NONE, act=True, leader=True)]).outcome is O.LEADER


def test_deliberate_pollution_is_transferred_even_if_the_leader_was_asked_for() -> None:
    assert decide([Finding(I.DELIBERATE, C.CAUSED, leader=True)]).outcome is O.TRANSFER


@given(st.lists(FINDINGS, min_size=1, max_size=6))
def test_the_strictest_hazard_decides_whatever_the_order(findings: list[Finding]) -> None:
    order = [O.RELEASE, O.LEADER, O.TRANSFER]
    alone = [decide([one]).outcome for one in findings]

    together = decide(findings)

    assert together.outcome is max(alone, key=order.index)
    assert together.outcome is decide(findings[::-1]).outcome
    assert together.harmless is all(decide([one]).harmless for one in findings)


@given(FINDINGS, st.sampled_from(MODES))
def test_deliberate_pollution_is_released_by_nobody_and_a_doubt_only_by_a_leader(
    one: Finding, mode: Mode
) -> None:
    hand = needed_hand(decide([one]), mode)

    assert (hand == "nobody") is (one.intent is I.DELIBERATE and one.consequence is C.CAUSED)
    if I.UNCLEAR in (one.intent,) or C.UNCLEAR in (one.consequence,):
        assert hand == "leader"
    if hand in ("filer", "second_officer"):
        assert one.consequence is C.NONE
        assert one.intent in (I.NEGLIGENT, I.NONE, I.NOT_DELIBERATE)


def test_a_notice_without_a_hazard_is_never_decided() -> None:
    with pytest.raises(ValueError, match="at least one hazard"):
        decide([])


@pytest.mark.parametrize(
    ("mode", "hand"),
    [("on_the_spot", "second_officer"), ("always_leader", "leader"), ("one_officer", "filer")],
)
def test_the_bureau_chooses_who_releases_what_is_harmless(mode: Mode, hand: str) -> None:
    assert needed_hand(HARMLESS, mode) == hand


@pytest.mark.parametrize("mode", MODES)
def test_what_is_clear_but_deliberate_is_released_by_a_leader_in_every_mode(mode: Mode) -> None:
    assert DELIBERATE.outcome is O.RELEASE
    assert needed_hand(DELIBERATE, mode) == "leader"
    assert needed_hand(UNCLEAR, mode) == "leader"


def test_on_the_spot_another_listed_officer_releases() -> None:
    def refused(tapper: Releaser) -> str:
        return release_refused(HARMLESS, "on_the_spot", "lin", frozenset({"lin"}), tapper)

    assert refused(WANG) == ""
    assert refused(LEADER) == ""
    assert "另一位" in refused(LIN)
    assert "同去的另一位" in refused(CHEN)


def test_a_second_officer_who_gave_an_answer_may_not_release_it() -> None:
    assert "自己填的" in release_refused(HARMLESS, "on_the_spot", "lin", frozenset({"lin", "wang"}), WANG)


def test_a_leader_who_gave_the_answer_needs_another() -> None:
    assert "自己填的" in release_refused(UNCLEAR, "on_the_spot", "lin", frozenset({"zhao"}), LEADER)
    assert release_refused(UNCLEAR, "on_the_spot", "lin", frozenset({"lin"}), LEADER) == ""


def test_an_officer_may_not_stand_in_for_the_leader() -> None:
    assert "队领导" in release_refused(UNCLEAR, "on_the_spot", "lin", frozenset({"lin"}), WANG)
    assert "队领导" in release_refused(HARMLESS, "always_leader", "lin", frozenset({"lin"}), WANG)


def test_one_officer_suffices_only_where_the_bureau_says_so() -> None:
    assert release_refused(HARMLESS, "one_officer", "lin", frozenset({"lin"}), LIN) == ""
    assert release_refused(HARMLESS, "one_officer", "lin", frozenset({"lin"}), CHEN) != ""
    assert release_refused(UNCLEAR, "one_officer", "lin", frozenset({"lin"}), LIN) != ""


@pytest.mark.parametrize("tapper", [LIN, WANG, CHEN, LEADER])
def test_nobody_releases_what_must_be_transferred(tapper: Releaser) -> None:
    assert all(
        "转查处" in release_refused(TRANSFER, mode, "lin", frozenset({"lin"}), tapper) for mode in MODES
    )
