"""更正签收日期: the day that stands on the slip, why it was written down wrong, the new deadline.

Nothing is read out of the photo, and nothing is changed here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.script import Ask, Choice, Choose, Script, Write
from handlers.commands.notice import CorrectReceiptDate
from handlers.scripts.past_day import PAST_DAY, iso
from rules.deadlines import Unit, check_receipt_date, deadline
from rules.local_time import show_date
from rules.reading import Confirm, Reading, Refusal, read_text
from rules.typed_dates import read_day
from rules.workdays import CalendarMissingError, WorkCalendar


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is on record: letters by name, the latest day of issue, today, the day that counts now and the
    deadline counted from it (None without a period), who wrote it down, the page with the photo."""

    visit: int
    firm: str
    letters: tuple[str, ...]
    issued: date
    today: date
    was: date
    recorder: str
    page: str = ""
    days: int | None = None
    due: date | None = None


def receipt_date(about: Recorded, calendar: WorkCalendar, unit: Unit) -> Script:
    """Hands over CorrectReceiptDate."""
    said: str = yield Ask(
        key="on",
        title="签收单上的日期是？",
        note=f"照原件填，例如：5月9日；成文日期是 {show_date(about.issued)}",
        rows=(
            ("企业", about.firm),
            *((str(n), name) for n, name in enumerate(about.letters, 1)),
            ("原记", f"{show_date(about.was)}（{about.recorder}）"),
        ),
        link=("看照片", about.page),
        form=PAST_DAY,
        check=_day(about, calendar, unit),
    )
    on = date.fromisoformat(said)
    reason: str = yield Ask(
        key="reason",
        title="为什么要更正？",
        note="一句话，会登记在册",
        form=Write(120, (Choice("misread", "日期看错了"), Choice("mistyped", "日期输错了"))),
        check=lambda typed: read_text(typed, least=4, most=120, what="原因"),
    )
    stale = check_receipt_date(on, about.issued, about.today)
    yield Ask(
        key="sure",
        title="更正签收日期？",
        note="原来的记录保留，双方都会收到新的期限",
        body=stale.say if isinstance(stale, Confirm) else "",
        rows=(
            ("签收日", f"{show_date(about.was)} 改为 {show_date(on)}"),
            ("到期", _due(about, on, calendar, unit)),
            ("原因", reason[:30]),
        ),
        form=Choose((Choice("yes", "更正", 1), Choice("on", "改日期", goto="on"))),
    )
    return CorrectReceiptDate(about.visit, about.was.isoformat(), on.isoformat(), reason)


def _day(about: Recorded, calendar: WorkCalendar, unit: Unit) -> Callable[[str], Reading[str] | Refusal]:
    def check(typed: str) -> Reading[str] | Refusal:
        read = read_day(typed, about.today)
        if isinstance(read, Refusal):
            return read
        if read.value == about.was:
            return Refusal(f"现在记的就是{show_date(about.was)}，不用更正。")
        wrong = check_receipt_date(read.value, about.issued, about.today)
        if isinstance(wrong, Refusal):
            return wrong
        try:
            _due(about, read.value, calendar, unit)
        except CalendarMissingError as missing:
            return Refusal(f"{missing.year} 年的节假日还没有导入，先请管理员导入再更正。")
        return iso(read)

    return check


def _due(about: Recorded, on: date, calendar: WorkCalendar, unit: Unit) -> str:
    if about.days is None:
        return "本文书没有期限"
    due = deadline(on, about.days, calendar, unit).due
    was = show_date(about.due) if about.due else "待日历"
    return f"{was} 改为 {show_date(due)}" if due != about.due else f"{was}，不变"
