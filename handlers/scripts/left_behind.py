"""拒签留置: who refused, why, who saw it, two of ours; and the leader's word, without which nothing runs."""

from collections.abc import Mapping

from bot.script import Choice, Choose, Part, Script, Write
from handlers.commands.contact import RuleOnLeft, TakeOnPaper
from handlers.scripts.about_paper import (
    OnPaper,
    once_more,
    parts,
    question,
    read_signer,
    which_day,
    with_photo,
)
from handlers.scripts.decisions import Matter, card, why
from rules.local_time import show_date
from rules.names import read_person_name
from rules.reading import Reading, Refusal, read_text
from rules.receipts import FILMED, How

NAMELESS = "不肯说姓名"
REASONS = {"content": "不认可内容", "absent": "负责人不在", "silent": "不说原因"}


def left_behind(about: OnPaper, photos: Mapping[str, int]) -> Part:
    """拒签: who, why, who saw it, photo; two of ours; a leader confirms the day."""
    yield question(
        "scene",
        "请拍留置现场发来",
        Choose((Choice("done", "拍好了", 1),)),
        note="拍到文书和放置的地方；录像也直接发",
        check=with_photo(photos, "留置现场"),
    )
    who: list[str] = yield question(
        "refuser",
        "是谁拒签的？姓名、职务",
        Write(60, (Choice("nameless", NAMELESS),)),
        note="例如：林犇，厂长",
        check=lambda typed: Reading([NAMELESS, ""]) if typed == NAMELESS else read_signer(typed),
    )
    reason = yield from _reason()
    partner: str = yield question(
        "partner",
        "和谁一起去的？",
        Choose(tuple(Choice(userid, name[:10]) for userid, name in about.colleagues[:6])),
        note="留置要有两名工作人员在场",
    )
    seen: str = yield question(
        "witnesses",
        "见证人的姓名和单位是？",
        Write(60, (Choice("filmed", FILMED),)),
        note="例如：赵六，城东村委会；几位用顿号隔开",
        check=_witnesses,
    )
    witnesses = "" if seen == FILMED else seen
    on = yield from which_day(about, "哪一天留置的？", "left_on")
    name = f"{who[0]}，{who[1]}" if who[1] else who[0]
    rows = (("拒签人", name), ("原因", reason[:30]), ("见证", witnesses or "录像"), ("留置日", show_date(on)))
    more = (Choice("witnesses", "改见证人", goto="witnesses"),)
    yield from once_more(
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
    said: str = yield question(
        "reason",
        "拒签的原因是？",
        Choose((*(Choice(key, label) for key, label in REASONS.items()), Choice("other", "其他"))),
    )
    if said != "other":
        return REASONS[said]
    written: str = yield question(
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
    said = parts(typed)
    if len(said) < 2:
        return Refusal("见证人要有姓名和单位（或身份），例如：赵六，城东村委会。")
    name = read_person_name(said[0])
    return name if isinstance(name, Refusal) else Reading("，".join(said))


def left(matter: Matter) -> Script:
    """The leader confirms 拒签留置, or says why not."""
    choices = (Choice("yes", "确认留置", 1), Choice("no", "不同意"))
    said: str = yield card(matter, "left", choices, "看照片")
    if said == "yes":
        return RuleOnLeft(matter.id, True)
    reason: str = yield why("不同意的原因是？", "一句话就行，会告诉经办人并留档")
    return RuleOnLeft(matter.id, False, reason)
