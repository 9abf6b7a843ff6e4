"""Every table of states: each pair has a verdict, and what the process forbids is forbidden."""

from collections import deque
from typing import Any

import pytest

from rules import enterprise_states, hazard_states, notice_states, reminder_states, visit_states
from rules.enterprise_states import EnterpriseState
from rules.hazard_states import HazardState
from rules.labels import Labelled
from rules.moves import ForbiddenMove, Moves
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState
from rules.visit_states import VisitState

TABLES: list[tuple[type[Labelled], Moves[Any]]] = [
    (VisitState, visit_states.MOVES),
    (NoticeState, notice_states.MOVES),
    (ReminderState, reminder_states.MOVES),
    (HazardState, hazard_states.MOVES),
    (EnterpriseState, enterprise_states.MOVES),
]
FIRST: dict[type[Labelled], Labelled] = {
    VisitState: VisitState.DRAFT,
    NoticeState: NoticeState.DRAFT,
    ReminderState: ReminderState.DRAFT,
    HazardState: HazardState.OPEN,
    EnterpriseState: EnterpriseState.NOT_STARTED,
}
N, V, H, E = NoticeState, VisitState, HazardState, EnterpriseState


@pytest.mark.parametrize(("states", "moves"), TABLES, ids=[states.__name__ for states, _ in TABLES])
def test_every_pair_of_states_has_a_verdict(states: type[Labelled], moves: Moves[Any]) -> None:
    for was in states:
        for to in states:
            allowed = to in moves.allowed(was)

            assert moves.may(was, to) is allowed
            assert moves.may(str(was), str(to)) is allowed
            if allowed:
                moves.check(was.value, to.value)
            else:
                with pytest.raises(ForbiddenMove, match=was.label) as refused:
                    moves.check(was.value, to.value)
                assert (refused.value.was, refused.value.to) == (was.value, to.value)


@pytest.mark.parametrize(("states", "moves"), TABLES, ids=[states.__name__ for states, _ in TABLES])
def test_every_state_is_reached_from_the_first(states: type[Labelled], moves: Moves[Any]) -> None:
    reached, waiting = {FIRST[states]}, deque([FIRST[states]])

    while waiting:
        fresh = moves.allowed(waiting.popleft()) - reached
        reached |= fresh
        waiting.extend(fresh)

    assert reached == set(states)


@pytest.mark.parametrize(("states", "moves"), TABLES, ids=[states.__name__ for states, _ in TABLES])
def test_a_value_that_is_no_state_goes_nowhere(states: type[Labelled], moves: Moves[Any]) -> None:
    first = next(iter(states))

    assert moves.allowed("gone") == frozenset()
    with pytest.raises(ForbiddenMove):
        moves.check("gone", first)
    with pytest.raises(ForbiddenMove):
        moves.check(first, "gone")


@pytest.mark.parametrize("states", [states for states, _ in TABLES])
def test_labels_are_chinese_and_no_two_are_the_same(states: type[Labelled]) -> None:
    labels = [one.label for one in states]

    assert len(set(labels)) == len(labels)
    assert all(one.value.isascii() and not one.label.isascii() for one in states)
    assert not any(word in label for label in labels for word in ("违法", "处罚"))


def test_a_table_must_name_every_state() -> None:
    with pytest.raises(ValueError, match="no line for"):
        Moves({V.DRAFT: {V.CONFIRMED}})
    with pytest.raises(ValueError, match="names its states"):
        Moves[VisitState]({})


@pytest.mark.parametrize(
    ("was", "to"),
    [
        (N.DRAFT, N.SIGNED), (N.DRAFT, N.NUMBERED), (N.OVERDUE, N.TRANSFERRED), (N.OVERDUE, N.CLEARED),
        (N.RECTIFYING, N.CLEARED), (N.RECTIFYING, N.TRANSFERRED), (N.SIGNED, N.CLEARED),
        (N.NUMBERED, N.DROPPED), (N.NUMBERED, N.DRAFT), (N.VOID, N.NUMBERED), (N.TRANSFERRED, N.RECTIFYING),
        (N.NUMBERED, N.RECTIFYING), (N.IN_REVIEW, N.SIGNED), (N.CLEARED, N.VOID),
        (N.ARCHIVED, N.AWAITING_RECHECK),
    ],
)  # fmt: skip
def test_what_the_process_forbids_a_notice_is_forbidden(was: NoticeState, to: NoticeState) -> None:
    assert not notice_states.MOVES.may(was, to)


def test_a_numbered_notice_never_becomes_a_draft_or_dropped_again() -> None:
    numbered = notice_states.UNSERVED | notice_states.SERVED | {N.VOID}
    gone = {N.DRAFT, N.IN_REVIEW, N.RETURNED, N.DROPPED}

    assert all(not notice_states.MOVES.allowed(state) & gone for state in numbered)


