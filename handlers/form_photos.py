"""The photos behind a form: stripped copies of a visit's evidence, with what is known of each."""

from collections.abc import Iterable

from handlers.desk import Desk
from models.tables.cases import Evidence
from notices.facts.form import FormPhoto
from rules.checklist import Checklist
from rules.local_time import local_time

MOST_PHOTOS = 30
"""Printed behind one form; further ones are listed with their hashes."""


def form_photos(desk: Desk, rows: Iterable[Evidence], checklist: Checklist) -> tuple[FormPhoto, ...]:
    """The photos behind the form: stripped copies, in the order of the items, unfiled ones last."""
    number = {item.id: item.num for item in checklist.items}
    photos = [row for row in rows if row.sort == "photo"]
    photos.sort(key=lambda row: (number.get(row.item, len(number) + 1), row.id))
    return tuple(
        _photo(desk, number.get(row.item, 0), row, fits=place < MOST_PHOTOS)
        for place, row in enumerate(photos)
    )


def _photo(desk: Desk, num: int, row: Evidence, *, fits: bool) -> FormPhoto:
    here = (
        "照片已存档，此处从略"
        if row.display_sha256
        else "原件未取到"
        if row.state == "lost"
        else "原件还在取"
    )
    return FormPhoto(
        about=f"第{num}项" if num else "",
        taken=local_time(row.at).strftime("%Y-%m-%d %H:%M"),
        by=desk.books.name_of(row.by),
        sha256=row.sha256,
        shown=row.display_sha256 if fits else "",
        lacking="" if fits and row.display_sha256 else here,
    )
