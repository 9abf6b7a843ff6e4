"""重出: a visit whose notice became void is opened again as a new version; the old one stays as it was filed.

Every answer and photo comes along, and the sheet stands at its summary. Nothing of the old record moves.
"""

from bot.advance import Player
from bot.deeds import Person
from bot.dialogue import Open
from bot.presenting import Presenter
from bot.script import Opening
from handlers.desk import Desk
from handlers.identity import actor_of
from handlers.moves import move
from models.tables.cases import Evidence, Visit
from models.tables.letters import Amendment
from models.tables.talk import Answer, Result
from rules import visit_states
from rules.visit_states import VisitState

AGAIN = ("summary", "issue")
"""What is always asked once more."""
PREVIEW = "preview"
"""An effect that is wanted again: the letters are shown once more before they go out."""
_COPIED: tuple[str, ...] = (
    "item",
    "sort",
    "channel",
    "by",
    "at",
    "media",
    "text",
    "mime",
    "sha256",
    "display_sha256",
)
_COPIED += ("size", "state", "attempts", "next_at", "why")


def reopen(visit: Visit, row: Amendment, desk: Desk) -> None:
    """Open the new version's sheet for whoever filed the old one."""
    old = desk.work.sheets.get(visit.sheet_id or "")
    filer = Person("wecom", visit.filed_by)
    actor = actor_of(desk.work, filer)
    if old is None or actor is None:
        return
    move(desk, visit, visit_states.MOVES, VisitState.CORRECTED, why=row.reason, amendment=row.id)
    sheet = desk.books.open(Opening(script=old.script, subject=old.subject, facts=old.facts), filer)
    row.sheet_id = sheet.id
    _carry_over(old.id, sheet.id, desk)
    for key in AGAIN:
        desk.books.withdraw(sheet.id, key, filer)
    desk.books.sit(sheet.id, filer)
    standing = Player(desk.books, desk.table, actor).stand(sheet)
    if isinstance(standing.state, Open):
        Presenter(desk.books, desk.table, filer).send(sheet, standing.state.ask)


def _carry_over(old: str, new: str, desk: Desk) -> None:
    for answer in desk.work.sheets.answers(old):
        desk.work.session.add(
            Answer(
                sheet_id=new,
                key=answer.key,
                value=answer.value,
                about=answer.about,
                by=answer.by,
                at=answer.at,
                withdrawn=answer.withdrawn,
            )
        )
        desk.work.session.flush()
    for found in desk.work.sheets.results(old):
        if found.key == PREVIEW:
            continue
        desk.work.session.add(
            Result(sheet_id=new, key=found.key, about=found.about, value=found.value, at=desk.now)
        )
    for piece in desk.work.evidence.of_sheet(old):
        desk.work.session.add(Evidence(sheet_id=new, **{name: getattr(piece, name) for name in _COPIED}))
    desk.work.session.flush()
