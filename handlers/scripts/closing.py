"""The end of an inspection: what was put right at once, conclusion, summary, who was there.

The conclusion is drafted from what was answered and nothing else; a person confirms it. Each question
here is about everything before it, so that a late change is always confirmed once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.script import Ask, Beside, Choice, Choose, Offer, Part, TickOff, Write, about
from handlers.scripts.brief import Brief, Found
from rules.assessment import Mark, Verdict
from rules.banned import banned_words
from rules.form_lines import ranges
from rules.reading import Reading, Refusal, read_text
from rules.sources import Source

FIXED = "fixed.which"
SEVERAL = "_several"


def fixed_on_site(found: list[Found]) -> Part:
    """当场已改: only where somebody says so. Returns all of them, with what was put right marked."""
    options = tuple(
        Choice(f"{one.item.id}.{one.place}", f"{one.item.num} {one.text}"[:17], also=(str(one.item.num),))
        for one in found[:18]
    )
    ticked: list[str] | None = yield Offer(
        Ask(
            key=FIXED,
            title="哪几条当场已经改好？",
            note="要有改好的照片；改好的不算期限，也印在表上",
            form=TickOff(
                (*options, Choice("_none", "都还没改")),
                "确定",
                "_none",
                tuple(f"{one.item.id}.{one.place}" for one in found if one.fixed),
            ),
            about=about([(one.item.id, one.text) for one in found]),
            alias=("已改", "当场已改"),
        )
    )
    if ticked is None:
        return found
    return [replace(one, fixed=f"{one.item.id}.{one.place}" in ticked) for one in found]


def conclusion(draft: str) -> Part:
    """现场检查结论: the draft as it stands, or what the inspector made of it (「改 结论」)."""
    changed: str | None = yield Offer(
        Ask(
            key="conclusion",
            title="现场检查结论怎么写？",
            note="直接发整段话",
            body=f"草稿：{draft}",
            form=Write(1000),
            check=_no_verdict,
            about=about(draft),
            alias=("结论",),
        )
    )
    return changed or draft


def _no_verdict(said: str) -> Reading[str] | Refusal:
    read = read_text(said, least=4, most=1000, what="结论")
    if isinstance(read, Refusal):
        return read
    if found := banned_words(read.value):
        return Refusal(f"结论里先不要写“{'、'.join(found)}”这类定性的话，写看到的事实就好。请改一下再发。")
    return read


@dataclass(frozen=True, slots=True)
class Tally:
    """What the summary counts: item numbers by verdict."""

    wrong: tuple[int, ...]
    clear: tuple[int, ...]
    not_applicable: tuple[int, ...]
    unverified: tuple[int, ...]


def tally(brief: Brief, final: Mapping[str, Mark]) -> Tally:
    """Item numbers by verdict, in the form's order."""
    numbers: dict[Verdict, list[int]] = {}
    for item in brief.checklist.items:
        if item.id in final:
            numbers.setdefault(final[item.id].verdict, []).append(item.num)
    kinds = (Verdict.HAZARD, Verdict.CLEAR, Verdict.NOT_APPLICABLE, Verdict.UNVERIFIED)
    return Tally(*(tuple(numbers.get(kind, ())) for kind in kinds))


def draft_conclusion(brief: Brief, counted: Tally, found: list[Found], lines: tuple[str, ...]) -> str:
    """The draft: what was found, what could not be checked, what did not apply; no verdicts in law."""
    told = [one for one in found if not one.pending]
    parts = []
    if told:
        each = (f"{n}.{one.text.rstrip('。')}{_fixed(one)}" for n, one in enumerate(told, 1))
        parts.append(f"现场发现环境隐患（问题）{len(told)}条：{'；'.join(each)}。")
    elif counted.clear:
        parts.append("所查项目现场未发现环境隐患（问题）。")
    parts += [f"第{one.item.num}项疑似，待复核：{one.text.rstrip('。')}。" for one in found if one.pending]
    parts += _by_head(lines)
    return "".join(parts) or f"已到{brief.firm.name}开展帮扶，现场未发现环境隐患（问题）。"


def _by_head(lines: tuple[str, ...]) -> list[str]:
    """不适用：第11项（…）；第14项（…）。 The head is said once."""
    heads: dict[str, list[str]] = {}
    for line in lines:
        head, colon, said = line.partition("：")
        heads.setdefault(head + colon, []).append(said)
    return [f"{head}{'；'.join(said)}。" for head, said in heads.items()]


