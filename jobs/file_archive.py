"""Packs firms' files (一企一档) for whoever asked. Nothing is packed inside a transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from structlog.stdlib import BoundLogger

from bot.deeds import Person
from bot.words import Say
from handlers.archive_desk import folder_of, hand_over
from handlers.desk import Desk
from handlers.identity import actor_of
from handlers.pack import pack
from handlers.papers import NotReadyError, Papers
from models.archive import ArchiveRows
from models.files import FileStore
from models.work import Store, Work


@dataclass(frozen=True, slots=True)
class Archiver:
    """See the module."""

    store: Store
    papers: Papers
    files: FileStore
    desk: Callable[[Work], Desk]
    log: BoundLogger

    def drain(self) -> int:
        """Pack the next file that is wanted; 0 if none is."""
        with self.store.read() as work:
            wanted = ArchiveRows(work.session).next_wanted()
            if wanted is None:
                return 0
            made = folder_of(work.people.enterprise(wanted.enterprise_id), self.desk(work))
        try:
            packed = pack(made, self.papers.content)
        except NotReadyError as why:
            # A seal or a timestamp cannot be had: said at once, for nobody knows how long that lasts.
            self.log.warning("archive.waits", enterprise=wanted.enterprise_id, why=str(why))
            return self._failed(
                wanted.id, f"{made.name} 的档案现在整理不成：{why}。过一会儿再说一次“档案 {made.name}”。"
            )
        except Exception as bug:
            # One file that cannot be packed must not keep everybody else's waiting.
            self.log.error("archive.failed", enterprise=wanted.enterprise_id, exc_info=bug)
            say = f"{made.name} 的档案没有整理成，已经记下了，请联系管理员。"
            return self._failed(wanted.id, say)
        sha = self.files.put(packed.content)
        with self.store.write() as work:
            row = ArchiveRows(work.session).lock_request(wanted.id)
            actor = actor_of(work, Person("wecom", row.by))
            if row.state != "waiting":
                return 1
            row.state, row.sha256, row.size = "ready", sha, len(packed.content)
            row.missing = list(packed.missing)
            if actor is not None and row.enterprise_id not in actor.recused:
                hand_over(row, made.name, row.missing, replace(self.desk(work), by=actor))
        return 1

    def _failed(self, request: int, say: str) -> int:
        with self.store.write() as work:
            row = ArchiveRows(work.session).lock_request(request)
            row.state = "failed"
            self.desk(work).books.send(Person("wecom", row.by), Say(say))
        return 1
