"""Whom to ask when a contact cannot be reached: the others who are bound, else who stands on the register."""

from handlers.desk import Desk
from rules.phones import mask


def whom_to_ask(enterprise: int, desk: Desk, but: int = 0) -> str:
    """One sentence with names and masked numbers. `but` is the contact who is not to be named."""
    others = [one for one in desk.work.people.contacts(enterprise) if one.id != but and not one.unreachable]
    if others:
        named = "、".join(f"{one.name}（{one.post} {mask(one.phone)}）" for one in others[:3])
        return f"可以找：{named}。"
    firm = desk.work.people.enterprise(enterprise)
    known = [f"现场负责人{firm.site_contact}"] if firm.site_contact else []
    known += [f"法定代表人{firm.representative}"] if firm.representative else []
    phone = f"，电话 {mask(firm.phone)}" if firm.phone else ""
    if not known:
        return "企业库里没有别的人，请现场找负责人，或回“二维码”请新的联系人扫码。"
    return f"可以找{'、'.join(known)}{phone}；请新的联系人扫码，回“二维码”就有。"
