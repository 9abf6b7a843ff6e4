"""Script name → entry: how each script begins on the frozen facts of its sheet, and what people call it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from bot.script import Script
from bot.sheet import Sheet
from handlers.annex4 import periods
from handlers.desk import House
from handlers.scripts import (
    aftermath,
    amending,
    answers,
    asking,
    brief,
    comment,
    contacts,
    decisions,
    late_photo,
    left_behind,
    mailing,
    on_paper,
    online,
    receipt_date,
    recusal,
    undelivered,
)
from handlers.scripts.about_paper import OnPaper
from handlers.scripts.brief import Brief
from handlers.scripts.decisions import Matter
from handlers.scripts.find import find
from handlers.scripts.fixing import OpenHazard, fixing
from handlers.scripts.inspection import inspection
from handlers.scripts.practice import practice
from handlers.scripts.sealing import ToSeal, sealing
from handlers.scripts.which_form import which_form
from handlers.sealing import KINDS as SEALS

Photos = Mapping[str, int]

_ON_PAPER: TypeAdapter[OnPaper] = TypeAdapter(OnPaper)
_LATE: TypeAdapter[late_photo.LatePhoto] = TypeAdapter(late_photo.LatePhoto)
_RECORDED: TypeAdapter[receipt_date.Recorded] = TypeAdapter(receipt_date.Recorded)
_MATTER: TypeAdapter[Matter] = TypeAdapter(Matter)
_TO_SEAL: TypeAdapter[ToSeal] = TypeAdapter(ToSeal)
_HAZARDS: TypeAdapter[tuple[OpenHazard, ...]] = TypeAdapter(tuple[OpenHazard, ...])


@dataclass(frozen=True, slots=True)
class Entry:
    """One script: what people call it, how it begins on a sheet, what stands on top of its cards."""

    title: str
    start: Callable[[Sheet, Photos, House], Script]
    house: House
    named: Callable[[Sheet], str] | None = None

    def begin(self, sheet: Sheet, photos: Photos) -> Script:
        """The script on the sheet's frozen facts."""
        return self.start(sheet, photos, self.house)

    def source(self, sheet: Sheet) -> str:
        """The small line on top of its cards."""
        return self.named(sheet) if self.named else self.title


def _inspection(sheet: Sheet, photos: Photos, house: House) -> Script:
    facts = brief.load(sheet.facts)
    before = facts.photos_before
    counted = {item: photos.get(item, 0) + before.get(item, 0) for item in (*photos, *before)}
    return inspection(Brief(facts, house.checklists[facts.checklist], counted))


def _practice(sheet: Sheet, photos: Photos, house: House) -> Script:
    facts = brief.load(sheet.facts)
    return practice(Brief(facts, house.checklists[facts.checklist], photos))


def _decision(script: Callable[[Matter], Script]) -> Callable[[Sheet, Photos, House], Script]:
    return lambda sheet, photos, house: script(_MATTER.validate_python(sheet.facts))


def _fixing(sheet: Sheet, photos: Photos, house: House) -> Script:
    return fixing(_HAZARDS.validate_python(sheet.facts["hazards"]), photos)


def _on_paper(sheet: Sheet, photos: Photos, house: House) -> Script:
    return on_paper.on_paper(_ON_PAPER.validate_python(sheet.facts), photos)


def _late_photo(sheet: Sheet, photos: Photos, house: House) -> Script:
    return late_photo.late_photo(_LATE.validate_python(sheet.facts), photos)


def _receipt_date(sheet: Sheet, photos: Photos, house: House) -> Script:
    recorded = _RECORDED.validate_python(sheet.facts)
    return receipt_date.receipt_date(recorded, house.calendar, house.bureau.deadline.unit)


def _online(sheet: Sheet, photos: Photos, house: House) -> Script:
    now = datetime.fromisoformat(str(sheet.facts["now"]))
    return online.online(tuple(sheet.facts["platforms"]), now)


def _self_report(sheet: Sheet, photos: Photos, house: House) -> Script:
    return online.self_report(tuple((int(one[0]), str(one[1])) for one in sheet.facts["matters"]))


