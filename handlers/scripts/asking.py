"""问一问 and 评价, by chat: the form's own law and fix texts first, otherwise the right inspector."""

from bot.script import Ask, Choice, Choose, Look, Script, Write
from handlers.commands.contact import AskOfficer, RateVisit
from handlers.commands.opening import Nothing
from rules.reading import read_text

SCORES = ("很满意", "满意", "一般", "不满意", "很不满意")
"""From 5 down to 1."""


def asking() -> Script:
    """Hands over AskOfficer, or nothing where the texts were enough."""
    text: str = yield Ask(
        key="question",
        title="想问什么？直接打字。",
        note="例如：排放口标志牌怎么做",
        form=Write(300),
        check=lambda typed: read_text(typed, least=2, most=300, what="问题"),
    )
    found: list[str] = yield Look("answers", text)
    if not found:
        return AskOfficer(text)
    said: str = yield Ask(
        key="enough",
        title="先看看这些有没有答到：",
        body="\n\n".join(found),
        form=Choose(
            (
                Choice("yes", "答到了", also=("够了", "好的", "谢谢")),
                Choice("no", "没有，转给检查人员", also=("没有", "转")),
            )
        ),
    )
    return Nothing("好的，随时再问。") if said == "yes" else AskOfficer(text)


def rating(visit: int, firm: str) -> Script:
    """评价: one tap, and a word if he wants."""
    said: str = yield Ask(
        key="score",
        title=f"对{firm}这次检查和帮扶，您觉得？",
        form=Choose(tuple(Choice(str(5 - n), label) for n, label in enumerate(SCORES))),
    )
    text: str = yield Ask(
        key="words",
        title="还想说一句吗？",
        note="没有就回“没有”",
        form=Write(200),
        check=lambda typed: read_text(typed, least=1, most=200, what="评价"),
    )
    return RateVisit(visit, int(said), "" if text == "没有" else text)
