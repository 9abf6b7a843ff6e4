"""补签收照片: a photo of a receipt on paper, lost on the way or not to be read, is taken once more."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.script import Choice, Choose, Script
from handlers.commands.contact import AddLatePhoto
from handlers.scripts.about_paper import question, with_photo
from rules.reading import Reading, Refusal


@dataclass(frozen=True, slots=True)
class LatePhoto:
    """The receipt it is for: `what` is to be photographed, `told` says who received it, when and how."""

    handover: int
    firm: str
    what: str
    told: str


def late_photo(about: LatePhoto, photos: Mapping[str, int]) -> Script:
    """Hands over AddLatePhoto. Nothing that was recorded is asked again."""

    def sent(said: str) -> Reading[str] | Refusal:
        return Reading(said) if said == "no" else with_photo(photos, about.what)(said)

    said: str = yield question(
        "photo",
        f"请把{about.what}再拍一次发来",
        Choose((Choice("done", "拍好了", 1), Choice("no", "不补了"))),
        note="只补照片，签收人、日期和期限都不变",
        rows=(("企业", about.firm), ("签收", about.told)),
        check=sent,
    )
    return AddLatePhoto(about.handover, said == "done")
