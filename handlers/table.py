"""Everything that may be said and done: scripts by name (handlers.entries), use-cases by command."""

from collections.abc import Callable, Mapping
from typing import Any

from bot import ports
from bot.deeds import Deed, Entered, Left, Other, Person, Reached
from bot.script import Ask, Done, Look
from bot.sheet import Actor, Sheet
from handlers import counter, reception
from handlers.advice import release_advice
from handlers.amend import propose
from handlers.annex4 import submit_table
from handlers.apply_seal import apply_seal
from handlers.backfill import open_backfill
from handlers.barred import barred
from handlers.bind_contact import vouch_for_contact
from handlers.books import Books
from handlers.commands.contact import (
    AddLatePhoto,
    AnswerInquiry,
    AskOfficer,
    DecideExtension,
    LinkContact,
    PartWith,
    RateVisit,
    RuleOnLeft,
    SettleDelivery,
    SubmitFix,
    TakeOnPaper,
    VouchForContact,
)
from handlers.commands.mailing import StartMailing
from handlers.commands.notice import (
    CloseNotice,
    CorrectReceiptDate,
    FinishRecheck,
    JudgeFix,
    ProposeAmendment,
    RuleOnAmendment,
    ServeAmendment,
    SubmitTable,
)
from handlers.commands.online import JudgeAlert, PickAlert, RecordAlert, RecordPatrol, ReplyToAlert
from handlers.commands.opening import (
    AddEnterprise,
    EndPractice,
    JoinInspection,
    Nothing,
    OpenBackfill,
    OpenCorrection,
    StartInspection,
)
from handlers.commands.recusal import DeclareRecusal, LiftRecusal, Reassign
from handlers.commands.sealing import ApplySeal
from handlers.commands.visit import (
    AskExperts,
    ConfirmLost,
    DecideSuspicion,
    DrawPreviews,
    FilePhotos,
    FileVisit,
    GiveComments,
    GiveOpinion,
    MarkEntered,
    PlacePhotos,
    ReleaseAdvice,
    ReleaseVisit,
    ReportLost,
    RuleOnVisit,
)
from handlers.comment import give_comments
from handlers.consult import ask_experts, give_opinion
from handlers.correct_receipt import correct_receipt
from handlers.correct_visit import correct_visit, open_correction
from handlers.desk import Desk, House
from handlers.entries import scripts
from handlers.extensions import decide_extension
from handlers.fallback import settle_delivery
from handlers.file_photos import file_photos, place_photos
from handlers.file_visit import file_visit
from handlers.finish_recheck import finish_recheck
from handlers.for_copying import mark_entered
from handlers.inquiries import answer_inquiry, ask_officer
from handlers.judge_fix import close_notice, judge_fix
from handlers.late_photo import add_late_photo
from handlers.look import look
from handlers.lost_enterprise import confirm_lost, report_lost
from handlers.mailing import start as start_mailing
from handlers.may_inspect import may_inspect
from handlers.online_alerts import (
    judge_alert,
    pick_alert,
    record_alert,
    record_patrol,
    reply_to_alert,
)
from handlers.part_with import link_contact, part_with
from handlers.practise import end_practice
from handlers.preview import draw_previews
from handlers.rate_visit import rate_visit
from handlers.recusal import declare_recusal, lift_recusal, reassign
from handlers.release_visit import release_visit, rule_on_visit
from handlers.rule_amendment import rule, serve
from handlers.said_orders import at_question
from handlers.scripts import (
    brief,
)
from handlers.sent import reached
from handlers.start_inspection import (
    FRESH,
    add_enterprise,
    join_inspection,
    read_again,
    start_inspection,
)
from handlers.still_may import NO_LONGER, still_may
from handlers.submit_fix import submit_fix
from handlers.suspicion import decide_suspicion
from handlers.take_on_paper import rule_on_left, take_on_paper
from rules.local_time import local_date


def _file(command: FileVisit, desk: Desk) -> Done:
    """A visit of its own, or a new version of one."""
    corrects = desk.sheet is not None and desk.sheet.facts.get("corrects")
    return correct_visit(command.draft, desk) if corrects else file_visit(command, desk)


