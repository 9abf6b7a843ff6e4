"""Noise at every question: whatever comes, it is answered in words, nothing is lost, the question stays.

Whole conversations are played; before the first line at every kind of question a battery of things that
are no answer is fired by the person who is asked, and afterwards the conversation goes on as if nothing
had been.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.deeds import Clip, Deed, Entered, Joined, Other, Photo, Place, Pressed, Said, Tap, Voice
from models.tables.cases import Evidence
from tests.noise.question import Question, question_of
from tests.transcripts.lines import HERE, play
from tests.transcripts.stage import Stage, open_stage

CONVERSATIONS = (
    "inspection/three_problems", "inspection/missing_fields", "inspection/not_applicable",
    "inspection/other_short", "inspection/correct_from_summary", "gate/unclear", "gate/sent_back",
    "orders/pause_resume_cancel", "find/not_in_register", "staff/office", "contacts/fix_and_close",
    "clock/overdue_extended", "clock/countersign", "suspected/true", "staff/mailing",
    "letters/on_paper", "contacts/linked", "letters/left_behind", "letters/mailed",
    "letters/void_received", "letters/receipt_date", "letters/slip_lost", "letters/receipt_date_recheck",
)  # fmt: skip

MANY = "、".join(f"{n}号车间地面有油、围堰有裂缝" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳") * 3
"""Forty-eight problems in one sentence."""

NEVER = ("Traceback", "Error", "None", "没有保存", "无效输入")


def no_answers(written: bool) -> Iterator[tuple[str, Deed]]:
    """What answers no question; at a question for free text most words are an answer, so few are sent."""
    yield "a blank", Said("   ")
    yield "emoji", Said("👍👍🙂")
    yield "control characters", Said("\x00\x07\x1b\u202e\u200b")
    yield "far too long", Said("很" * 2500)
    yield "a voice without words", Voice("media-noise-voice")
    yield "a clip", Clip("media-noise-clip")
    yield "a place", Place(28.1, 120.9, "某路")
    yield "a link", Other("link")
    yield "an unknown event", Other("something_new")
    yield "the app was opened", Entered()
    yield "a scanned code nobody knows", Joined("no-such-scene")
    yield "an unknown menu key", Pressed("no-such-key")
    yield "a card nobody sent", Tap("task-of-nobody", "0123456789:yes", {}, "code")
    if not written:
        yield "full-width digits", Said("９９")
        yield "polite words", Said("嗯嗯好的")
        yield "forty-eight problems", Said(MANY)
        yield "markup", Said("<xml>&lt;b&gt; '; DROP TABLE visit;--")


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_noise_is_answered_and_changes_nothing(name: str, furnished_template: Path, tmp_path: Path) -> None:
    stage = open_stage(furnished_template, tmp_path / "stage")
    seen: set[tuple[str, str, str]] = set()
    try:
        for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
            if not line.startswith("> "):
                continue
            who = line.removeprefix("> ").split(":")[0].split(" ")[0]
            if who in stage.names and (asked := question_of(stage, who)) and asked.kind not in seen:
                seen.add(asked.kind)
                _fire(stage, who, asked)
            play(line, stage)
    finally:
        stage.close()

    assert seen
    assert stage.limits.broken == []


def _fire(stage: Stage, who: str, asked: Question) -> None:
    for what, deed in no_answers(asked.written):
        elsewhere = Joined if stage.names[who].channel == "wecom" else Tap
        a_search = isinstance(deed, Place) and asked.script != "inspection"
        if not isinstance(deed, elsewhere) and not a_search:
            _one(stage, who, asked, what, deed)
    if asked.script == "inspection" and asked.key.startswith("p.") and asked.key.endswith(".fill"):
        _one(stage, who, asked, "a photo where a text is due", Photo("media-noise-photo"))
    assert not [one for one in stage.house.heard.entries if one["log_level"] == "error"]


def _one(stage: Stage, who: str, asked: Question, what: str, deed: Deed) -> None:
    kept = len(stage.house.rows(Evidence))
    stage.seen.clear()
    stage.does(who, deed)
    told = "\n".join(one for one in stage.seen if one.startswith(who))

    assert question_of(stage, who) == asked, f"{what} at {asked.key} changed the question:\n{told}"
    assert told or isinstance(deed, Entered), f"{what} at {asked.key} was met with silence"
    assert not [word for word in NEVER if word in told], f"{what} at {asked.key}:\n{told}"
    if _worth_keeping(deed):
        assert len(stage.house.rows(Evidence)) > kept, f"{what} at {asked.key} was lost"


def _worth_keeping(deed: Deed) -> bool:
    """Pictures and sounds always, long texts as notes."""
    match deed:
        case Photo() | Voice() | Clip():
            return True
        case Said(text):
            return len(text.strip()) >= 12 and text.isprintable()
    return False
