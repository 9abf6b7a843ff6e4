"""Which letters a released visit makes: a warning notice where something is to be mended, a reminder where
none stands yet. It only reads."""

from dataclasses import dataclass

from handlers.commands.draft import VisitDraft
from handlers.commands.sealing import Release
from handlers.desk import Desk
from models.amendments import Amendments
from models.mailings import Mailings
from models.tables.cases import Visit
from models.tables.letters import Amendment


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes out, and the amendment it is the replacement of."""

    warns: bool
    reminds: bool
    replaced: Amendment | None

    @property
    def any(self) -> bool:
        """Is there a letter with a place for the seal?"""
        return self.warns or self.reminds


def wanted_letters(visit: Visit, draft: VisitDraft, release: Release, desk: Desk) -> Wanted:
    """What this visit makes if it is released now; hold the enterprise's lock to rely on it."""
    replaced = Amendments(desk.work.session).of_sheet(visit.sheet_id or "–")
    return Wanted(
        warns=not release.transfer and any(not one.fixed for one in draft.hazards),
        reminds=draft.scope != "closed" and not _reminded(visit, replaced, desk),
        replaced=replaced,
    )


def _reminded(visit: Visit, replaced: Amendment | None, desk: Desk) -> bool:
    """Does a reminder without a visit, or of the visit this one replaces, still stand? Then no second one."""
    if Mailings(desk.work.session).standing(visit.enterprise_id, desk.house.bureau.campaign.since):
        return True
    if replaced is None:
        return False
    old = desk.work.notices.get(replaced.notice_id)
    return bool(desk.work.notices.of_visit(old.visit_id, "reminder"))
