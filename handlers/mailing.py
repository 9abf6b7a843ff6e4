"""批量温馨提示: a leader's order for his whole district, its preview, 停 and 继续. The sending is a worker's.

One order a district at a time; only a leader gives, stops or resumes it, and only in his own district.
"""

from bot.script import Done, Opening, RefusedError
from bot.words import Paper
from handlers.commands.mailing import StartMailing
from handlers.desk import Desk
from handlers.mail_reminders import sample
from handlers.mailing_words import STARTED, progress
from handlers.seal_mailing import not_sealed, seal_first
from models.mailings import Mailings
from models.tables.mailing import Mailing
from rules.local_time import show_date
from rules.roles import LEADERS

BEGIN = frozenset({"批量", "批量温馨提示", "批量温馨提示单", "批量发温馨提示单"})
WORDS = {
    **dict.fromkeys(BEGIN, "begin"),
    **dict.fromkeys(("批量进度", "批量到哪了"), "show"),
    **dict.fromkeys(("停批量", "批量停", "暂停批量", "批量暂停"), "stop"),
    **dict.fromkeys(("继续批量", "批量继续"), "go"),
    **dict.fromkeys(("批量补打", "补打"), "reprint"),
}
ALONE = frozenset({"停", "停止", "继续"})
"""Words that mean a mailing only where nothing else can be meant."""
NOT_A_LEADER = "批量发温馨提示单由队领导来定，需要的话请找队领导。"
NOTHING_SENT = "{}还没有批量发过温馨提示单。要发请回“批量温馨提示”。"


def leads(desk: Desk, district: str) -> bool:
    """May this person order it there?"""
    return bool(set(desk.by.roles) & LEADERS) and desk.by.district == district != ""


def heard(text: str, desk: Desk) -> Done | None:
    """What words about a mailing ask for; None if they are no such words."""
    word, _, where = text.strip().partition(" ")
    what = WORDS.get(word, "")
    if not what:
        return None
    district = where.strip() or desk.by.district
    if not set(desk.by.roles) & LEADERS or not desk.by.district:
        return Done(say=NOT_A_LEADER)
    if district != desk.by.district:
        return Done(say=f"只能发自己辖区（{desk.by.district}）的。{district[:10]}请找那边的队领导。")
    acts = {"begin": begin, "show": show, "stop": stop, "go": go_on, "reprint": reprint}
    return acts[what](desk)


def short_word(text: str, desk: Desk) -> Done | None:
    """One of ALONE, where nothing else is open and his mailing is what it can mean."""
    if not leads(desk, desk.by.district):
        return None
    mailing = Mailings(desk.work.session).latest(desk.by.district)
    if mailing is not None and text != "继续" and mailing.state == "running":
        return stop(desk)
    return go_on(desk) if mailing is not None and text == "继续" and mailing.state == "paused" else None


def begin(desk: Desk) -> Done:
    """What would be sent, to be confirmed; the one that is open, if there is one."""
    district = desk.by.district
    book, since = Mailings(desk.work.session), desk.house.bureau.campaign.since
    open_one = book.open_in(district)
    if open_one is not None:
        return Done(say=progress(open_one, desk))
    every, (wanting, bound) = book.others(district), book.wanting(district, since)
    if not wanting:
        return Done(say=f"{district}的其他企业（{every} 家）都已有温馨提示单，不用再发。")
    firm = book.next_wanting(district, since)
    if firm is not None:
        letter = sample(firm, desk)
        desk.books.send_paper(desk.who, Paper(f"paper:{letter.id}", f"{letter.name}.pdf"))
    facts = {
        "district": district,
        "day": show_date(desk.today),
        "all": every,
        "wanting": wanting,
        "bound": bound,
    }
    return Done(opens=Opening(script="mailing", subject=district, facts=facts))


def start(command: StartMailing, desk: Desk, via: str = "chat") -> Done:
    """Put every firm that has none on the list; a worker goes through it. Raises RefusedError."""
    district = command.district
    if not leads(desk, district):
        raise RefusedError(NOT_A_LEADER)
    # Two leaders who tap at once wait for each other here.
    desk.work.notices.lock_counter(desk.house.bureau.numbers.reminder_series, desk.today.year)
    book = Mailings(desk.work.session)
    if book.open_in(district) is not None:
        raise RefusedError("已经有人开始了，回“批量进度”看到哪了。")
    mailing = Mailing(district=district, by=desk.who.id, at=desk.now, total=0, state="running")
    desk.work.session.add(mailing)
    desk.work.session.flush()
    mailing.total = book.fill(mailing.id, district, desk.house.bureau.campaign.since)
    if not mailing.total:
        raise RefusedError(f"{district}的其他企业都已有温馨提示单，不用再发。")
    mailing.told_at = desk.work.wall
    _note("mailing started", mailing, desk, total=mailing.total, via=via)
    if desk.house.seal:
        return seal_first(mailing, desk)
    desk.books.posted = True
    return Done(settle="已开始", say=STARTED.format(mailing.total))


def show(desk: Desk) -> Done:
    """How far the last one is."""
    mailing = Mailings(desk.work.session).latest(desk.by.district)
    return Done(say=progress(mailing, desk) if mailing else NOTHING_SENT.format(desk.by.district))


def stop(desk: Desk, via: str = "chat") -> Done:
    """Nothing more is numbered from here on; what is out stays out."""
    mailing = Mailings(desk.work.session).open_in(desk.by.district)
    if mailing is None:
        return Done(say="现在没有在发的批量温馨提示。")
    if mailing.state == "unsealed":
        _note("mailing stopped", mailing, desk, via=via)
        rest = not_sealed(mailing, "停了", desk)
        return Done(say=f"还没盖章就停了，{rest}。要发请回“批量温馨提示”。")
    if mailing.state == "running":
        mailing.state = "paused"
        _note("mailing paused", mailing, desk, via=via)
    return Done(say=progress(mailing, desk))


def go_on(desk: Desk, via: str = "chat") -> Done:
    """Go on where it stopped, from here on in the name of whoever says so: who began it may have left."""
    mailing = Mailings(desk.work.session).open_in(desk.by.district)
    if mailing is None:
        return Done(say="没有停着的批量温馨提示。要发请回“批量温馨提示”。")
    if mailing.state == "paused":
        mailing.state, mailing.told_at, mailing.by = "running", desk.work.wall, desk.who.id
        _note("mailing resumed", mailing, desk, via=via)
        desk.books.posted = True
    return Done(say=progress(mailing, desk))


def reprint(desk: Desk, via: str = "chat") -> Done:
    """What went to phones and did not arrive is printed as well; a worker makes the file."""
    book = Mailings(desk.work.session)
    mailing = book.latest(desk.by.district)
    if mailing is None:
        return Done(say=NOTHING_SENT.format(desk.by.district))
    if mailing.state != "done":
        return Done(say=progress(mailing, desk))
    firms = list(book.undelivered(mailing.id))
    if not firms:
        return Done(say="发到微信的没有退回来的，不用补打。")
    book.print_instead(mailing.id, firms)
    mailing.state, mailing.done_at = "running", None
    _note("mailing reprint", mailing, desk, firms=len(firms), via=via)
    desk.books.posted = True
    return Done(say=f"没有送到的 {len(firms)} 家正在合成打印件，好了发给你。")


def _note(action: str, mailing: Mailing, desk: Desk, **detail: object) -> None:
    desk.work.audit.note(desk.who.id, action, f"mailing:{mailing.id}", district=mailing.district, **detail)
