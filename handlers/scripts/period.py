"""整改期限: how many days, picked or typed by a person at one card, never by the machine."""

from bot.script import Ask, Beside, Choice, Choose, Given, Part, Write, about
from handlers.scripts.brief import Brief, Found
from handlers.scripts.closing import FIXED
from rules.reading import Refusal
from rules.typed_period import about_days, read_period

OWN = "own"


def days(brief: Brief, found: list[Found], beside: Beside) -> Part:
    """「给予企业合理的整改期限」: picked by a person, never by the machine."""
    offered = tuple(Choice(str(n), f"{n}日", also=(f"{n}天", str(n))) for n in brief.facts.offered_days)
    depends = about([(one.item.id, one.text) for one in found if not one.fixed])
    offered = offered[:4]
    choices = (*offered, Choice(OWN, "自己定"), Choice("fixed", "有当场已改的", goto=FIXED))
    most, today = brief.facts.most_days, brief.facts.today

    def typed_at_card(said: str) -> Given | Refusal | None:
        """Days at the card itself; a bare number that is also a button's place means the button."""
        if (other := beside(said)) is not None or not about_days(said):
            return other
        read = read_period(said, today, most)
        if isinstance(read, Refusal):
            return read
        if any(said.strip() in (one.label, *one.also) for one in offered):
            return None
        n = read.value
        if said.strip().isdigit() and n <= len(offered):
            button = offered[n - 1]
            return Given((("days", button.id),), f"按第 {n} 个记：{button.label}。要给 {n} 天就说“改 天数”。")
        if said.strip().isdigit() and n <= len(choices):
            return None
        return Given((("days", OWN), ("days.own", n)), read.note or f"按 {n} 天记的。")

    picked: str = yield Ask(
        key="days",
        title="整改期限给几天？",
        note="从企业签收的次日起算，到期遇休息日顺延",
        form=Choose(choices),
        about=depends,
        alias=("天数", "期限", "整改期限"),
        beside=typed_at_card,
    )
    if picked != OWN:
        return int(picked)
    typed: int = yield Ask(
        key="days.own",
        title="给几天？",
        note=f"1–{most} 的整数，例如 7",
        form=Write(20),
        check=lambda said: read_period(said, today, most),
        about=depends,
    )
    return typed
