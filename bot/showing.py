"""Turns a question into a card, or into plain text where cards do not show, and reads taps back.

Every showing of a question has a token; a tap is about the showing it was made on and about nothing
else, so that an old card can never answer a new question. It never decides what is asked.
"""

from dataclasses import dataclass
from typing import Any

from bot.deeds import Tap
from bot.hearing import Heard, Puzzled, Went, checked_pick, taken
from bot.script import Ask, Choice, Choose, Pick, TickOff, Write
from bot.words import Button, Buttons, Card, Option, Row, Selector, Selectors, Ticks
from bot.words import Form as CardForm
from rules.shortening import shortened

ROW = 30
"""Characters a value in a card's list holds (wire facts §3.3)."""

BODY = 160
"""Characters a card's text holds."""

SUBMIT = "ok"
OFFER = "_offer"
BACK = Choice("_back", "上一步", order="back")
PAUSE = Choice("_pause", "先存着", order="pause")


@dataclass(frozen=True, slots=True)
class Face:
    """How one showing looks: its token, the card's task, the small line on top, a word put before.

    `offer` are answers to a question for text that one tap (or 是) takes; of drop-downs, what was chosen
    of them already, as `picker=option`.
    """

    token: str
    task: str
    source: str = ""
    lead: str = ""
    offer: tuple[str, ...] = ()


def key(token: str, choice: str) -> str:
    """The key of a button or option: it names its showing."""
    return f"{token}:{choice}"


def token_of(tap: Tap) -> str:
    """The token of the showing a tap was made on."""
    return tap.key.partition(":")[0]


def card(ask: Ask, face: Face) -> Card:
    """The question as a card."""
    # A list to tick or pick from has one short line beside its title: a word put before takes it.
    short = isinstance(ask.form, TickOff | Pick)
    note = face.lead if short and face.lead else ask.note
    if short:
        return Card(face.task, ask.title, _form(ask, face), note, source=face.source)
    rows = tuple(Row(name, value) for name, value in ask.rows if len(value) <= ROW)
    if ask.link[1]:
        rows = (*rows, Row("详情", ask.link[0], ask.link[1]))
    body = "\n".join((*((face.lead,) if face.lead else ()), ask.body, *_long_rows(ask))).strip()
    return Card(
        task=face.task,
        title=ask.title,
        note=note,
        body=shortened(body, BODY),
        source=face.source,
        rows=rows,
        form=_form(ask, face),
    )


def beside(ask: Ask) -> str:
    """What a card with a list cannot hold: its text, its rows, the page behind it."""
    lines = [ask.body, *(f"{name}：{value}" for name, value in ask.rows)]
    if ask.link[1]:
        lines.append(f"{ask.link[0]}：{ask.link[1]}")
    return "\n".join(line for line in lines if line)


def _long_rows(ask: Ask) -> tuple[str, ...]:
    """What a line of the card's list cannot hold stands in its text: an address is confirmed whole."""
    return tuple(f"{name}：{value}" for name, value in ask.rows if len(value) > ROW)


def _form(ask: Ask, face: Face) -> CardForm:
    token = face.token
    match ask.form:
        case Choose(choices):
            return Buttons(tuple(_button(c, token) for c in choices))
        case Write(_, choices):
            offered = tuple(Choice(f"{OFFER}{n}", offer[:10], 1) for n, offer in enumerate(face.offer))
            return Buttons(tuple(_button(c, token) for c in (*offered, *choices, BACK, PAUSE)[:6]))
        case TickOff(options, submit, none, ticked):
            beforehand = ticked or ((none,) if none else ())
            shown = tuple(Option(o.id, o.label, o.id in beforehand) for o in options)
            return Ticks(token, shown, Button(key(token, SUBMIT), submit, 1))
        case Pick(pickers, submit):
            selectors = tuple(
                Selector(
                    f"{token}.{p.id}", p.title, tuple(Option(o.id or "_", o.label) for o in p.options),
                    p.selected or "_",
                )
                for p in pickers
            )  # fmt: skip
            return Selectors(selectors, Button(key(token, SUBMIT), submit, 1))


def _button(choice: Choice, token: str) -> Button:
    style: Any = choice.style
    return Button(key(token, choice.id), choice.label, style, choice.url)


