"""Queries about findings of online platforms. No rule is decided here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.records import OnlineProblem


class Online:
    """Findings, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, number: int) -> OnlineProblem | None:
        """By id, locked."""
        found = select(OnlineProblem).where(OnlineProblem.id == number).with_for_update()
        return self._session.execute(found).scalar_one_or_none()

    def same(self, platform: str, enterprise: int, cause: str, episode: str) -> OnlineProblem | None:
        """The one of the same platform, firm, cause and episode."""
        found = select(OnlineProblem).filter_by(
            platform=platform, enterprise_id=enterprise, cause=cause, episode=episode
        )
        return self._session.execute(found).scalar_one_or_none()

    def in_state(self, state: str) -> Sequence[OnlineProblem]:
        """Those in one state, first detected first."""
        found = select(OnlineProblem).where(OnlineProblem.state == state)
        return self._session.execute(found.order_by(OnlineProblem.detected_at)).scalars().all()

    def unanswered(self, enterprise: int) -> Sequence[OnlineProblem]:
        """A firm's warnings without a reply, newest first."""
        found = select(OnlineProblem).where(
            OnlineProblem.enterprise_id == enterprise,
            OnlineProblem.warned_at.is_not(None),
            OnlineProblem.reply == "",
        )
        return self._session.execute(found.order_by(OnlineProblem.id.desc())).scalars().all()

    def latest(self, district: str = "", most: int = 30) -> Sequence[OnlineProblem]:
        """The newest findings (of one district)."""
        found = select(OnlineProblem)
        if district:
            found = found.where(OnlineProblem.district == district)
        return self._session.execute(found.order_by(OnlineProblem.id.desc()).limit(most)).scalars().all()
