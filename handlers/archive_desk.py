"""档案 and 盒号 in chat: whoever may see a firm's file asks for it, and says in which box its paper lies.

A worker packs the file. What a complete one lacks is told in plain words; nothing is invented for it.
"""

import re

from bot.deeds import Person
from bot.script import Done
from bot.words import Paper, Say
from handlers.addresses import address
from handlers.archive import Folder, folder
from handlers.desk import Desk
from handlers.register import may_read
from models.archive import ArchiveRows
from models.tables.people import Enterprise
from models.tables.records import ArchiveRequest
from rules.reading import plain
from rules.roles import Action, any_may, reaches

MOST_BYTES = 20_000_000
"""A file message holds 20 MB (wire facts §3.7); what is larger is fetched from a page."""
MOST_NAMED, MOST_PIECES = 8, 2
NO_BOX = "没有登记案卷盒号"
BOX_HOW = "请这样说：盒号 企业名 盒号，例如“盒号 永嘉堃 A-12”。"
NOT_YOURS = "档案由执法人员、队负责人、法制和档案员来调，需要的话请找他们。"
_BOX = re.compile(r"[\w\-—/（）().]{1,20}")


def ask_for(firm: Enterprise, desk: Desk) -> Done:
    """档案: put down who wants whose file. A second time before it comes is nothing."""
    if not may_read(desk) or not reaches(desk.by.roles, desk.by.district, firm.district):
        return Done(say=NOT_YOURS)
    rows = ArchiveRows(desk.work.session)
    if rows.waiting(firm.id, desk.who.id) is not None:
        return Done(say=f"{firm.name} 的档案正在整理，好了就发给你。")
    desk.work.session.add(ArchiveRequest(enterprise_id=firm.id, by=desk.who.id, at=desk.now, state="waiting"))
    desk.work.audit.note(desk.who.id, "archive asked", f"enterprise:{firm.id}", name=firm.name)
    desk.books.posted = True
    return Done(say=f"正在整理 {firm.name} 的档案，好了就发给你。")


def set_box(firm: Enterprise, typed: str, desk: Desk) -> Done:
    """盒号: where the paper file lies; it stands in the register for every number of the firm."""
    officer = any_may(desk.by.roles, Action.NUMBER_REQUEST)
    archivist = any_may(desk.by.roles, Action.ARCHIVE_WRITE)
    if not (officer or archivist or any_may(desk.by.roles, Action.NUMBER_APPROVE)):
        return Done(say="盒号由执法人员、队负责人或档案员登记。")
    if not reaches(desk.by.roles, desk.by.district, firm.district):
        return Done(say=NOT_YOURS)
    box = plain(typed).strip()
    if not _BOX.fullmatch(box):
        return Done(say=f"盒号最多 20 个字，不要有空格。{BOX_HOW}")
    notices = list(ArchiveRows(desk.work.session).notices(firm.id))
    if not notices:
        return Done(say=f"{firm.name} 还没有出过提示单，没有要装盒的。")
    was = "、".join(dict.fromkeys(one.box for one in notices if one.box))
    for notice in notices:
        if notice.box != box:
            desk.work.audit.note(desk.who.id, "boxed", f"notice:{notice.id}", was=notice.box, box=box)
            notice.box = box
    changed = f"（原来是 {was}）" if was and was != box else ""
    return Done(say=f"记下了：{firm.name} 的 {len(notices)} 号都在 {box}{changed}，登记簿里看得到。")


def folder_of(firm: Enterprise, desk: Desk) -> Folder:
    """Its file, and the box if none is written down yet."""
    made = folder(firm, desk)
    notices = ArchiveRows(desk.work.session).notices(firm.id)
    if notices and not any(one.box for one in notices):
        made.missing.append(NO_BOX)
    return made


def hand_over(request: ArchiveRequest, name: str, missing: list[str], desk: Desk) -> None:
    """The file is packed: as a message, or by a page that gives it once."""
    to = Person("wecom", request.by)
    if request.size <= MOST_BYTES:
        desk.books.send_paper(to, Paper(f"file:{request.sha256}", f"{name}.zip"))
        where = ""
    else:
        page = address(desk, "archive", str(request.id), request.by)
        where = f"\n{request.size / 1e6:.0f} MB，消息里发不了，请打开下载（只能下一次）：\n{page}"
    desk.books.send(to, Say(f"{name} 的档案整理好了。{lacking(name, missing)}{where}"))


def lacking(name: str, missing: list[str]) -> str:
    """还缺：1. 没有企业盖章的签收件：……; the same lack of several pieces is said once."""
    if not missing:
        return "没有缺件。"
    lines = [f"{n}. {one}" for n, one in enumerate(_grouped(missing), 1)]
    if len(lines) > MOST_NAMED:
        lines = [*lines[:MOST_NAMED], "……其余在压缩包的缺件清单里"]
    if NO_BOX in missing:
        lines.append(f"盒号可以这样登记：盒号 {name} A-12")
    return "还缺：\n" + "\n".join(lines)


def _grouped(missing: list[str]) -> list[str]:
    pieces: dict[str, list[str]] = {}
    for one in missing:
        piece, _, lack = one.partition("：")
        pieces.setdefault(lack or piece, []).extend([piece] if lack else [])
    return [_line(lack, of) for lack, of in pieces.items()]


def _line(lack: str, pieces: list[str]) -> str:
    if not pieces:
        return lack
    named = "、".join(pieces) if len(pieces) <= MOST_PIECES else f"{pieces[0]} 等 {len(pieces)} 件"
    return f"{lack}：{named}"
