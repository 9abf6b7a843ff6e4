"""States of one 隐患（问题） on its notice. The enterprise only ever submits; our people judge.

No photograph closes a hazard by itself, and the finder alone does not where a countersign is wanted.
"""

from rules.labels import Labelled
from rules.moves import Moves


class HazardState(Labelled):
    """From found to settled."""

    OPEN = "open", "待整改"
    FIXED_ON_SITE = "fixed_on_site", "当场整改"
    SUBMITTED = "submitted", "已反馈"
    RETURNED = "returned", "退回补充"
    ACCEPTED = "accepted", "通过，待销号"
    CLOSED = "closed", "已消除"
    TRANSFERRED = "transferred", "转查处"
    WITHDRAWN = "withdrawn", "撤回"


_S = HazardState

MOVES = Moves(
    {
        # A recheck on site may find it gone, or still there, without any feedback.
        _S.OPEN: {
            _S.FIXED_ON_SITE,
            _S.SUBMITTED,
            _S.RETURNED,
            _S.ACCEPTED,
            _S.TRANSFERRED,
            _S.WITHDRAWN,
        },
        # Seen to be back: open again.
        _S.FIXED_ON_SITE: {_S.CLOSED, _S.OPEN, _S.WITHDRAWN},
        _S.SUBMITTED: {_S.SUBMITTED, _S.ACCEPTED, _S.RETURNED, _S.TRANSFERRED, _S.WITHDRAWN},
        _S.RETURNED: {_S.SUBMITTED, _S.ACCEPTED, _S.TRANSFERRED, _S.WITHDRAWN},
        _S.ACCEPTED: {_S.CLOSED, _S.RETURNED, _S.WITHDRAWN},
        # 督导组 may reopen.
        _S.CLOSED: {_S.OPEN},
        _S.TRANSFERRED: set(),
        _S.WITHDRAWN: set(),
    }
)

OPEN = frozenset({_S.OPEN, _S.RETURNED})
"""The enterprise has something to do: these, and only these, are reminded of."""
WAITING = frozenset({_S.SUBMITTED, _S.ACCEPTED})
"""We have something to do."""
UNSETTLED = OPEN | WAITING
SETTLED = frozenset({_S.FIXED_ON_SITE, _S.CLOSED, _S.TRANSFERRED, _S.WITHDRAWN})
"""Nothing more is to be done under the notice."""
BY_ENTERPRISE = frozenset({_S.SUBMITTED})
"""The only states an enterprise's contact brings about."""


def move_refused(to: HazardState, *, by_staff: bool) -> str:
    """Why this person may not bring the state about, '' if he may."""
    if by_staff or to in BY_ENTERPRISE:
        return ""
    return "反馈收到了，要由执法人员复核后才算整改完成。"


def closing_refused(*, by: str, found_by: str, countersign: bool, leader_agreed: bool) -> str:
    """Why the hazard may not become 已消除 now, '' if it may. `by` and `found_by` are staff ids."""
    if countersign and not leader_agreed:
        who = "发现人不能单独销号" if by == found_by else "销号还差队领导同意"
        return f"{who}，请转给队领导。"
    return ""
