"""Reminders for firms without a contact, as files to print: two copies each, so many firms a file.

A file, the firms in it and the message with it are one commit; a kill in between draws it once more, the
same. It draws nothing itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.deeds import Person
from bot.words import Paper
from handlers.desk import Desk
from handlers.mailing_words import tell
from models.mailings import Mailings
from models.tables.mailing import Mailing, MailingFile

FIRMS_A_FILE = 150
"""Some 600 pages: what one tray of paper takes, and far below the platform's limit."""

MOST_BYTES = 20_000_000
"""A file message holds 20 MB (wire facts §3.7)."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one file is made of: the firms, and their letters (ids of papers) in the order of printing."""

    mailing: int
    firms: tuple[int, ...]
    papers: tuple[int, ...]


def next_bundle(mailing: int, most: int, desk: Desk) -> Bundle | None:
    """The next firms to be printed; None if none is left."""
    items = list(Mailings(desk.work.session).items(mailing, "to_print", most))
    if not items:
        return None
    papers = [
        paper.id
        for item in items
        for paper in desk.work.notices.papers(notice=item.notice_id or 0)
        if paper.copy in ("送达", "存根")
    ]
    return Bundle(mailing, tuple(item.enterprise_id for item in items), tuple(papers))


def hand_over(bundle: Bundle, sha: str, size: int, pages: int, mailing: Mailing, desk: Desk) -> bool:
    """Keep the file and send it to the leader. False if somebody else has, or it was stopped meanwhile."""
    book = Mailings(desk.work.session)
    book.drop_withdrawn(mailing.id)
    items = list(book.items(mailing.id, "to_print", len(bundle.firms)))
    if mailing.state != "running" or tuple(item.enterprise_id for item in items) != bundle.firms:
        return False
    before = list(book.files(mailing.id))
    first = sum(one.firms for one in before) + 1
    row = MailingFile(
        mailing_id=mailing.id,
        place=len(before) + 1,
        name=f"温馨提示单 {mailing.district} 第{_range(first, len(items))}家.pdf",
        sha256=sha,
        size=size,
        firms=len(items),
        pages=pages,
        at=desk.now,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    for item in items:
        item.state, item.file_id = "printed", row.id
    last = max(item.notice_id or 0 for item in items)
    desk.books.send_paper(Person("wecom", mailing.by), Paper(f"file:{sha}", row.name), notice_id=last)
    desk.work.audit.note(
        mailing.by, "mailing file", f"mailing:{mailing.id}", name=row.name, sha=sha, firms=row.firms
    )
    return True


def _range(first: int, count: int) -> str:
    return f"{first}-{first + count - 1}" if count > 1 else str(first)


def finish(mailing: Mailing, desk: Desk) -> bool:
    """Everything is out and printed: the leader hears it. False if something is left."""
    book = Mailings(desk.work.session)
    left: Sequence[object] = [*book.items(mailing.id, "waiting", 1), *book.items(mailing.id, "to_print", 1)]
    if left or mailing.state != "running":
        return False
    mailing.state, mailing.done_at = "done", desk.now
    desk.work.audit.note(mailing.by, "mailing done", f"mailing:{mailing.id}", total=mailing.total)
    tell(mailing, desk)
    return True
