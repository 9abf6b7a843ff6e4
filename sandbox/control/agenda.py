"""The bot's agenda: an address that says when something falls due next, so that the clock can jump there.

The bot answers GET with {"at": "2023-05-18T09:00:00+08:00", "words": "..."}, or {} when nothing is planned.
Only addresses on this machine are asked.
"""

from datetime import datetime
from urllib.parse import urlsplit

import requests

from sandbox.control.asking import AskError
from sandbox.settings import SHANGHAI

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
SECONDS = 5.0


def next_moment(url: str) -> datetime:
    """When the next thing is due. Raises AskError if nobody can say, or nothing is planned."""
    if not url:
        raise AskError("没有设 agenda：不知道机器人的下一件事在什么时候")
    if urlsplit(url).hostname not in LOCAL:
        raise AskError("agenda 不在本机，沙盒不向外问")
    try:
        told = requests.get(url, timeout=SECONDS).json()
    except (requests.RequestException, ValueError) as error:
        raise AskError("机器人没有说下一件事在什么时候") from error
    if not isinstance(told, dict) or not told.get("at"):
        raise AskError("接下来没有安排")
    try:
        moment = datetime.fromisoformat(str(told["at"]))
    except ValueError as error:
        raise AskError(f"agenda 里的时间看不懂：{told['at']}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
