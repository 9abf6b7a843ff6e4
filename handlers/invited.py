"""Somebody scanned an invitation's code: where to say who he is, or 同意 here if the register names him.

同意 is the same as 是我本人 on the page: he was shown, masked, who he would be and the whole text he agrees
to, and an officer still has to say 〔是他〕. Where it could mean two firms it means none.
"""

import re

from bot.deeds import Person
from bot.script import Done
from bot.words import Menu
from handlers.addresses import address
from handlers.bind_contact import Introduction, OnFile, introduce, namer, on_file
from handlers.desk import Desk
from models.tables.people import Invitation

AGREED = "同意，是我本人"
WORDS = frozenset(
    {"同意", "我同意", "同意电子送达", "同意是我本人", "是我本人同意", "是本人同意", "是我同意"}
)
MOST_BYTES = 1500
"""Of the text, so that a reply of 2,048 bytes has room for the rest; a longer one is for the page."""
DEVICE = "微信回复"
A_MOMENT = 1.0
"""Seconds: what can be tapped comes after the reply that says what it means."""


def scanned(scene: str, who: Person, desk: Desk) -> Done:
    """Somebody scanned a code: where to go on, or that the code is no longer good."""
    invitation = desk.work.people.invitation(scene)
    if invitation is None or invitation.until < desk.now:
        return Done(say="这个二维码已经失效了。请检查人员再出示一次。")
    firm = desk.work.people.enterprise(invitation.enterprise_id).name
    bound = desk.work.people.binding(who.id, invitation.enterprise_id)
    if bound is not None and bound.state == "active":
        return Done(say=f"您已经是{firm}的联系人了。提示单会发到这里，也可以点“我的提示单”查看。")
    page = address(desk, "bind", invitation.id, who.id)
    issuer = desk.house.bureau.issuer.name
    named = f"{namer(invitation, desk)}请您代表企业签收提示单。" if invitation.named_by else ""
    here = _offer(invitation, firm, desk)
    if here:
        menu = Menu("是您本人，并同意上面的话：", (AGREED,), "不是您，请点上面的链接。")
        desk.books.send_merged(who, menu, key=f"agree:{who.id}", after=A_MOMENT)
    return Done(say=f"您好，这里是{issuer}帮扶服务。{named}{here}请点链接确认身份（{firm}）：\n{page}")


def agreed(said: str, who: Person, desk: Desk) -> Done | None:
    """同意 to the last code he scanned; None if it is no such word, or nothing was offered to him."""
    if re.sub(r"[\s，,。.！!、]", "", said) not in WORDS:
        return None
    found = _offered(who, desk)
    if found is None:
        return None
    invitation, known = found
    contact, faults = introduce(
        invitation,
        who,
        Introduction(known.name, known.post, known.phone, True, standing=known.standing, device=DEVICE),
        desk,
    )
    if contact is None:
        return Done(say=faults[0])
    return Done(say="收到，已记下您同意电子送达。请检查人员在手机上点“是他”，确认后提示单就会发到这里。")


def _offer(invitation: Invitation, firm: str, desk: Desk) -> str:
    """What is read before the link; '' where nobody may answer 同意, or the text is too long for a chat."""
    known, text = _may_agree(invitation, desk), desk.house.bureau.pages.consent_text
    if known is None:
        return ""
    return (
        f"{firm} 登记的是{known.shown}。是您本人并同意下面的话，回“同意”，或点下面的字：\n“{text}”\n不是您，"
    )


def _may_agree(invitation: Invitation, desk: Desk) -> OnFile | None:
    fits = len(desk.house.bureau.pages.consent_text.encode()) <= MOST_BYTES
    return on_file(invitation, desk) if fits else None


def once_more(who: Person, desk: Desk) -> Done | None:
    """Somebody who has scanned and not said who he is writes something else: where to go on, once more."""
    alive = _alive(who, desk)
    return scanned(alive[0].id, who, desk) if alive else None


def _offered(who: Person, desk: Desk) -> tuple[Invitation, OnFile] | None:
    """What 同意 can mean: the codes he scanned are of one firm, and he has not said yet who he is there."""
    alive = _alive(who, desk)
    if len({one.enterprise_id for one in alive}) != 1:
        return None
    invitation = alive[-1]
    known = _may_agree(invitation, desk)
    return (invitation, known) if known is not None else None


def _alive(who: Person, desk: Desk) -> list[Invitation]:
    """The codes he scanned that are still good, where he has not said yet who he is."""
    links = desk.work.notices.links_of("bind", who.id)
    codes = filter(None, (desk.work.people.invitation(link.subject) for link in links))
    return [one for one in codes if _open(one, who, desk)]


def _open(invitation: Invitation, who: Person, desk: Desk) -> bool:
    bound = desk.work.people.binding(who.id, invitation.enterprise_id)
    return invitation.until >= desk.now and (bound is None or bound.state not in ("pending", "active"))
