"""Annex 1 of a filed visit as a paper: the draft, who was there, its photos and readings behind it.

A draft that is not filed yet is `handlers.preview`'s.
"""

from handlers import letters
from handlers.commands.draft import VisitDraft
from handlers.desk import Desk
from handlers.form_photos import form_photos
from handlers.form_readings import form_readings
from models.tables.cases import Visit
from models.tables.letters import PaperRow


def form_paper(visit: Visit, draft: VisitDraft, desk: Desk, name: str) -> PaperRow:
    """Freeze the form as it stands now. Raises RefusedError if it cannot be printed."""
    checklist = desk.house.checklists[visit.checklist]
    photos = form_photos(desk, desk.work.notices.photos(visit=visit.id), checklist)
    readings = form_readings(desk, desk.work.evidence.told(visit.id), checklist)
    staff = letters.found_by(desk, visit)
    facts = letters.form(draft, staff, checklist, desk.house, photos, readings)
    return letters.paper(desk, name, facts, visit_id=visit.id)
