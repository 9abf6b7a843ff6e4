"""Contradictions between answers, or with the register, are pointed out (X4, X10, X11 and the like).

A person decides each; nothing is ticked, merged or passed over in silence.
"""

from dataclasses import replace

from bot.script import Ask, Choice, Choose, Part, about
from handlers.scripts.brief import Answers, Brief
from rules.assessment import Prompt, Verdict, prompts
from rules.cross_rules import Effect
from rules.local_time import show_date

POINTING: tuple[Effect, ...] = ("ask", "prompt", "same")
VALID = "permit_valid"
"""The item that asks whether the permit is in force: the same id on every form that has it."""


def point_out(brief: Brief, answers: Answers) -> Part:
    """Contradictions between answers are pointed out; the machine ticks nothing and merges nothing."""
    if not any(map(brief.checklist.having, POINTING)):
        return
    for prompt in prompts(brief.checklist, answers.facts, answers.marks):
        if prompt.item not in answers.marks or prompt.rule in answers.pointed_out:
            continue
        answers.pointed_out.add(prompt.rule)
        number = brief.checklist.item(prompt.item).num
        said: str = yield Ask(
            key=f"prompt.{prompt.rule}",
            title="请再看一眼",
            body=prompt.say,
            form=Choose(_ways(brief, prompt, number)),
            about=about(prompt.rule, prompt.say),
        )
        if said == "same":
            other = next(i for i in _same(brief, prompt.rule) if i != prompt.item and i in answers.marks)
            answers.mark(prompt.item, replace(answers.marks[prompt.item], same_as=other))


def _ways(brief: Brief, prompt: Prompt, number: int) -> tuple[Choice, ...]:
    if _same(brief, prompt.rule):
        return (Choice("same", "同一事实", 1), Choice("keep", "不是一回事"))
    return (Choice("keep", "保持不变"), Choice("change", f"改第 {number} 项", 1, goto=f"item.{prompt.item}"))


def _same(brief: Brief, rule: str) -> tuple[str, ...]:
    return next((one.items for one in brief.checklist.having("same") if one.id == rule), ())


def expired(brief: Brief, answers: Answers) -> Part:
    """The register says that the permit ran out, and the item went by as clear: asked once, unless the item
    was answered by itself.
    """
    mark, until = answers.marks.get(VALID), brief.firm.permit_until
    if mark is None or mark.verdict is not Verdict.CLEAR or mark.explicit:
        return
    if until is None or until >= brief.facts.today:
        return
    number, days = brief.checklist.item(VALID).num, (brief.facts.today - until).days
    yield Ask(
        key="expired",
        title=f"登记的许可证已过期 {days} 天",
        note=f"第 {number} 项记的是“没有问题”，请看一眼证",
        body=f"库里登记的有效期到{show_date(until)}。证已延续的，照实保持；没有延续的，请改第 {number} 项。",
        form=Choose(
            (
                Choice("renewed", "证已延续", also=("没过期", "没有过期")),
                Choice("change", f"改第 {number} 项", 1, goto=f"item.{VALID}"),
            )
        ),
        about=about(until),
        alias=("有效期",),
    )
