"""Standing orders, good at any question: 上一步, 改 n, 依据, 暂停, 继续, 取消.

They change the record or the person's focus and nothing else; no answer is ever deleted by one.
"""

from typing import TYPE_CHECKING

from bot.advance import CANCEL, EDIT, Place
from bot.dialogue import Standing
from bot.script import Ask, Done
from bot.words import Reply

if TYPE_CHECKING:
    from bot.conversation import Conversation


def obey(talk: "Conversation", place: Place, given: str, target: str) -> Reply:
    """Carry out one order. `target` is what 改 names."""
    match given:
        case "back":
            return _back(talk, place)
        case "edit":
            return _edit(talk, place, target)
        case "law":
            ask = place.open.ask if place.open else None
            return talk.presenter.say(ask.law if ask and ask.law else "这一问没有专门的条文。")
        case "pause":
            talk.books.pause(place.sheet.id, talk.who)
            return talk.presenter.done(
                Done(say="先存好了，一个字都不会丢。回“继续”接着来。", settle="已存好")
            )
        case "cancel":
            talk.books.focus(place.sheet.id, talk.who, CANCEL.key)
            return talk.presenter.ask(place.sheet, CANCEL)
        case _:
            talk.books.focus(place.sheet.id, talk.who, "")
            return talk.go_on(place.sheet)


def answered(talk: "Conversation", place: Place, ask: Ask, value: str) -> Reply:
    """The answer to one of the machine's own questions."""
    talk.books.focus(place.sheet.id, talk.who, "")
    if ask.key == EDIT.key and value != "不改了":
        return _edit(talk, place, value.removeprefix("改").strip())
    if ask.key == CANCEL.key and value == "yes":
        talk.books.close(place.sheet.id, "cancelled")
        return talk.presenter.done(Done(say="已取消。记下的内容留档，不会发给企业。", settle="已取消"))
    return talk.go_on(place.sheet)


def _edit(talk: "Conversation", place: Place, target: str) -> Reply:
    if not target:
        talk.books.focus(place.sheet.id, talk.who, EDIT.key)
        return talk.presenter.ask(place.sheet, EDIT)
    standing = talk.player.stand(place.sheet)
    asked = standing.named(target)
    if asked is None:
        return talk.presenter.say(_not_yet(target, standing))
    return talk.go_to(place, asked.key)


def _not_yet(target: str, standing: Standing) -> str:
    """What cannot be changed, and the last two things that can."""
    named = [passed.ask.alias[0] for passed in standing.trail if passed.kept and passed.ask.alias]
    can = "、".join(f"改 {one}" for one in dict.fromkeys(reversed(named[-2:])))
    return f"“{target}”还没问到，或者没有这一项。" + (f"问过的可以改，比如：{can}。" if can else "")


def _back(talk: "Conversation", place: Place) -> Reply:
    """Forget one's own last answer; a question gone back to is simply left again."""
    if place.seat.focus:
        talk.books.focus(place.sheet.id, talk.who, "")
        return talk.go_on(place.sheet)
    mine = [p for p in place.standing.trail if p.kept and p.kept.by == talk.who.id]
    if not mine:
        waiting = place.open
        assert waiting is not None
        return talk.presenter.ask(place.sheet, waiting.ask, "已经是第一步了。")
    talk.books.withdraw(place.sheet.id, mine[-1].ask.key, talk.who)
    return talk.go_on(place.sheet, lead="退回上一步。", was=mine[-1])
