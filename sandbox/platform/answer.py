"""How both platforms say no: error codes in their exact message shapes, always with HTTP 200.

Shapes as real servers answer them. It never decides whether to say no.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.settings import PlatformName

MORE = "more info at https://open.work.weixin.qq.com/devtool/query?e="
BARE = frozenset({41004})


class ApiError(Exception):
    """A call that the platform refuses. `extra` fields stand beside errcode and errmsg."""

    def __init__(
        self,
        errcode: int,
        text: str,
        rule: str,
        *,
        extra: Mapping[str, Any] | None = None,
        wrong_json: bool = False,
    ) -> None:
        super().__init__(f"{errcode} {text}")
        self.errcode = errcode
        self.text = text
        self.rule = rule
        self.extra = dict(extra or {})
        self.wrong_json = wrong_json


@dataclass(frozen=True, slots=True)
class Binary:
    """An answer that is a file."""

    content: bytes
    mime: str
    name: str


def refusal(platform: PlatformName, error: ApiError, now: float, ip: str) -> dict[str, Any]:
    """The JSON body of a refusal; `now` is business time in unix seconds."""
    text = error.text
    if platform == "wecom":
        prefix = "Warning: wrong json format. " if error.wrong_json else ""
        if error.errcode not in BARE:
            hint = f"{int(now)}{secrets.randbelow(10**15):015d}"
            text = f"{prefix}{text}, hint: [{hint}], from ip: {ip}, {MORE}{error.errcode}"
    else:
        text = f"{text} rid: {int(now):08x}-{secrets.token_hex(4)}-{secrets.token_hex(4)}"
    return {"errcode": error.errcode, "errmsg": text, **error.extra}