USE_CASES: dict[type[Any], Callable[[Any, Desk], Any]] = {
    StartInspection: start_inspection,
    JoinInspection: join_inspection,
    AddEnterprise: add_enterprise,
    Nothing: lambda command, desk: Done(say=command.say, settle="好的"),
    FilePhotos: file_photos,
    PlacePhotos: place_photos,
    DrawPreviews: draw_previews,
    FileVisit: _file,
    OpenCorrection: open_correction,
    ReportLost: report_lost,
    ConfirmLost: confirm_lost,
    ReleaseAdvice: release_advice,
    MarkEntered: mark_entered,
    OpenBackfill: open_backfill,
    AskExperts: ask_experts,
    GiveOpinion: give_opinion,
    GiveComments: give_comments,
    EndPractice: end_practice,
    ReleaseVisit: release_visit,
    RuleOnVisit: rule_on_visit,
    DecideSuspicion: decide_suspicion,
    DeclareRecusal: declare_recusal,
    LiftRecusal: lift_recusal,
    Reassign: reassign,
    VouchForContact: vouch_for_contact,
    SubmitFix: submit_fix,
    JudgeFix: judge_fix,
    CloseNotice: close_notice,
    AnswerInquiry: answer_inquiry,
    DecideExtension: decide_extension,
    SettleDelivery: settle_delivery,
    TakeOnPaper: take_on_paper,
    AddLatePhoto: add_late_photo,
    RuleOnLeft: rule_on_left,
    CorrectReceiptDate: correct_receipt,
    AskOfficer: ask_officer,
    RateVisit: rate_visit,
    PartWith: part_with,
    LinkContact: link_contact,
    RecordPatrol: record_patrol,
    RecordAlert: record_alert,
    PickAlert: pick_alert,
    JudgeAlert: judge_alert,
    ReplyToAlert: reply_to_alert,
    FinishRecheck: finish_recheck,
    SubmitTable: submit_table,
    StartMailing: start_mailing,
    ApplySeal: apply_seal,
    ProposeAmendment: propose,
    RuleOnAmendment: rule,
    ServeAmendment: serve,
}
"""Command → use-case."""


def _of_today(sheet: Sheet, today: str) -> dict[str, Any]:
    """The facts of a sheet that asks for a day: a card given out days ago still knows what 今天 is."""
    if sheet.script in ("on_paper", "backfill", "receipt_date"):
        return {**sheet.facts, "today": today}
    return {**sheet.facts, "options": [today]} if sheet.script == "serving" else sheet.facts


class Table:
    """See bot.ports.Table."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.scripts: Mapping[str, ports.Entry] = scripts(house)

    def desk(self, books: Books, by: Actor, sheet: Sheet | None = None) -> Desk:
        """A use-case's desk."""
        return Desk(books, self.house, self, by, sheet)

    def desk_of(self, books: Books, who: Person) -> Desk:
        """The desk of a person who came by a page, known or not."""
        return self.desk(books, books.actor(who) or Actor(who, ""))

    def look(self, step: Look, sheet: Sheet, actor: Actor, books: Books) -> Any:
        """Answer a search."""
        return look(step, self.desk(books, actor, sheet))

    def perform(self, command: Any, sheet: Sheet, actor: Actor, books: Books) -> Any:
        """Carry out a command. Raises RefusedError."""
        desk = self.desk(books, actor, sheet)
        still_may(command, desk)
        return USE_CASES[type(command)](command, desk)

    def stale(self, sheet: Sheet, books: Books) -> dict[str, Any] | None:
        """A sheet's facts if they are too old to go on with."""
        if (of_today := _of_today(sheet, local_date(books.now).isoformat())) != sheet.facts:
            return of_today
        if sheet.script != "inspection" or books.now - sheet.facts_at < FRESH:
            return None
        opener = books.actor(Person("wecom", sheet.opened_by))
        return brief.dump(read_again(sheet, self.desk(books, opener, sheet))) if opener else None

    def barred(self, sheet: Sheet, actor: Actor, books: Books) -> str:
        """回避: nobody goes on where he has to stay away; nor inspects who has another role now."""
        if sheet.script == "inspection" and not may_inspect(actor.roles, self.house):
            return NO_LONGER
        return barred(sheet.script, sheet.subject, actor, books.work)

    def receive(self, deed: Deed, actor: Actor, books: Books) -> Done:
        """Somebody we know, at no sheet."""
        desk = self.desk(books, actor)
        if isinstance(deed, Reached):
            reached(deed, desk)
            return Done()
        if isinstance(deed, Other) and deed.event:
            return Done()
        if actor.person.channel == "wechat":
            return counter.receive(deed, desk)
        return reception.receive(deed, desk)

    def aside(self, text: str, actor: Actor, books: Books) -> Done | None:
        """Words that leave the open sheet as it is."""
        return reception.aside(text, self.desk(books, actor)) if actor.person.channel == "wecom" else None

    def ordered(self, text: str, sheet: Sheet, ask: Ask, actor: Actor, books: Books) -> Done | None:
        """An order about a firm or its letters, typed at a question it does not answer."""
        if actor.person.channel != "wecom":
            return None
        return at_question(text, sheet, ask, self.desk(books, actor))

    def menu(self, text: str, actor: Actor, books: Books) -> Done | None:
        """A word of the menu that answers nothing."""
        desk = self.desk(books, actor)
        wechat = actor.person.channel == "wechat"
        return counter.menu(text, desk) if wechat else reception.menu(text, desk)

    def welcome(self, deed: Deed, who: Person, books: Books) -> Done:
        """Somebody we do not know."""
        desk = self.desk(books, Actor(who, ""))
        if isinstance(deed, Reached):
            reached(deed, desk)
            return Done()
        if isinstance(deed, Other) and deed.event:
            return Done()
        if who.channel == "wechat":
            return counter.welcome(deed, who, desk)
        return Done() if isinstance(deed, Entered | Left) else Done(say=reception.NOT_STAFF)
