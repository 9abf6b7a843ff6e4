"""Photos, voices and clips sent during a sheet: kept as rows, filed under the item in work, confirmed once.

They are never answers, and they never move the script on.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.advance import Place
from bot.deeds import Clip, Photo, Voice
from bot.dialogue import Passed
from bot.script import Write
from bot.words import Reply, Say, Silence
from rules.form_lines import ranges as listed

if TYPE_CHECKING:
    from bot.conversation import Conversation

PHOTOS_SETTLE = 2.0
"""Seconds after the last of several photos until one confirmation stands for all of them."""


def take_evidence(talk: "Conversation", deed: Photo | Voice | Clip) -> Reply:
    """Keep what was sent, where it belongs; a person at no sheet is asked what it is for."""
    at = talk.books.at(talk.who)
    sheet = talk.books.lock(at) if at else None
    talk.books.lock_speaker(talk.who)
    if sheet is None or sheet.state != "open":
        return talk.finish(talk.table.receive(deed, talk.actor, talk.books))
    place = talk.sit(sheet)
    item, label = _belongs(place)
    talk.books.evidence(sheet.id, item, deed, talk.who)
    if not isinstance(deed, Photo):
        kind = "语音" if isinstance(deed, Voice) else "视频"
        return talk.presenter.say(f"{kind}收到，已存。{_still_due(place)}")
    key = f"photos:{sheet.id}:{talk.who.id}:{item}"
    numbers = talk.books.photo_numbers(sheet.id, item)
    say = Say(f"照片收到，{_where(label, numbers)}。{_still_due(place)}")
    talk.books.send_merged(talk.who, say, key=key, after=PHOTOS_SETTLE)
    return Silence()


def _belongs(place: Place) -> tuple[str, str]:
    """Where a photo goes: the item in work, else the one described last, else nowhere yet."""
    if place.open is not None and place.open.ask.item:
        return place.open.ask.item, place.open.ask.item_label
    described = [p for p in place.standing.trail if p.kept and p.ask.item]
    latest = max(described, key=_when, default=None)
    return (latest.ask.item, latest.ask.item_label) if latest else ("", "")


def _where(label: str, numbers: list[int]) -> str:
    """Where the photos went, by their numbers where those tell more than how many there are."""
    if not label:
        first = numbers[:2] if len(numbers) > 1 else numbers[:1]
        said = "、".join(map(str, first))
        return f"先放在未归类（第 {listed(numbers)} 张）；可以说“第{said}张是7号”，或者最后核对时再归"
    beside = numbers != list(range(1, len(numbers) + 1))
    if not beside:
        return f"已归到{label}（共 {len(numbers)} 张）"
    told = f"已归到{label}（共 {len(numbers)} 张，是这次检查的第 {listed(numbers)} 张）"
    return f"{told}；放错了就说“第{numbers[-1]}张是7号”"


def _when(passed: Passed) -> datetime:
    at = passed.kept.at if passed.kept else None
    return at or datetime.min.replace(tzinfo=UTC)


def _still_due(place: Place) -> str:
    """A text that is still wanted is named again, so that a photo never ends the question unnoticed."""
    if place.open is None or not isinstance(place.open.ask.form, Write):
        return ""
    return f"还差一句：{place.open.ask.title}"
