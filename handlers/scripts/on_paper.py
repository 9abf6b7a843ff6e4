"""纸质送达: the letters of a visit were signed for by hand, refused and left behind, or came by mail.

One photo at least, who and which day; nothing is taken from the photo by a machine. All letters in one go.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.script import Ask, Choice, Choose, Form, Offer, Part, Script, Write
from handlers.commands.contact import RuleOnLeft, TakeOnPaper
from handlers.scripts.decisions import Matter
from rules.deadlines import check_receipt_date
from rules.local_time import show_date
from rules.names import read_person_name
from rules.reading import Confirm, Reading, Refusal, half_width, read_text
from rules.receipts import How
from rules.typed_dates import read_day

ITEM = "slip"
"""What photos sent during this dialogue belong to."""
NAMELESS = "不肯说姓名"
FILMED = "没有见证人，有录像"
REASONS = {"content": "不认可内容", "absent": "负责人不在", "silent": "不说原因"}
PEOPLE = 4
BUTTON = 10
_PARTS = re.compile(r"[，,、;；\s]+")


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What it is about: the letters by name, the day of issue, today; people of the firm as (name, post),
    colleagues as (userid, name); a mail number noted before."""

    visit: int
    firm: str
    letters: tuple[str, ...]
    issued: date
    today: date
    people: tuple[tuple[str, str], ...] = ()
    colleagues: tuple[tuple[str, str], ...] = ()
    mail: str = ""


