"""The second officer's tap, and the leader's: whether a filed visit may go out, and how."""

from bot.deeds import Person
from bot.script import Done, RefusedError
from bot.words import Paper
from handlers import letters
from handlers.assign import settle
from handlers.commands.draft import VisitDraft, load_draft
from handlers.commands.sealing import Release
from handlers.commands.visit import ReleaseVisit, RuleOnVisit
from handlers.desk import Desk
from handlers.issue import issue
from handlers.moves import move
from handlers.reopen import filer_of, reopen, show
from models.tables.cases import Visit
from rules import enterprise_states, hazard_states
from rules.enterprise_states import EnterpriseState
from rules.gate import Consequence, Finding, GateDecision, Intent, Releaser, decide, release_refused
from rules.hazard_states import HazardState
from rules.roles import DECIDING, Role
from rules.visit_states import VisitState


def release_visit(command: ReleaseVisit, desk: Desk) -> Done:
    """The second officer agrees, and everything goes out; or sends the draft back with a reason."""
    visit = desk.work.notices.lock_visit(command.visit)
    still_waiting(visit)
    settle(desk, "release", str(visit.id))
    if not command.agreed:
        return send_back(visit, command.reason, desk)
    draft = load_draft(visit.draft)
    refused = release_refused(
        _decision(draft),
        desk.house.bureau.release.mode,
        visit.filed_by,
        frozenset({visit.filed_by}),
        _tapper(visit, desk),
    )
    if refused:
        raise RefusedError(refused)
    return issue(visit, desk)


def rule_on_visit(command: RuleOnVisit, desk: Desk) -> Done:
    """The leader lets the notice go, hands the matter over to enforcement, or sends the draft back."""
    visit = desk.work.notices.lock_visit(command.visit)
    still_waiting(visit)
    settle(desk, "ruling", str(visit.id))
    desk.work.audit.note(
        desk.by.person.id, "ruled", f"visit:{visit.id}", ruling=command.ruling, reason=command.reason
    )
    if command.ruling == "back":
        return send_back(visit, command.reason, desk)
    if command.ruling == "transfer":
        return transfer(visit, _to_enforcement(command.reason, desk), desk)
    refused = release_refused(
        _decision(load_draft(visit.draft)),
        desk.house.bureau.release.mode,
        visit.filed_by,
        frozenset({visit.filed_by}),
        _tapper(visit, desk),
    )
    if refused:
        raise RefusedError(refused)
    reason = command.reason.rstrip("。")
    return issue(visit, desk, Release(desk.by.person.id, desk.by.name, f"定了发预警提示单：{reason}。"))


def still_waiting(visit: Visit) -> None:
    """Raises RefusedError where the visit is out already."""
    if visit.state != VisitState.DRAFT:
        raise RefusedError("这次检查已经处理过了，不用再点。")


def _decision(draft: VisitDraft) -> GateDecision:
    return decide(
        Finding(Intent(one.intent), Consequence(one.consequence), one.act, one.leader)
        for one in draft.hazards
    )


def _tapper(visit: Visit, desk: Desk) -> Releaser:
    listed = {row.userid: row.role for row in desk.work.notices.visit_staff(visit.id)}
    return Releaser(
        id=desk.by.person.id,
        listed_officer=listed.get(desk.by.person.id) == Role.OFFICER,
        leader=bool(desk.by.roles & DECIDING),
    )


def send_back(visit: Visit, reason: str, desk: Desk) -> Done:
    """The filer's sheet opens again at its summary, with the reason; every answer is still there."""
    desk.work.audit.note(desk.by.person.id, "sent_back", f"visit:{visit.id}", reason=reason)
    sheet = reopen(visit, desk)
    if sheet is not None:
        show(sheet, visit, desk, f"{desk.by.name}退回：{reason}")
    if filer_of(visit, desk) is None:
        return Done(settle="已退回", say="已退回。填表人不再办了，已请队领导另派人接手。")
    return Done(settle="已退回", say="已退回给填表人，原因也转过去了。")


def _to_enforcement(reason: str, desk: Desk) -> Release:
    lead = f"定为转查处：{reason.rstrip('。')}。不出预警提示单，移交单在队领导那里。"
    return Release(desk.by.person.id, desk.by.name, lead, reason)


def transfer(visit: Visit, release: Release, desk: Desk, sealed_by: str = "") -> Done:
    """转查处: a slip with facts and evidence; no warning notice. Form and reminder are handed over still."""
    done = issue(visit, desk, release, sealed_by)
    if visit.state == VisitState.DRAFT:
        return done
    hazards = list(desk.work.notices.hazards_of_visit(visit.id))
    facts = letters.transfer(desk, visit, hazards, release.transfer, release.name)
    name = f"转查处 {visit.header['name']}"
    slip = letters.paper(desk, name, facts, visit_id=visit.id)
    for hazard in hazards:
        if hazard.state == HazardState.OPEN:
            move(desk, hazard, hazard_states.MOVES, HazardState.TRANSFERRED)
    row = desk.work.people.enterprise(visit.enterprise_id)
    if enterprise_states.MOVES.may(row.state, EnterpriseState.TRANSFERRED):
        move(desk, row, enterprise_states.MOVES, EnterpriseState.TRANSFERRED)
    desk.books.send_paper(Person("wecom", release.by), Paper(f"paper:{slip.id}", f"{slip.name}.pdf"))
    if release.by != desk.by.person.id:
        return done
    return Done(settle="已转查处", say="已转查处，移交单在上面。案件资料请在办案系统里办理。")
