"""用印 for a released visit: its letters as they will be, and what was decided, before the keepers.

Nothing is numbered here; the letters shown are marked 预览.
"""

from bot.deeds import Person
from bot.script import Done
from bot.words import Say
from handlers import letters
from handlers.commands.draft import VisitDraft
from handlers.commands.sealing import Release
from handlers.desk import Desk
from handlers.scripts.decisions import Matter
from handlers.scripts.sealing import ToSeal
from handlers.sealing import SAMPLE_NAME, SETTLE, ask_for_seal, waits
from models.tables.cases import Visit

MOST_WORDS = 150


def seal_visit(
    visit: Visit, draft: VisitDraft, release: Release, desk: Desk, *, warns: bool, reminds: bool
) -> Done:
    """Ask for the seal; whoever decided is told that it waits. Raises RefusedError if nobody could."""
    named = "、".join(["预警提示单"] * warns + ["温馨提示单"] * reminds)
    body = "\n".join(f"{n}. {one.text}" for n, one in enumerate(draft.hazards, 1)) if warns else ""
    rows = [("文书", named), ("经办", desk.books.name_of(visit.filed_by))]
    if release.by != visit.filed_by:
        rows.append(("同意的人", release.name))
    if warns:
        rows.append(("期限", f"{draft.days} 日"))
    matter = Matter(
        id=visit.id,
        title=draft.header["name"],
        note="请核对上面的样张；加盖后马上编号发出",
        body=body[:MOST_WORDS] + ("…" if len(body) > MOST_WORDS else ""),
        rows=tuple(rows),
    )
    samples = _samples(visit, draft, desk, warns=warns, reminds=reminds)
    asked = ToSeal("visit", matter, visit.district, visit.id, samples, visit.sha, release)
    able = ask_for_seal(asked, desk)
    say = waits(able, "")
    if release.by != visit.filed_by:
        desk.books.send(Person("wecom", visit.filed_by), Say(f"{release.name} {release.lead}{say}"))
    return Done(settle=SETTLE, say=say)


def _samples(
    visit: Visit, draft: VisitDraft, desk: Desk, *, warns: bool, reminds: bool
) -> tuple[tuple[int, str], ...]:
    made = []
    if warns:
        names = [row.name for row in desk.work.notices.visit_staff(visit.id)]
        facts = letters.warning(draft, names, desk.house, "", None, "送达")
        made.append(letters.paper(desk, f"{SAMPLE_NAME} 预警提示单", facts, preview=True))
    if reminds:
        told = letters.reminder(draft, desk.house, "", None, "送达")
        made.append(letters.paper(desk, f"{SAMPLE_NAME} 温馨提示单", told, preview=True))
    return tuple((row.id, row.name) for row in made)
