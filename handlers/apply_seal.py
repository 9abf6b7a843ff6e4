"""用印, second half: the keeper's tap. What waited is numbered, sealed and sent, or goes back.

Only who is named for it at the moment of the tap may give it, and only for what he was shown.
"""

from collections.abc import Callable

from bot.deeds import Person
from bot.script import Done, RefusedError
from bot.words import Say
from handlers.assign import settle
from handlers.commands.sealing import ApplySeal, Release
from handlers.desk import Desk
from handlers.issue import issue
from handlers.mail_reminders import mail_again, passed_over
from handlers.release_visit import send_back, still_waiting, transfer
from handlers.rule_amendment import sealed
from handlers.scripts.sealing import ToSeal, said_of
from handlers.seal_mailing import seal_mailing
from handlers.seal_visit import asked_anew
from handlers.sealing import keepers_of, kind
from models.register import RegisterRows
from models.tables.cases import Visit

NOT_A_KEEPER = "现在不由你用印，请转给局里指定的用印人。"
DECIDED = "这件用印已经处理过了，不用再点。"
CHANGED = "这次检查的内容后来改过，没有用印；改好会再请你盖。"


def apply_seal(command: ApplySeal, desk: Desk) -> Done:
    """Carry out a keeper's word. Raises RefusedError."""
    if not _may_seal(command, desk):
        raise RefusedError(NOT_A_KEEPER)
    _stand_in_line(command, desk)
    if not desk.work.schedule.owners(kind(command.sort), str(command.id)):
        raise RefusedError(DECIDED)
    if command.sort == "visit" and command.agreed and (anew := asked_anew(command, desk)):
        return anew
    settle(desk, kind(command.sort), str(command.id))
    if not command.agreed:
        subject = f"{command.sort}:{command.id}"
        desk.work.audit.note(desk.by.person.id, "seal_refused", subject, reason=command.reason)
    return _ACTS[command.sort](command, desk)


def _may_seal(command: ApplySeal, desk: Desk) -> bool:
    """Named by the bureau, within reach and not staying away, at this very moment."""
    able = keepers_of(command.sort, command.id, command.district, desk) if desk.house.seal else []
    return desk.by.person in [Person("wecom", one.userid) for one in able]


def _stand_in_line(command: ApplySeal, desk: Desk) -> None:
    """Who decides the same at once waits here; an amendment and a mailing have states of their own."""
    if command.sort == "visit":
        desk.work.people.lock_enterprise(desk.work.notices.visit(command.id).enterprise_id)
        desk.work.notices.lock_visit(command.id)
    if command.sort == "again":
        desk.work.notices.get(command.id, lock=True)


def give_back(asked: ToSeal, why: str, desk: Desk) -> None:
    """What waited goes back without a seal. What is decided already is left as it is."""
    settle(desk, kind(asked.sort), str(asked.matter.id))
    desk.work.audit.note(desk.by.person.id, "seal_refused", f"{asked.sort}:{asked.matter.id}", reason=why)
    try:
        with desk.books.savepoint():
            _ACTS[asked.sort](said_of(asked, agreed=False, reason=why), desk)
    except RefusedError:
        return


def _visit(command: ApplySeal, desk: Desk) -> Done:
    visit = desk.work.notices.lock_visit(command.id)
    still_waiting(visit)
    release = command.release
    if visit.sha != command.sha or release is None:
        raise RefusedError(CHANGED)
    if not command.agreed:
        _tell_who_decided(release, visit, command.reason, desk)
        return send_back(visit, command.reason, desk)
    keeper = desk.by.person.id
    if release.transfer:
        return transfer(visit, release, desk, keeper)
    return issue(visit, desk, release, keeper)


def _tell_who_decided(release: Release, visit: Visit, reason: str, desk: Desk) -> None:
    """The filer hears it with his sheet."""
    if release.by not in (visit.filed_by, desk.by.person.id):
        say = f"{desk.by.name} 没有给 {visit.header['name']} 用印，已退回经办人：{reason}"
        desk.books.send(Person("wecom", release.by), Say(say))


def _amendment(command: ApplySeal, desk: Desk) -> Done:
    return sealed(command.id, command.agreed, command.reason, desk)


def _again(command: ApplySeal, desk: Desk) -> Done:
    """A void reminder's successor, to whoever it was promised to."""
    old = desk.work.notices.get(command.id, lock=True)
    if RegisterRows(desk.work.session).replacements([old.id]):
        raise RefusedError("这份已经重新出过了，不用再点。")
    gone = passed_over(desk.work.people.lock_enterprise(old.enterprise_id), old.district, desk)
    if gone:
        say = f"{old.number} 没有重新出：企业{gone}。"
    elif command.agreed:
        say = mail_again(old, desk, Person("wecom", old.issued_by), desk.by.person.id)
    else:
        say = f"{old.number} 没有重新出：{desk.by.name}没有用印（{command.reason}）。"
    if old.issued_by != desk.by.person.id:
        desk.books.send(Person("wecom", old.issued_by), Say(say))
    settled = "不用盖了" if gone else "已盖章" if command.agreed else "已退回"
    return Done(settle=settled, say=say)


def _mailing(command: ApplySeal, desk: Desk) -> Done:
    return seal_mailing(command.id, command.agreed, command.reason, desk)


_ACTS: dict[str, Callable[[ApplySeal, Desk], Done]] = {
    "visit": _visit,
    "amendment": _amendment,
    "again": _again,
    "mailing": _mailing,
}
