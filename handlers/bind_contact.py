"""绑定: a follower says who he is and agrees to electronic service; somebody of ours says that he is.

Nobody binds himself alone: an officer's tap, or a code the officer spoke, completes it.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Notify, Say
from handlers.assign import Assignment, assign, settle
from handlers.commands.contact import VouchForContact
from handlers.deliver import deliver_pending, invite
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.notify import notify
from handlers.scripts.decisions import Matter
from models.tables.people import Consent, Contact, Invitation
from rules.names import mask_name, read_person_name
from rules.phones import mask, read_phone
from rules.reading import Refusal, read_text
from rules.standing import SIGNS, Standing

CODE_TRIES = 5


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a follower typed about himself."""

    name: str
    post: str
    phone: str
    consent: bool
    code: str = ""
    standing: str = "authorised"
    address: str = ""
    device: str = ""


def namer(invitation: Invitation, desk: Desk) -> str:
    """Who named him to sign, '' for nobody."""
    return desk.work.people.contact(invitation.named_by).name if invitation.named_by else ""


def introduce(
    invitation: Invitation, who: Person, said: Introduction, desk: Desk
) -> tuple[Contact | None, list[str]]:
    """Take the form: a pending contact, or what is wrong with it in words. A right code binds at once."""
    faults, name, post, phone = _read(said)
    code_fits = False
    if said.code and not faults:
        code_fits = _code_fits(invitation, said.code, desk)
        if not code_fits:
            faults.append("口令不对或已过期。请检查人员再说一次，也可以不填，等检查人员点确认。")
    if faults:
        return None, faults
    contact = _contact(invitation, who, desk)
    changed = contact.state == "active" and (contact.name, contact.standing) != (name, said.standing)
    contact.name, contact.post, contact.phone = name, post, phone
    contact.standing = said.standing
    if invitation.named_by:
        contact.authority = f"{namer(invitation, desk)}授权"
    if changed:
        # Another name or another standing is another word to be vouched for.
        contact.state = "pending"
    _consent(contact, said, desk)
    desk.work.audit.note(
        who.id,
        "introduced",
        f"contact:{contact.id}",
        name=name,
        standing=contact.standing,
        consent=contact.consent,
    )
    if contact.state == "active":
        return contact, []
    if code_fits:
        _tell_bound(contact, _bind(contact, invitation.by, desk), invitation.by, desk)
    else:
        _ask_officer(contact, invitation, desk)
    return contact, []


def _contact(invitation: Invitation, who: Person, desk: Desk) -> Contact:
    """His row at this enterprise; a refused or gone one is left as it was, and a new one begun."""
    contact = desk.work.people.binding(who.id, invitation.enterprise_id)
    if contact is None or contact.state in ("refused", "gone"):
        contact = Contact(enterprise_id=invitation.enterprise_id, openid=who.id, state="pending")
        desk.work.session.add(contact)
    return contact


def _consent(contact: Contact, said: Introduction, desk: Desk) -> None:
    """电子送达确认书: what he agreed to, whole, with version, time and device. A reader confirms nothing."""
    pages = desk.house.bureau.pages
    contact.consent = pages.consent_version if said.standing in SIGNS else ""
    contact.consent_at = desk.now
    desk.work.session.flush()
    if not contact.consent:
        return
    row = Consent(
        contact_id=contact.id,
        standing=said.standing,
        version=pages.consent_version,
        text=pages.consent_text,
        at=desk.now,
        address=said.address[:60],
        device=said.device[:200],
    )
    desk.work.session.add(row)
    desk.work.session.flush()


@dataclass(frozen=True, slots=True)
class OnFile:
    """Whom the register names on site: shown masked, so that only who he is recognises himself."""

    name: str
    post: str
    phone: str
    standing: Standing

    @property
    def shown(self) -> str:
        """As a stranger may see it."""
        return f"{self.post} {mask_name(self.name)}（{mask(self.phone)}）"


def on_file(invitation: Invitation, desk: Desk) -> OnFile | None:
    """Who may say 是我本人 instead of typing; None if the code was meant for another, or nobody is known."""
    firm = desk.work.people.enterprise(invitation.enterprise_id)
    name, phone = read_person_name(firm.site_contact), read_phone(firm.phone)
    if invitation.named_by or isinstance(name, Refusal) or isinstance(phone, Refusal):
        return None
    if any(one.phone == phone.value.number for one in desk.work.people.contacts(firm.id)):
        return None
    if name.value == firm.representative:
        return OnFile(name.value, "法定代表人", phone.value.number, Standing.REPRESENTATIVE)
    return OnFile(name.value, "现场负责人", phone.value.number, Standing.AUTHORISED)


