"""没有送到: whoever sent a letter decides what to do about it. A call is noted as a call, never a receipt."""

from bot.script import Ask, Choice, Script, Write
from handlers.commands.contact import SettleDelivery
from handlers.scripts.decisions import Matter, card
from rules.reading import read_text


def undelivered(matter: Matter) -> Script:
    """Hands over SettleDelivery."""
    choices = (
        Choice("called", "已电话告知", 1, also=("电话告知",)),
        Choice("printed", "打印送达", also=("打印",)),
        Choice("mailed", "邮寄", also=("寄出",)),
        Choice("again", "再发一次", also=("重发",)),
    )
    said: str = yield card(matter, "how", choices)
    if said == "mailed":
        number: str = yield Ask(
            key="mail",
            title="邮寄单号是？寄给谁、寄到哪里",
            note="例如：EMS 1234567890123，寄给林犇，城东工业路1号；面单可以拍照发来",
            form=Write(200),
            check=lambda typed: read_text(typed, least=8, most=200, what="邮寄情况"),
            item="mail",
            item_label="这次邮寄",
        )
        return SettleDelivery(matter.id, said, number)
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
