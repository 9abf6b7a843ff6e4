"""现场检查: one visit to one firm, from 来源 to 出单. Reads top to bottom like the form it fills.

Pure: everything it knows is in the brief and the answers.
"""

from dataclasses import replace

from bot.script import Ask, Choice, Choose, Do, Part, Script, Tell, about
from handlers.commands.draft import HazardDraft, VisitDraft
from handlers.commands.visit import DrawPreviews, FileVisit
from handlers.scripts import closing, gate, header, period, photos, sections
from handlers.scripts.brief import Answers, Brief, Found
from handlers.scripts.closing import Summary
from handlers.scripts.facts import facts_known
from handlers.scripts.pointing import point_out
from handlers.scripts.short_form import SHORT, short_form
from handlers.scripts.typed import Ledger, Typing
from handlers.scripts.wording import wording
from rules.assessment import (
    Mark,
    gaps,
    na_lines,
    problems,
    prompts,
    settled,
    standing,
    unverified_lines,
    warning_blocked,
)
from rules.gate import Consequence, Finding, Intent, Outcome, decide
from rules.sources import Source, in_campaign


def inspection(brief: Brief) -> Script:
    """The whole visit. Hands over FileVisit."""
    source: Source = yield from header.source(brief)
    head: header.Head = yield from header.confirmed(brief)
    state: dict[str, str] = yield from header.state(brief, header.STATE in head.again)
    production, tier = state.get("production", brief.firm.production), state.get("tier", brief.firm.tier)
    known = {id: holds for id, holds in brief.facts.known.items() if brief.checklist.fact(id)}
    answers = Answers({**known, "production": production, "tier": tier, **state})
    answers.facts["registration_no"] = brief.firm.registration_no
    scope = "closed" if state.get("production") == "关闭" else (yield from _scope(brief))
    typing = Typing(brief, answers, Ledger())
    if scope != "closed":
        yield from facts_known(brief, answers, header.FACTS in head.again)
        typing = yield from (short_form(brief, answers) if scope == SHORT else _full(brief, answers))
    to_tell = [one for one in answers.found if not one.pending]
    passed: gate.Passed | None = yield from _gate(brief, source, typing, to_tell)
    days: int | None = None
    if to_tell:
        to_tell = yield from closing.fixed_on_site(to_tell)
        answers.found = to_tell + [one for one in answers.found if one.pending]
    if passed and passed.outcome is not Outcome.TRANSFER and _to_mend(to_tell):
        days = yield from period.days(brief, to_tell, typing.at_question)
    yield from photos.photos_filed(brief, to_tell)
    if brief.facts.backfilled:
        yield from photos.paper_photographed(brief)
    people: tuple[str, ...] = yield from closing.staff(brief)
    summary: Summary = yield from _concluded(brief, source, answers, scope, passed, days, people)
    yield from closing.confirm(brief, summary, typing.at_question)
    draft = VisitDraft(
        enterprise=brief.firm.id,
        source=source.value,
        scope=scope if in_campaign(source) else "record",
        header=head.values,
        production=production,
        tier=tier,
        facts=answers.facts,
        marks={key: _mark(mark) for key, mark in _settled(brief, answers, scope).items()},
        hazards=_hazards(brief, answers, to_tell, passed),
        gate=summary.gate,
        days=days,
        conclusion=summary.conclusion,
        staff=people,
        visited_on=brief.facts.today,
        suspected=tuple(_suspected(one) for one in answers.found if one.pending),
    )
    yield from _previewed(draft, again=bool(brief.facts.corrects))
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
    yield wording(brief.checklist, where)
    typing: Typing = yield from sections.walk(brief, answers)
    notes = tuple(one.say for one in prompts(brief.checklist, answers.facts, answers.marks) if not one.item)
    if notes:
        yield Tell("notes", ("提醒：\n" + "\n".join(notes),), about(notes))
    if missing := gaps(brief.checklist, answers.facts, answers.marks):
        item = brief.checklist.item(missing[0].item)
        yield Ask(
            key="gap",
            title=f"第 {item.num} 项还没有答",
            body=item.text,
            form=Choose((Choice("answer", f"答第 {item.num} 项", 1, goto=f"item.{item.id}"),)),
            about=about([(gap.item, gap.what) for gap in missing]),
        )
    return typing


def _to_mend(found: list[Found]) -> bool:
    """Is there anything left to put right? What was fixed on the spot needs no period."""
    return any(not one.fixed for one in found)


