"""One ticked item becomes one or more described hazards: which case, where, how bad, fixed at once or not.

A risk and a committed act are never mixed up: 「隐患」 items are asked for it. What is written is what the
inspector said; the machine adds nothing. What was written down stands on the next card, so that nobody has
to confirm it.
"""

from dataclasses import dataclass
from datetime import date

from bot.script import Ask, Beside, Choice, Choose, Given, Offer, Part, Write, about
from handlers.scripts.brief import Brief, Found
from handlers.scripts.not_applicable import read_reason
from rules.checklist import BLANK, Item, Preset
from rules.kept import Kept
from rules.law import LawMissingError, staff_basis
from rules.reading import Reading, Refusal, read_text
from rules.typed_act import read_act

OWN = "own"
NO_BASIS = "这张表没有写这一项的依据。"
MOST_OF_ONE_ITEM = 5
SAY_ACT = "；句末可加“仅有风险”或“已有行为”，就不再问"
ADDED = Choose((Choice("on", "就这样", 1), Choice("more", "再加一条"), Choice("fixed", "当场已改")))
RISK_OR_ACT = Choose((Choice("risk", "仅有风险"), Choice("act", "已有行为或痕迹")))
OWN_LEAST = 6
"""From so many letters on, a text typed at the presets is the description itself."""


def first_question(item: Item) -> str:
    """The key of the question a described item begins with: which case, or its own words at once."""
    return f"p.{item.id}.1.{'how' if item.presets else 'text'}"


def basis(item: Item, today: date) -> str:
    """What 「依据」 says about an item; a form without law, or without law of that day, says so."""
    # Forms are loaded once and replays ask for every item of theirs.
    key = (id(item), today)
    kept = _BASES.get(key)
    return kept[1] if kept else _BASES.keep(key, item, _basis(item, today))


def _basis(item: Item, today: date) -> str:
    try:
        return "\n".join(staff_basis(item.law, today)) or NO_BASIS
    except LawMissingError as missing:
        return str(missing)


_BASES: Kept[str] = Kept(8192)


def describe(brief: Brief, item: Item, beside: Beside | None = None, before: str = "") -> Part:
    """All hazards of one ticked item, at least one. `beside` takes what is typed about other items, `before`
    is what was written down last.
    """
    found: list[Found] = []
    for n in range(1, MOST_OF_ONE_ITEM + 1):
        before = noted(found[-1], 120) if found else before
        place = _Place(item, n, brief.facts.today, beside, before)
        one, more = yield from _one(brief, place)
        found.append(one)
        if not more:
            break
    return found


def noted(found: Found, most: int) -> str:
    """What was written down, in at most so many characters, and what else may be said to it."""
    rest = "可说 再加一条、当场已改"
    room = most - len(rest) - len(f"{found.item.num} 记下“”；")
    words = found.text if len(found.text) <= room else found.text[: room - 1] + "…"
    return f"{found.item.num} 记下“{words}”；{rest}"


def next_key(item: Item, n: int) -> str:
    """The key of what may be added to the n-th hazard of an item."""
    return f"p.{item.id}.{n}.next"


def _one(brief: Brief, place: "_Place") -> Part:
    item, n = place.item, place.n
    how = OWN
    if item.presets:
        how = yield place.ask(
            "how",
            title=item.card_label,
            note="是哪种情况？也可以直接打字" if n == 1 else f"第 {n} 条，是哪种情况？",
            body=place.before,
            form=_cases(item),
            alias=(f"{item.num}描述",) if n == 1 else (),
            beside=place.in_words,
        )
    preset = next((p for p in item.presets if p.id == how), None)
    text: str = yield from _text(place, preset)
    act = bool(preset and preset.act)
    if item.two_step and (preset is None or preset.act is None):
        seen: str = yield place.ask(
            "act",
            title=f"{item.num} 现在是哪一种？",
            body="已有行为或痕迹的，后面要说清是不是故意、有没有造成污染。",
            form=RISK_OR_ACT,
        )
        act = seen == "act"
    half = preset.half if preset else ""
    if item.sub_choice and not half:
        half = yield place.ask(
            "half",
            title=item.sub_question or "是哪一样？",
            form=Choose(tuple(Choice(o.id, o.label) for o in item.sub_choice)),
            about=about(how),
        )
    if item.photo_required and n == 1 and not brief.photos.get(item.id):
        yield from _photo(brief, place)
    added: str | None = yield Offer(
        place.ask(
            "next",
            title=f"记下了：{item.card_label}",
            body=text,
            form=ADDED,
            about=about(text, half, act),
        )
    )
    option = item.option(half)
    leader, pending = bool(option and option.leader), bool(option and option.pending)
    return Found(item, text, half, act, added == "fixed", leader, pending, n), added == "more"


