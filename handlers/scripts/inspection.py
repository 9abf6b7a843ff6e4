"""现场检查: one visit to one firm, from 来源 to 出单. Reads top to bottom like the form it fills.

Pure: everything it knows is in the brief and the answers.
"""

from bot.script import Ask, Choice, Choose, Do, Part, Script, TickOff, about
from handlers.commands import DrawPreviews, FileVisit, HazardDraft, VisitDraft
from handlers.scripts import closing, gate, header, sections
from handlers.scripts.brief import Brief
from handlers.scripts.closing import Summary
from handlers.scripts.hazards import Found, describe
from handlers.scripts.sections import Answers
from rules.assessment import Mark, Verdict, na_lines, problems, standing
from rules.gate import Outcome
from rules.sources import Source, in_campaign

SHORT = "hazards"


def inspection(brief: Brief) -> Script:
    """The whole visit. Hands over FileVisit."""
    source: Source = yield from header.source(brief)
    head: dict[str, str] = yield from header.confirmed(brief)
    production, tier = yield from header.state(brief)
    answers = Answers({**brief.facts.known, "production": production, "tier": tier})
    scope = "closed" if production == "关闭" else (yield from _scope(brief))
    if scope != "closed":
        yield from sections.facts_known(brief, answers)
        yield from (_short(brief, answers) if scope == SHORT else _full(brief, answers))
    passed = yield from _gate(source, answers.found)
    days: int | None = None
    if in_campaign(source) and _to_mend(answers.found):
        days = yield from closing.days(brief, answers.found)
    counted = closing.tally(brief, answers)
    lines = na_lines(brief.checklist, answers.facts, answers.marks) if scope == "full" else ()
    last = "企业已关闭，请按规定办理排污许可证（登记）注销。" if scope == "closed" else ""
    words = yield from closing.conclusion(
        closing.draft_conclusion(counted, answers.found, lines, last) or f"已到{head['name']}检查。"
    )
    loose = brief.photos.get("", 0)
    outcome = passed.outcome.value if passed else "none"
    summary = Summary(source, counted, answers.found, outcome, days, words, loose)
    yield from closing.confirm(brief, summary)
    people: tuple[str, ...] = yield from closing.staff(brief)
    draft = VisitDraft(
        enterprise=brief.firm.id,
        source=source.value,
        scope=scope if in_campaign(source) else "record",
        header=head,
        production=production,
        tier=tier,
        facts=answers.facts,
        marks={key: _mark(mark) for key, mark in answers.marks.items()},
        hazards=_hazards(brief, answers, passed),
        gate=outcome,
        days=days,
        conclusion=words,
        staff=people,
        visited_on=brief.facts.today,
    )
    yield from _previewed(draft)
    return FileVisit(draft)


def _scope(brief: Brief) -> Part:
    """重点 fills the whole form; 其他 may record hazards only (三、行动方式; 五（二）)."""
    if brief.firm.group == "priority":
        return "full"
    chosen: str = yield Ask(
        key="scope",
        title="这家是其他监管企业",
        note="统一发温馨提示单；表单可填可不填",
        form=Choose((Choice(SHORT, "只记隐患", 1), Choice("full", "填完整表单"))),
        alias=("表单",),
    )
    return chosen


def _full(brief: Brief, answers: Answers) -> Part:
    where = standing(brief.checklist, answers.facts, answers.marks)
    yield sections.wording(
        brief.checklist, [i for i in brief.checklist.items if where[i.id].asked is not False]
    )
    yield from sections.walk(brief, answers)


def _short(brief: Brief, answers: Answers) -> Part:
    """其他 enterprises: only what is wrong, from one list; nothing else gets an answer."""
    where = standing(brief.checklist, answers.facts, answers.marks)
    asked = [item for item in brief.checklist.items if where[item.id].asked]
    pages = brief.checklist.pages(asked)
    yield sections.wording(brief.checklist, asked)
    for number, items in enumerate(pages, 1):
        several = f"（{number}/{len(pages)}）" if len(pages) > 1 else ""
        options = tuple(Choice(i.id, f"{i.num} {i.label}", also=(str(i.num),)) for i in items)
        ticked: list[str] = yield Ask(
            key=f"short.{number}",
            title=f"发现了哪些隐患？{several}",
            note="没有就直接提交",
            form=TickOff((*options, Choice("_none", "没有发现隐患")), "提交", "_none"),
            about=about([i.id for i in items]),
            alias=("隐患", f"隐患{number}"),
        )
        for item in items:
            if item.id in ticked:
                found = yield from describe(brief, item)
                answers.found += found
                answers.marks[item.id] = Mark(Verdict.HAZARD, half=found[0].half)


def _to_mend(found: list[Found]) -> bool:
    """Is there anything left to put right? What was fixed on the spot needs no period."""
    return any(not one.fixed for one in found)


def _gate(source: Source, found: list[Found]) -> Part:
    if not found or not in_campaign(source):
        return None
    passed: gate.Passed = yield from gate.gate(found)
    return passed


def _previewed(draft: VisitDraft) -> Part:
    depends = about(draft)
    yield Do("preview", DrawPreviews(draft), depends)
    yield Ask(
        key="issue",
        title="样张在上面，出单吗？",
        note="出单后编号，改动只能更正或作废",
        body="点“出单”后，请同去的执法人员点一次同意。" if draft.gate == Outcome.RELEASE.value else "",
        form=Choose(
            (
                Choice("issue", "出单", 1),
                Choice("item", "改某一项", order="edit"),
                Choice("people", "换人员", goto="staff"),
                Choice("later", "先存着", order="pause"),
            )
        ),
        about=depends,
    )


def _mark(mark: Mark) -> dict[str, str]:
    return {"verdict": mark.verdict.value, "reason": mark.reason, "half": mark.half}


def _hazards(brief: Brief, answers: Answers, passed: gate.Passed | None) -> tuple[HazardDraft, ...]:
    groups = problems(brief.checklist, answers.facts, answers.marks)
    problem_of = {item: n for n, group in enumerate(groups, 1) for item in group.items}
    drafts = []
    seen: set[str] = set()
    extra = len(groups)
    for place, one in enumerate(answers.found):
        problem = problem_of.get(one.item.id, 0)
        if one.item.id in seen or not problem:
            extra += 1
            problem = extra
        seen.add(one.item.id)
        intent, consequence = passed.answers[place] if passed else (None, None)
        drafts.append(
            HazardDraft(
                item=one.item.id,
                number=one.item.num,
                text=one.text,
                half=one.half,
                act=one.act,
                fixed=one.fixed,
                intent=intent.value if intent else "",
                consequence=consequence.value if consequence else "",
                problem=problem,
            )
        )
    return tuple(drafts)