def _fixed(one: Found) -> str:
    return "（已当场整改）" if one.fixed else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is confirmed at the end. `staff` are the names of those who were there."""

    source: Source
    counted: Tally
    found: list[Found]
    gate: str
    days: int | None
    conclusion: str
    loose_photos: int
    staff: tuple[str, ...]


def confirm(brief: Brief, summary: Summary, beside: Beside) -> Part:
    """核对: everything on one card; the inspector confirms it or goes back to any of it."""
    counted = summary.counted
    waiting = tuple(sorted({one.item.num for one in summary.found if one.pending}))
    other = tuple(sorted({*counted.not_applicable, *counted.unverified} - {*waiting}))
    named = (
        ("有问题", counted.wrong), ("疑似待复核", waiting), ("未发现", counted.clear), ("不适用等", other),
    )  # fmt: skip
    lines = [f"{name} {len(numbers)} 项：{ranges(list(numbers))}" for name, numbers in named if numbers]
    if summary.loose_photos:
        lines.append(f"还有 {summary.loose_photos} 张照片没归类。")
    if bare := _without_photo(brief, summary.found):
        lines.append(f"还没有照片：第 {ranges(bare)} 项。")
    rows = [("来源", summary.source.label), ("帮扶人员", "、".join(summary.staff))]
    if summary.days:
        rows.append(("期限", f"{summary.days} 日，签收次日起算"))
    rows.append(("照片", f"{sum(brief.photos.values())} 张"))
    left = 156 - sum(len(line) + 1 for line in lines)
    words = (
        summary.conclusion if len(summary.conclusion) <= left - 3 else summary.conclusion[: left - 4] + "…"
    )
    yield Ask(
        key="summary",
        title="请核对",
        note="要改哪项就说，比如“改 17”",
        body="\n".join((*lines, f"结论：{words}")),
        rows=tuple(rows),
        form=Choose(
            (
                Choice("ok", "无误，看样张", 1),
                Choice("item", "改某一项", order="edit"),
                Choice("words", "改结论", goto="conclusion"),
                Choice("people", "换人员", goto="人员"),
                Choice("later", "先存着", order="pause"),
            )
        ),
        beside=beside,
        about=about(
            summary.source, counted, summary.staff,
            [(f.item.id, f.text, f.half, f.act, f.fixed) for f in summary.found],
            summary.gate, summary.days, summary.conclusion,
        ),
        alias=("核对", "汇总"),
    )  # fmt: skip


def _without_photo(brief: Brief, found: list[Found]) -> list[int]:
    """Items with a hazard whose photo is asked for and has not come."""
    wanted = {one.item.num for one in found if one.item.photo_required and not brief.photos.get(one.item.id)}
    return sorted(wanted)


PEOPLE = ("人员", "帮扶人员")
"""What who came along is called, however it was asked."""


def staff(brief: Brief) -> Part:
    """帮扶人员: at least two officers (2010 处罚办法28). Those who came along last time stand on the summary
    to be confirmed there; where nobody is likely, they are asked for, the opener ticked beforehand.
    """
    people = brief.facts.colleagues
    least = brief.facts.least_officers
    officers = {p.userid for p in people if p.officer}
    there = {p.userid for p in people}
    likely = tuple(u for u in dict.fromkeys((brief.facts.officer, *brief.facts.partners)) if u in there)

    def enough(ticked: list[str]) -> Reading[list[str]] | Refusal:
        if len(officers & set(ticked)) < least:
            return Refusal(f"执法人员至少 {least} 名，请再勾一位一起来的同事。")
        return Reading(ticked)

    ask = Ask(
        key="staff",
        title="这次一起去的有谁？",
        note=f"执法人员至少 {least} 名；有亲属、利害关系的说“回避”",
        form=TickOff(
            tuple(Choice(p.userid, f"{p.name} {p.unit}"[:17], also=(p.name,)) for p in people[:20]),
            "确定",
            ticked=likely,
        ),
        check=enough,
        about=about([p.userid for p in people]),
        alias=PEOPLE,
    )
    if len(officers & set(likely)) >= least:
        chosen: list[str] | None = yield Offer(ask)
        return tuple(likely if chosen is None else chosen)
    with_one = yield from _partner(brief, ask)
    return tuple((yield ask) if with_one == SEVERAL else (brief.facts.officer, with_one))


def _partner(brief: Brief, ask: Ask) -> Part:
    """Mostly one colleague comes along: then one tap says who."""
    officer, least = brief.facts.officer, brief.facts.least_officers
    unit = next((p.unit for p in brief.facts.colleagues if p.userid == officer), "")
    team = [p for p in brief.facts.colleagues if p.officer and p.unit == unit and p.userid != officer]
    if least != 2 or not 1 <= len(team) <= 5:
        return SEVERAL
    chosen: str = yield Ask(
        key="partner",
        title=ask.title,
        note=ask.note,
        form=Choose((*(Choice(p.userid, p.name[:10]) for p in team), Choice(SEVERAL, "几位、别的队"))),
        about=ask.about,
        alias=PEOPLE,
    )
    return chosen
