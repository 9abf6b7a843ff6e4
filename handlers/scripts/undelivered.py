"""没有送到: whoever sent a letter decides what to do about it. A call is noted as a call, never a receipt."""

from bot.script import Ask, Choice, Choose, Script, Write
from handlers.commands import SettleDelivery
from handlers.scripts.decisions import Matter
from rules.reading import read_text


def undelivered(matter: Matter) -> Script:
    """Hands over SettleDelivery."""
    said: str = yield Ask(
        key="how",
        title=matter.title,
        note=matter.note,
        body=matter.body,
        rows=matter.rows,
        link=("打开看全部", matter.page),
        form=Choose(
            (
                Choice("called", "已电话告知", 1, also=("电话告知",)),
                Choice("printed", "打印送达", also=("打印",)),
                Choice("again", "再发一次", also=("重发",)),
            )
        ),
    )
    if said != "called":
        return SettleDelivery(matter.id, said)
    text: str = yield Ask(
        key="call",
        title="打给谁、怎么说的？",
        note="例如：打给林犇本人，说今天下午重新关注",
        form=Write(200),
        check=lambda typed: read_text(typed, least=4, most=200, what="电话情况"),
    )
    return SettleDelivery(matter.id, said, text)
