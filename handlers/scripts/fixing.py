"""整改反馈 by chat: which hazard, photos, one sentence. For an enterprise's contact, in numbers and words."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.script import Ask, Choice, Choose, Script, Write, about
from handlers.commands.contact import SubmitFix
from rules.reading import Reading, Refusal, read_text


@dataclass(frozen=True, slots=True)
class OpenHazard:
    """One hazard still to be put right, as the notice numbers it."""

    id: int
    place: int
    number: str
    text: str


def fixing(hazards: tuple[OpenHazard, ...], photos: Mapping[str, int]) -> Script:
    """Hands over SubmitFix. Photos sent meanwhile are the sheet's."""
    chosen = hazards[0]
    if len(hazards) > 1:
        said: str = yield Ask(
            key="hazard",
            title="要反馈哪一条？",
            form=Choose(tuple(Choice(str(h.id), f"第 {h.place} 条 {h.text[:30]}") for h in hazards)),
            about=about([h.id for h in hazards]),
        )
        chosen = next(h for h in hazards if str(h.id) == said)

    def enough(typed: str) -> Reading[str] | Refusal:
        if not photos.get(str(chosen.id)) and not photos.get(""):
            return Refusal("还没收到照片。请先发一张整改后的照片，再说一句怎么改的。")
        return read_text(typed, least=2, most=300, what="说明")

    text: str = yield Ask(
        key=f"fixed.{chosen.id}",
        title=f"第 {chosen.place} 条：{chosen.text[:60]}",
        note="请发整改后的照片（可以几张），再说一句怎么改的。",
        form=Write(300),
        check=enough,
        item=str(chosen.id),
        item_label=f"第 {chosen.place} 条",
    )
    return SubmitFix(chosen.id, text)
