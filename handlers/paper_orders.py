"""What a receipt has made beside itself: its certificate, and where letters are signed, the signed copy.

A turn only puts the order down. What will never be made is said to whoever issued the notice, and stays on
record with its reason; the receipt itself stands either way.
"""

from bot.deeds import Person
from bot.words import Say
from handlers.barred import away
from handlers.desk import Desk
from handlers.notice_names import number_of
from handlers.papers import SERVICE
from models.tables.letters import Notice, PaperRow

COPY, CERTIFICATE = "copy", "certificate"
CALLED = {COPY: "签收件", CERTIFICATE: "签收回执"}
OURS = "是我们这边出了问题，已经记下，请联系管理员"


def order(notice: Notice, delivered: PaperRow, by_hand: bool, desk: Desk) -> None:
    """Have made what this receipt asks for. A handover on paper (`by_hand`) has its own signed copy."""
    desk.work.orders.put(CERTIFICATE, notice.id)
    signed_or_will_be = bool(delivered.signature) or not delivered.file_sha or notice.seal == SERVICE
    if desk.house.signs and signed_or_will_be and not by_hand:
        desk.work.orders.put(COPY, notice.id)


def tell_given_up(sort: str, notice: Notice, why: str, desk: Desk) -> None:
    """Keep it on record, and say it once to who issued the notice.

    That a service's seal takes no receipt would be said with every letter: it is on record alone.
    """
    desk.work.audit.note("worker", "paper given up", f"notice:{notice.id}", sort=sort, why=why)
    known = sort == COPY and why != OURS
    if known or notice.issued_by in away(notice.enterprise_id, desk.work):
        return
    firm = desk.work.notices.visit(notice.visit_id).header["name"]
    say = f"{firm}：{number_of(notice)}的{CALLED[sort]}没有做成，{why}。签收已经记下，照样有效。"
    desk.books.send(Person("wecom", notice.issued_by), Say(say))


def without_copy(notice: Notice, desk: Desk) -> str:
    """Why a letter's seal takes no signed copy, '' where there is one or is to be one."""
    rows = (row for row in desk.work.orders.of_notice(notice.id) if row.sort == COPY)
    return next((row.why for row in rows if row.why and row.why != OURS), "")


def lacking(notice: Notice, desk: Desk) -> list[str]:
    """What was ordered for a notice and is not there, with the reason, in words."""
    return [
        f"{number_of(notice)}：{CALLED[row.sort]}{f'没有做成（{row.why}）' if row.why else '还没有做好'}"
        for row in desk.work.orders.of_notice(notice.id)
        if row.why or row.due_at is not None
    ]
