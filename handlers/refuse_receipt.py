"""没有签收: a contact says that he does not sign, and why. The sender knows at once; no clock is started.

It is no 拒签 in the law's sense: that wants our people on the spot. The notice stays unsigned, and the
officer is told what he may do next.
"""

from handlers.delivery_trail import mark
from handlers.desk import Desk, RefusedError
from handlers.notice_access import Opened
from handlers.tell_officer import tell_officer
from rules.delivery_marks import Mark
from rules.reading import plain

REASONS = ("不归我负责", "企业名称或地址不对", "内容与事实不符", "已经离职", "其他")
"""What is offered on the page; the last one wants words."""
MOST = 120


def refuse_receipt(opened: Opened, reason: str, text: str, desk: Desk) -> None:
    """Note it and tell the sender. Raises RefusedError with what is missing or too late."""
    if reason not in REASONS:
        raise RefusedError("请选一个原因。")
    text = plain(text, MOST)
    if reason == REASONS[-1] and len(text) < 2:
        raise RefusedError("选“其他”的，请写一句原因。")
    if any(desk.work.notices.receipt(n.id) for n in opened.notices):
        raise RefusedError("已经签收过了。有不同意见，请填“有异议”。")
    delivery = desk.work.notices.delivery(opened.visit.id, opened.contact.id)
    if delivery is None:
        raise RefusedError("这份提示单不是发给您的，不用处理。")
    said = f"{reason}：{text}" if text else reason
    if not mark(desk, delivery, Mark.REFUSED, opened.contact.name, said):
        return
    subject = f"visit:{opened.visit.id}"
    desk.work.audit.note(desk.by.person.id, "not signed", subject, contact=opened.contact.id, why=said)
    if reason == "已经离职":
        opened.contact.unreachable = "本人说已经离职"
    firm, name = opened.visit.header["name"], opened.contact.name
    # Only Annex 2 sets a period; Annex 1 and 3 have none.
    period = "期限还没有开始算。" if any(one.kind == "warning" for one in opened.notices) else ""
    say = f"{firm}：{name} 没有签收（{said}）。{period}可以打电话说明、换一位联系人，或送纸质的。"
    tell_officer(opened.visit, say, desk)
