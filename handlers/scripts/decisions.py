"""Short scripts in which one person decides one thing on a card: release, ruling, vouching, judging.

Whoever decides sees what he decides about; a refusal always has its reason.
"""

from dataclasses import dataclass

from bot.script import Ask, Choice, Choose, Part, Script, TickOff, Write, about
from handlers.commands.contact import VouchForContact
from handlers.commands.notice import CloseNotice, FinishRecheck, JudgeFix, SubmitTable
from handlers.commands.opening import JoinInspection
from handlers.commands.visit import DecideSuspicion, ReleaseVisit, RuleOnVisit
from rules.deadlines import read_days
from rules.reading import Reading, Refusal, read_text

ALL_DONE = "_done"
SAMPLES = "看样张、照片和全部"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision is about: its id, the card's words, a page with more, hazards as (id, place, text).

    `people` are colleagues as (userid, name, was along at the visit), where the decision asks who went.
    """

    id: int
    title: str
    note: str = ""
    body: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    page: str = ""
    options: tuple[str, ...] = ()
    hazards: tuple[tuple[int, int, str], ...] = ()
    people: tuple[tuple[str, str, bool], ...] = ()


def card(matter: Matter, key: str, choices: tuple[Choice, ...], page: str = "打开看全部") -> Ask:
    """The card about it; `page` are the words of the link to more."""
    return Ask(
        key=key,
        title=matter.title,
        note=matter.note,
        body=matter.body,
        rows=matter.rows,
        link=(page, matter.page),
        form=Choose(choices),
    )


def why(title: str, to: str = "一句话就行，会转给检查人员并留档") -> Ask:
    """The reason, in own words; `to` says who will read it."""
    return Ask(
        key="why",
        title=title,
        note=to,
        form=Write(200),
        check=lambda said: read_text(said, least=2, most=200, what="理由"),
    )


def release(matter: Matter) -> Script:
    """复核出单: the second officer's tap. 谁也不能一个人把预警提示单发出去."""
    said: str = yield card(
        matter, "release", (Choice("yes", "同意出单", 1), Choice("no", "退回", also=("不同意",))), SAMPLES
    )
    if said == "yes":
        return ReleaseVisit(matter.id, True)
    reason: str = yield why("退回的原因是？")
    return ReleaseVisit(matter.id, False, reason)


def ruling(matter: Matter) -> Script:
    """The leader decides where the gate is not clear. 故意且已造成污染的不发预警单."""
    names = {"notice": "发预警提示单", "transfer": "转查处", "back": "退回补充"}
    choices = tuple(Choice(one, names[one], 1 if one == "transfer" else 2) for one in matter.options)
    said: str = yield card(matter, "ruling", choices, SAMPLES)
    reason: str = yield why(f"“{names[said]}”的理由是？")
    return RuleOnVisit(matter.id, said, reason)


def suspicion(matter: Matter) -> Script:
    """疑似项: 许可科室 says of each item whether it is so, and why. `options` are `id:number label`."""
    said: list[tuple[str, str, str]] = []
    for n, option in enumerate(matter.options, 1):
        item, _, label = option.partition(":")
        number = label.partition(" ")[0]
        texts = [text for _, num, text in matter.hazards if str(num) == number]
        word: str = yield Ask(
            key=f"said.{n}",
            title=matter.title,
            note=matter.note,
            body=f"{label}：{'；'.join(texts)}",
            rows=matter.rows,
            link=("打开看全部", matter.page),
            form=Choose((Choice("true", "属实", 1), Choice("false", "不属实"), Choice("more", "需补充"))),
        )
        titles = {"true": "属实的依据是？", "false": "不属实的依据是？", "more": "还要补充什么？"}
        reason: str = yield Ask(
            key=f"why.{n}",
            title=titles[word],
            note="一句话就行，会转给检查人员并留档",
            form=Write(200),
            check=lambda typed: read_text(typed, least=2, most=200, what="依据"),
            about=about(word),
        )
        said.append((item, word, reason))
    return DecideSuspicion(matter.id, tuple(said))


def vouch(matter: Matter) -> Script:
    """〔是他〕: nobody binds himself to an enterprise alone."""
    said: str = yield card(matter, "vouch", (Choice("yes", "是他", 1), Choice("no", "不是")))
    return VouchForContact(matter.id, said == "yes")


