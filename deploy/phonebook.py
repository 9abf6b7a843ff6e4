"""Tells the sandbox who works here, so that its phones are the imported staff's: the admin console's part.

Only in a sandbox, and only over HTTP. On a real WeCom the directory is the company's own and nothing is told.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Iterable

from models.tables.people import Staff
from rules.roles import Role

SECONDS = 5.0


def tell(clock_url: str, staff: Iterable[Staff]) -> str:
    """Put the active staff into the sandbox's directory, whole; '' or why it did not work, in Chinese."""
    members = [_member(row) for row in staff if row.active]
    request = urllib.request.Request(
        clock_url.removesuffix("/clock") + "/directory",
        data=json.dumps({"members": members, "whole": True}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        return f"沙盒没有收下这份名单：{error.read().decode('utf-8', 'replace')}"
    except OSError as error:
        return f"沙盒没有应答，手机还是原来那些人：{error}"


def _member(row: Staff) -> dict[str, str]:
    roles = "、".join(Role(each).label for each in row.roles)
    return {"userid": row.userid, "name": row.name, "post": f"{row.unit} {roles}", "department": row.team}
