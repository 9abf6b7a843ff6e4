"""The sections of the checklist by exception: all wording is shown, only what is wrong is ticked.

No item gets an answer nobody gave: an item counts as 未发现问题 only if its section was submitted with
the item on the card. What does not apply is left open with its reason.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.script import Ask, Choice, Choose, Offer, Part, TickOff, Write, about
from handlers.scripts.brief import Answers, Brief, Found
from handlers.scripts.hazards import basis, describe, first_question, next_key, noted
from handlers.scripts.not_applicable import NONE, not_applicable, read_reason
from handlers.scripts.pointing import VALID, expired, point_out
from handlers.scripts.typed import Ledger, Typing, ledger
from rules.assessment import Mark, Standing, Verdict, standing
from rules.checklist import Item, Section
from rules.kept import Kept
from rules.marks import UNANSWERED

SOME_NA = "_na"
NOTE = 44
"""Characters beside a card's title (platform limit)."""


def walk(brief: Brief, answers: Answers) -> Part:
    """All sections, one card each; every ticked item is described before the next section.

    A long section is cut where the form stands, not where today's answers leave items out: a card's key
    and its items stay what they are, whatever is answered elsewhere. Returns how verdicts typed after the
    last section are taken.
    """
    before, typed = "", (yield from ledger())
    for section in brief.checklist.sections:
        pages = brief.checklist.pages(section.items)
        for number, items in enumerate(pages, 1):
            where = standing(brief.checklist, answers.facts, answers.marks)
            asked = tuple(item for item in items if where[item.id].asked is not False)
            if asked:
                ids = tuple(item.id for item in asked)
                card = Page(section, asked, number, len(pages), where, ids)
                before = yield from _page(brief, answers, card, typed, before)
    return Typing(brief, answers, typed)


@dataclass(frozen=True, slots=True)
class Page:
    """What one section card asks: a section, or a part of a long one."""

    section: Section
    items: tuple[Item, ...]
    number: int
    of: int
    where: dict[str, Standing]
    ids: tuple[str, ...]

    @property
    def key(self) -> str:
        """The answer key: the section's id, with the page where there are several."""
        return f"sec.{self.section.id}" + (f".{self.number}" if self.of > 1 else "")

    @property
    def name(self) -> str:
        """How a person calls it."""
        return self.section.numeral + (f"（{self.number}/{self.of}）" if self.of > 1 else "")


def _page(brief: Brief, answers: Answers, page: Page, typed: Ledger, before: str) -> Part:
    waiting = Typing(brief, answers, typed, page.key, page.items)
    ticked: list[str] = yield from waiting.ticks(_card(brief, page, waiting, before), page.section.id)
    dropped = typed.dropped(page.items)
    if SOME_NA in ticked:
        rest = [item for item in page.items if item.id not in ticked and item.id not in dropped]
        dropped |= yield from not_applicable(page.key, page.name, rest)
    where, beside = page.where, {item.id for item in page.section.items}
    closed = typed.closes(page.key, page.section.id, page.items)
    last = before if closed and answers.found else ""
    for item in page.items:
        if brief.checklist.hangs_on(item.id) & beside:
            where = standing(brief.checklist, answers.facts, answers.marks)
        if where[item.id].asked is False:
            continue  # an answer on this very card took it off the form (X2, X7)
        mark: Mark = yield from _marked(brief, page, item, item.id in ticked, dropped.get(item.id, ""))
        if typed.names(item.id):
            mark = replace(mark, explicit=True)
        answers.mark(item.id, mark)
        if mark.verdict is Verdict.HAZARD:
            typing = waiting.with_ticks(ticked)
            found: list[Found] = yield from describe(brief, item, typing.at_question, last)
            answers.found += found
            answers.mark(item.id, replace(mark, half=found[0].half, act=_act(item, found)))
            answers.latest, last = next_key(item, found[-1].place), noted(found[-1], NOTE)
    yield from _answer_alone(brief, answers, page)
    yield from point_out(brief, answers)
    if VALID in page.ids:
        yield from expired(brief, answers)
    if last:
        return last
    clear = [i for i in page.items if answers.marks.get(i.id, UNANSWERED).verdict is Verdict.CLEAR]
    return f"{page.name} ✔ {len(clear)} 项未发现问题（改 {page.section.numeral}）"


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
            answers.mark(item.id, Mark(Verdict.CLEAR, explicit=True))
            continue
        found: list[Found] = yield from describe(brief, item)
        answers.found += found
        changed = Mark(Verdict.HAZARD, half=found[0].half, act=_act(item, found), explicit=True)
        answers.mark(item.id, changed)


