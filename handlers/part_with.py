"""A contact leaves or is taken off: he sees nothing more, gets nothing more; what he signed stays his.

Whoever is in charge hears it, with whom to ask, so that no enterprise is left without anybody by silence.
"""

from dataclasses import asdict, dataclass

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Say
from handlers.commands.contact import LinkContact, PartWith
from handlers.desk import Desk
from handlers.tell_officer import tell_officer
from handlers.whom_to_ask import whom_to_ask
from models.tables.people import Contact
from rules.phones import mask
from rules.roles import Action, any_may, reaches
from rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Bound:
    """One contact as a choice."""

    id: int
    label: str
    line: str


def list_contacts(enterprise: int, desk: Desk) -> Done:
    """联系人 of a firm, for staff: who is bound, who cannot be reached; one may be taken off."""
    firm = desk.work.people.enterprise(enterprise)
    rows = desk.work.people.contacts(enterprise)
    if not rows:
        return Done(say=f"{firm.name} 还没有联系人。{whom_to_ask(enterprise, desk)}")
    bound = tuple(Bound(one.id, one.name, _line(one)) for one in rows[:5])
    facts = {"firm": firm.name, "bound": [asdict(one) for one in bound]}
    return Done(opens=Opening(script="contacts", subject=str(enterprise), facts=facts))


def _line(one: Contact) -> str:
    reach = f"，收不到（{one.unreachable}）" if one.unreachable else ""
    linked = "，互联" if one.linked else ""
    return f"{one.post} {mask(one.phone)} {Standing(one.standing).label}{linked}{reach}"


def leave(desk: Desk) -> Done:
    """解绑, said by the contact himself: which enterprise he leaves."""
    rows = [b for b in desk.work.people.bindings(desk.by.person.id) if b.state == "active"][:5]
    bound = [asdict(Bound(b.id, desk.work.people.enterprise(b.enterprise_id).name, b.post)) for b in rows]
    facts = {"firm": "", "bound": bound}
    return Done(opens=Opening(script="contacts", subject=desk.by.person.id, facts=facts))


def part_with(command: PartWith, desk: Desk) -> Done:
    """Take one contact off. Raises RefusedError for somebody else's."""
    contact = desk.work.session.get(Contact, command.contact)
    if contact is None or not _mine(contact, desk):
        raise RefusedError("没有找到这位联系人。")
    if contact.state != "active":
        raise RefusedError("已经不是联系人了，不用再点。")
    contact.state, contact.gone_because = "gone", command.because
    desk.work.audit.note(desk.by.person.id, "parted", f"contact:{contact.id}", why=command.because)
    firm = desk.work.people.enterprise(contact.enterprise_id).name
    ask = whom_to_ask(contact.enterprise_id, desk, but=contact.id)
    if desk.by.person.channel == "wechat":
        visit = desk.work.people.last_visit(contact.enterprise_id)
        if visit is not None:
            say = f"{firm} 的联系人 {contact.name} 自己解绑了（{command.because}）。{ask}"
            tell_officer(visit, say, desk)
        return Done(say=f"已解绑，{firm}的提示单不会再发给您。重新绑定请扫检查人员的二维码。")
    word = Say(
        f"您已不再是{firm}的联系人（{command.because}），提示单不会再发给您。如有出入，请联系检查人员。"
    )
    desk.books.send(Person("wechat", contact.openid), word)
    return Done(settle="已移除", say=f"{contact.name} 已移除。{ask}")


def link_contact(command: LinkContact, desk: Desk) -> Done:
    """Note or drop his account in a linked corp. Raises RefusedError for somebody else's."""
    contact = desk.work.session.get(Contact, command.contact)
    if contact is None or desk.by.person.channel != "wecom" or not _mine(contact, desk):
        raise RefusedError("没有找到这位联系人。")
    contact.linked = command.account
    desk.work.audit.note(desk.by.person.id, "linked", f"contact:{contact.id}", linked=command.account)
    if not command.account:
        return Done(say=f"{contact.name} 的互联企业账号已删掉。")
    return Done(say=f"记下了：{contact.name} {command.account}。微信送不到时改发企业微信。")


def _mine(contact: Contact, desk: Desk) -> bool:
    """His own binding, or one of a firm within the reach of somebody who may visit it."""
    if desk.by.person.channel == "wechat":
        return contact.openid == desk.by.person.id
    firm = desk.work.people.enterprise(contact.enterprise_id)
    return any_may(desk.by.roles, Action.VISIT_WRITE) and reaches(
        desk.by.roles, desk.by.district, firm.district
    )
