"""The head of the form: where the visit comes from, who the firm is, whether it runs, which tier.

Everything known is shown and confirmed once; nothing is taken over silently.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.script import Ask, Choice, Choose, Offer, Part, Pick, Picker, TickOff, Write, about
from handlers.scripts.brief import Brief, Firm
from rules.names import read_enterprise_name, read_person_name
from rules.phones import mask, read_phone
from rules.reading import Reading, Refusal, read_text
from rules.sources import Source
from rules.uscc import read_code

NO_CODE = "没有代码"
HEADS = ("production", "tier")
MOST_PICKERS = 3
"""What one card of drop-downs holds."""
STATE, FACTS = "_state", "_facts"

SOURCES = (
    Source.ON_SITE,
    Source.SPECIAL,
    Source.COMPLAINT,
    Source.ASSIGNED,
    Source.MEDIA,
    Source.EMERGENCY,
)


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the head: its id, what the form calls it, how a typed value is read."""

    id: str
    label: str
    read: Callable[[str], Reading[Any] | Refusal]
    example: str


def _phone(text: str) -> Reading[str] | Refusal:
    read = read_phone(text)
    if isinstance(read, Refusal):
        return read
    return Reading("、".join((read.value.number, *read.value.alternates)), read.note)


def _code(text: str) -> Reading[str] | Refusal:
    if text.strip() == NO_CODE:
        return Reading("")
    read = read_code(text)
    return read if isinstance(read, Refusal) else Reading(read.code, read.note)


def _address(text: str) -> Reading[str] | Refusal:
    return read_text(text, least=4, most=100, what="地址")


FIELDS = (
    Field("name", "企业名称", read_enterprise_name, "与营业执照一致的全称"),
    Field("uscc", "统一社会信用代码", _code, "18 位，例如 91330382YYYY00012D"),
    Field("legal_rep", "法人代表", read_person_name, "姓名"),
    Field("site_contact", "现场负责人", read_person_name, "现场接待并签字的人"),
    Field("phone", "联系电话", _phone, "手机，或区号加座机"),
    Field("address", "地址", _address, "到门牌，要印在提示单上"),
)


def source(brief: Brief) -> Part:
    """来源: the campaign's own visit, or one of those 「按相关规定处理」 (六、其他事项)."""
    choices = tuple(Choice(s.value, s.label, 1 if s is Source.ON_SITE else 2) for s in SOURCES)
    chosen: str = yield Ask(
        key="source",
        title=brief.firm.name,
        note="这次检查从哪里来？",
        body="本行动之外的来源不走预警，也不进汇总表，检查照常记。",
        rows=_standing_rows(brief.firm),
        form=Choose(choices),
        alias=("来源",),
    )
    return Source(chosen)


def _standing_rows(firm: Firm) -> tuple[tuple[str, str], ...]:
    until = f"证至 {firm.permit_until.isoformat()}" if firm.permit_until else "没有许可证记录"
    listed = "" if firm.in_register else "（非对象，不计覆盖）"
    return (("类型", (firm.tier or "未知") + listed), ("许可证", until), ("辖区", firm.district))


@dataclass(frozen=True, slots=True)
class Head:
    """What the head gave: field id → value, and what else the inspector wants to look at again."""

    values: dict[str, str]
    again: frozenset[str] = frozenset()


def card(key: str, firm: Firm, remembered: str, choices: tuple[Choice, ...], note: str = "") -> Ask:
    """The block of everything known of a firm, to be confirmed in one tap. `remembered` are its facts."""
    values = known(firm)
    rows = [(f.label[:5], mask(values[f.id]) if f.id == "phone" else values[f.id]) for f in FIELDS[2:]]
    standing = " · ".join(one for one in (firm.production, firm.tier) if one)
    return Ask(
        key=key,
        title=firm.name,
        note=note or "企业信息对吗？",
        body=remembered,
        rows=tuple(
            (name, value or "（缺）")
            for name, value in (("信用代码", values["uscc"]), ("状况", standing), *rows)
        ),
        form=Choose(choices),
        about=shown_of(firm, remembered),
        alias=("企业信息", "表头", "企业"),
    )


