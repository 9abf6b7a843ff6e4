"""What a person may do at any question: a deed that answers it, chosen by a die or by Hypothesis."""

from collections.abc import Sequence
from typing import Any, Protocol

from bot.deeds import Deed, Said, Tap
from bot.script import Ask, Choice, Choose, Pick, TickOff
from bot.sheet import Shown
from bot.showing import SUBMIT
from rules.reading import Reading, Refusal

WORDS = ("东侧墙角堆放两桶，约三十公斤", "3号车间门口有一处积水没有清理", "台账从三月起没有记")
SAID = {
    "days.own": "7", "header.uscc": "91330382YYYY00012D", "header.phone": "13800138000",
    "header.name": "永嘉堃电镀有限公司", "header.legal_rep": "陈龑", "header.site_contact": "林犇",
}  # fmt: skip


class Die(Protocol):
    """Chooses."""

    def one(self, among: Sequence[Any]) -> Any: ...
    def some(self, among: Sequence[Any]) -> list[Any]: ...


def value(ask: Ask, die: Die) -> Any:
    """An answer this question takes, in its own shape."""
    for _ in range(20):
        given = _value(ask, die)
        read = ask.check(given) if ask.check else Reading(given)
        if not isinstance(read, Refusal):
            return given
    raise AssertionError(f"no answer is good enough for {ask.key}: {ask.title}")


def _value(ask: Ask, die: Die) -> Any:
    match ask.form:
        case Choose(choices):
            return die.one([c for c in choices if not (c.goto or c.order or c.url)]).id
        case TickOff(options, _, none, ticked):
            real = [option.id for option in options if option.id != none]
            wanted = set(die.some(real)) | set(ticked)
            if ask.key == "staff":
                wanted = set(real)
            return [one for one in real if one in wanted] or [none or real[0]]
        case Pick(pickers):
            return {p.id: die.one([o for o in p.options if o.id]).id for p in pickers}
        case _:
            return SAID.get(ask.key) or die.one(WORDS)


def tap(ask: Ask, shown: Shown, given: Any) -> Deed:
    """That answer as it comes from the card, or typed where a text is wanted."""
    token = shown.token
    match ask.form:
        case Choose():
            return Tap(shown.task, f"{token}:{given}", {})
        case TickOff():
            return Tap(shown.task, f"{token}:{SUBMIT}", {token: tuple(given)})
        case Pick():
            picks: dict[str, tuple[str, ...]] = {f"{token}.{name}": (one,) for name, one in given.items()}
            return Tap(shown.task, f"{token}:{SUBMIT}", picks)
        case _:
            return Said(str(given))


def goes(ask: Ask) -> list[Choice]:
    """Choices that lead elsewhere instead of answering."""
    return [c for c in ask.form.choices if c.goto] if isinstance(ask.form, Choose) else []
