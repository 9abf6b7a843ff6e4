"""线上预警 by chat: a finding, a patrol with nothing found, or one that waits for a verdict."""

from datetime import datetime
from typing import Any

from bot.script import Ask, Choice, Choose, Look, Part, Script, Write, about
from handlers.commands.online import JudgeAlert, PickAlert, RecordAlert, RecordPatrol, ReplyToAlert
from handlers.commands.opening import Nothing
from handlers.scripts.decisions import Matter
from rules.online import EXAMPLE, AlertState, read_moment
from rules.reading import read_text

MOST_SEARCHES = 5


def online(platforms: tuple[str, ...], now: datetime) -> Script:
    """Hands over RecordAlert, RecordPatrol or PickAlert. `now` is when the sheet was opened."""
    what: str = yield Ask(
        key="what",
        title="线上预警",
        note="环保e企管、工况监控、在线监测的巡查",
        form=Choose(
            (
                Choice("found", "登记异常", 1),
                Choice("none", "巡查无异常", also=("无异常",)),
                Choice("pending", "待核的"),
            )
        ),
    )
    if what == "pending":
        return (yield from _pending())
    platform: str = yield Ask(
        key="platform",
        title="哪个平台？",
        form=Choose(tuple(Choice(one, one[:10], also=(one,)) for one in platforms)),
    )
    if what == "none":
        return RecordPatrol(platform)
    firm: int = yield from _firm()
    if not firm:
        return Nothing("没找到企业，这次没有登记。核对名称后再说“线上预警”。")
    cause: str = yield Ask(
        key="cause",
        title="什么异常？带上数值",
        note="例如：总铬小时均值 1.8mg/L，高于预警值",
        form=Write(200),
        check=lambda typed: read_text(typed, least=4, most=200, what="异常情况"),
    )
    at: str = yield Ask(
        key="at",
        title="什么时候出现的？",
        note=EXAMPLE,
        form=Write(40),
        check=lambda typed: read_moment(typed, now),
    )
    return RecordAlert(firm, platform, cause, at)


def _firm() -> Part:
    for turn in range(1, MOST_SEARCHES + 1):
        query: str = yield Ask(
            key=f"query.{turn}", title="哪家企业？", note="发名称里的几个字，或者信用代码", form=Write(60)
        )
        found: list[dict[str, Any]] = yield Look(f"firms.{turn}", query)
        if not found:
            continue
        choices = tuple(Choice(str(one["id"]), one["name"][:10], also=(one["name"],)) for one in found)
        said: str = yield Ask(
            key=f"firm.{turn}",
            title="是哪一家？",
            rows=tuple((str(n), f"{one['name']} {one['line']}"[:30]) for n, one in enumerate(found, 1)),
            form=Choose((*choices, Choice("again", "都不是"))),
            about=about(found),
        )
        if said != "again":
            return int(said)
    return 0


def _pending() -> Part:
    found: list[dict[str, Any]] = yield Look("pending_alerts", "")
    if not found:
        return Nothing("没有待核的。")
    said: str = yield Ask(
        key="which",
        title=f"待核 {len(found)} 条，看哪一条？",
        rows=tuple((str(n), one["line"][:30]) for n, one in enumerate(found, 1)),
        form=Choose(tuple(Choice(str(one["id"]), str(n)) for n, one in enumerate(found, 1))),
        about=about(found),
    )
    return PickAlert(int(said))


def verdict(matter: Matter) -> Script:
    """属实 warns the enterprise; 误报 and 标记数据 want a reason. No formal notice follows by itself."""
    said: str = yield Ask(
        key="verdict",
        title=matter.title,
        note=matter.note,
        body=matter.body,
        rows=matter.rows,
        form=Choose(
            (
                Choice(AlertState.TRUE, "属实", 1),
                Choice(AlertState.FALSE, "误报"),
                Choice(AlertState.MARKED, "标记数据"),
                Choice("later", "先放着"),
            )
        ),
    )
    if said == "later":
        return Nothing("先放着了。要核的时候说“线上预警”，选“待核的”。")
    if said == AlertState.TRUE:
        return JudgeAlert(matter.id, said)
    because: str = yield Ask(
        key="because",
        title="依据是？",
        note="例如：设备校准时段，企业已标记",
        form=Write(200),
        check=lambda typed: read_text(typed, least=2, most=200, what="依据"),
    )
    return JudgeAlert(matter.id, said, because)


def self_report(matters: tuple[tuple[int, str], ...]) -> Script:
    """自查结果 of the enterprise for one warning. `matters` is (id, line)."""
    chosen = matters[0][0]
    if len(matters) > 1:
        said: str = yield Ask(
            key="which",
            title="回复哪一条预警？",
            form=Choose(tuple(Choice(str(one), line[:30]) for one, line in matters)),
            about=about(matters),
        )
        chosen = int(said)
    text: str = yield Ask(
        key=f"reply.{chosen}",
        title="自查下来是什么情况？",
        note="原因、已经做了什么，一两句话",
        form=Write(300),
        check=lambda typed: read_text(typed, least=4, most=300, what="自查情况"),
    )
    return ReplyToAlert(chosen, text)
