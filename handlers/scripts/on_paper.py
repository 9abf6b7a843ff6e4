"""纸质送达: the letters of a visit were signed for by hand, refused and left behind, or came by mail.

One photo at least, who and which day. All letters in one go. 拒签留置 goes on in left_behind.py.
"""

import re
from collections.abc import Mapping

from bot.script import Choice, Choose, Offer, Part, Script, Write
from handlers.commands.contact import TakeOnPaper
from handlers.scripts.about_paper import OnPaper, once_more, question, read_signer, which_day, with_photo
from handlers.scripts.left_behind import left_behind
from rules.local_time import show_date
from rules.reading import Reading, Refusal, half_width
from rules.receipts import How

PEOPLE = 4
BUTTON = 10


def on_paper(about: OnPaper, photos: Mapping[str, int]) -> Script:
    """Hands over TakeOnPaper. 拒签留置 is only proposed by it: a leader confirms."""
    how: str = yield question(
        "how",
        f"{about.firm[:20]}：纸质送达",
        Choose(
            (
                Choice(How.PAPER, "对方签收了", 1, also=("签收", "纸质签收", "签了")),
                Choice(How.LEFT, "拒签，留置了", also=("拒签", "留置")),
                Choice(How.MAILED, "邮寄，回执到了", also=("邮寄", "邮寄签收")),
            )
        ),
        note="一次记上，还没有结果就先放着",
        check=lambda said: _possible(said, about),
        rows=tuple((str(n), name) for n, name in enumerate(about.letters, 1)),
    )
    if how == How.LEFT:
        return (yield from left_behind(about, photos))
    mail: str = (yield from _mail(about)) if how == How.MAILED else ""
    sealed = yield from _slip(how, photos)
    name, post = yield from _signer(about)
    on = yield from which_day(about, "签收单上手写的日期是？" if how == How.PAPER else "回执上的签收日期是？")
    rows = (
        ("签收人", f"{name}，{post}"),
        ("签收日", show_date(on)),
        ("公章", "盖了" if sealed else "没有盖"),
        *((("单号", mail),) if mail else ()),
    )
    yield from once_more(about, on, f"记为{How(how).label}？", "期限从签收日的次日起算，请再看一眼日期", rows)
    return TakeOnPaper(
        visit=about.visit, how=how, on=on.isoformat(), name=name, post=post, sealed=sealed, mail=mail
    )


def _possible(how: str, about: OnPaper) -> Reading[str] | Refusal:
    if how == How.LEFT and not about.colleagues:
        return Refusal("留置要有两名工作人员在场，名单里没有可选的同事。请让队里的同事来办。")
    return Reading(how)


def _slip(how: str, photos: Mapping[str, int]) -> Part:
    what = "签收页" if how == How.PAPER else "邮寄回执"
    said: str = yield question(
        "slip",
        f"请拍{what}发来",
        Choose((Choice("sealed", "拍了，有公章", 1), Choice("plain", "拍了，没公章", 1))),
        note="签收人、手写的日期要看得清；照片存作凭证",
        check=with_photo(photos, what),
    )
    return said == "sealed"


def _signer(about: OnPaper) -> Part:
    known = {_label(name, post): [name, post] for name, post in about.people[:PEOPLE]}
    read: list[str] = yield question(
        "who",
        "签收人是谁、什么职务？",
        Write(60, tuple(Choice(f"p{n}", label) for n, label in enumerate(known))),
        note="照签收单写，例如：林犇，环保负责人",
        check=lambda typed: Reading(known[typed]) if typed in known else read_signer(typed),
    )
    return read[0], read[1]


def _label(name: str, post: str) -> str:
    """What fits on a button; the post is kept whole behind it."""
    both = f"{name} {post}"
    return both if len(both) <= BUTTON else name[:BUTTON]


def _mail(about: OnPaper) -> Part:
    """The number on the posting slip; the one noted when it was posted stands unless somebody changes it."""
    ask = question(
        "mail",
        "邮寄单号是？",
        Write(40),
        note="例如：EMS 1234567890123",
        check=_mail_number,
        alias=("单号", "邮寄单号"),
    )
    if not about.mail:
        return (yield ask)
    said: str | None = yield Offer(ask)
    return about.mail if said is None else said


def _mail_number(typed: str) -> Reading[str] | Refusal:
    number = re.sub(r"[\s-]+", "", half_width(typed)).upper()
    if sum(map(str.isdigit, number)) < 8 or len(number) > 30 or not number.isalnum():
        return Refusal("单号没看懂。请照面单上的写，例如：EMS 1234567890123。")
    return Reading(number)