def on_paper(about: OnPaper, photos: Mapping[str, int]) -> Script:
    """Hands over TakeOnPaper. 拒签留置 is only proposed by it: a leader confirms."""
    how: str = yield _ask(
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
        return (yield from _left(about, photos))
    mail: str = (yield from _mail(about)) if how == How.MAILED else ""
    sealed = yield from _slip(how, photos)
    name, post = yield from _signer(about)
    on = yield from _day(about, "签收单上手写的日期是？" if how == How.PAPER else "回执上的签收日期是？")
    rows = (
        ("签收人", f"{name}，{post}"),
        ("签收日", show_date(on)),
        ("公章", "盖了" if sealed else "没有盖"),
        *((("单号", mail),) if mail else ()),
    )
    yield from _checked(about, on, f"记为{How(how).label}？", "期限从签收日的次日起算，请再看一眼日期", rows)
    return TakeOnPaper(
        visit=about.visit, how=how, on=on.isoformat(), name=name, post=post, sealed=sealed, mail=mail
    )


def _possible(how: str, about: OnPaper) -> Reading[str] | Refusal:
    if how == How.LEFT and not about.colleagues:
        return Refusal("留置要有两名工作人员在场，名单里没有可选的同事。请让队里的同事来办。")
    return Reading(how)


def _ask(key: str, title: str, form: Form, **more: Any) -> Ask:
    return Ask(key=key, title=title, form=form, item=ITEM, item_label="这次纸质送达", **more)


def _with_photo(photos: Mapping[str, int], what: str) -> Callable[[Any], Reading[Any] | Refusal]:
    def check(said: Any) -> Reading[Any] | Refusal:
        if not photos.get(ITEM) and not photos.get(""):
            return Refusal(f"还没收到照片。请先把{what}拍清楚发来，再点一次。")
        return Reading(said)

    return check


def _slip(how: str, photos: Mapping[str, int]) -> Part:
    what = "签收页" if how == How.PAPER else "邮寄回执"
    said: str = yield _ask(
        "slip",
        f"请拍{what}发来",
        Choose((Choice("sealed", "拍了，有公章", 1), Choice("plain", "拍了，没公章", 1))),
        note="签收人、手写的日期要看得清；照片存作凭证",
        check=_with_photo(photos, what),
    )
    return said == "sealed"


def _signer(about: OnPaper) -> Part:
    known = {_label(name, post): [name, post] for name, post in about.people[:PEOPLE]}
    read: list[str] = yield _ask(
        "who",
        "签收人是谁、什么职务？",
        Write(60, tuple(Choice(f"p{n}", label) for n, label in enumerate(known))),
        note="照签收单写，例如：林犇，环保负责人",
        check=lambda typed: Reading(known[typed]) if typed in known else _person(typed),
    )
    return read[0], read[1]


def _label(name: str, post: str) -> str:
    """What fits on a button; the post is kept whole behind it."""
    both = f"{name} {post}"
    return both if len(both) <= BUTTON else name[:BUTTON]


def _person(typed: str) -> Reading[list[str]] | Refusal:
    """林犇，厂长 → [name, post]; the post may not be left out."""
    parts = [part for part in _PARTS.split(typed.strip(" 。.")) if part]
    if len(parts) < 2:
        return Refusal("请写姓名和职务，中间加逗号，例如：林犇，环保负责人。")
    name, post = read_person_name(parts[0]), read_text("".join(parts[1:]), least=1, most=20, what="职务")
    for one in (name, post):
        if isinstance(one, Refusal):
            return one
    assert isinstance(name, Reading)
    assert isinstance(post, Reading)
    return Reading([name.value, post.value])


def _day(about: OnPaper, title: str, key: str = "on") -> Part:
    said: str = yield _ask(
        key,
        title,
        Write(20, (Choice("today", "今天"), Choice("yesterday", "昨天"))),
        note=f"照写的填，例如：5月10日；成文日期是 {show_date(about.issued)}",
        check=lambda typed: _read(typed, about),
    )
    return date.fromisoformat(said)


def _read(typed: str, about: OnPaper) -> Reading[str] | Refusal:
    read = read_day(typed, about.today)
    if isinstance(read, Refusal):
        return read
    day = read.value
    if read.note and day.year < about.issued.year:
        # 12月1日 typed in May is a slip for a day to come, not the year before the letter was written.
        day = day.replace(year=about.today.year)
    wrong = check_receipt_date(day, about.issued, about.today)
    return wrong if isinstance(wrong, Refusal) else Reading(day.isoformat(), read.note)


def _checked(
    about: OnPaper,
    on: date,
    title: str,
    note: str,
    rows: tuple[tuple[str, str], ...],
    day: str = "on",
    more: tuple[Choice, ...] = (),
) -> Part:
    """Once more before it stands; a day long past is pointed out."""
    stale = check_receipt_date(on, about.issued, about.today)
    yield _ask(
        "sure" if day == "on" else "sure_left",
        title,
        Choose((Choice("yes", "记上", 1), Choice("on", "改日期", goto=day), *more)),
        note=note,
        body=stale.say if isinstance(stale, Confirm) else "",
        rows=rows,
    )


def _mail(about: OnPaper) -> Part:
    """The number on the posting slip; the one noted when it was posted stands unless somebody changes it."""
    ask = _ask(
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


def _left(about: OnPaper, photos: Mapping[str, int]) -> Part:
    """拒签: who, why, who saw it, photo; two of ours; a leader confirms the day."""
    yield _ask(
        "scene",
        "请拍留置现场发来",
        Choose((Choice("done", "拍好了", 1),)),
        note="拍到文书和放置的地方；录像也直接发",
        check=_with_photo(photos, "留置现场"),
    )
    who: list[str] = yield _ask(
        "refuser",
        "是谁拒签的？姓名、职务",
        Write(60, (Choice("nameless", NAMELESS),)),
        note="例如：林犇，厂长",
        check=lambda typed: Reading([NAMELESS, ""]) if typed == NAMELESS else _person(typed),
    )
    reason = yield from _reason()
    partner: str = yield _ask(
        "partner",
        "和谁一起去的？",
        Choose(tuple(Choice(userid, name[:10]) for userid, name in about.colleagues[:6])),
        note="留置要有两名工作人员在场",
    )
    seen: str = yield _ask(
        "witnesses",
        "见证人的姓名和单位是？",
        Write(60, (Choice("filmed", FILMED),)),
        note="例如：赵六，城东村委会；几位用顿号隔开",
        check=_witnesses,
    )
    witnesses = "" if seen == FILMED else seen
    on = yield from _day(about, "哪一天留置的？", "left_on")
    name = f"{who[0]}，{who[1]}" if who[1] else who[0]
    rows = (("拒签人", name), ("原因", reason[:30]), ("见证", witnesses or "录像"), ("留置日", show_date(on)))
    more = (Choice("witnesses", "改见证人", goto="witnesses"),)
    yield from _checked(
        about, on, "请队领导确认留置送达？", "确认后期限从留置日的次日起算", rows, "left_on", more
    )
    return TakeOnPaper(
        visit=about.visit,
        how=How.LEFT,
        on=on.isoformat(),
        name=who[0],
        post=who[1],
        reason=reason,
        witnesses=witnesses,
        partner=partner,
    )


def _reason() -> Part:
    said: str = yield _ask(
        "reason",
        "拒签的原因是？",
        Choose((*(Choice(key, label) for key, label in REASONS.items()), Choice("other", "其他"))),
    )
    if said != "other":
        return REASONS[said]
    written: str = yield _ask(
        "reason.own",
        "他是怎么说的？",
        Write(120),
        note="照原话写一句",
        check=lambda typed: read_text(typed, least=2, most=120, what="原因"),
    )
    return written


def _witnesses(typed: str) -> Reading[str] | Refusal:
    """Names with their units, or the choice that says there was none."""
    if typed == FILMED:
        return Reading(FILMED)
    parts = [part for part in _PARTS.split(typed.strip(" 。.")) if part]
    if len(parts) < 2:
        return Refusal("见证人要有姓名和单位（或身份），例如：赵六，城东村委会。")
    name = read_person_name(parts[0])
    return name if isinstance(name, Refusal) else Reading("，".join(parts))


def left(matter: Matter) -> Script:
    """The leader confirms 拒签留置, or says why not."""
    said: str = yield Ask(
        key="left",
        title=matter.title,
        note=matter.note,
        body=matter.body,
        rows=matter.rows,
        link=("看照片", matter.page),
        form=Choose((Choice("yes", "确认留置", 1), Choice("no", "不同意"))),
    )
    if said == "yes":
        return RuleOnLeft(matter.id, True)
    reason: str = yield Ask(
        key="why",
        title="不同意的原因是？",
        note="一句话就行，会告诉经办人并留档",
        form=Write(200),
        check=lambda typed: read_text(typed, least=2, most=200, what="理由"),
    )
    return RuleOnLeft(matter.id, False, reason)