def test_overdue_leads_to_a_recheck_or_a_withdrawal_only() -> None:
    assert notice_states.MOVES.allowed(N.OVERDUE) == {N.AWAITING_RECHECK, N.VOID}


def test_only_what_a_recheck_found_not_cleared_or_the_gate_is_transferred() -> None:
    assert {was for was in N if notice_states.MOVES.may(was, N.TRANSFERRED)} == {N.IN_REVIEW, N.NOT_CLEARED}


def test_a_notice_is_cleared_from_a_recheck_only() -> None:
    assert {was for was in N if notice_states.MOVES.may(was, N.CLEARED)} == {N.AWAITING_RECHECK}


def test_the_named_sets_cover_every_notice_state_without_contradiction() -> None:
    assert set(N) == notice_states.PREPARING | notice_states.OPEN | notice_states.CLOSED
    assert not notice_states.PREPARING & (notice_states.OPEN | notice_states.CLOSED)
    assert not notice_states.OPEN & notice_states.CLOSED
    assert notice_states.MENDING < notice_states.SERVED
    assert all(notice_states.MOVES.may(state, N.OVERDUE) for state in notice_states.RUNNING)
    assert notice_states.MOVES.ends <= notice_states.CLOSED


def test_a_confirmed_visit_is_only_replaced_or_voided() -> None:
    assert visit_states.MOVES.allowed(V.CONFIRMED) == {V.CORRECTED, V.VOID}
    assert set(V) == visit_states.EDITABLE | visit_states.FROZEN
    assert not visit_states.EDITABLE & visit_states.FROZEN


def test_an_enterprise_alone_closes_no_hazard() -> None:
    for to in HazardState:
        refused = hazard_states.move_refused(to, by_staff=False)

        assert (refused == "") is (to is H.SUBMITTED)
        assert hazard_states.move_refused(to, by_staff=True) == ""
    assert not hazard_states.MOVES.may(H.SUBMITTED, H.CLOSED)
    assert not hazard_states.MOVES.may(H.OPEN, H.CLOSED)


def test_the_finder_alone_does_not_close_where_a_countersign_is_wanted() -> None:
    def refused(by: str, countersign: bool, agreed: bool) -> str:
        return hazard_states.closing_refused(
            by=by, found_by="lin", countersign=countersign, leader_agreed=agreed
        )

    assert "发现人不能单独销号" in refused("lin", True, False)
    assert "队领导" in refused("wang", True, False)
    assert refused("lin", True, True) == ""
    assert refused("lin", False, False) == ""


def test_the_named_sets_cover_every_hazard_state() -> None:
    assert set(H) == hazard_states.UNSETTLED | hazard_states.SETTLED
    assert not hazard_states.UNSETTLED & hazard_states.SETTLED
    assert hazard_states.OPEN | hazard_states.WAITING == hazard_states.UNSETTLED


def test_a_visit_never_counts_a_firm_that_is_not_on_the_register() -> None:
    assert enterprise_states.after_visit(E.NOT_STARTED) is E.VISITED
    assert enterprise_states.after_visit(E.CLEARED) is E.VISITED
    assert enterprise_states.after_visit(E.OFF_TARGET) is E.OFF_TARGET
    assert enterprise_states.after_visit(E.RECTIFYING) is E.RECTIFYING
    for state in EnterpriseState:
        after = enterprise_states.after_visit(state)

        assert after is state or enterprise_states.MOVES.may(state, after)


def test_a_reminder_taken_for_signed_can_be_corrected() -> None:
    assert reminder_states.MOVES.may(ReminderState.SIGNED, ReminderState.DELIVERED)
    assert not reminder_states.MOVES.may(ReminderState.DRAFT, ReminderState.SIGNED)
    assert not reminder_states.MOVES.may(ReminderState.VOID, ReminderState.ISSUED)


def test_a_notice_is_voided_by_a_leader_and_after_receipt_with_a_served_paper() -> None:
    def refused(state: NoticeState, leader: bool, paper: bool) -> str:
        return notice_states.withdrawal_refused(state, leader=leader, paper_served=paper)

    assert refused(N.NUMBERED, True, False) == ""
    assert "队领导" in refused(N.NUMBERED, False, True)
    assert "书面说明" in refused(N.RECTIFYING, True, False)
    assert refused(N.RECTIFYING, True, True) == ""
    assert "不能作废" in refused(N.CLEARED, True, True)
    assert "不能作废" in refused(N.DRAFT, True, True)


def test_a_notice_closes_when_our_people_settled_every_hazard() -> None:
    def refused(staff: bool = True, open_ones: int = 0, needs: bool = False, agreed: bool = False) -> str:
        return notice_states.closing_refused(
            by_staff=staff, unsettled=open_ones, needs_leader=needs, leader_agreed=agreed
        )

    assert refused() == ""
    assert "执法人员复核" in refused(staff=False)
    assert "还有 2 条" in refused(open_ones=2)
    assert "队领导" in refused(needs=True)
    assert refused(needs=True, agreed=True) == ""