@lru_cache(maxsize=4096)
def _card_depends(ids: tuple[str, ...], unsure: tuple[str, ...]) -> str:
    return about(list(ids), list(unsure))


def _card(brief: Brief, page: Page, typing: Typing, before: str) -> Ask:
    options = tuple(Choice(i.id, i.card_label, also=(str(i.num),)) for i in page.items)
    unsure = [str(i.num) for i in page.items if page.where[i.id].unverifiable]
    why = next((page.where[i.id].reason for i in page.items if page.where[i.id].unverifiable), "")
    note = f"{why.split('，')[0]}：{'、'.join(unsure)} 未勾的记“未能现场核实”" if unsure else before
    return Ask(
        key=page.key,
        title=f"{page.name}、{page.section.name} · 只勾有问题的",
        note=note or "没问题就直接提交",
        form=TickOff(
            (*options, Choice(NONE, "本组没有问题"), Choice(SOME_NA, "有不适用的项", also=("不适用",))),
            "提交本组",
            NONE,
            tuple(typing.ledger.ticked(page.items)),
        ),
        about=_card_depends(page.ids, tuple(unsure)),
        alias=(page.section.numeral, page.section.name),
        beside=typing.at_card,
        law="\n".join(_law(i, brief) for i in page.items),
    )


def _law(item: Item, brief: Brief) -> str:
    return f"{item.num} {item.label}\n{basis(item, brief.facts.today)}"


def _offered(brief: Brief, page: Page, item: Item, wrong: bool, reason: str) -> Offer:
    """「改 n」 to this one item. Every replay comes by all of them: each is made once."""
    key = (id(item), page.ids, wrong, reason, brief.facts.today)
    kept = _OFFERS.get(key)
    return kept[1] if kept else _OFFERS.keep(key, item, _offer(brief, page, item, wrong, reason))


_OFFERS: Kept[Offer] = Kept(8192)


def _offer(brief: Brief, page: Page, item: Item, wrong: bool, reason: str) -> Offer:
    now = "有问题" if wrong else f"不适用（{reason}）" if reason else "未发现问题"
    choices = [Choice("hazard", "有问题"), Choice("clear", "没有问题"), Choice("na", "不适用")]
    if wrong:
        choices.append(Choice("words", "改描述", goto=first_question(item)))
        choices.append(Choice("more", "再加、已改", goto=next_key(item, 1)))
    return Offer(
        Ask(
            key=f"item.{item.id}",
            title=f"{item.num} {item.label}",
            note=f"提交时记的是：{now}",
            body=item.text,
            form=Choose(tuple(choices)),
            about=about(wrong, reason, list(page.ids)),
            item=item.id,
            item_label=f"第 {item.num} 项",
            alias=(str(item.num),),
            law=_law(item, brief),
        )
    )


def _marked(brief: Brief, page: Page, item: Item, wrong: bool, reason: str) -> Part:
    """The item's mark: from the card, or from 「改 n」 where somebody went back to this one item."""
    changed: str | None = yield _offered(brief, page, item, wrong, reason)
    if changed == "na" and not reason:
        reason = yield Ask(
            key=f"na.{item.id}",
            title=f"{item.num} 为什么不适用？",
            note="一句话，会写进结论",
            form=Write(60, tuple(Choice(f"r{n}", why) for n, why in enumerate(item.na_reasons[:4]))),
            check=read_reason,
        )
    alone = changed is not None
    if changed == "hazard" or (changed is None and wrong):
        return Mark(Verdict.HAZARD, explicit=alone)
    if changed == "na" or (changed is None and reason):
        return Mark(Verdict.NOT_APPLICABLE, reason, explicit=alone)
    return Mark(Verdict.CLEAR, explicit=alone)
