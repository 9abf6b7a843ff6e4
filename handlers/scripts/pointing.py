"""Contradictions between answers are pointed out (X4, X10, X11 and the like); a person decides each."""

from dataclasses import replace

from bot.script import Ask, Choice, Choose, Part, about
from handlers.scripts.brief import Answers, Brief
from rules.assessment import Prompt, prompts


def point_out(brief: Brief, answers: Answers) -> Part:
    """Contradictions between answers are pointed out; the machine ticks nothing and merges nothing."""
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
            answers.marks[prompt.item] = replace(answers.marks[prompt.item], same_as=other)


def _ways(brief: Brief, prompt: Prompt, number: int) -> tuple[Choice, ...]:
    if _same(brief, prompt.rule):
        return (Choice("same", "同一事实", 1), Choice("keep", "不是一回事"))
    return (Choice("keep", "保持不变"), Choice("change", f"改第 {number} 项", 1, goto=f"item.{prompt.item}"))


def _same(brief: Brief, rule: str) -> tuple[str, ...]:
    return next((one.items for one in brief.checklist.having("same") if one.id == rule), ())
