"""Begins an inspection: opens a sheet with the firm's frozen facts, or sits down at one that is open."""

from dataclasses import replace
from datetime import timedelta

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.sheet import Sheet
from bot.words import Say
from handlers.barred import stays_away
from handlers.commands.opening import AddEnterprise, JoinInspection, StartInspection
from handlers.desk import Desk
from handlers.known import firm_of, remembered
from handlers.reopen import word_of
from handlers.scripts import brief
from handlers.scripts.brief import BriefFacts, Colleague, Firm
from handlers.spelling import initials, pinyin
from models.tables.people import Enterprise, Staff
from rules.enterprise_states import EnterpriseState
from rules.roles import Role

FRESH = timedelta(hours=12)
"""Facts older than this are read again when somebody comes back to the sheet."""


def start_inspection(command: StartInspection, desk: Desk) -> Done:
    """Open the sheet. The checklist version is pinned to it; where there are several, ask first.

    Raises RefusedError for who stays away from the firm (回避).
    """
    if command.enterprise in desk.by.recused:
        raise RefusedError(stays_away(command.enterprise, desk.work))
    forms = desk.house.bureau.campaign.checklists
    if len(forms) > 1 and not command.checklist:
        return Done(settle="选哪张表", opens=_which_form(command, forms, desk))
    facts = read_facts(desk, command.enterprise, command.reason, command.checklist)
    return Done(
        settle="开始检查",
        opens=Opening(
            script="inspection",
            subject=str(command.enterprise),
            facts=brief.dump(facts),
            answers=command.given,
        ),
    )


def _which_form(command: StartInspection, forms: tuple[str, ...], desk: Desk) -> Opening:
    titles = [[key, desk.house.checklists[key].title] for key in forms]
    facts = {
        "enterprise": command.enterprise,
        "name": desk.work.people.enterprise(command.enterprise).name,
        "reason": command.reason,
        "given": command.given,
        "forms": titles,
    }
    return Opening(script="form", subject=str(command.enterprise), facts=facts)


def read_facts(desk: Desk, enterprise: int, reason: str = "", checklist: str = "") -> BriefFacts:
    """Everything the script needs to know about the firm and the team, as of now."""
    row = desk.work.people.enterprise(enterprise)
    checklist = checklist or desk.house.bureau.campaign.checklists[0]
    known, in_words = remembered(row, desk.house.checklists[checklist], desk)
    return replace(
        facts_about(firm_of(row), checklist, desk), known=known, remembered=in_words, reason=reason
    )


def facts_about(firm: Firm, checklist: str, desk: Desk) -> BriefFacts:
    """The same for a firm nothing is remembered of."""
    rule = desk.house.bureau.deadline
    colleagues = _colleagues(desk, firm.id)
    return BriefFacts(
        firm=firm,
        checklist=checklist,
        known={},
        officer=desk.by.person.id,
        colleagues=colleagues,
        today=desk.today,
        offered_days=rule.offered,
        most_days=rule.most,
        least_officers=desk.house.bureau.release.least_officers,
        campaign=desk.house.bureau.campaign.name,
        partners=partners(desk, colleagues),
    )


def read_again(sheet: Sheet, desk: Desk) -> BriefFacts:
    """The sheet's facts read anew; what was pinned stays pinned."""
    old = brief.load(sheet.facts)
    fresh = read_facts(desk, old.firm.id, old.reason)
    return BriefFacts(
        firm=fresh.firm,
        checklist=old.checklist,
        known=old.known,
        officer=old.officer,
        colleagues=fresh.colleagues,
        today=old.today,
        offered_days=fresh.offered_days,
        most_days=fresh.most_days,
        least_officers=fresh.least_officers,
        campaign=old.campaign,
        reason=old.reason,
        remembered=old.remembered,
        partners=old.partners,
        corrects=old.corrects,
        photos_before=old.photos_before,
        backfilled=old.backfilled,
    )


