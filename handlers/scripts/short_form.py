"""其他 enterprises: only what is wrong, from one list; nothing else gets an answer

Source: 三、行动方式; 五（二）.
"""

from bot.script import Ask, Choice, Part, TickOff, about
from handlers.scripts.brief import Answers, Brief, Found
from handlers.scripts.hazards import describe, next_key
from handlers.scripts.not_applicable import NONE
from handlers.scripts.typed import Behind, Ledger, Typing, ledger
from handlers.scripts.wording import wording
from rules.assessment import Mark, Verdict, standing
from rules.checklist import Item

SHORT = "hazards"


def short_form(brief: Brief, answers: Answers) -> Part:
    """The list, page by page, and what was found. Returns how verdicts typed later are taken."""
    where = standing(brief.checklist, answers.facts, answers.marks)
    asked = [item for item in brief.checklist.items if where[item.id].asked is not False]
    pages = brief.checklist.pages(asked)
    yield wording(brief.checklist, where)
    typed: Ledger = yield from ledger()
    behind: tuple[Behind, ...] = ()
    for number, items in enumerate(pages, 1):
        name = f"（{number}/{len(pages)}）" if len(pages) > 1 else ""
        typing = Typing(brief, answers, typed, f"short.{number}", items, behind=behind)
        ticked: list[str] = yield from typing.ticks(_card(typing, number, name), "")
        for item in items:
            if item.id in ticked:
                yield from _found(brief, answers, item, typing.with_ticks(ticked))
        behind = (*behind, Behind(typing.page, items, tuple(ticked)))
    return Typing(brief, answers, typed, behind=behind)


def _found(brief: Brief, answers: Answers, item: Item, typing: Typing) -> Part:
    found: list[Found] = yield from describe(brief, item, typing.at_question)
    answers.found += found
    answers.latest = next_key(item, found[-1].place)
    act = any(one.act for one in found) if item.two_step else None
    answers.mark(item.id, Mark(Verdict.HAZARD, half=found[0].half, act=act))


def _card(typing: Typing, number: int, name: str) -> Ask:
    options = tuple(Choice(i.id, f"{i.num} {i.label}"[:17], also=(str(i.num),)) for i in typing.items)
    return Ask(
        key=typing.page,
        title=f"发现了哪些隐患？{name}",
        note="没有就直接提交",
        form=TickOff(
            (*options, Choice(NONE, "没有发现隐患")),
            "提交",
            NONE,
            tuple(typing.ledger.ticked(typing.items)),
        ),
        about=about([i.id for i in typing.items]),
        alias=("隐患", f"隐患{number}"),
        beside=typing.at_card,
    )
