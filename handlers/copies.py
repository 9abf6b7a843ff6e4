"""Which copies of a notice's papers there are, and which an enterprise sees."""

from handlers.desk import Desk
from models.tables.letters import Notice, PaperRow

STATEMENT = "说明"
"""The copy mark of a paper that says something about a notice (更正说明, 撤回说明)."""
RECEIVED = "签收"
"""The delivered copy with its receipt signed in it: a new file; the issued one stays as it is."""
SHOWN = ("送达", STATEMENT, RECEIVED)
"""存根 stays in the house."""
CERTIFICATE = "回执"
"""The copy mark of a 签收回执."""


def delivered(notice: Notice, desk: Desk) -> PaperRow:
    """The copy the enterprise has."""
    return next(row for row in desk.work.notices.papers(notice=notice.id) if row.copy == "送达")
