"""有异议 and 问一问: what a contact wants answered goes to one of ours, and the answer back to him.

An objection stops no clock; who answers by when is said at once. The machine answers nothing here.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Notify, Say
from handlers.addresses import notice_page, staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.contact import AnswerInquiry, AskOfficer
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.notify import notify
from handlers.scripts.decisions import Matter
from handlers.tell_officer import tell_officer
from models.tables.cases import Visit
from models.tables.people import Contact, Staff
from models.tables.replies import Inquiry
from rules.local_time import month_day
from rules.reading import Refusal, read_text
from rules.ways import CHAT_HOURS
from rules.workdays import CalendarMissingError

LEAST, MOST = 2, 500
NAMES = {"objection": "异议", "question": "提问"}


@dataclass(frozen=True, slots=True)
class Kept:
    """An inquiry that was put before somebody: who answers, by which day (None: no calendar)."""

    who: str
    by: date | None

    @property
    def say(self) -> str:
        """Who answers by when."""
        when = f"在{month_day(self.by)}前" if self.by else "尽快"
        return f"由{self.who}{when}答复"


def ask(sort: str, visit: Visit, contact: Contact, typed: str, desk: Desk) -> Kept:
    """Keep it and put it before whoever answers: a leader for objections, the officer for questions.

    Raises RefusedError. The same text twice is one inquiry.
    """
    text = read_text(typed, least=LEAST, most=MOST, what=NAMES[sort])
    if isinstance(text, Refusal):
        raise RefusedError(text.say)
    kept = would_answer(sort, visit, desk)
    for before in desk.work.replies.inquiries(visit.id):
        if before.text == text.value and before.contact_id == contact.id and not before.answer:
            return Kept(kept.who, before.answer_by)
    row = Inquiry(
        sort=sort,
        enterprise_id=visit.enterprise_id,
        visit_id=visit.id,
        contact_id=contact.id,
        text=text.value,
        at=desk.now,
        answer_by=kept.by,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(desk.by.person.id, "asked", f"inquiry:{row.id}", sort=sort, visit=visit.id)
    whom = _whom(sort, visit, desk)
    for one in whom:
        _before(one, row, visit, contact, desk)
    if sort == "objection" and visit.filed_by not in {one.userid for one in whom}:
        say = (
            f"{visit.header['name']}：{contact.name} 对提示单有异议：{text.value[:200]}\n已转{kept.who}答复。"
        )
        tell_officer(visit, say, desk)
    return kept


def would_answer(sort: str, visit: Visit, desk: Desk) -> Kept:
    """Who answers such an inquiry, and by when."""
    whom = _whom(sort, visit, desk)
    who = "、".join(f"{one.name}（{one.unit}）" for one in whom) or desk.house.bureau.issuer.office
    return Kept(who, _day(desk))


def _whom(sort: str, visit: Visit, desk: Desk) -> list[Staff]:
    officer = desk.work.people.staff(visit.filed_by)
    if sort == "objection" or officer is None or visit.enterprise_id in officer.recused:
        leaders = leaders_of(desk, visit.district, visit.enterprise_id)
        return leaders[:1] or ([officer] if officer else [])
    return [officer]


def _day(desk: Desk) -> date | None:
    try:
        return desk.house.calendar.plus(desk.today, desk.house.bureau.pages.answer_workdays)
    except CalendarMissingError:
        return None


def _before(one: Staff, row: Inquiry, visit: Visit, contact: Contact, desk: Desk) -> None:
    firm, what = visit.header["name"], NAMES[row.sort]
    numbers = "、".join(n.number for n in desk.work.notices.of_visit(visit.id) if n.kind == "warning")
    matter = Matter(
        id=row.id,
        title=f"{contact.name}的{what}，请答复",
        note=firm,
        body=row.text[:150],
        rows=(("编号", numbers or "温馨提示单"), ("职务", contact.post)),
        page=staff_page(desk, visit.id, one.userid),
    )
    opening = Opening(script="answer", subject=str(row.id), facts=asdict(matter))
    assign(desk, staff_actor(one), Assignment("answer", f"答复{what}：{firm}", opening, row.answer_by))


def ask_officer(command: AskOfficer, desk: Desk) -> Done:
    """问一问 in chat goes to the officer of the contact's last visit."""
    for enterprise in desk.by.enterprises:
        visit = desk.work.people.last_visit(enterprise)
        contact = desk.work.people.binding(desk.by.person.id, enterprise)
        if visit is not None and contact is not None:
            kept = ask("question", visit, contact, command.text, desk)
            return Done(say=f"已转给检查人员，{kept.say}，答复会发到这里。")
    office = desk.house.bureau.issuer.office
    raise RefusedError(f"还没有检查过贵企业，请直接联系{office}。")


def answer_inquiry(command: AnswerInquiry, desk: Desk) -> Done:
    """The answer, as it was typed, to the page and to the contact's WeChat."""
    row = desk.work.replies.inquiry(command.inquiry)
    settle(desk, "answer", str(row.id))
    if row.answer:
        raise RefusedError("同事已经答复过了，不用再答。")
    row.answer, row.answered_by, row.answered_at = command.text, desk.by.person.id, desk.now
    desk.work.audit.note(desk.by.person.id, "answered", f"inquiry:{row.id}", text=command.text)
    contact = desk.work.people.contact(row.contact_id)
    assert row.visit_id is not None
    heard = desk.work.inbox.last_heard("wechat", contact.openid)
    if row.sort == "question" and heard is not None and desk.now - heard < timedelta(hours=CHAT_HOURS):
        desk.books.send(Person("wechat", contact.openid), Say(f"{desk.by.name}答复：{command.text}"))
        return Done(settle="已答复", say=f"已答复 {contact.name}。")
    facts = {
        "what": f"您的{NAMES[row.sort]}已答复",
        "number": _number(row.visit_id, desk),
        "result": "点此查看答复",
    }
    page = notice_page(desk, row.visit_id, contact.openid)
    notify(desk, contact, Notify("result", facts, page), key=f"answered:{row.id}")
    return Done(settle="已答复", say=f"已答复 {contact.name}。")


def _number(visit: int, desk: Desk) -> str:
    notices = desk.work.notices.of_visit(visit)
    return notices[0].number if notices else "提示单"