def _read(said: Introduction) -> tuple[list[str], str, str, str]:
    faults = []
    name = read_person_name(said.name)
    post = read_text(said.post, least=1, most=20, what="职务")
    phone = read_phone(said.phone)
    faults = [one.say for one in (name, post, phone) if isinstance(one, Refusal)]
    if said.standing not in set(Standing):
        faults.append("请选一下您的身份。")
    elif said.standing in SIGNS and not said.consent:
        faults.append("要先同意电子送达，提示单才能发到微信。不同意也可以，请检查人员送纸质的。")
    if isinstance(name, Refusal) or isinstance(post, Refusal) or isinstance(phone, Refusal):
        return faults, "", "", ""
    return faults, name.value, post.value, phone.value.number


def _code_fits(invitation: Invitation, code: str, desk: Desk) -> bool:
    """A one-time code: five tries, ten minutes, once."""
    good = (
        invitation.code != ""
        and invitation.code_until is not None
        and invitation.code_until >= desk.now
        and invitation.code_used_at is None
        and invitation.code_tries < CODE_TRIES
    )
    invitation.code_tries += 1
    if not good or not secrets.compare_digest(invitation.code, code.strip()):
        return False
    invitation.code_used_at = desk.now
    return True


def speak_code(enterprise: int, desk: Desk) -> str:
    """A fresh code for the officer to say aloud, for the invitation he last showed for this firm."""
    invitation = desk.work.people.latest_invitation(enterprise, desk.by.person.id)
    if invitation is None or invitation.until < desk.now:
        invitation = invite(enterprise, desk.by.person.id, desk)
    invitation.code = f"{secrets.randbelow(1_000_000):06d}"
    invitation.code_until = desk.now + timedelta(minutes=desk.house.bureau.pages.code_minutes)
    invitation.code_tries, invitation.code_used_at = 0, None
    return invitation.code


def _ask_officer(contact: Contact, invitation: Invitation, desk: Desk) -> None:
    officer = desk.work.people.staff(invitation.by)
    if officer is None:
        return
    firm = desk.work.people.enterprise(contact.enterprise_id)
    matter = Matter(
        id=contact.id,
        title="这位是企业联系人吗？",
        note=firm.name,
        rows=(
            ("姓名", contact.name),
            ("职务", contact.post),
            ("手机", mask(contact.phone)),
            ("身份", contact.authority or Standing(contact.standing).label),
        ),
    )
    opening = Opening(script="vouch", subject=str(contact.id), facts=asdict(matter))
    assign(desk, staff_actor(officer), Assignment("vouch", f"确认联系人：{firm.name}", opening))


def vouch_for_contact(command: VouchForContact, desk: Desk) -> Done:
    """〔是他〕 or 〔不是〕."""
    contact = desk.work.people.contact(command.contact)
    settle(desk, "vouch", str(contact.id))
    if contact.state != "pending":
        raise RefusedError("这位已经确认过了，不用再点。")
    if not command.is_he:
        contact.state = "refused"
        desk.work.audit.note(desk.by.person.id, "refused", f"contact:{contact.id}")
        desk.books.send(
            Person("wechat", contact.openid), Say("检查人员没有确认您的身份。如有出入，请当面说明。")
        )
        return Done(settle="已拒绝", say="好的，没有绑定。可以再出示一次二维码。")
    sent = _bind(contact, desk.by.person.id, desk)
    return Done(settle="已确认", say=f"{contact.name} 绑定好了，{_whither(sent)}")


def _whither(sent: int) -> str:
    return f"{sent} 次检查的提示单正在发给他。" if sent else "以后的提示单会直接发给他。"


def _tell_bound(contact: Contact, sent: int, officer: str, desk: Desk) -> None:
    """Whoever spoke the code reads who used it."""
    firm = desk.work.people.enterprise(contact.enterprise_id).name
    say = f"{contact.name}（{contact.post}）用口令绑定好了{firm}，{_whither(sent)}"
    desk.books.send(Person("wecom", officer), Say(say))


def _bind(contact: Contact, by: str, desk: Desk) -> int:
    contact.state = "active"
    contact.vouched_by, contact.vouched_at = by, desk.now
    desk.work.audit.note(by, "vouched", f"contact:{contact.id}", name=contact.name)
    firm = desk.work.people.enterprise(contact.enterprise_id)
    pending = deliver_pending(contact, desk)
    if not pending:
        facts = {"what": "身份已确认", "number": firm.name, "result": "提示单会发到这里"}
        notify(desk, contact, Notify("result", facts, ""), key=f"bound:{contact.id}")
    desk.work.audit.note(by, "bound", f"enterprise:{firm.id}", contact=contact.id, delivered=pending)
    return pending
