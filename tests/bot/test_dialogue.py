"""Replay: where a script stands on a record, whatever happened to the record."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import Ended, Kept, Open, Record, ScriptError, Wants, replay, resume
from bot.script import Ask, Choice, Choose, Look, Offer, Offers, Script, Tell, TickOff, Write, about

AT = datetime(2023, 5, 8, 1, tzinfo=UTC)
YES_NO = Choose((Choice("yes", "有"), Choice("no", "没有")))


def visit() -> Script:
    """A small inspection: two items, details where wrong, a note that may be changed, days, an end."""
    yield Tell("words", ("一、二",))
    wrong = []
    for item in ("outlet", "ledger"):
        if (yield Ask(key=item, title=item, form=YES_NO, alias=(item[:3],))) == "yes":
            text = yield Ask(key=f"{item}.text", title="说明", form=Write())
            wrong.append((item, text))
    note = yield Offer(Ask(key="note", title="结论", form=Write(), about=about(wrong), alias=("结论",)))
    days = 0
    if wrong:
        days = yield Ask(key="days", title="几天", form=Write(), about=about(wrong))
    return wrong, note, days


def record(about_: dict[str, str] | None = None, **answers: Any) -> Record:
    kept = {
        key.replace("__", "."): Kept(value, (about_ or {}).get(key, "")) for key, value in answers.items()
    }
    return Record(kept, {("words", ""): None})


def open_key(answers: Record, focus: str = "") -> str:
    state = replay(visit(), answers, focus).state
    assert isinstance(state, Open)
    return state.ask.key


def test_a_telling_comes_before_the_first_question() -> None:
    state = replay(visit(), Record()).state

    assert isinstance(state, Wants)
    assert isinstance(state.step, Tell)


def test_the_first_unanswered_question_waits() -> None:
    assert open_key(record()) == "outlet"
    assert open_key(record(outlet="no")) == "ledger"
    assert open_key(record(outlet="yes")) == "outlet.text"


def test_the_end_hands_over_what_was_answered() -> None:
    state = replay(visit(), record(outlet="no", ledger="no")).state

    assert state == Ended(([], None, 0))


def test_a_changed_answer_keeps_later_answers_that_are_still_asked() -> None:
    before = record(outlet="yes", outlet__text="没有标志牌", ledger="no")
    after = record(outlet="no", outlet__text="没有标志牌", ledger="no")

    assert open_key(before) == "days"
    assert isinstance(replay(visit(), after).state, Ended)


def test_an_answer_about_something_else_must_be_given_again_and_is_shown() -> None:
    wrong = about([("outlet", "没有标志牌")])
    answered = record({"days": wrong}, outlet="yes", outlet__text="没有标志牌", ledger="no", days="7")
    changed = record({"days": wrong}, outlet="yes", outlet__text="没有采样孔", ledger="no", days="7")

    assert isinstance(replay(visit(), answered).state, Ended)
    state = replay(visit(), changed).state
    assert isinstance(state, Open)
    assert state.kept is not None
    assert state.kept.value == "7"


def test_going_back_to_an_answered_question_stops_there() -> None:
    assert open_key(record(outlet="no", ledger="no"), focus="outlet") == "outlet"


def test_an_offer_is_asked_only_of_those_who_go_to_it() -> None:
    assert open_key(record(outlet="no", ledger="no"), focus="note") == "note"


def test_a_word_finds_the_question_it_names() -> None:
    standing = replay(visit(), record(outlet="no", ledger="no"))

    assert standing.named("led") is not None
    assert standing.named("结论") is not None
    assert standing.named("天数") is None


def test_an_option_that_is_gone_is_asked_again() -> None:
    def script(options: tuple[str, ...]) -> Script:
        return (yield Ask(key="a", title="a", form=TickOff(tuple(Choice(o, o) for o in options))))

    kept = Record({"a": Kept(["x", "y"])})

    assert isinstance(replay(script(("x", "y")), kept).state, Ended)
    assert isinstance(replay(script(("x",)), kept).state, Open)


def test_asking_one_key_twice_is_a_fault_of_the_script() -> None:
    def script() -> Script:
        yield Ask(key="a", title="a", form=Write())
        yield Ask(key="a", title="a", form=Write())

    with pytest.raises(ScriptError):
        replay(script(), Record({"a": Kept("1")}))


def items() -> Script:
    """Five items that may be changed one by one, each change told with a word."""
    asks, taken = (
        [Ask(key=f"i{n}", title="改", form=YES_NO, about="1", alias=(str(n),)) for n in range(5)],
        [],
    )
    start = 0
    while start < len(asks):
        met = yield Offers(tuple(asks[start:]))
        if met is None:
            break
        start = int(met[0][1:]) + 1
        taken.append((*met, (yield Ask(key=f"{met[0]}.why", title="为什么", form=Write()))))
    return taken


def test_several_offers_give_the_first_that_was_taken_and_then_the_next() -> None:
    answers = {k: Kept(v, "1") for k, v in {"i1": "no", "i3": "yes"}.items()}
    whys = {f"{key}.why": Kept("因为") for key in answers}

    end = replay(items(), Record(answers | whys))

    assert end.state == Ended([("i1", "no", "因为"), ("i3", "yes", "因为")])
    assert [p.ask.key for p in end.trail] == ["i0", "i1", "i1.why", "i2", "i3", "i3.why", "i4"]
    assert replay(items(), Record()).state == Ended([])


@pytest.mark.parametrize("focus", ["i0", "i2", "i4"])
def test_somebody_goes_back_to_one_of_several_and_the_script_goes_on_from_there(focus: str) -> None:
    answers = {"i1": Kept("no", "1"), "i1.why": Kept("因为")}
    stood = replay(items(), Record(answers), focus)

    after = resume(stood, Record(answers | {focus: Kept("yes", "1")}))

    assert isinstance(stood.state, Open)
    assert stood.state.ask.key == focus
    assert isinstance(after.state, Open)
    assert after.state.ask.key == f"{focus}.why"
    keys = [p.ask.key for p in after.trail]
    assert keys == sorted(set(keys), key=keys.index)
    assert keys[-1] == focus


def test_one_of_several_about_something_else_is_asked_again() -> None:
    stood = replay(items(), Record({"i3": Kept("no", "2")}))

    assert isinstance(stood.state, Open)
    assert (stood.state.ask.key, stood.state.kept) == ("i3", Kept("no", "2"))


def test_asking_one_of_several_twice_is_a_fault_of_the_script() -> None:
    def script() -> Script:
        yield Offers((Ask(key="a", title="a", form=YES_NO),))
        yield Offers((Ask(key="a", title="a", form=YES_NO),))

    with pytest.raises(ScriptError):
        replay(script(), Record())


def test_a_search_sees_what_was_found_the_first_time() -> None:
    def script() -> Script:
        found = yield Look("firms", "电镀")
        return found

    assert isinstance(replay(script(), Record()).state, Wants)
    assert replay(script(), Record(results={("firms", "电镀"): ["甲"]})).state == Ended(["甲"])


@given(
    st.dictionaries(st.sampled_from(["outlet", "ledger"]), st.sampled_from(["yes", "no"])),
    st.dictionaries(st.sampled_from(["outlet.text", "ledger.text", "days", "note"]), st.text(max_size=5)),
)
def test_replay_is_the_same_every_time_and_never_invents_an_answer(
    chosen: dict[str, str], typed: dict[str, str]
) -> None:
    answers = Record({k: Kept(v, at=AT) for k, v in (chosen | typed).items()}, {("words", ""): None})

    once, again = replay(visit(), answers), replay(visit(), answers)

    assert [p.ask.key for p in once.trail] == [p.ask.key for p in again.trail]
    for passed in once.trail:
        assert passed.kept is answers.answers.get(passed.ask.key)
