"""Photos posted from a page: checked before anything is written down, the original kept beside its copy."""

from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from handlers.desk import Desk
from handlers.identity import Person
from handlers.photo_cell import check
from models.tables.cases import Evidence
from web.house import House

MOST_PHOTOS = 9


@dataclass(frozen=True, slots=True)
class Stored:
    """A photo in the file store: the SHA-256 of the original and of the copy for showing, type, bytes."""

    original: str
    shown: str
    mime: str
    size: int


def posted(field: str = "photos") -> list[FileStorage]:
    """The files of this request's form."""
    return [one for one in request.files.getlist(field) if one.filename]


def unfit_count(files: list[FileStorage], what: str) -> str:
    """What is wrong with how many there are, '' if nothing."""
    if not files:
        return f"还差照片。请选一张{what}。"
    return f"一次最多 {MOST_PHOTOS} 张，请分几次发。" if len(files) > MOST_PHOTOS else ""


def stored(house: House, file: FileStorage) -> Stored:
    """Keep one file. Raises handlers.photos.UnfitPhotoError."""
    content = file.read()
    checked = check(content)
    return Stored(house.files.put(content), house.files.put(checked.shown), checked.mime, len(content))


def evidence(desk: Desk, who: Person, one: Stored, sort: str = "photo") -> Evidence:
    """A row for a stored photo."""
    row = desk.work.evidence.new(sort, who.channel, who.id)
    row.sha256, row.display_sha256 = one.original, one.shown
    row.mime, row.size = one.mime, one.size
    return desk.work.evidence.add(row)
