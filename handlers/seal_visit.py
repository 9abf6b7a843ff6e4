"""用印 for a released visit: its letters as they will be, and what was decided, before the keepers.

Nothing is numbered here; the letters shown are marked 预览. What they say is what is sealed: where it would
be something else by now (another signer in bureau.toml, a reminder wanted again), keepers get new ones.
"""

from bot.deeds import Person
from bot.script import Done
from bot.words import Say
from handlers import letters
from handlers.assign import close
from handlers.commands.draft import VisitDraft, hazards_in_short, load_draft
from handlers.commands.sealing import ApplySeal, Release
from handlers.desk import Desk
from handlers.scripts.decisions import Matter
from handlers.scripts.sealing import ToSeal
from handlers.sealing import SAMPLE_NAME, SETTLE, ask_for_seal, kind, waits
from handlers.wanted_letters import Wanted, wanted_letters
from models.tables.cases import Visit
from models.tables.people import Staff
from notices.facts.letters import ReminderFacts, WarningFacts
from rules.visit_states import VisitState

WARNING, REMINDER = "预警提示单", "温馨提示单"
FIRST = "请核对上面的样张；加盖后马上编号发出"
AGAIN = "样张后来有变化，请核对上面新的；加盖后马上编号发出"


def seal_visit(visit: Visit, draft: VisitDraft, release: Release, wanted: Wanted, desk: Desk) -> Done:
    """Ask for the seal; whoever decided is told that it waits. Raises RefusedError if nobody could."""
    able = _ask(visit, draft, release, wanted, desk, FIRST)
    say = waits(able, "")
    if release.by != visit.filed_by:
        desk.books.send(Person("wecom", visit.filed_by), Say(f"{release.name} {release.lead}{say}"))
    return Done(settle=SETTLE, say=say)


def asked_anew(command: ApplySeal, desk: Desk) -> Done | None:
    """The letters would say now what he was not shown: keepers get new samples, and nothing is sealed.

    None where they would say just that, or where there is nothing left to decide.
    """
    visit = desk.work.notices.lock_visit(command.id)
    release = command.release
    if visit.state != VisitState.DRAFT or visit.sha != command.sha or release is None:
        return None
    draft = load_draft(visit.draft)
    wanted = wanted_letters(visit, draft, release, desk)
    shown = {desk.work.notices.paper(number).facts_sha for number in command.shown}
    if {letters.sha_of(facts) for _, facts in _letters(visit, draft, wanted, desk)} <= shown:
        return None
    close(desk, kind("visit"), str(visit.id))
    able = _ask(visit, draft, release, wanted, desk, AGAIN)
    names = "、".join(row.name for row in able)
    return Done(settle="没有盖", say=f"你看过样张以后，文书有变化，这次没有盖。新的样张已发给 {names}。")


def _ask(
    visit: Visit, draft: VisitDraft, release: Release, wanted: Wanted, desk: Desk, note: str
) -> list[Staff]:
    made = _letters(visit, draft, wanted, desk)
    rows = [letters.paper(desk, f"{SAMPLE_NAME} {name}", facts, preview=True) for name, facts in made]
    matter = _matter(visit, draft, release, desk, note, [name for name, _ in made])
    samples = tuple((row.id, row.name) for row in rows)
    asked = ToSeal("visit", matter, visit.district, visit.id, samples, visit.sha, release, release.by)
    return ask_for_seal(asked, desk)


def _matter(
    visit: Visit, draft: VisitDraft, release: Release, desk: Desk, note: str, named: list[str]
) -> Matter:
    warns = WARNING in named
    rows = [("文书", "、".join(named)), ("经办", desk.books.name_of(visit.filed_by))]
    if release.by != visit.filed_by:
        rows.append(("同意的人", release.name))
    if warns:
        rows.append(("期限", f"{draft.days} 日"))
    return Matter(
        id=visit.id,
        title=draft.header["name"],
        note=note,
        body=hazards_in_short(draft) if warns else "",
        rows=tuple(rows),
    )


def _letters(
    visit: Visit, draft: VisitDraft, wanted: Wanted, desk: Desk
) -> list[tuple[str, WarningFacts | ReminderFacts]]:
    """(name, what it says) of each letter, without number and day."""
    made: list[tuple[str, WarningFacts | ReminderFacts]] = []
    if wanted.warns:
        names = [row.name for row in desk.work.notices.visit_staff(visit.id)]
        made.append((WARNING, letters.warning(draft, names, desk.house, "", None, "送达")))
    if wanted.reminds:
        made.append((REMINDER, letters.reminder(draft, desk.house, "", None, "送达")))
    return made
