"""Commands about the bureau's seal (用印): what was decided, and a keeper's word on the letters."""

from dataclasses import dataclass
from typing import Literal

Sealing = Literal["visit", "amendment", "again", "mailing"]
"""What may wait for the seal: a filed visit's letters, the statement of an amendment, a void reminder's
successor, a mailing."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was decided about a filed visit. `by` and `name` are whoever decided, `lead` says it to the filer
    after that name; `transfer` is why it goes to enforcement, '' where it does not.
    """

    by: str
    name: str
    lead: str = "已同意。"
    transfer: str = ""


@dataclass(frozen=True, slots=True)
class ApplySeal:
    """A keeper's tap on a matter of a district. `shown` are the previews he saw (ids of papers);
    `sha` is the draft they were made of, `release` what was decided, both of a visit.
    """

    sort: Sealing
    id: int
    agreed: bool
    reason: str = ""
    sha: str = ""
    release: Release | None = None
    shown: tuple[int, ...] = ()
    district: str = ""
