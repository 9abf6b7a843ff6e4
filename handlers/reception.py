"""What staff do outside a sheet: menu entries, a few words, a firm's name. Understands, opens, lists."""

from collections.abc import Callable

from bot.deeds import Clip, Deed, Entered, Left, Photo, Place, Pressed, Said, Scanned, Voice
from bot.hearing import order
from bot.script import Done, Opening
from bot.sheet import Sheet
from handlers import amend, correct_receipt, firm_words, lists, mailing
from handlers.at_firm import inspection_at
from handlers.consult import ask_here
from handlers.desk import Desk
from handlers.errands import errand
from handlers.file_photos import told_places
from handlers.hand_over import FIRST_A_SHEET, asked_to_hand_over, hand_over
from handlers.help_words import help_text, may_say, topic
from handlers.may_inspect import may_inspect
from handlers.menu_words import WORDS, menu_key
from handlers.online_alerts import open_online
from handlers.practise import open_practice
from handlers.readings import reading
from handlers.register import PAGE, may_read
from handlers.said_orders import OF_RECEIPTS, certain, ordered
from rules.local_time import local_date, month_day
from rules.roles import Action, any_may

SMALL_TALK = frozenset(
    {"好", "好的", "好的好的", "嗯", "嗯嗯", "嗯嗯好的", "收到", "谢谢", "辛苦了", "知道了", "没问题",
     "在吗", "你好", "您好", "是", "对", "ok", "不", "不是", "没有"}
)  # fmt: skip
NOTHING_OPEN = "好的。要查企业，发名称里的几个字；没查完的回“继续”；别的回“帮助”。"
NOT_OPEN = "现在没有正在查的企业。没查完的回“继续”；已出单的表单要改，说“改表单”加企业名。"
VISITS = ("inspection", "practice")
"""Scripts that 继续 goes back to."""
NOT_STAFF = "这个功能要执法人员身份。如果你是企业联系人，请从服务号“我的提示单”进入。"


def receive(deed: Deed, desk: Desk) -> Done:
    """One deed of a member of staff who is at no sheet, or who used the menu."""
    match deed:
        case Pressed(key):
            return _do(key, desk)
        case Said(text):
            return _words(text, desk)
        case Scanned(text):
            return _busy(desk) or _search(text, desk)
        case Photo() | Voice() | Clip():
            desk.books.evidence("", "", deed, desk.by.person)
            return Done(say="收到，先存着了。要记到哪家，请先开始检查，再发一次。")
        case Place(latitude, longitude):
            return _place(deed, desk) or _near(latitude, longitude, desk)
        case Entered() | Left():
            return Done()
        case _:
            return Done(say="这种消息我还看不懂。发企业名称里的几个字，就能开始检查。")


def _busy(desk: Desk) -> Done | None:
    """In the middle of an inspection nothing is looked for by itself: the open question stays."""
    for sheet, paused in desk.books.seats(desk.by.person):
        if sheet.script == "inspection" and not paused:
            firm = str(sheet.facts["firm"]["name"])
            return Done(say=f"收到。现在在查{firm}；要找别家，先回“暂停”。")
    return None


def _place(deed: Place, desk: Desk) -> Done | None:
    """A shared location belongs to the visit that is open; None where none is."""
    sheet = inspection_at(desk)
    if sheet is None:
        return None
    desk.books.evidence(sheet.id, "", deed, desk.by.person)
    return Done(say="位置记下了，只留在这次检查里。要找附近别的企业，先说“暂停”，再发一次位置。")


def _words(text: str, desk: Desk) -> Done:
    """A word of the menu, a polite word, or part of a firm's name."""
    if (done := mailing.heard(text, desk)) is not None:
        return done
    if text in mailing.ALONE and not _visits(desk) and (done := mailing.short_word(text, desk)) is not None:
        return done
    if (done := menu(text, desk)) is not None:
        return done
    word, _, form = text.partition(" ")
    if word == "练习":
        return open_practice(form.strip(), desk)
    if asked_to_hand_over(text):
        return Done(say=FIRST_A_SHEET)
    if (done := _of_letter(text.strip(), desk)) is not None:
        # Before the orders of an open sheet: at no sheet, 更正 means an issued letter.
        return done
    if (done := ordered(text, desk)) is not None:
        return done
    if order(text) is not None:
        return Done(say=NOT_OPEN)
    if text.casefold().rstrip("。.!！~～") in SMALL_TALK:
        return Done(say=NOTHING_OPEN)
    return _search(text, desk)


def _of_letter(said: str, desk: Desk, *, aside: bool = False) -> Done | None:
    """作废, 纸质签收 and the like, about an issued letter; beside an open sheet only with its number."""
    if found := correct_receipt.SAID.fullmatch(said):
        return None if aside and not found[1] else correct_receipt.begin(found[1], desk)
    for letter, carry_out in _LETTER_WORDS:
        if found := letter.fullmatch(said):
            meant = not aside or said == "撤回" or certain(found[2], desk)
            return carry_out(found[1], found[2], desk) if meant else None
    return None


_LETTER_WORDS = ((amend.SAID, amend.begin), *OF_RECEIPTS)


ASIDE = frozenset(
    {"qr", "code", "todo", "soon", "unsigned", "progress", "help", "mine", "text", "cards", "register"}
)  # fmt: skip


