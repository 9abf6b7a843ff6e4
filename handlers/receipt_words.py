"""How a receipt is told in one line, to the enterprise, to staff, to strangers. It only reads."""

from handlers.desk import Desk
from models.tables.letters import Receipt
from rules.local_time import clock_time, show_date
from rules.names import mask_name
from rules.receipts import ON_PAPER, How


def told(receipt: Receipt) -> str:
    """林犇 已于 2023年5月8日（周一） 09:13 签收; on paper there is a day and no hour."""
    day = show_date(receipt.received_on)
    if receipt.how == How.LEFT:
        return f"{day}留置送达"
    if receipt.how in ON_PAPER:
        return f"{receipt.name} 已于 {day}{How(receipt.how).label}"
    return f"{receipt.name} 已于 {day} {clock_time(receipt.at)} 签收"


def listed(receipt: Receipt) -> str:
    """Who received it, as a column has it: 林犇, 林犇（纸质签收）, 林犇（拒签，留置送达）."""
    if receipt.how == How.LEFT:
        return f"{receipt.name}（拒签，留置送达）"
    return f"{receipt.name}（{How(receipt.how).label}）" if receipt.how in ON_PAPER else receipt.name


def masked(receipt: Receipt) -> str:
    """What anybody may know: the day, and the name but for most of it."""
    day = show_date(receipt.received_on)
    return f"{day}，留置送达" if receipt.how == How.LEFT else f"{day}，{mask_name(receipt.name)}"


def for_staff(receipt: Receipt, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Rows of the staff page: how it was received, and what was recorded of it on paper."""
    rows = [("签收", told(receipt)), *((("职务", receipt.post),) if receipt.post else ())]
    if receipt.handover_id is None:
        return tuple(rows)
    row = desk.work.notices.handover(receipt.handover_id)
    decided = f"，{desk.books.name_of(row.decided_by)}确认" if row.decided_by else ""
    told_more = (
        ("拒签原因", f"{row.name}：{row.reason}" if row.reason else ""),
        ("见证人", row.witnesses),
        ("邮寄单号", row.mail),
        ("公章", "签收件上盖了" if row.sealed else ""),
        ("在场", "、".join(one[1] for one in row.staff) if receipt.how == How.LEFT else ""),
        ("记录", f"{desk.books.name_of(row.by)}记{decided}"),
    )
    return (*rows, *((name, value) for name, value in told_more if value))