@dataclass(frozen=True, slots=True)
class _Place:
    """One hazard's questions share item, number and the photos that come meanwhile."""

    item: Item
    n: int
    today: date
    beside: Beside | None = None
    before: str = ""

    def ask(self, part: str, **parts: object) -> Ask:
        parts.setdefault("beside", self.beside)
        item, law = self.item, basis(self.item, self.today)
        return Ask(
            key=self._key(part),
            item=item.id,
            item_label=f"第 {item.num} 项",
            law=law,
            **parts,  # type: ignore[arg-type]
        )

    def says_act(self, part: str, least: int, most: int) -> Beside:
        """Typed at the description: what else it answers, or the description with 仅有风险 or 已有行为."""

        def said(text: str) -> Given | Refusal | None:
            if self.beside is not None and (other := self.beside(text)) is not None:
                return other
            if not self.item.two_step or (told := read_act(text)) is None:
                return None
            read = read_text(told[0], least=least, most=most, what="描述")
            if isinstance(read, Refusal):
                return read
            return Given(((self._key(part), read.value.strip("。.；; ")), (self._key("act"), told[1])))

        return said

    def _key(self, part: str) -> str:
        return f"p.{self.item.id}.{self.n}.{part}"

    def in_words(self, said: str) -> Given | Refusal | None:
        """Typed at the presets: one of them with what fills it, or the description in own words."""
        if self.beside is not None and (other := self.beside(said)) is not None:
            return other
        for preset in self.item.presets:
            rest = said.removeprefix(preset.label).strip(" ：:，,、") if said.startswith(preset.label) else ""
            if rest and BLANK in preset.text:
                words, act = self._with_act(rest, preset.act is None)
                filled = _one_line(words)
                if isinstance(filled, Refusal):
                    return filled
                return Given(((self._key("how"), preset.id), (self._key("fill"), filled.value), *act))
        words, act = self._with_act(said, True)
        read = read_text(words, least=max(OWN_LEAST, self.item.least_words), most=300, what="描述")
        if isinstance(read, Refusal) or any(said in one.label for one in self.item.presets):
            return None
        return Given(((self._key("how"), OWN), (self._key("text"), read.value), *act))

    def _with_act(self, said: str, open_still: bool) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The words without 仅有风险 or 已有行为, and the answer it gives where the item asks for it."""
        told = read_act(said) if self.item.two_step and open_still else None
        return (told[0], ((self._key("act"), told[1]),)) if told else (said, ())


def _cases(item: Item) -> Choose:
    kept = _CASES.get(id(item))
    if kept is not None:
        return kept[1]
    presets = (Choice(p.id, p.label) for p in item.presets[:5])
    return _CASES.keep(id(item), item, Choose((*presets, Choice(OWN, "自己写"))))


_CASES: Kept[Choose] = Kept(8192)


def _text(place: _Place, preset: Preset | None) -> Part:
    least = max(4, place.item.least_words)
    if preset is None:
        return (
            yield place.ask(
                "text",
                title=f"{place.item.num} 请说清位置、现象",
                note=f"直接打字{SAY_ACT if place.item.two_step else '；也可以先拍照，稍后再补'}",
                body="" if place.item.presets else place.item.text,
                form=Write(300),
                alias=(f"{place.item.num}描述",) if place.n == 1 and not place.item.presets else (),
                check=lambda said: read_text(said, least=least, most=300, what="描述"),
                beside=place.says_act("text", least, 300),
            )
        )
    if BLANK not in preset.text:
        return preset.text
    filled: str = yield place.ask(
        "fill",
        title=f"{place.item.num} {preset.label}",
        note=preset.blank or "请补上空着的地方",
        body=preset.text,
        form=Write(120),
        check=_one_line,
        beside=place.says_act("fill", 1, 120) if preset.act is None else place.beside,
        about=about(preset.id),
    )
    return preset.filled(filled)


def _one_line(said: str) -> Reading[str] | Refusal:
    read = read_text(said, least=1, most=120, what="内容")
    if isinstance(read, Refusal):
        return read
    return Reading(read.value.strip("。.；; "), read.note)


def _photo(brief: Brief, place: _Place) -> Part:
    """This item wants a picture; without one it wants the reason."""

    def have(chosen: str) -> Reading[str] | Refusal:
        if chosen == "yes" and not brief.photos.get(place.item.id):
            return Refusal("还没收到这一项的照片。请先发照片；拍不了就点“现在拍不了”。")
        return Reading(chosen)

    sent: str = yield place.ask(
        "photo",
        title=f"{place.item.num} 请发一张现场照片",
        note="发好了点“照片已发”",
        form=Choose((Choice("yes", "照片已发", 1), Choice("no", "现在拍不了"))),
        check=have,
    )
    if sent == "no":
        yield place.ask(
            "why", title="为什么拍不了？", note="一句话，留档用", form=Write(60), check=read_reason
        )
