"""How a notice was received, and which day counts for each way (domain text §1.3, §4.2).

On the page and on the officer's phone it is the day of the tap. On paper it is the day written on the signed
slip by hand; 拒签留置 counts from the day it was left, once a leader has confirmed it; mail from the day
written on the slip that came back. The day of sending never counts.
"""

from rules.labels import Labelled


class How(Labelled):
    """One way of receiving. The label is what is said of it, to both sides."""

    PAGE = "page", "网页签收"
    IN_PERSON = "in_person", "当面签收"
    PAPER = "paper", "纸质签收"
    LEFT = "left", "留置送达"
    MAILED = "mailed", "邮寄签收"


ON_PAPER = frozenset({How.PAPER, How.LEFT, How.MAILED})
"""Ways an officer records afterwards, with a photo."""
FILMED = "没有见证人，有录像"
"""What stands in place of witnesses where nobody would be one."""
LEAST_STAFF = 2
"""留置 wants two of ours on the spot."""


def left_refused(staff: int, witnesses: str, filmed: bool) -> str:
    """Why 留置 cannot be recorded as it is, '' if it can: two staff, and a witness or a film."""
    if staff < LEAST_STAFF:
        return f"留置送达要有 {LEAST_STAFF} 名工作人员在场，请选上一起去的同事。"
    if not witnesses and not filmed:
        return "没有见证人的，请把现场录像发来，再点一次。"
    return ""