def _gate(brief: Brief, source: Source, typing: Typing, to_tell: list[Found]) -> Part:
    """No hazard, another source or a closed site: there is no notice and nothing to ask."""
    answers = typing.answers
    blocked = warning_blocked(brief.checklist, answers.facts, answers.marks)
    if not to_tell or not in_campaign(source) or blocked:
        return None
    passed: gate.Passed = yield from gate.gate(to_tell, typing.at_question)
    for one, (intent, _) in zip(to_tell, passed.answers, strict=True):
        answers.mark(one.item.id, replace(answers.marks[one.item.id], intent=intent.value))
    yield from point_out(brief, answers)
    return passed


def _concluded(
    brief: Brief,
    source: Source,
    answers: Answers,
    scope: str,
    passed: gate.Passed | None,
    days: int | None,
    people: tuple[str, ...],
) -> Part:
    """What the summary shows: counts, and the conclusion as drafted or as somebody wrote it."""
    final = _settled(brief, answers, scope)
    counted = closing.tally(brief, final)
    lines: tuple[str, ...] = ()
    if scope != SHORT:
        known = brief.checklist, answers.facts, answers.marks
        lines = (*unverified_lines(*known), *na_lines(*known))
    drafted = closing.draft_conclusion(brief, counted, answers.found, lines)
    words: str = yield from closing.conclusion(drafted)
    return Summary(
        source=source,
        counted=counted,
        found=answers.found,
        gate=passed.outcome.value if passed else "none",
        days=days,
        conclusion=words,
        loose_photos=brief.photos.get("", 0),
        staff=tuple(one.name for one in brief.facts.colleagues if one.userid in people),
    )


def _settled(brief: Brief, answers: Answers, scope: str) -> dict[str, Mark]:
    """The marks to print and count. The short path answers nothing but its hazards."""
    if scope == SHORT:
        return dict(answers.marks)
    return settled(brief.checklist, answers.facts, answers.marks)


def _previewed(draft: VisitDraft, *, again: bool = False) -> Part:
    depends = about(draft)
    title, note, label = _last_words(draft, again)
    yield Do("preview", DrawPreviews(draft), depends)
    yield Ask(
        key="issue",
        title=title,
        note=note,
        body="" if again else _who_next(draft),
        form=Choose(
            (
                Choice("issue", label, 1, also=("出单", "提交")),
                Choice("item", "改某一项", order="edit"),
                Choice("people", "换人员", goto="人员"),
                Choice("later", "先存着", order="pause"),
            )
        ),
        about=depends,
    )


def _last_words(draft: VisitDraft, again: bool) -> tuple[str, str, str]:
    """Title, note and button of the last card: of a correction, a record for the office, or an issue."""
    if again:
        return "新的表单在上面，换上去吗？", "旧版和理由留档，随时可以再印", "更正"
    if draft.scope == "record":
        return "样张在上面，提交吗？", "转给办公室，不编号，不发企业", "提交"
    if draft.suspected:
        return "样张在上面，提交吗？", "先由许可科室定疑似项，定了再出单", "提交"
    return "样张在上面，出单吗？", "出单后编号，改动只能更正或作废", "出单"


def _who_next(draft: VisitDraft) -> str:
    """Whose tap comes after this one."""
    if draft.suspected and draft.scope != "record":
        numbers = "、".join(dict.fromkeys(str(one.number) for one in draft.suspected))
        return f"第 {numbers} 项还是疑似：许可科室定之前不编号、不发企业，定了一次发全。"
    if draft.gate == "none" or all(one.fixed for one in draft.hazards):
        return ""
    decision = decide(
        Finding(Intent(h.intent), Consequence(h.consequence), h.act, h.leader) for h in draft.hazards
    )
    if decision.outcome is Outcome.RELEASE and decision.harmless:
        return "点“出单”后，请同去的执法人员点一次同意。"
    return "点“出单”后，由队领导来定。"


def _mark(mark: Mark) -> dict[str, str]:
    return {"verdict": mark.verdict.value, "reason": mark.reason, "half": mark.half}


def _suspected(one: Found) -> HazardDraft:
    return HazardDraft(item=one.item.id, number=one.item.num, text=one.text, half=one.half, act=one.act)


def _hazards(
    brief: Brief, answers: Answers, to_tell: list[Found], passed: gate.Passed | None
) -> tuple[HazardDraft, ...]:
    """One draft a description; several of one item, and items counted as one, share their problem."""
    groups = problems(brief.checklist, answers.facts, answers.marks)
    problem_of = {item: n for n, group in enumerate(groups, 1) for item in group.items}
    drafts = []
    for place, one in enumerate(to_tell):
        intent, consequence = passed.answers[place] if passed else (None, None)
        drafts.append(
            HazardDraft(
                item=one.item.id,
                number=one.item.num,
                text=one.text,
                half=one.half,
                act=one.act,
                fixed=one.fixed,
                leader=one.leader,
                intent=intent.value if intent else "",
                consequence=consequence.value if consequence else "",
                problem=problem_of.get(one.item.id, 0),
            )
        )
    return tuple(drafts)
