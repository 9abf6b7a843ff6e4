"""A tap on a card: is it the question that stands, was somebody faster, or is the card an old one?

A card is one person's. It keeps no answer itself.
"""

from typing import TYPE_CHECKING

from bot.advance import Place
from bot.deeds import Tap
from bot.dialogue import Kept, Open
from bot.orders import obey
from bot.script import Done, Pick, TickOff
from bot.sheet import Shown
from bot.showing import PAUSE, spoken, tapped, token_of
from bot.words import Reply
from rules.local_time import clock_time

if TYPE_CHECKING:
    from bot.conversation import Conversation


def take_tap(talk: "Conversation", tap: Tap) -> Reply:
    """Take a tap on a card: the standing question's, or a word on why it is none."""
    shown = talk.books.shown(token_of(tap))
    if shown is None or shown.person != talk.who:
        talk.books.lock_speaker(talk.who)
        return talk.presenter.done(Done(say="这张卡片已经不用了，请看最新的一张。", settle="已失效"))
    sheet = talk.books.lock(shown.sheet)
    talk.books.lock_speaker(talk.who)
    if sheet is None or sheet.state != "open":
        cancelled = sheet is not None and sheet.state == "cancelled"
        return talk.presenter.done(Done(settle="已取消" if cancelled else "已办完"))
    place = talk.sit(sheet)
    waiting = place.open
    if waiting is None:
        return talk.go_on(place.sheet)
    if tap.key.partition(":")[2] == PAUSE.id:
        return obey(talk, place, "pause", "")
    overtaken = place.seat.shown is None or place.seat.shown.token != shown.token
    if overtaken or waiting.ask.key != shown.key:
        return talk.presenter.ask(place.sheet, waiting.ask, answered_already(talk, place, shown))
    if _colleague_was_faster(talk, waiting.kept, shown):
        return talk.presenter.ask(place.sheet, waiting.ask, _holds(talk, waiting))
    return talk.take(place, waiting.ask, tapped(waiting.ask, tap, shown.offer))


def answered_already(talk: "Conversation", place: Place, shown: Shown) -> str:
    """What to say to a tap on an old card."""
    passed = next((p for p in place.standing.trail if p.ask.key == shown.key and p.kept), None)
    if passed is None or passed.kept is None:
        return "这张卡片换过了，现在问的是："
    chosen = spoken(passed.ask, passed.kept.value)
    if passed.kept.by == talk.who.id:
        return f"这张卡片已经答过了（你选的是“{chosen}”）。现在问的是："
    return f"{talk.books.name_of(passed.kept.by)}刚答过（“{chosen}”）。现在问的是："


def _colleague_was_faster(talk: "Conversation", kept: Kept | None, shown: Shown) -> bool:
    return kept is not None and kept.by != talk.who.id and kept.at is not None and kept.at > shown.at


def _holds(talk: "Conversation", waiting: Open) -> str:
    """Somebody else answered meanwhile: say so, and let the next tap decide which holds.

    A list shows what the colleague ticked; buttons show nothing, so the same tap once more decides.
    """
    assert waiting.kept is not None
    assert waiting.kept.at is not None
    name, when = talk.books.name_of(waiting.kept.by), clock_time(waiting.kept.at)
    chosen = spoken(waiting.ask, waiting.kept.value)
    how = "改好再提交" if isinstance(waiting.ask.form, TickOff | Pick) else "再点一次"
    return f"{name} {when} 刚答了“{chosen}”。要以你的为准，请{how}；不改就回“上一步”。"
