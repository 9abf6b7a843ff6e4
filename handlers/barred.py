"""回避 held everywhere: which enterprise a sheet is about, and whether this person has to stay away from it.

It only reads. Who stays away from nobody costs nothing.
"""

from collections.abc import Callable

from bot.sheet import Actor
from models.tables.cases import Hazard, Submission, Visit
from models.tables.letters import Amendment, Delivery, Handover, Notice
from models.tables.people import Contact, Enterprise
from models.tables.replies import Extension, Inquiry
from models.work import Work


def barred(script: str, subject: str, actor: Actor, work: Work) -> str:
    """Why this person may not go on with such a sheet, '' if he may."""
    if not actor.recused:
        return ""
    enterprise = enterprise_of(script, subject, work)
    return stays_away(enterprise, work) if enterprise in actor.recused else ""


def stays_away(enterprise: int, work: Work) -> str:
    """What a person is told who stays away from it."""
    return f"你已回避{work.session.get_one(Enterprise, enterprise).name}，由别的同事来办。"


def away(enterprise: int, work: Work) -> set[str]:
    """Who stays away from it now, by userid."""
    return {one.userid for one in work.people.recusals(enterprise) if one.lifted_at is None}


def enterprise_of(script: str, subject: str, work: Work) -> int:
    """The enterprise a sheet of this script and subject is about; 0 if it is about none."""
    resolve = _OF.get(script)
    number = subject.partition(":")[0]
    return resolve(int(number), work) if resolve and number.isdigit() else 0


def _itself(number: int, work: Work) -> int:
    return number


def _visit(number: int, work: Work) -> int:
    return work.session.get_one(Visit, number).enterprise_id


def _notice(number: int, work: Work) -> int:
    return work.session.get_one(Notice, number).enterprise_id


def _handover(number: int, work: Work) -> int:
    return _visit(work.session.get_one(Handover, number).visit_id, work)


def _submission(number: int, work: Work) -> int:
    hazard = work.session.get_one(Hazard, work.session.get_one(Submission, number).hazard_id)
    return _visit(hazard.visit_id, work)


_OF: dict[str, Callable[[int, Work], int]] = {
    **dict.fromkeys(("inspection", "form", "backfill", "lose", "lost", "comment", "consult"), _itself),
    **dict.fromkeys(
        ("release", "ruling", "suspicion", "advice", "platform", "new_version", "on_paper", "receipt_date"),
        _visit,
    ),
    **dict.fromkeys(
        ("recheck", "unfixed", "countersign", "void", "recall", "correct"),
        _notice,
    ),
    "seal_visit": _visit,
    "seal_amendment": lambda n, work: _notice(work.session.get_one(Amendment, n).notice_id, work),
    "seal_again": _notice,
    "judge": _submission,
    "amendment": lambda n, work: _notice(work.session.get_one(Amendment, n).notice_id, work),
    "serving": lambda n, work: _notice(work.session.get_one(Amendment, n).notice_id, work),
    "extension": lambda n, work: _notice(work.session.get_one(Extension, n).notice_id, work),
    "answer": lambda n, work: work.session.get_one(Inquiry, n).enterprise_id,
    **dict.fromkeys(("left", "late_photo"), _handover),
    "vouch": lambda n, work: work.session.get_one(Contact, n).enterprise_id,
    "undelivered": lambda n, work: _visit(work.session.get_one(Delivery, n).visit_id, work),
}
"""Script → from the number its subject is to the enterprise."""
