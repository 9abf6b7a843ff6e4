"""What an officer asks for at a firm's gate: codes for its contact, signing on his phone, who is bound.

The firm is that of the visit he is at, else of his last one; without either he is told what to do first.
"""

from bot.script import Done
from bot.words import Picture
from handlers.addresses import address, staff_page
from handlers.at_firm import at_firm
from handlers.bind_contact import speak_code
from handlers.deliver import invite
from handlers.desk import Desk
from handlers.part_with import list_contacts
from handlers.sign_in_person import unsigned_of


def show_code(desk: Desk) -> Done:
    """二维码: for the firm's contact to scan from the officer's phone."""
    firm = at_firm(desk)
    if not firm:
        return Done(say="先开始检查一家企业，再要二维码。")
    invite(firm, desk.by.person.id, desk)
    return Done(say=f"请让 {desk.work.people.enterprise(firm).name} 的联系人扫上面的二维码。")


def speak(desk: Desk) -> Done:
    """口令: a one-time code to be spoken."""
    firm = at_firm(desk)
    if not firm:
        return Done(say="先开始检查一家企业，再要口令。")
    minutes = desk.house.bureau.pages.code_minutes
    return Done(say=f"一次性口令 {speak_code(firm, desk)}，{minutes} 分钟内有效，念给对方填在页面上。")


def poster(desk: Desk) -> Done:
    """张贴码: a code for paper."""
    firm = at_firm(desk)
    if not firm:
        return Done(say="先开始检查一家企业，再要张贴码。")
    name = desk.work.people.enterprise(firm).name
    reference = f"qr:{address(desk, 'entry', str(firm), '')}"
    desk.books.send_paper(desk.by.person, Picture(reference, f"{name} 张贴码.png"))
    return Done(say=f"{name} 的张贴码在上面，可以印在纸上。企业的人扫了会看到当时有效的二维码。")


def in_person(desk: Desk) -> Done:
    """当面签收: the page on which the other side signs on this phone."""
    firm = at_firm(desk)
    visit = desk.work.people.last_visit(firm) if firm else None
    if visit is None or not unsigned_of(visit, desk):
        return Done(say="现在没有等签收的提示单。")
    page = staff_page(desk, visit.id, desk.by.person.id)
    return Done(say=f"打开后点“当面签收”，请对方看过提示单，在你手机上签名：\n{page}")


def contacts_of(desk: Desk) -> Done:
    """联系人: who is bound to the firm."""
    firm = at_firm(desk)
    return list_contacts(firm, desk) if firm else Done(say="先开始检查一家企业，再看联系人。")
