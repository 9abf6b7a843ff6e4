"""纸质送达, what both ways ask: whether the photo has come, who it was, which day; and once more at the end.

Nothing is taken from a photo by a machine.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.script import Ask, Choice, Choose, Form, Part
from handlers.scripts.past_day import PAST_DAY
from rules.deadlines import check_receipt_date
from rules.local_time import show_date
from rules.names import read_person_name
from rules.reading import Confirm, Reading, Refusal, read_text
from rules.typed_dates import read_day

ITEM = "slip"
"""What photos sent during this dialogue belong to."""
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


def question(key: str, title: str, form: Form, **more: Any) -> Ask:
    """One question of this dialogue: photos sent at it belong to it."""
    return Ask(key=key, title=title, form=form, item=ITEM, item_label="这次纸质送达", **more)


def with_photo(photos: Mapping[str, int], what: str) -> Callable[[Any], Reading[Any] | Refusal]:
    """An answer that holds only once a photo of `what` has come."""

    def check(said: Any) -> Reading[Any] | Refusal:
        if not photos.get(ITEM) and not photos.get(""):
            return Refusal(f"还没收到照片。请先把{what}拍清楚发来，再点一次。")
        return Reading(said)

    return check


def parts(typed: str) -> list[str]:
    """What is written between commas, 、 or blanks."""
    return [part for part in _PARTS.split(typed.strip(" 。.")) if part]


def read_signer(typed: str) -> Reading[list[str]] | Refusal:
    """林犇，厂长 → [name, post]; the post may not be left out."""
    said = parts(typed)
    if len(said) < 2:
        return Refusal("请写姓名和职务，中间加逗号，例如：林犇，环保负责人。")
    name, post = read_person_name(said[0]), read_text("".join(said[1:]), least=1, most=20, what="职务")
    for one in (name, post):
        if isinstance(one, Refusal):
            return one
    assert isinstance(name, Reading)
    assert isinstance(post, Reading)
    return Reading([name.value, post.value])


def which_day(about: OnPaper, title: str, key: str = "on") -> Part:
    """The day of receipt, as it stands on the slip."""
    said: str = yield question(
        key,
        title,
        PAST_DAY,
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


def once_more(
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
    yield question(
        "sure" if day == "on" else "sure_left",
        title,
        Choose((Choice("yes", "记上", 1), Choice("on", "改日期", goto=day), *more)),
        note=note,
        body=stale.say if isinstance(stale, Confirm) else "",
        rows=rows,
    )
