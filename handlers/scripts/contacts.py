"""联系人 of a firm: who is bound, and taking one off with a reason. Also how a contact leaves by himself."""

from bot.script import Ask, Choice, Choose, Script, about
from handlers.commands.contact import PartWith
from handlers.commands.opening import Nothing

REASONS = ("已经离职", "不再负责环保", "绑错了企业")


def contacts(firm: str, bound: tuple[tuple[int, str, str], ...]) -> Script:
    """`bound` is (id, label, line) of each. `firm` '' means the contact himself is leaving."""
    title = f"{firm}的联系人" if firm else "要解绑哪一家？解绑后收不到提示单"
    choices = tuple(Choice(str(one), f"移除 {label}"[:10] if firm else label[:20]) for one, label, _ in bound)
    said: str = yield Ask(
        key="who",
        title=title,
        rows=tuple((label[:5], line[:30]) for _, label, line in bound) if firm else (),
        form=Choose((*choices, Choice("", "不变", also=("不用", "取消")))),
        about=about(bound),
    )
    if not said:
        return Nothing("好的，没有变。")
    because: str = yield Ask(
        key="because",
        title="原因是？",
        form=Choose(tuple(Choice(one, one) for one in REASONS)),
    )
    return PartWith(int(said), because)
