"""The cards of a checklist's sections, with everything on them that no answer changes.

Every replay comes by all of them: each is made once for the items it asks and the day its law is of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.script import Ask, Choice, Choose, Offer, Offers, TickOff, about
from handlers.scripts.hazards import basis, first_question, next_key
from handlers.scripts.not_applicable import NONE, to_tick
from rules.checklist import Card, Checklist, Item, Section
from rules.kept import Kept
from rules.survey import Standing

SOME_NA = "_na"


@dataclass(frozen=True, slots=True)
class Page:
    """What one section card asks: a section, or a part of a long one.

    `hanging` are the places of items that an answer of the same section may take off the form, `alone` are
    items that a rule may want answered by themselves.
    """

    section: Section
    items: tuple[Item, ...]
    key: str
    name: str
    ids: tuple[str, ...]
    today: date
    about: str
    note: str
    form: TickOff
    law: str
    hanging: frozenset[int]
    alone: tuple[Item, ...]
    _offers: dict[tuple[int, int], Offers] = field(default_factory=dict, compare=False)

    def stops(self, touched: set[str]) -> list[int]:
        """The places of items that are gone through one by one: touched, or perhaps off the form by now."""
        return [n for n, item in enumerate(self.ids) if item in touched or n in self.hanging]

    def offers(self, start: int, stop: int) -> Offers:
        """「改 n」 to each of these items, none of which was ticked or dropped."""
        kept = self._offers.get((start, stop))
        if kept is None:
            asks = tuple(offered(self, item, wrong=False, reason="").ask for item in self.items[start:stop])
            kept = self._offers[start, stop] = Offers(asks)
        return kept


def page(checklist: Checklist, card: Card, where: Mapping[str, Standing], today: date) -> Page | None:
    """The card with those of its items that are asked, None where none is."""
    asked = tuple([item for item in card.items if where[item.id].asked is not False])
    if not asked:
        return None
    unsure = tuple([item for item in asked if where[item.id].unverifiable])
    why = where[unsure[0].id].reason if unsure else ""
    key = (id(checklist), id(card), tuple(map(id, asked)), tuple(map(id, unsure)), why, today)
    kept = _PAGES.get(key)
    return kept[1] if kept else _PAGES.keep(key, checklist, _page(checklist, card, asked, unsure, why, today))


_PAGES: Kept[Page] = Kept(1024)
"""Some 10 KB each."""
_OFFERS: Kept[Offer] = Kept(8192)


def _page(
    checklist: Checklist, card: Card, items: tuple[Item, ...], unsure: tuple[Item, ...], why: str, today: date
) -> Page:
    section, several = card.section, card.of > 1
    numbers = [str(item.num) for item in unsure]
    beside = {item.id for item in section.items}
    ids = tuple(item.id for item in items)
    ways = Choice(NONE, "本组没有问题"), Choice(SOME_NA, "有不适用的项", also=("不适用",))
    return Page(
        section=section,
        items=items,
        key=f"sec.{section.id}" + (f".{card.number}" if several else ""),
        name=section.numeral + (f"（{card.number}/{card.of}）" if several else ""),
        ids=ids,
        today=today,
        about=about(list(ids), numbers),
        note=f"{why.split('，')[0]}：{'、'.join(numbers)} 未勾的记“未能现场核实”" if unsure else "",
        form=TickOff((*map(to_tick, items), *ways), "提交本组", NONE),
        law="\n".join(law_of(item, today) for item in items),
        hanging=frozenset(n for n, i in enumerate(ids) if checklist.hangs_on(i) & beside),
        alone=tuple(item for item in items if checklist.touching(item.id, "ask")),
    )


def law_of(item: Item, today: date) -> str:
    """「依据」 of one item."""
    return f"{item.num} {item.label}\n{basis(item, today)}"


def offered(page: Page, item: Item, *, wrong: bool, reason: str) -> Offer:
    """「改 n」 to one item, which stands as ticked, or as not applicable for that reason."""
    key = (id(item), page.ids, wrong, reason, page.today)
    kept = _OFFERS.get(key)
    return kept[1] if kept else _OFFERS.keep(key, item, _offer(page, item, wrong, reason))


def _offer(page: Page, item: Item, wrong: bool, reason: str) -> Offer:
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
            law=law_of(item, page.today),
        )
    )