def _contacts(sheet: Sheet, photos: Photos, house: House) -> Script:
    bound = tuple((int(one["id"]), str(one["label"]), str(one["line"])) for one in sheet.facts["bound"])
    return contacts.contacts(str(sheet.facts["firm"]), bound)


def _sealing(sheet: Sheet, photos: Photos, house: House) -> Script:
    return sealing(_TO_SEAL.validate_python(sheet.facts))


def _sheets(sheet: Sheet, photos: Photos, house: House) -> Script:
    listed: list[list[str]] = sheet.facts["sheets"]
    return decisions.sheets(tuple((one[0], one[1]) for one in listed))


def scripts(house: House) -> dict[str, Entry]:
    """Script name → entry."""
    return {
        "find": Entry("找企业", lambda s, p, h: find(str(s.facts.get("query", ""))), house),
        "form": Entry("选表单", lambda s, p, h: which_form(s.facts), house),
        "new_version": Entry("改表单", lambda s, p, h: aftermath.new_version(s.facts), house),
        "lose": Entry("关闭、失联", lambda s, p, h: aftermath.lose(s.facts), house),
        "lost": Entry("关闭、失联", _decision(aftermath.lost), house),
        "advice": Entry("整改建议", _decision(aftermath.advice), house),
        "platform": Entry("许可平台", _decision(aftermath.platform), house),
        "backfill": Entry("补录", lambda s, p, h: aftermath.backfill(s.facts), house),
        "consult": Entry("会诊", lambda s, p, h: aftermath.consult(s.facts), house),
        "opinion": Entry("会诊", _decision(aftermath.opinion), house),
        "practice": Entry("练习", _practice, house, lambda s: "练习，不编号不发出"),
        "inspection": Entry("检查", _inspection, house, lambda s: str(s.facts["firm"]["name"])),
        "release": Entry("复核出单", _decision(decisions.release), house),
        "ruling": Entry("队领导定", _decision(decisions.ruling), house),
        "suspicion": Entry("许可科室定", _decision(decisions.suspicion), house),
        "comment": Entry("点评", lambda s, p, h: comment.comment(s.facts), house),
        "recusal": Entry("回避", lambda s, p, h: recusal.recusal(s.facts), house),
        "reassign": Entry("另派人", lambda s, p, h: recusal.reassign(s.facts), house),
        "vouch": Entry("确认联系人", _decision(decisions.vouch), house),
        "judge": Entry("看整改", _decision(decisions.judge), house),
        "countersign": Entry("同意销号", _decision(decisions.countersign), house),
        "recheck": Entry("复核", _decision(decisions.recheck), house),
        "unfixed": Entry("队领导定", _decision(decisions.unfixed), house),
        "void": Entry("作废", _decision(amending.void), house),
        "recall": Entry("撤回", _decision(amending.recall), house),
        "correct": Entry("更正", _decision(amending.correct), house),
        "amendment": Entry("队领导定", _decision(amending.amendment), house),
        "serving": Entry("送达撤回说明", _decision(amending.serving), house),
        "fixing": Entry("整改反馈", _fixing, house),
        "answer": Entry("答复企业", _decision(answers.answer), house),
        "asking": Entry("问一问", lambda s, p, h: asking.asking(), house),
        "rating": Entry("评价", lambda s, p, h: asking.rating(int(s.facts["visit"]), s.facts["firm"]), house),
        "online": Entry("线上预警", _online, house),
        "verdict": Entry("核实线上异常", _decision(online.verdict), house),
        "self_report": Entry("自查结果", _self_report, house),
        "contacts": Entry("联系人", _contacts, house),
        "undelivered": Entry("没有送到", _decision(undelivered.undelivered), house),
        "on_paper": Entry("纸质送达", _on_paper, house),
        "late_photo": Entry("补签收照片", _late_photo, house),
        "receipt_date": Entry("更正签收日期", _receipt_date, house),
        "left": Entry("留置送达", _decision(left_behind.left), house),
        "extension": Entry("定延期", _decision(answers.extension), house),
        "table": Entry("汇总表", lambda s, p, h: decisions.table(periods(h.bureau)), house),
        "mailing": Entry("批量温馨提示", lambda s, p, h: mailing.mailing(s.facts), house),
        "sheets": Entry("继续", _sheets, house),
        **{kind: Entry("用印", _sealing, house) for kind in SEALS},
    }
