"""How a receipt is told in one line, to the enterprise, to staff, to strangers. It only reads."""

from handlers.desk import Desk
from models.receipt_dates import ReceiptDates
from models.tables.letters import Receipt, ReceiptCorrection
from rules.local_time import clock_time, show_date
from rules.names import mask_name
from rules.receipts import ON_PAPER, How


def correction_of(receipt: Receipt, desk: Desk) -> ReceiptCorrection | None:
    """The correction of its date that holds, if there is one."""
    return ReceiptDates(desk.work.session).last([receipt.signing]).get(receipt.signing)


def day_of(receipt: Receipt, corrected: ReceiptCorrection | None) -> str:
    """The day that counts: 2023年5月9日（周二）（更正，原记2023年5月8日（周一））."""
    if corrected is None:
        return show_date(receipt.received_on)
    return f"{show_date(corrected.on)}（更正，原记{show_date(receipt.received_on)}）"


def told(receipt: Receipt, corrected: ReceiptCorrection | None) -> str:
    """林犇 已于 2023年5月8日（周一） 09:13 签收; on paper there is a day and no hour."""
    day = day_of(receipt, corrected)
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


def masked(receipt: Receipt, corrected: ReceiptCorrection | None) -> str:
    """What anybody may know: the day, and the name but for most of it."""
    day = day_of(receipt, corrected)
    return f"{day}，留置送达" if receipt.how == How.LEFT else f"{day}，{mask_name(receipt.name)}"


def for_staff(receipt: Receipt, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Rows of the staff page: how it was received, and what was recorded of it on paper."""
    corrected = correction_of(receipt, desk)
    rows = [("签收", told(receipt, corrected)), *((("职务", receipt.post),) if receipt.post else ())]
    if receipt.handover_id is None:
        return tuple(rows)
    if corrected is not None:
        rows.append(("更正签收日", f"{desk.books.name_of(corrected.by)}：{corrected.reason}"))
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
