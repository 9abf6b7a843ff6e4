"""What can be known about a letter on its way, in the order in which it usually happens.

What nobody reported is unknown: no mark is ever inferred from a later one.
"""

from rules.labels import Labelled


class Mark(Labelled):
    """One thing that happened to a delivery."""

    QUEUED = "queued", "已排队"
    ACCEPTED = "accepted", "微信已接收"
    DELIVERED = "delivered", "已送到微信"
    OPENED = "opened", "已打开"
    SEEN = "seen", "看过的页"
    SIGNED = "signed", "已签收"
    REFUSED = "refused", "没有签收（对方说明）"
    FAILED = "failed", "没有送到"
    RETRIED = "retried", "换一种方式再发"
    AGAIN = "again", "再发一次"
    CALLED = "called", "已电话告知"
    MAILED = "mailed", "已邮寄"
    PRINTED = "printed", "改送纸质"
    HANDED = "handed", "纸质送达"


STEPS = (Mark.QUEUED, Mark.ACCEPTED, Mark.DELIVERED, Mark.OPENED, Mark.SIGNED)
"""What staff are shown of every delivery; a step nobody reported reads 未知."""
UNKNOWN = "未知"
