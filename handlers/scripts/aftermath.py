"""Short scripts for what comes after a visit: corrections, a firm that is gone, advice, the platform."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.script import Ask, Choice, Choose, Script, Write
from handlers.commands.opening import OpenBackfill, OpenCorrection
from handlers.commands.visit import (
    AskExperts,
    ConfirmLost,
    GiveOpinion,
    MarkEntered,
    ReleaseAdvice,
    ReportLost,
)
from handlers.scripts.decisions import Matter
from handlers.scripts.past_day import iso
from rules.reading import Reading, Refusal, read_text
from rules.typed_dates import read_day_since

AS_REPORTED = "按上报的理由"


def _reason(said: str) -> Reading[str] | Refusal:
    return read_text(said, least=4, most=200, what="理由")


def new_version(facts: Mapping[str, Any]) -> Script:
    """改表单: a confirmed visit is taken up again, never without a reason.

    `facts`: visit, name, day, version, number.
    """
    reason: str = yield Ask(
        key="why",
        title=f"更正表单：{facts['name']}",
        note="为什么要更正？会和旧版一起留档",
        body=f"{facts['day']}的检查，现在是第 {facts['version']} 版。{facts['number']}",
        form=Write(200),
        check=_reason,
    )
    return OpenCorrection(int(facts["visit"]), reason)


def lose(facts: Mapping[str, Any]) -> Script:
    """关闭 or 失联, as an officer found it. `facts`: enterprise, name, word."""
    reason: str = yield Ask(
        key="why",
        title=f"{facts['name']} {facts['word']}",
        note="怎么知道的？会报给队领导",
        body="例如：厂门上锁，房东说四月已搬走；两次电话不通。",
        form=Write(200),
        check=_reason,
    )
    return ReportLost(int(facts["enterprise"]), str(facts["word"]), reason)


def lost(matter: Matter) -> Script:
    """The leader decides whether a firm is 关闭/失联; both ways with his reason."""
    said: str = yield Ask(
        key="lost",
        title=matter.title,
        note=matter.note,
        body=matter.body,
        form=Choose((Choice("yes", "同意", 1), Choice("no", "再去一次"))),
    )
    agreed = said == "yes"
    reason: str = yield Ask(
        key="why",
        title="理由是？",
        note="会留档",
        form=Write(200, (Choice("as", AS_REPORTED),) if agreed else ()),
        check=lambda typed: Reading(matter.body) if typed == AS_REPORTED else _reason(typed),
    )
    return ConfirmLost(matter.id, agreed, reason)


def advice(matter: Matter) -> Script:
    """整改建议 that would tell a suspect what to remove waits until the evidence is taken."""
    said: str = yield Ask(
        key="advice",
        title=matter.title,
        note=matter.note,
        body=matter.body,
        form=Choose((Choice("yes", "证据已取，放行", 1), Choice("no", "先不放"))),
    )
    return ReleaseAdvice(matter.id, said == "yes")


def backfill(facts: Mapping[str, Any]) -> Script:
    """补录: which day the paper is of. `facts`: enterprise, name, today, since."""
    today, since = date.fromisoformat(str(facts["today"])), date.fromisoformat(str(facts["since"]))

    day: str = yield Ask(
        key="day",
        title=f"补录 {facts['name']}",
        note="纸质表单上的检查日期是？",
        body="例如 2023-05-06、5月6日、昨天。接下来照纸上的填，最后请拍下纸质表单。",
        form=Write(20),
        check=lambda said: iso(read_day_since(said, today, since)),
    )
    return OpenBackfill(int(facts["enterprise"]), day)


def consult(facts: Mapping[str, Any]) -> Script:
    """把脉会诊: what the experts are to look at. `facts`: name, sheet or visit."""
    question: str = yield Ask(
        key="question",
        title=f"{facts['name']}：想请专家看什么？",
        note="说清位置和疑问；这次检查的照片一起发",
        form=Write(300),
        check=lambda said: read_text(said, least=4, most=300, what="问题"),
    )
    return AskExperts(str(facts["sheet"]), int(facts["visit"]), str(facts["name"]), question)


def opinion(matter: Matter) -> Script:
    """What an expert says; he answers no item of the form."""
    said: str = yield Ask(
        key="opinion",
        title=matter.title,
        note=matter.note,
        body=matter.body,
        rows=matter.rows,
        form=Write(500),
        check=lambda typed: read_text(typed, least=4, most=500, what="意见"),
    )
    return GiveOpinion(matter.id, said)


def platform(matter: Matter) -> Script:
    """The words to copy are above; 〔已录平台〕 is told by a person who did it."""
    said: str = yield Ask(
        key="entered",
        title=matter.title,
        note=matter.note,
        form=Choose((Choice("yes", "已录平台", 1), Choice("no", "稍后再录"))),
    )
    return MarkEntered(matter.id, said == "yes")
