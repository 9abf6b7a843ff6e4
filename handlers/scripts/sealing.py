"""用印: a keeper sees what waits for the bureau's seal, and applies it or says why not."""

from dataclasses import dataclass

from bot.script import Choice, Script
from handlers.commands.sealing import ApplySeal, Release, Sealing
from handlers.scripts.decisions import Matter, card, why


@dataclass(frozen=True, slots=True)
class ToSeal:
    """What waits, in a district. `visit` is what the letters are about (0: a mailing), `samples` the previews
    as (id, name), `by` whoever decided and waits; `sha` and `release` belong to a released visit.
    """

    sort: Sealing
    matter: Matter
    district: str
    visit: int = 0
    samples: tuple[tuple[int, str], ...] = ()
    sha: str = ""
    release: Release | None = None
    by: str = ""


def said_of(asked: ToSeal, *, agreed: bool, reason: str = "") -> ApplySeal:
    """A keeper's word on what he was shown."""
    shown = tuple(number for number, _ in asked.samples)
    return ApplySeal(
        asked.sort, asked.matter.id, agreed, reason, asked.sha, asked.release, shown, asked.district
    )


def sealing(asked: ToSeal) -> Script:
    """Nothing is numbered, and nothing leaves the house, before this tap."""
    said: str = yield card(
        asked.matter,
        "seal",
        (Choice("yes", "加盖公章", 1, also=("盖章", "用印", "同意")), Choice("no", "不盖，退回")),
    )
    reason = ""
    if said == "no":
        reason = yield why("不盖的原因是？", "一句话就行，会转给经办人和队领导并留档")
    return said_of(asked, agreed=said == "yes", reason=reason)
