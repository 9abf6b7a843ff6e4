"""What a pilot (试运行) left behind, inside one transaction: its visits, enterprises, mailings and duties."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.tables.cases import Visit
from models.tables.mailing import Mailing, MailingItem
from models.tables.people import Enterprise
from models.tables.schedule import Duty


class PilotRows:
    """Rows of a pilot."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def visits(self, void: str) -> Sequence[Visit]:
        """Every visit that is not in the state `void`."""
        return self._session.execute(select(Visit).where(Visit.state != void)).scalars().all()

    def put_back(self, enterprises: Collection[int], state: str) -> None:
        """These enterprises are where they were before anybody came."""
        self._session.execute(update(Enterprise).where(Enterprise.id.in_(enterprises)).values(state=state))

    def end_mailings(self, at: datetime) -> None:
        """What a mailing has not sent it never will: it was ordered for a trial."""
        left = update(MailingItem).where(MailingItem.state.in_(("waiting", "to_print")))
        self._session.execute(left.values(state="skipped", why="试运行结束"))
        going = update(Mailing).where(Mailing.state != "done")
        self._session.execute(going.values(state="done", done_at=at))

    def close_duties(self, at: datetime) -> None:
        """Nobody has anything left to do."""
        self._session.execute(update(Duty).where(Duty.state == "open").values(state="done", done_at=at))
