"""What the pages need: transactions, desks, papers, who is asking. Shared by all page modules."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from flask import Response, abort, render_template, send_file

from handlers.books import Books
from handlers.desk import Desk
from handlers.identity import Person
from handlers.papers import Papers
from handlers.table import Table
from models.files import FileStore
from models.tables.cases import Evidence
from models.work import LockedError, Store, Work
from notices.pages import page_images
from rules.signed_files import Examined
from web.file_cell import examine_apart
from web.guessing import Guesses
from web.identity import Identity

PAGE_WIDTH = 1080
"""Pixels: sharp on a phone, and a long press saves something worth printing."""


@dataclass(frozen=True)
class House:
    """Handed to every page module by app.py. `examine` looks at an uploaded file."""

    store: Store
    table: Table
    papers: Papers
    files: FileStore
    identity: Identity
    examine: Callable[[bytes], Examined] = examine_apart

    @cached_property
    def guesses(self) -> Guesses:
        """Who guesses addresses."""
        return Guesses(lambda: self.store.wall().timestamp())

    def minted(self, purpose: str, token: str) -> None:
        """Go on only for an address we made; anything else is answered here and counted."""
        if not self.table.house.links.holds(purpose, token):
            self.guesses.refuse()

    @contextmanager
    def reading(self, who: Person) -> Iterator[Desk]:
        """A desk that only reads."""
        with self.store.read() as work:
            yield self._desk(work, who)

    @contextmanager
    def writing(self, who: Person) -> Iterator[Desk]:
        """A desk whose block is one transaction; a lock that stays busy is answered 503."""
        try:
            with self.store.write() as work:
                yield self._desk(work, who)
        except LockedError:
            abort(503)

    def _desk(self, work: Work, who: Person) -> Desk:
        return self.table.desk_of(Books(work), who)

    def draw(self, papers: list[int]) -> None:
        """See to it that these letters are drawn, so that their pages can be counted."""
        for paper in papers:
            self.papers.letter(paper)

    def image(self, paper: int, page: int) -> Response:
        """One page of a letter as PNG."""
        images = page_images(self.papers.letter(paper), PAGE_WIDTH)
        if not 1 <= page <= len(images):
            abort(404)
        return kept(send_file(io.BytesIO(images[page - 1]), mimetype="image/png"))

    def pdf(self, paper: int, name: str) -> Response:
        """A letter's PDF under its Chinese name."""
        content = io.BytesIO(self.papers.letter(paper))
        return kept(
            send_file(content, mimetype="application/pdf", as_attachment=True, download_name=f"{name}.pdf")
        )

    def file(self, sha: str, name: str) -> Response:
        """A stored file to take away under its Chinese name."""
        return kept(send_file(io.BytesIO(self.files.get(sha)), as_attachment=True, download_name=name))

    def photo(self, row: Evidence | None) -> Response:
        """A photo's stripped copy."""
        if row is None or not row.display_sha256:
            abort(404)
        return kept(send_file(io.BytesIO(self.files.get(row.display_sha256)), mimetype="image/jpeg"))


def kept(answer: Response) -> Response:
    """Letters and photos never change: this browser, and no other cache, may keep them."""
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def message(house: House, title: str, say: str, status: int = 200) -> Response:
    """A page with one sentence."""
    issuer = house.table.house.bureau.issuer.name
    return Response(render_template("message.html", issuer=issuer, title=title, say=say), status)
