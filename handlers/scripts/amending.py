"""作废、撤回、更正: what an officer says about an issued notice, and what a leader makes of it.

Whoever decides sees what he decides about. Only a leader makes a number void; nothing is ever deleted.
"""

from datetime import date

from bot.script import Ask, Choice, Choose, Part, Script, Write
from handlers.commands.notice import ProposeAmendment, RuleOnAmendment, ServeAmendment
from handlers.commands.opening import Nothing
from handlers.scripts.decisions import Matter, card, why
from handlers.scripts.past_day import PAST_DAY, iso
from rules.reading import Reading, Refusal, read_text
from rules.typed_dates import read_day

WRONG_FIRM = "发错企业"
REASONS = {"firm": WRONG_FIRM, "content": "内容有误", "twice": "重复出单"}
"""What is offered; anything else is written."""


def _ask(matter: Matter, key: str, title: str, note: str, choices: tuple[Choice, ...]) -> Ask:
    return Ask(key=key, title=title, note=note, body=matter.body, rows=matter.rows, form=Choose(choices))


def _reason(matter: Matter, title: str, note: str) -> Part:
    said: str = yield _ask(
        matter, "reason", title, note, (*(Choice(k, v) for k, v in REASONS.items()), Choice("other", "其他"))
    )
    if said != "other":
        return REASONS[said]
    written: str = yield Ask(
        key="reason.own",
        title="原因是？",
        note="一句话，会登记在册",
        form=Write(200),
        check=lambda typed: read_text(typed, least=2, most=200, what="原因"),
    )
    return written


def _again(reason: str) -> Part:
    """A replacement is made of the same answers; for another firm one begins anew."""
    if reason == WRONG_FIRM:
        return False
    said: str = yield Ask(
        key="again",
        title="要重新出一份吗？",
        note="会带着原来的记录回到“请核对”，改好再出，用新编号",
        form=Choose((Choice("yes", "要重新出"), Choice("no", "不用了"))),
    )
    return said == "yes"


def void(matter: Matter) -> Script:
    """作废: an officer proposes, a leader decides. The number stays in the register and is not used again."""
    reason: str = yield from _reason(matter, f"作废 {matter.title}？", "由队领导定；编号留在登记簿，不再用")
    again: bool = yield from _again(reason)
    said: str = yield Ask(
        key="recovered",
        title="纸质的两份都收回了吗？",
        note="没打印过就选“没有纸质的”",
        form=Choose((Choice("yes", "都收回了"), Choice("no", "没有收回"), Choice("none", "没有纸质的"))),
    )
    back = {"yes": True, "no": False}.get(said)
    return ProposeAmendment(notice=matter.id, sort="void", reason=reason, again=again, recovered=back)


def recall(matter: Matter) -> Script:
    """撤回: within minutes, while nobody has signed. It works at once; the leader then makes it void."""
    reason: str = yield from _reason(
        matter, f"撤回 {matter.title}？", "链接马上失效，没发出的不再发，并请队领导作废"
    )
    again: bool = yield from _again(reason)
    return ProposeAmendment(notice=matter.id, sort="recall", reason=reason, again=again)


def correct(matter: Matter) -> Script:
    """更正: a slip of the pen. What was found, the period or the enterprise is never changed by a slip."""
    said: str = yield _ask(
        matter,
        "what",
        f"更正 {matter.title}，改的是？",
        "更正不改期限，另出一张更正说明",
        (Choice("slip", "只是写错字"), Choice("more", "隐患、期限或对象")),
    )
    if said == "more":
        return Nothing(f"这要作废后重新出单：请回“作废 {matter.title}”，由队领导定。")
    wrong: str = yield _words("wrong", "原来印的是？", "照着单子上的字发，短一点就好", matter.options)
    right: str = yield _words("right", "应该是？", "只发改后的那几个字")
    return ProposeAmendment(notice=matter.id, sort="correct", reason="笔误", wrong=wrong, right=right)


def _words(key: str, title: str, note: str, printed: tuple[str, ...] = ()) -> Ask:
    """A few words; where `printed` is given, they must stand in one of those texts."""

    def check(typed: str) -> Reading[str] | Refusal:
        read = read_text(typed, least=1, most=100, what="内容")
        if isinstance(read, Refusal) or not printed or any(read.value in text for text in printed):
            return read
        return Refusal(f"单子上没有“{read.value}”这几个字。请照印的再发一次。")

    return Ask(key=key, title=title, note=note, form=Write(100), check=check)


def amendment(matter: Matter) -> Script:
    """The leader agrees, or says why not."""
    said: str = yield card(matter, "agree", (Choice("yes", "同意", 1), Choice("no", "不同意")))
    if said == "yes":
        return RuleOnAmendment(matter.id, True)
    reason: str = yield why("不同意的原因是？", "一句话就行，会告诉经办人并留档")
    return RuleOnAmendment(matter.id, False, reason)


def serving(matter: Matter) -> Script:
    """撤回说明 of a notice already received: handed over on paper, and on which day."""
    day: str = yield Ask(
        key="served",
        title=matter.title,
        note="说明在上面，打印两份，请对方签收一份。哪天送到的？",
        body=matter.body,
        rows=matter.rows,
        form=PAST_DAY,
        check=lambda typed: iso(read_day(typed, date.fromisoformat(matter.options[0]))),
    )
    return ServeAmendment(matter.id, day)