def shown_of(firm: Firm, remembered: str) -> str:
    """Changes when anything does that the card showed."""
    return about(known(firm), firm.production, firm.tier, remembered)


def confirmed(brief: Brief) -> Part:
    """表头: confirmed in one tap, or corrected field by field. Returns Head."""
    firm, remembered = brief.firm, brief.facts.remembered
    values = known(firm)
    choices = (Choice("yes", "都对，继续", 1), Choice("change", "有改动"))
    answer = yield card("header", firm, remembered, choices)
    changed: list[str] = []
    if answer == "change":
        others = [Choice(STATE, "生产状况、管理类型", also=("生产状况", "管理类型"))]
        others += [Choice(FACTS, "上面记的情况", also=("情况",))] if remembered else []
        changed = yield Ask(
            key="header.which",
            title="哪几项有改动？",
            form=TickOff((*(Choice(f.id, f.label, also=(f.label,)) for f in FIELDS), *others)),
            about=shown_of(firm, remembered),
        )
    for field in FIELDS:
        if field.id in changed or not values[field.id]:
            values[field.id] = yield _write(field, values[field.id])
    return Head(values, frozenset(changed) & {STATE, FACTS})


def known(firm: Firm) -> dict[str, str]:
    """The head as the register has it."""
    return {
        "name": firm.name,
        "uscc": firm.uscc,
        "legal_rep": firm.representative,
        "site_contact": firm.site_contact,
        "phone": firm.phone,
        "address": firm.address,
    }


def _write(field: Field, was: str) -> Ask:
    shortcuts = (Choice("none", NO_CODE),) if field.id == "uscc" else ()
    before = f"原来是：{was}" if was else ""
    return Ask(
        key=f"header.{field.id}",
        title=f"{field.label}是？",
        note=field.example,
        body=before,
        form=Write(100, shortcuts),
        check=field.read,
        alias=(field.label, field.label[:2]),
    )


def state(brief: Brief, again: bool) -> Part:
    """What the form's head asks to choose (生产状况, 管理类型): as confirmed with the head, or picked.

    Returns {fact id: option}; nothing is asked where the form has no such choice.
    """
    known = {"production": brief.firm.production, "tier": brief.firm.tier}
    heads = [fact for fact in brief.checklist.facts if fact.kind == "choice" and fact.asked_when is None]
    heads.sort(key=lambda fact: HEADS.index(fact.id) if fact.id in HEADS else len(HEADS))
    picked: dict[str, str] = {}
    for start in range(0, len(heads), MOST_PICKERS):
        facts = heads[start : start + MOST_PICKERS]
        place = f".{start // MOST_PICKERS + 1}" if start else ""
        names = tuple(fact.ask.removeprefix("排污许可") for fact in facts)
        ask = Ask(
            key=f"state{place}",
            title="和".join(names) if len(names) < MOST_PICKERS else "、".join(names),
            note="按现场看到的选；登记的情况已先选好",
            form=Pick(
                tuple(
                    _picker(fact.id, name, fact.options, known.get(fact.id, ""))
                    for fact, name in zip(facts, names, strict=True)
                )
            ),
            about=about(*(known.get(fact.id, "") for fact in facts)),
            alias=(*names, *(() if place else ("状态",))),
        )
        sure = all(known.get(fact.id) in fact.options for fact in facts)
        chosen: dict[str, str] | None = yield Offer(ask) if sure and not again else ask
        picked |= chosen or {fact.id: known[fact.id] for fact in facts}
    return picked


def _picker(key: str, title: str, values: tuple[str, ...], known: str) -> Picker:
    options = tuple(Choice(value, value) for value in values)
    if known not in values:
        return Picker(key, title, (Choice("", "请选择"), *options))
    return Picker(key, title, options, known)
