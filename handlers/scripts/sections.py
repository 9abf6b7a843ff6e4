"""The sections of the checklist by exception: all wording is shown, only what is wrong is ticked.

No item gets an answer nobody gave: an item counts as 未发现问题 only if its section was submitted with
the item on the card. What does not apply is left open with its reason.
"""

from dataclasses import dataclass, replace

from bot.script import Ask, Choice, Choose, Part, Write
from handlers.scripts.brief import Answers, Brief, Found
from handlers.scripts.hazards import describe, next_key, noted
from handlers.scripts.not_applicable import not_applicable, read_reason
from handlers.scripts.pages import SOME_NA, Page, law_of, offered, page
from handlers.scripts.pointing import VALID, expired, point_out
from handlers.scripts.typed import Ledger, Typing, ledger
from rules.assessment import Mark, Verdict, standing
from rules.checklist import Item
from rules.marks import CLEAR, CLEAR_ALONE, UNANSWERED

NOTE = 44
"""Characters beside a card's title (platform limit)."""


def walk(brief: Brief, answers: Answers) -> Part:
    """All sections, one card each; every ticked item is described before the next section.

    A long section is cut where the form stands, not where today's answers leave items out: a card's key
    and its items stay what they are, whatever is answered elsewhere. Returns how verdicts typed after the
    last section are taken.
    """
    before, typed = "", (yield from ledger())
    where = standing(brief.checklist, answers.facts, answers.marks)
    answers.fresh.clear()
    for card in brief.checklist.cards:
        if not card.behind.isdisjoint(answers.fresh):
            where = standing(brief.checklist, answers.facts, answers.marks)
            answers.fresh.clear()
        asked = page(brief.checklist, card, where, brief.facts.today)
        if asked is not None:
            before = yield from _page(brief, answers, asked, typed, before)
    return Typing(brief, answers, typed)


def _page(brief: Brief, answers: Answers, page: Page, typed: Ledger, before: str) -> Part:
    waiting = Typing(brief, answers, typed, page.key, page.items)
    ticked: list[str] = yield from waiting.ticks(_card(page, waiting, before), page.section.id)
    dropped = typed.dropped(page.items)
    if SOME_NA in ticked:
        rest = [item for item in page.items if item.id not in ticked and item.id not in dropped]
        dropped |= yield from not_applicable(page.key, page.name, rest)
    closed = typed.closes(page.key, page.section.id, page.items)
    submitted = _Submitted(
        brief, answers, page, waiting, ticked, dropped, before if closed and answers.found else ""
    )
    yield from submitted.items()
    yield from _answer_alone(brief, answers, page)
    yield from point_out(brief, answers)
    if VALID in page.ids:
        yield from expired(brief, answers)
    if submitted.last:
        return submitted.last
    clear = [one for one in page.ids if answers.marks.get(one, UNANSWERED).verdict is Verdict.CLEAR]
    return f"{page.name} ✔ {len(clear)} 项未发现问题（改 {page.section.numeral}）"


def _card(page: Page, typing: Typing, before: str) -> Ask:
    ticked = tuple(typing.ledger.ticked(page.items))
    return Ask(
        key=page.key,
        title=f"{page.name}、{page.section.name} · 只勾有问题的",
        note=page.note or before or "没问题就直接提交",
        form=replace(page.form, ticked=ticked) if ticked else page.form,
        about=page.about,
        alias=(page.section.numeral, page.section.name),
        beside=typing.at_card,
        law=page.law,
    )


@dataclass(slots=True)
class _Submitted:
    """A section card with its ticks, gone through item by item. `last` is what was written down last."""

    brief: Brief
    answers: Answers
    page: Page
    waiting: Typing
    ticked: list[str]
    dropped: dict[str, str]
    last: str

    def items(self) -> Part:
        """A mark for every item that is still on the form; every hazard is described."""
        start, items = 0, self.page.items
        for stop in self.page.stops({*self.ticked, *self.dropped}):
            yield from self._untouched(start, stop)
            start, item = stop + 1, items[stop]
            if stop in self.page.hanging and self._off(item):
                continue  # an answer on this very card took it off the form (X2, X7)
            wrong, reason = item.id in self.ticked, self.dropped.get(item.id, "")
            changed: str | None = yield offered(self.page, item, wrong=wrong, reason=reason)
            yield from self._settled(item, changed, wrong, reason)
        yield from self._untouched(start, len(items))

    def _off(self, item: Item) -> bool:
        where = standing(self.brief.checklist, self.answers.facts, self.answers.marks)
        return where[item.id].asked is False

    def _untouched(self, start: int, stop: int) -> Part:
        """Items that nobody ticked or dropped: clear, unless somebody went back to one of them (「改 n」)."""
        while start < stop:
            taken: tuple[str, str] | None = yield self.page.offers(start, stop)
            end = stop if taken is None else self.page.ids.index(taken[0].removeprefix("item."))
            for item in self.page.ids[start:end]:
                self.answers.marks[item] = CLEAR_ALONE if self.waiting.ledger.names(item) else CLEAR
            self.answers.fresh.update(self.page.ids[start:end])
            if taken is not None:
                yield from self._settled(self.page.items[end], taken[1], wrong=False, reason="")
            start = end + 1

    def _settled(self, item: Item, changed: str | None, wrong: bool, reason: str) -> Part:
        mark: Mark = yield from _marked(item, changed, wrong, reason)
        if self.waiting.ledger.names(item.id):
            mark = replace(mark, explicit=True)
        self.answers.mark(item.id, mark)
        if mark.verdict is Verdict.HAZARD:
            typing = self.waiting.with_ticks(self.ticked)
            found: list[Found] = yield from describe(self.brief, item, typing.at_question, self.last)
            self.answers.found += found
            self.answers.mark(item.id, replace(mark, half=found[0].half, act=_act(item, found)))
            self.answers.latest, self.last = next_key(item, found[-1].place), noted(found[-1], NOTE)


def _marked(item: Item, changed: str | None, wrong: bool, reason: str) -> Part:
    """The item's mark: from the card, or `changed` where somebody went back to this one item."""
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


def _act(item: Item, found: list[Found]) -> bool | None:
    """An act at one place makes the item an act; None where nobody was asked."""
    return any(one.act for one in found) if item.two_step else None


def _answer_alone(brief: Brief, answers: Answers, page: Page) -> Part:
    """Items a rule wants answered by themselves (X2): 本组没有问题 does not cover them."""
    if not page.alone:
        return
    where = standing(brief.checklist, answers.facts, answers.marks)
    for item in page.alone:
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
            law=law_of(item, page.today),
        )
        if said == "clear":
            answers.mark(item.id, Mark(Verdict.CLEAR, explicit=True))
            continue
        found: list[Found] = yield from describe(brief, item)
        answers.found += found
        changed = Mark(Verdict.HAZARD, half=found[0].half, act=_act(item, found), explicit=True)
        answers.mark(item.id, changed)
