"""样张: the letters of a draft, drawn by a worker, marked 预览, without a number.

The inspector gets them in chat; whoever is asked to release finds the very same on his page.
"""

from dataclasses import replace

from bot.script import about
from bot.words import Paper
from handlers import letters
from handlers.commands.draft import VisitDraft
from handlers.commands.visit import DrawPreviews
from handlers.desk import Desk
from handlers.form_photos import form_photos
from handlers.form_readings import form_readings
from models.tables.cases import Visit
from notices.facts.form import FormFacts
from notices.facts.letters import ReminderFacts, WarningFacts
from notices.facts.parties import PRACTICE


def draw_previews(command: DrawPreviews, desk: Desk) -> list[int]:
    """Put one file a letter into the outbox; returns the papers' ids.

    Raises RefusedError: what cannot be printed is said now, before anything has a number.
    """
    draft = command.draft
    assert desk.sheet is not None
    people = [row for u in draft.staff if (row := desk.work.people.staff(u)) is not None]
    staff = [(row.name, row.unit) for row in people]
    checklist = desk.house.checklists[str(desk.sheet.facts["checklist"])]
    wanted: list[tuple[str, FormFacts | WarningFacts | ReminderFacts]] = []
    if draft.scope in ("full", "closed", "record"):
        rows = list(desk.work.evidence.of_sheet(desk.sheet.id))
        if (before := desk.sheet.facts.get("corrects")) and isinstance(before, int):
            told = desk.work.evidence.told(before)
            rows = [*desk.work.notices.photos(visit=before), *told, *rows]
        behind = form_photos(desk, rows, checklist), form_readings(desk, rows, checklist)
        wanted.append(("帮扶表单", letters.form(draft, staff, checklist, desk.house, *behind)))
    corrects = bool(desk.sheet.facts.get("corrects"))
    if not corrects and draft.gate in ("release", "leader") and any(not one.fixed for one in draft.hazards):
        names = [name for name, _ in staff]
        wanted.append(("预警提示单", letters.warning(draft, names, desk.house, "", None, "送达")))
    if not corrects and draft.scope in ("full", "hazards"):
        wanted.append(("温馨提示单", letters.reminder(draft, desk.house, "", None, "送达")))
    made = []
    practice = desk.sheet.script == "practice"
    for name, facts in wanted:
        if practice:
            facts = replace(facts, mark=PRACTICE)
        paper = letters.paper(desk, f"{PRACTICE if practice else '样张'} {name}", facts, preview=True)
        desk.books.send_paper(desk.by.person, Paper(f"paper:{paper.id}", f"{paper.name}.pdf"))
        made.append(paper.id)
    return made


def keep_previews(visit: Visit, draft: VisitDraft, desk: Desk) -> None:
    """What the inspector saw of this draft belongs to the visit now, and of an earlier one no longer."""
    assert desk.sheet is not None
    for row in desk.work.notices.previews(visit.id):
        row.visit_id = None
    for number in desk.books.record(desk.sheet.id).results.get(("preview", about(draft)), ()):
        desk.work.notices.paper(number).visit_id = visit.id
