"""The sections of the checklist by exception: all wording is shown, only what is wrong is ticked.

No item gets an answer nobody gave: an item counts as 未发现问题 only if its section was submitted with
the item on the card. What does not apply is left open with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.script import Ask, Choice, Choose, Offer, Part, Pick, Picker, Tell, TickOff, Write, about
from handlers.scripts.brief import Brief
from handlers.scripts.hazards import Found, describe
from rules.assessment import Mark, Prompt, Standing, Verdict, facts_needed, prompts, standing
from rules.checklist import Checklist, Item, Section
from rules.law import staff_basis
from rules.marks import UNANSWERED

NONE, SOME_NA, OWN = "_none", "_na", "_own"
TEXT_BYTES = 1900
"""A text message holds 2,048 bytes; the wording is cut between items below that."""


@dataclass(slots=True)
class Answers:
    """What the sections have given so far."""

    facts: dict[str, Any]
    marks: dict[str, Mark] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    pointed_out: set[str] = field(default_factory=set)


def facts_known(brief: Brief, answers: Answers) -> Part:
    """Facts that decide which items apply and are not on file: one card, ticked where they hold."""
    for turn in range(1, 4):
        needed = [f for f in facts_needed(brief.checklist, answers.facts, answers.marks) if f.kind == "bool"]
        if not needed:
            return
        options = tuple(Choice(f.id, f.ask, also=(str(n),)) for n, f in enumerate(needed, 1))
        ticked: list[str] = yield Ask(
            key=f"facts.{turn}",
            title="这家有下面哪些情况？",
            note="有的勾上，没勾的按没有记",
            form=TickOff((*options, Choice(NONE, "以上都没有")), "确定", NONE),
            about=about([f.id for f in needed]),
            alias=("情况", f"情况{turn}"),
        )
        answers.facts.update({f.id: f.id in ticked for f in needed})


def wording(checklist: Checklist, where: Mapping[str, Standing]) -> Tell:
    """The full wording of every item, once; what does not apply says why. As few texts as fit."""
    blocks = []
    for section in checklist.sections:
        lines = [f"{section.numeral}、{section.name}"]
        for item in section.items:
            standing = where[item.id]
            why = f"（不适用：{standing.reason}）" if standing.asked is False else ""
            lines.append(f"{item.num} {item.text}{why}")
        blocks.append("\n".join(lines))
    return Tell("wording", tuple(_texts(blocks)), about([(i, s.asked) for i, s in where.items()]))


def _texts(blocks: list[str]) -> list[str]:
    """Sections put together into texts of about equal length, none over the platform's limit."""
    size = sum(len(block.encode()) + 1 for block in blocks)
    share = size / -(-size // TEXT_BYTES)
    texts = [""]
    for block in blocks:
        joined = f"{texts[-1]}\n{block}" if texts[-1] else block
        begun = len(texts[-1].encode())
        if begun and (len(joined.encode()) > TEXT_BYTES or begun + len(block.encode()) / 2 > share):
            texts.append(block)
        else:
            texts[-1] = joined
    return texts


def walk(brief: Brief, answers: Answers) -> Part:
    """All sections, one card each; every ticked item is described before the next section."""
    before = ""
    for section in brief.checklist.sections:
        where = standing(brief.checklist, answers.facts, answers.marks)
        asked = [item for item in section.items if where[item.id].asked is not False]
        if not asked:
            continue
        pages = brief.checklist.pages(asked)
        for number, page in enumerate(pages, 1):
            card = Page(section, page, number, len(pages), where)
            before = yield from _page(brief, answers, card, before)


@dataclass(frozen=True, slots=True)
class Page:
    """What one section card asks: a section, or a part of a long one."""

    section: Section
    items: tuple[Item, ...]
    number: int
    of: int
    where: dict[str, Standing]

    @property
    def key(self) -> str:
        """The answer key: the section's id, with the page where there are several."""
        return f"sec.{self.section.id}" + (f".{self.number}" if self.of > 1 else "")

    @property
    def name(self) -> str:
        """How a person calls it."""
        return self.section.numeral + (f"（{self.number}/{self.of}）" if self.of > 1 else "")


def _page(brief: Brief, answers: Answers, page: Page, before: str) -> Part:
    ticked: list[str] = yield _card(brief, page, before)
    dropped: dict[str, str] = {}
    if SOME_NA in ticked:
        dropped = yield from _not_applicable(page, [item for item in page.items if item.id not in ticked])
    for item in page.items:
        if standing(brief.checklist, answers.facts, answers.marks)[item.id].asked is False:
            continue  # an answer on this very card took it off the form (X2, X7)
        mark: Mark = yield from _marked(brief, page, item, item.id in ticked, dropped.get(item.id, ""))
        answers.marks[item.id] = mark
        if mark.verdict is Verdict.HAZARD:
            found: list[Found] = yield from describe(brief, item)
            answers.found += found
            answers.marks[item.id] = replace(mark, half=found[0].half, act=_act(item, found))
    yield from _answer_alone(brief, answers, page)
    yield from point_out(brief, answers)
    verdicts = [answers.marks[item.id].verdict for item in page.items if item.id in answers.marks]
    wrong, rest = verdicts.count(Verdict.HAZARD), verdicts.count(Verdict.CLEAR)
    said = f"{wrong} 项有问题，其余 {rest} 项未发现问题" if wrong else f"{rest} 项未发现问题"
    return f"{page.name} ✔ {said}（改 {page.section.numeral}）"


def _act(item: Item, found: list[Found]) -> bool | None:
    """An act at one place makes the item an act; None where nobody was asked."""
    return any(one.act for one in found) if item.two_step else None


def _answer_alone(brief: Brief, answers: Answers, page: Page) -> Part:
    """Items a rule wants answered by themselves (X2): 本组没有问题 does not cover them."""
    where = standing(brief.checklist, answers.facts, answers.marks)
    for item in page.items:
        mark = answers.marks.get(item.id, UNANSWERED)
        if not where[item.id].must or mark.explicit or mark.verdict is not Verdict.CLEAR:
            continue
        said: str = yield Ask(
            key=f"alone.{item.id}",
            title=f"{item.num} {item.label}",
            note="这一项要单独答",
            body=item.text,
            form=Choose((Choice("hazard", "有问题"), Choice("clear", "没有问题"))),
            item=item.id,
            item_label=f"第 {item.num} 项",
            law=_law(item, brief),
        )
        if said == "clear":
            answers.marks[item.id] = Mark(Verdict.CLEAR, explicit=True)
            continue
        found: list[Found] = yield from describe(brief, item)
        answers.found += found
        answers.marks[item.id] = Mark(
            Verdict.HAZARD, half=found[0].half, act=_act(item, found), explicit=True
        )


def _card(brief: Brief, page: Page, before: str) -> Ask:
    options = tuple(Choice(i.id, i.card_label, also=(str(i.num),)) for i in page.items)
    unsure = [str(i.num) for i in page.items if page.where[i.id].unverifiable]
    note = f"停产：{'、'.join(unsure)} 未勾的记“未能现场核实”" if unsure else before
    return Ask(
        key=page.key,
        title=f"{page.name}、{page.section.name} · 只勾有问题的",
        note=note or "没问题就直接提交",
        form=TickOff(
            (*options, Choice(NONE, "本组没有问题"), Choice(SOME_NA, "有不适用的项", also=("不适用",))),
            "提交本组",
            NONE,
        ),
        about=about([i.id for i in page.items], unsure),
        alias=(page.section.numeral, page.section.name),
        law="\n".join(_law(i, brief) for i in page.items),
    )


def _law(item: Item, brief: Brief) -> str:
    return "\n".join((f"{item.num} {item.label}", *staff_basis(item.law, brief.facts.today)))


def _not_applicable(page: Page, items: list[Item]) -> Part:
    """Which items do not apply, and why: a preset reason or own words, never without one."""
    options = tuple(Choice(i.id, i.card_label, also=(str(i.num),)) for i in items)
    ticked: list[str] = yield Ask(
        key=f"{page.key}.na",
        title=f"{page.name} 哪些项不适用？",
        note="要写理由；纸上两个框都留空",
        form=TickOff((*options, Choice(NONE, "都适用")), "提交", NONE),
        about=about([i.id for i in items]),
    )
    chosen = [item for item in items if item.id in ticked]
    reasons: dict[str, str] = {}
    for start in range(0, len(chosen), 3):
        reasons |= yield from _reasons(page, chosen[start : start + 3], start)
    return reasons


def _reasons(page: Page, items: list[Item], start: int) -> Part:
    picked: dict[str, str] = yield Ask(
        key=f"{page.key}.na.{start}",
        title="为什么不适用？",
        form=Pick(tuple(_reason_picker(item) for item in items)),
        about=about([item.id for item in items]),
    )
    reasons = {}
    for item in items:
        reason = picked[item.id]
        if reason == OWN:
            reason = yield Ask(
                key=f"na.{item.id}",
                title=f"{item.num} 为什么不适用？",
                note="一句话，会写进结论",
                form=Write(60),
            )
        else:
            reason = item.na_reasons[int(reason)]
        reasons[item.id] = reason
    return reasons


def _reason_picker(item: Item) -> Picker:
    preset = tuple(Choice(str(n), reason) for n, reason in enumerate(item.na_reasons[:8]))
    return Picker(
        item.id, f"{item.num} {item.label}", (Choice("", "请选择"), *preset, Choice(OWN, "自己写理由"))
    )


def _marked(brief: Brief, page: Page, item: Item, wrong: bool, reason: str) -> Part:
    """The item's mark: from the card, or from 「改 n」 where somebody went back to this one item."""
    now = "有问题" if wrong else f"不适用（{reason}）" if reason else "未发现问题"
    choices = [Choice("hazard", "有问题"), Choice("clear", "没有问题"), Choice("na", "不适用")]
    if wrong:
        choices.append(Choice("words", "改描述", goto=f"p.{item.id}.1.how"))
    changed: str | None = yield Offer(
        Ask(
            key=f"item.{item.id}",
            title=f"{item.num} {item.label}",
            note=f"提交时记的是：{now}",
            body=item.text,
            form=Choose(tuple(choices)),
            about=about(wrong, reason, [i.id for i in page.items]),
            item=item.id,
            item_label=f"第 {item.num} 项",
            alias=(str(item.num),),
            law=_law(item, brief),
        )
    )
    if changed == "na" and not reason:
        reason = yield Ask(
            key=f"na.{item.id}",
            title=f"{item.num} 为什么不适用？",
            note="一句话，会写进结论",
            form=Write(60, tuple(Choice(f"r{n}", why) for n, why in enumerate(item.na_reasons[:4]))),
        )
    alone = changed is not None
    if changed == "hazard" or (changed is None and wrong):
        return Mark(Verdict.HAZARD, explicit=alone)
    if changed == "na" or (changed is None and reason):
        return Mark(Verdict.NOT_APPLICABLE, reason, explicit=alone)
    return Mark(Verdict.CLEAR, explicit=alone)


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