def aside(text: str, desk: Desk) -> Done | None:
    """Words that hold also while a sheet is open, and leave its answers as they are."""
    if (done := _of_letter(text.strip(), desk, aside=True)) is not None:
        return done
    if (to := asked_to_hand_over(text)) is not None:
        return hand_over(*to, desk)
    if (done := mailing.heard(text, desk)) is not None:
        return done
    if told := topic(text):
        return Done(say=told)
    word = WORDS.get(text, "")
    if text.partition(" ")[0] in ("回避", "解除回避"):
        return errand(text.partition(" ")[0], text.partition(" ")[2].strip(), desk)
    if (done := reading(text, desk) or ask_here(text, desk) or told_places(text, desk)) is not None:
        return done
    return _do(word, desk) if word in ASIDE else None


def menu(text: str, desk: Desk) -> Done | None:
    """A word of the menu, typed where it is no answer to anything."""
    if told := topic(text):
        return Done(say=told)
    key = menu_key(text)
    return _do(key, desk) if key else None


def _do(key: str, desk: Desk) -> Done:
    if key not in _ENTRIES:
        return Done(say=help_text(desk))
    return _ENTRIES[key](desk)


def _search(text: str, desk: Desk) -> Done:
    if not may_inspect(desk.by.roles, desk.house):
        return Done(say=f"查企业和检查由执法人员来做。你可以说：{may_say(desk)}")
    return Done(opens=Opening(script="find", subject="", facts={"query": text[:60]}))


def _near(latitude: float, longitude: float, desk: Desk) -> Done:
    """A sent place: the firms around it."""
    if not may_inspect(desk.by.roles, desk.house):
        return Done(say="位置收到。查企业和检查由执法人员来做。")
    query = f"@{latitude:.6f},{longitude:.6f}"
    return Done(opens=Opening(script="find", subject="", facts={"query": query}))


def _start(desk: Desk) -> Done:
    return _search("", desk)


def _resume(desk: Desk) -> Done:
    """继续, 我的检查: the only open inspection at once, or a choice of several."""
    seats = _visits(desk)
    if not seats:
        return Done(say="没有没查完的检查。发企业名称就能开始新的。")
    if len(seats) == 1:
        return Done(joins=seats[0].id)
    listed = [[sheet.id, _how_far(sheet, desk)] for sheet in seats[:6]]
    return Done(opens=Opening(script="sheets", subject="", facts={"sheets": listed}))


def _visits(desk: Desk) -> list[Sheet]:
    return [sheet for sheet, _ in desk.books.seats(desk.by.person) if sheet.script in VISITS]


def _how_far(sheet: Sheet, desk: Desk) -> str:
    """永嘉堃电镀有限公司 · 5月8日 · 12 题."""
    began, answers = month_day(local_date(sheet.opened_at)), len(desk.books.record(sheet.id).answers)
    rest = f" · {began} · {answers} 题"
    return f"{str(sheet.facts['firm']['name'])[: 30 - len(rest)]}{rest}"


def _as_text(desk: Desk, wanted: bool) -> Done:
    """文字版, 卡片版: how this person is asked from now on; what is asked now is shown once more."""
    desk.work.sheets.set_text_only(desk.by.person.channel, desk.by.person.id, wanted)
    say = "好的，以后都用文字问你。回“卡片版”换回来。" if wanted else "好的，以后用卡片。"
    return Done(say=say, joins=desk.books.at(desk.by.person))


def _recheck(desk: Desk) -> Done:
    """复核: the recheck that is open, first due first."""
    for duty in desk.work.schedule.duties(desk.by.person.id):
        if duty.kind == "recheck" and duty.sheet_id:
            return Done(joins=duty.sheet_id)
    return Done(say="现在没有要复核的。到期没改好的会自动排进来。")


def _table(desk: Desk) -> Done:
    if not any_may(desk.by.roles, Action.TABLE_READ):
        return Done(say="汇总表由内勤和领导查看，需要的话请找内勤。")
    return Done(opens=Opening(script="table", subject="", facts={}))


def _register(desk: Desk) -> Done:
    if not may_read(desk):
        return Done(say="登记簿由执法人员、队负责人、法制和档案员查看，需要的话请找内勤。")
    return Done(say=f"提示单登记簿（编号、签收、到期、作废）：\n{desk.house.links.url(PAGE)}")


_ENTRIES: dict[str, Callable[[Desk], Done]] = {
    "start": _start,
    "practice": lambda desk: open_practice("", desk),
    "resume": _resume,
    "mine": _resume,
    "text": lambda desk: _as_text(desk, True),
    "cards": lambda desk: _as_text(desk, False),
    "recheck": _recheck,
    "todo": lambda desk: Done(say=lists.duties(desk)),
    "soon": lambda desk: Done(say=lists.due_soon(desk)),
    "unsigned": lambda desk: Done(say=lists.unsigned(desk)),
    "table": _table,
    "progress": lambda desk: Done(say=lists.progress(desk)),
    "register": _register,
    "help": lambda desk: Done(say=help_text(desk)),
    "qr": firm_words.show_code,
    "code": firm_words.speak,
    "poster": firm_words.poster,
    "in_person": firm_words.in_person,
    "online": open_online,
    "contacts": firm_words.contacts_of,
}
