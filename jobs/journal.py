"""Brings numbers into safety: fsynced outside the database before anything of theirs may leave."""

from dataclasses import dataclass

from models.journal import Entry, NumberJournal
from models.work import Store


@dataclass(frozen=True, slots=True)
class Journaling:
    """Writes what is not yet written. Twice is harmless; not at all holds the letters back."""

    store: Store
    journal: NumberJournal

    def drain(self) -> int:
        """Write all unjournaled numbers; returns how many."""
        with self.store.read() as work:
            fresh = [(n.id, Entry(n.series, n.year, n.seq, n.facts_sha)) for n in work.notices.unjournaled()]
        if not fresh:
            return 0
        self.journal.append([entry for _, entry in fresh])
        with self.store.write() as work:
            for number, _ in fresh:
                work.notices.get(number).journaled = True
        return len(fresh)