def _colleagues(desk: Desk, enterprise: int) -> tuple[Colleague, ...]:
    """The opener first, his team, then experts of the district. Leaders may come along as well, nobody who
    stays away from the firm.
    """
    team = [row for row in desk.work.people.team(desk.by.team) if row.userid != desk.by.person.id]
    experts = [row for row in desk.work.people.with_role(Role.EXPERT, desk.by.district) if row not in team]
    opener = desk.work.people.staff(desk.by.person.id)
    rows = ([opener] if opener else []) + team + experts
    return tuple(_colleague(row) for row in rows if enterprise not in row.recused)[:20]


def _colleague(row: Staff) -> Colleague:
    return Colleague(row.userid, row.name, row.unit, Role.OFFICER in row.roles)


def partners(desk: Desk, colleagues: tuple[Colleague, ...]) -> tuple[str, ...]:
    """Who is likely along: those of this officer's last visit, else the only other officer of his team."""
    here = {one.userid for one in colleagues}
    last = [one for one in desk.work.people.last_company(desk.by.person.id) if one in here]
    if last:
        return tuple(last)
    own = next((one.unit for one in colleagues if one.userid == desk.by.person.id), "")
    team = [
        one.userid
        for one in colleagues
        if one.officer and one.unit == own and one.userid != desk.by.person.id
    ]
    return tuple(team) if len(team) == 1 else ()


def join_inspection(command: JoinInspection, desk: Desk) -> Done:
    """Sit down at a colleague's sheet; taking over puts it aside for everybody else."""
    sheet = desk.books.lock(command.sheet)
    if sheet is None or sheet.state != "open":
        raise RefusedError("那次检查刚刚结束了。要再查请重新开始。")
    if int(sheet.subject) in desk.by.recused:
        raise RefusedError(stays_away(int(sheet.subject), desk.work))
    others = [one for one in desk.work.sheets.people(sheet.id) if one[1] != desk.by.person.id]
    firm = str(sheet.facts["firm"]["name"])
    if command.take_over:
        for person in others:
            desk.work.sheets.pause(sheet.id, *person)
            told = f"{desk.by.name} 接手了{firm}的检查，记下的都在。要一起查就回“继续”。"
            desk.books.send(Person("wecom", person[1]), Say(told))
        desk.work.audit.note(desk.by.person.id, "took_over", f"sheet:{sheet.id}", from_=sheet.opened_by)
        facts = brief.load(sheet.facts)
        if not facts.officer:
            desk.books.refresh(sheet.id, brief.dump(replace(facts, officer=desk.by.person.id)))
    elif desk.by.person.id not in [one[1] for one in desk.work.sheets.people(sheet.id)]:
        for person in others:
            told = f"{desk.by.name} 来和你一起查{firm}。谁先答算谁的，不一样的我会问。"
            desk.books.send(Person("wecom", person[1]), Say(told))
    return Done(
        settle="一起查" if not command.take_over else "已接手", joins=sheet.id, say=word_of(sheet, desk)
    )


def add_enterprise(command: AddEnterprise, desk: Desk) -> Done:
    """Add a firm outside the register, flagged 非对象, and begin its inspection."""
    for known in desk.work.people.by_code(command.uscc) if command.uscc else ():
        if known.district != desk.by.district:
            raise RefusedError(f"这个代码登记在{known.district}（{known.name}），请联系那边的队。")
        return start_inspection(StartInspection(known.id), desk)
    row = Enterprise(
        uscc=command.uscc or None,
        no_code_because=command.no_code_because,
        name=command.name,
        initials=initials(command.name),
        pinyin=pinyin(command.name),
        district=desk.by.district,
        in_register=False,
        group="ordinary",
        state=EnterpriseState.OFF_TARGET,
        updated_at=desk.now,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(desk.by.person.id, "added", f"enterprise:{row.id}", name=row.name, off_target=True)
    return start_inspection(StartInspection(row.id), desk)
