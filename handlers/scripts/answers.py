"""Short scripts that answer an enterprise: its objection or question, its wish for more time."""

from bot.script import Ask, Choice, Script, Write
from handlers.commands.contact import AnswerInquiry, DecideExtension
from handlers.scripts.decisions import Matter, card, why
from rules.deadlines import read_days
from rules.reading import read_text

MOST_DAYS = 90


def answer(matter: Matter) -> Script:
    """What the contact asked, and a line for the answer. It reaches him as it is typed."""
    text: str = yield Ask(
        key="answer",
        title=matter.title,
        note=matter.note,
        body=f"{matter.body}\n直接打字答复，会原样发给对方。",
        rows=matter.rows,
        link=("打开看全部", matter.page),
        form=Write(500),
        check=lambda typed: read_text(typed, least=2, most=500, what="答复"),
    )
    return AnswerInquiry(matter.id, text)


def extension(matter: Matter) -> Script:
    """延期 is a leader's decision: as asked, another number of days, or no."""
    asked = int(matter.options[0])
    choices = (
        Choice("yes", f"同意 {asked} 日", 1, also=("同意",)),
        Choice("other", "改天数"),
        Choice("no", "不同意"),
    )
    said: str = yield card(matter, "extension", choices)
    if said == "yes":
        return DecideExtension(matter.id, True, asked)
    if said == "other":
        days: int = yield Ask(
            key="days",
            title="同意延几天？",
            note="从原到期日的次日起算，例如 5",
            form=Write(20),
            check=lambda typed: read_days(typed, most=MOST_DAYS),
        )
        return DecideExtension(matter.id, True, days)
    reason: str = yield why("不同意的理由是？", "一句话就行，会告诉企业并留档")
    return DecideExtension(matter.id, False, 0, reason)
