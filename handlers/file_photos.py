"""Photos that were sent before their item was known find their place, by the inspector's word only."""

from handlers.commands.visit import FilePhotos
from handlers.desk import Desk


def file_photos(command: FilePhotos, desk: Desk) -> int:
    """Put the sheet's unfiled photos to an item; returns how many."""
    assert desk.sheet is not None
    loose = [
        row for row in desk.work.evidence.of_sheet(desk.sheet.id) if row.sort == "photo" and row.item == ""
    ]
    for row in loose if command.item else ():
        row.item = command.item
        desk.work.audit.note(desk.who.id, "photo_filed", f"evidence:{row.id}", item=command.item)
    return len(loose)
