"""不适用: never without a reason. On paper both boxes stay empty and the reason stands in 结论."""

from bot.script import Ask, Choice, Part, Pick, Picker, TickOff, Write, about
from rules.checklist import Item
from rules.kept import Kept
from rules.reading import Reading, Refusal, read_text

NONE, OWN = "_none", "_own"


def not_applicable(key: str, name: str, items: list[Item]) -> Part:
    """Which items do not apply, and why: a preset reason or own words, never without one."""
    options = tuple(map(to_tick, items))
    ticked: list[str] = yield Ask(
        key=f"{key}.na",
        title=f"{name} 哪些项不适用？",
        note="要写理由；纸上两个框都留空",
        form=TickOff((*options, Choice(NONE, "都适用")), "提交", NONE),
        about=about([i.id for i in items]),
    )
    chosen = [item for item in items if item.id in ticked]
    reasons: dict[str, str] = {}
    for start in range(0, len(chosen), 3):
        reasons |= yield from _reasons(key, chosen[start : start + 3], start)
    return reasons


def _reasons(key: str, items: list[Item], start: int) -> Part:
    picked: dict[str, str] = yield Ask(
        key=f"{key}.na.{start}",
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
                check=read_reason,
            )
        else:
            reason = item.na_reasons[int(reason)]
        reasons[item.id] = reason
    return reasons


def read_reason(said: str) -> Reading[str] | Refusal:
    """A reason for 不适用 or for a missing picture: it is printed, so it is never empty."""
    return read_text(said, least=2, most=60, what="原因")


def to_tick(item: Item) -> Choice:
    """The item on a card, to be ticked or called by its number."""
    kept = _TICKS.get(id(item))
    return (
        kept[1]
        if kept
        else _TICKS.keep(id(item), item, Choice(item.id, item.card_label, also=(str(item.num),)))
    )


_TICKS: Kept[Choice] = Kept(8192)
_PICKERS: Kept[Picker] = Kept(8192)


def _reason_picker(item: Item) -> Picker:
    kept = _PICKERS.get(id(item))
    return kept[1] if kept else _PICKERS.keep(id(item), item, _picker(item))


def _picker(item: Item) -> Picker:
    preset = tuple(Choice(str(n), reason) for n, reason in enumerate(item.na_reasons[:8]))
    return Picker(
        item.id, f"{item.num} {item.label}", (Choice("", "请选择"), *preset, Choice(OWN, "自己写理由"))
    )