def judge(matter: Matter) -> Script:
    """Does what the enterprise sent show that the hazard is gone? A person says so, never a model."""
    choices = (Choice("yes", "通过", 1), Choice("no", "退回"), Choice("visit", "现场复核", also=("复核",)))
    said: str = yield card(matter, "judge", choices)
    if said == "yes":
        return JudgeFix(matter.id, True)
    if said == "visit":
        return JudgeFix(matter.id, False, visit=True)
    reason: str = yield why("还差什么？", "一句话就行，照原话转给企业")
    return JudgeFix(matter.id, False, reason)


def countersign(matter: Matter) -> Script:
    """The leader closes, where the bureau wants it so."""
    said: str = yield card(matter, "close", (Choice("yes", "同意销号", 1), Choice("no", "退回")))
    if said == "yes":
        return CloseNotice(matter.id, True)
    reason: str = yield why("退回的原因是？")
    return CloseNotice(matter.id, False, reason)


def recheck(matter: Matter) -> Script:
    """复核 on the spot, of the open hazards only; mandatory before anything goes to enforcement (§1.3)."""
    options = tuple(Choice(str(one), f"{place}. {text}"[:17]) for one, place, text in matter.hazards[:18])
    ticked: list[str] = yield Ask(
        key="left",
        title=matter.title,
        note="只勾还没改好的",
        body=matter.body,
        rows=matter.rows,
        link=("打开看全部", matter.page),
        form=TickOff((*options, Choice(ALL_DONE, "都改好了")), "提交", ALL_DONE),
        about=about(matter.hazards),
        item="recheck",
        item_label="这次复核",
    )
    left = tuple(int(one) for one in ticked if one != ALL_DONE)
    text: str = yield Ask(
        key="seen",
        title="复核时看到什么？" if not left else "没改好的是什么情况？会告诉企业",
        note="一两句话；照片直接发",
        form=Write(300),
        check=lambda typed: read_text(typed, least=4, most=300, what="复核情况"),
        item="recheck",
        item_label="这次复核",
    )
    staff = yield from _along(matter)
    return FinishRecheck(matter.id, "still" if left else "gone", text, left=left, staff=staff)


def _along(matter: Matter) -> Part:
    """Who was there: a recheck is a visit that Annex 4 counts with its people (§3)."""
    if not matter.people:
        return ()
    went: list[str] = yield Ask(
        key="along",
        title="这次复核谁去了？",
        note="人次和家次会计入汇总表",
        form=TickOff(
            tuple(Choice(userid, name[:17]) for userid, name, _ in matter.people[:20]),
            "确定",
            ticked=tuple(userid for userid, _, before in matter.people if before),
        ),
        check=lambda ticked: Reading(ticked) if ticked else Refusal("请至少勾一位去了现场的人。"),
        about=about(matter.people),
        item="recheck",
        item_label="这次复核",
    )
    return tuple(went)


def unfixed(matter: Matter) -> Script:
    """未消除: the leader hands it over, or sets a new date with a reason."""
    said: str = yield card(matter, "unfixed", (Choice("transfer", "转查处", 1), Choice("extend", "延期")))
    days = 0
    if said == "extend":
        days = yield Ask(
            key="days",
            title="再给几天？",
            note="从今天的次日起算，例如 7",
            form=Write(20),
            check=lambda typed: read_days(typed, most=90),
        )
    reason: str = yield why("理由是？")
    return FinishRecheck(matter.id, said, reason, str(days or ""))


def table(periods: tuple[tuple[str, str], ...]) -> Script:
    """汇总表: which half-month."""
    said: str = yield Ask(
        key="period",
        title="要哪一期的汇总表？",
        note="各辖区都在内，没有的填 0",
        rows=periods[:6],
        form=Choose(tuple(Choice(name, name, also=(label,)) for name, label in periods[:6])),
    )
    return SubmitTable(said)


def sheets(open_ones: tuple[tuple[str, str], ...]) -> Script:
    """继续: which of several open inspections."""
    said: str = yield Ask(
        key="which",
        title="接着查哪一家？",
        rows=tuple((str(n), label[:30]) for n, (_, label) in enumerate(open_ones[:6], 1)),
        form=Choose(
            tuple(
                Choice(sheet, str(n), also=(label, label.partition(" · ")[0]))
                for n, (sheet, label) in enumerate(open_ones[:6], 1)
            )
        ),
    )
    return JoinInspection(said)