def tapped(ask: Ask, tap: Tap, offer: tuple[str, ...] = ()) -> Heard | Went | Puzzled:
    """What a tap on a showing of this question answers. `offer` is what was proposed with it."""
    chosen = tap.key.partition(":")[2]
    if chosen.startswith(OFFER) and int(chosen.removeprefix(OFFER)) < len(offer):
        return Heard(offer[int(chosen.removeprefix(OFFER))])
    match ask.form:
        case Choose(choices) | Write(_, choices):
            known = {c.id: c for c in (*choices, BACK, PAUSE)}
            if chosen not in known:
                return Puzzled("这个按钮已经不在了，请看最新的卡片。")
            if isinstance(ask.form, Write) and not known[chosen].order and not known[chosen].goto:
                return Heard(known[chosen].label)
            return taken(known[chosen])
        case TickOff():
            return _ticked(ask.form, tap)
        case Pick(pickers):
            token, before = token_of(tap), half_picked(offer)
            value = {
                p.id: _picked(tap.ticked.get(f"{token}.{p.id}", ()), before.get(p.id, p.selected))
                for p in pickers
            }
            return checked_pick(ask.form, value)


def half_picked(offer: tuple[str, ...]) -> dict[str, str]:
    """What was chosen already on a card with drop-downs that came back for the rest."""
    return dict(one.split("=", 1) for one in offer if "=" in one)


def _picked(ids: tuple[str, ...], untouched: str) -> str:
    """A client may leave out a drop-down nobody touched: then what it showed first holds."""
    if not ids:
        return untouched
    return "" if ids[0] == "_" else ids[0]


def _ticked(form: TickOff, tap: Tap) -> Heard | Puzzled:
    ticked = tap.ticked.get(token_of(tap), ())
    chosen = [o.id for o in form.options if o.id in ticked]
    if form.none and (not chosen or set(chosen) - {form.none}):
        chosen = [one for one in chosen if one != form.none] or [form.none]
    if not chosen:
        return Puzzled("还没有勾。请勾好再提交。")
    return Heard(chosen)


def text(ask: Ask, lead: str = "") -> str:
    """The question as plain text, choices numbered: for the service account and for text-only clients."""
    lines = [lead, ask.title, ask.note, ask.body, *(f"{name}：{value}" for name, value in ask.rows)]
    match ask.form:
        case Choose(choices):
            if any(c.label[:1].isdigit() for c in choices):
                # 「1 5日」 would make two things of a typed 5.
                lines += [*(f"· {c.label}" for c in choices), "请回其中一个。"]
                return "\n".join(line for line in lines if line)
            lines += [f"{n} {c.label}{'：' + c.url if c.url else ''}" for n, c in enumerate(choices, 1)]
            lines.append(f"请回 1–{len(choices)}。" if len(choices) > 1 else "请回 1。")
        case TickOff(options):
            lines += [_option(option, ask.form) for option in options]
            lines.append("请回编号，可以一次回几个，用空格隔开；✓ 是已选的，都对就回“提交”。")
        case Pick(pickers):
            for picker in pickers:
                known = [f"{o.label}{' ✓' * (o.id == picker.selected)}" for o in picker.options if o.id]
                lines.append(f"{picker.title}：{' / '.join(known)}")
            lines.append("请直接回选项的字；✓ 是已选的，都对就回“确定”。")
        case Write(_, choices):
            lines += [f"也可以回“{c.label}”" for c in choices]
    return "\n".join(line for line in lines if line)


def _option(option: Choice, form: TickOff) -> str:
    """10 排放口不规范 ✓. A number is shown only where it may be typed."""
    number = next((word for word in option.also if word.isdigit()), "")
    line = option.label if option.label.startswith(number) else f"{number} {option.label}"
    return line + " ✓" * (option.id in (form.ticked or (form.none,)))


def spoken(ask: Ask, value: Any) -> str:
    """A stored answer in the words the person saw, for 「你选的是…」."""
    match ask.form:
        case Choose(choices):
            return next((c.label for c in choices if c.id == value), str(value))
        case TickOff(options):
            return "、".join(o.label for o in options if o.id in value)
        case Pick(pickers):
            return "、".join(o.label for p in pickers for o in p.options if o.id == value.get(p.id))
        case _:
            return str(value)
