"""The gate: 「除有主观过错且已造成污染后果的违法行为之外，发放预警提示单」 (三、行动方式（三）).

One tap where everything is harmless; otherwise intent and consequence are asked for each hazard, and a
leader decides. Nothing is inferred from text, and the enterprise never sees any of it.
"""

from dataclasses import dataclass

from bot.script import Ask, Beside, Choice, Choose, Part, Pick, Picker, about
from handlers.scripts.brief import Found
from rules.gate import Consequence, Finding, Intent, Outcome, decide

HARMLESS = "harmless"
ANSWERS = (
    Choice(HARMLESS, "都不是故意也无污染", 1, also=("都不是故意，也未造成污染", "都不是故意")),
    Choice("deliberate", "有故意的"),
    Choice("polluted", "已造成污染的"),
    Choice("unclear", "说不清"),
)
INTENTS = (
    Choice(Intent.DELIBERATE.value, "故意"),
    Choice(Intent.NEGLIGENT.value, "过失"),
    Choice(Intent.NONE.value, "无过错有证据"),
    Choice(Intent.UNCLEAR.value, "说不清"),
)
CONSEQUENCES = (
    Choice(Consequence.CAUSED.value, "已造成污染"),
    Choice(Consequence.NONE.value, "未造成污染"),
    Choice(Consequence.UNCLEAR.value, "说不清"),
)


@dataclass(frozen=True, slots=True)
class Passed:
    """What the gate gave: release | leader | transfer, and intent and consequence by hazard place."""

    outcome: Outcome
    answers: tuple[tuple[Intent, Consequence], ...]


def gate(found: list[Found], beside: Beside) -> Part:
    """Ask as little as the answers allow. Returns Passed."""
    depends = about([(one.item.id, one.text, one.half, one.act) for one in found])
    numbers = "、".join(dict.fromkeys(str(one.item.num) for one in found))
    said: str = yield Ask(
        key="gate",
        title=f"以上 {len(found)} 条（第 {numbers} 项）",
        note="只给内部看，企业看不到",
        body=f"{_listed(found)}是不是故意、有没有造成污染？拿不准就点“说不清”，由队领导定。",
        form=Choose(ANSWERS),
        beside=beside,
        about=depends,
        alias=("把关", "故意"),
    )
    answers = []
    for place, one in enumerate(found):
        if said == HARMLESS and not one.act:
            answers.append((Intent.NOT_DELIBERATE, Consequence.NONE))
        else:
            answers.append((yield from _one(place, one)))
    findings = tuple(
        Finding(intent, consequence, one.act, one.leader)
        for one, (intent, consequence) in zip(found, answers, strict=True)
    )
    return Passed(decide(findings).outcome, tuple(answers))


def _listed(found: list[Found]) -> str:
    """What was written down, as far as it fits above the question."""
    lines = [f"{one.item.num} {one.text}" for one in found]
    share = max(12, 116 // len(lines))
    return "".join(f"{line if len(line) <= share else line[: share - 1] + '…'}\n" for line in lines[:6])


def _one(place: int, found: Found) -> Part:
    picked: dict[str, str] = yield Ask(
        key=f"gate.{place}.{found.item.id}",
        title=f"{found.item.num} {found.item.label}",
        note=found.text[:40],
        form=Pick(
            (
                Picker("intent", "是否故意", (Choice("", "请选择"), *INTENTS)),
                Picker("consequence", "是否造成污染", (Choice("", "请选择"), *CONSEQUENCES)),
            )
        ),
        about=about(found.item.id, found.text, found.half, found.act),
        item=found.item.id,
        item_label=f"第 {found.item.num} 项",
    )
    return Intent(picked["intent"]), Consequence(picked["consequence"])
