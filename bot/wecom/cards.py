"""Draws our cards as the platform's five-kind JSON, within its limits (page 90236, template cards).

Hard limits (list sizes, keys, ids) raise; advised lengths, which clients cut off with an ellipsis, are
cut here and reported. It never sends anything and never invents a text.

A vote or a drop-down card has only a title, one line below it, and its question: note, body and rows
are joined into that line, 44 characters long; a row that opens a page has no place there and raises.
"""

import re
from collections.abc import Iterable
from typing import Any

from bot.wire.limits import BadCardError, CardTooBigError, Shaper, clean, one_line
from bot.words import Button, Buttons, Card, Link, Option, Row, Selectors, Ticks

JsonCard = dict[str, Any]

_TASK = re.compile(r"[A-Za-z0-9_\-@]{1,128}")
_URL = re.compile(r"https?://[^\s\"<>]+")
_MOST_BUTTONS, _MOST_ROWS, _MOST_TICKS, _MOST_SELECTORS, _MOST_PICKS = 6, 6, 20, 3, 10
_KEY_BYTES, _ID_BYTES, _URL_BYTES = 1024, 128, 2048


def card(drawn: Card, shaper: Shaper) -> JsonCard:
    """The `template_card` object. Raises BadCardError or CardTooBigError for what would be refused."""
    if not _TASK.fullmatch(drawn.task):
        raise BadCardError(f"task_id: {drawn.task!r}")
    match drawn.form:
        case Buttons(buttons):
            return (
                _head("button_interaction", drawn, shaper) | _body(drawn, shaper) | _buttons(buttons, shaper)
            )
        case Link(url):
            action = {"card_action": {"type": 1, "url": _url(url)}}
            return _head("text_notice", drawn, shaper) | _body(drawn, shaper) | action
        case Ticks() as form:
            return _head("vote_interaction", drawn, shaper, joined=True) | _ticks(form, shaper)
        case Selectors() as form:
            return _head("multiple_interaction", drawn, shaper, joined=True) | _selectors(form, shaper)


def _head(kind: str, drawn: Card, shaper: Shaper, *, joined: bool = False) -> JsonCard:
    note = _joined(drawn) if joined else one_line(drawn.note)
    title: JsonCard = {"title": shaper.chars("title", _given("title", drawn.title), 36)}
    if note:
        title["desc"] = shaper.chars("note", note, 44)
    head: JsonCard = {"card_type": kind}
    if drawn.source:
        head["source"] = {"desc": shaper.chars("source", one_line(drawn.source), 20)}
    return head | {"main_title": title, "task_id": drawn.task}


def _joined(drawn: Card) -> str:
    if any(row.url for row in drawn.rows):
        raise CardTooBigError(f"a card with a list cannot carry a link: {drawn.task}")
    rows = (f"{row.name}：{row.value}" for row in drawn.rows)
    return " · ".join(part for text in (drawn.note, drawn.body, *rows) if (part := one_line(text)))


def _body(drawn: Card, shaper: Shaper) -> JsonCard:
    body: JsonCard = {}
    if text := clean(drawn.body).strip():
        body["sub_title_text"] = shaper.chars("body", text, 160)
    if drawn.rows:
        _most("rows", drawn.rows, _MOST_ROWS)
        body["horizontal_content_list"] = [_row(row, shaper) for row in drawn.rows]
    return body


def _row(row: Row, shaper: Shaper) -> JsonCard:
    name = shaper.chars("row name", _given("row name", row.name), 5)
    value = shaper.chars("row value", one_line(row.value), 30)
    plain = {"keyname": name, "value": value}
    return {"type": 1, **plain, "url": _url(row.url)} if row.url else plain


def _buttons(buttons: tuple[Button, ...], shaper: Shaper) -> JsonCard:
    _most("buttons", buttons, _MOST_BUTTONS)
    _distinct("button key", (button.key for button in buttons if not button.url), _KEY_BYTES)
    return {"button_list": [_button(button, shaper) for button in buttons]}


def _button(button: Button, shaper: Shaper) -> JsonCard:
    text = shaper.chars("button", _given("button", button.label), 10)
    if button.url:
        return {"type": 1, "text": text, "style": button.style, "url": _url(button.url)}
    return {"text": text, "style": button.style, "key": button.key}


def _ticks(form: Ticks, shaper: Shaper) -> JsonCard:
    _most("options", form.options, _MOST_TICKS)
    _distinct("question", (form.question,), _KEY_BYTES)
    options = _options(form.options, shaper, 17)
    for shown, option in zip(options, form.options, strict=True):
        shown["is_checked"] = option.ticked
    checkbox = {"question_key": form.question, "option_list": options, "mode": 1 if form.many else 0}
    return {"checkbox": checkbox, "submit_button": _submit(form.submit, shaper)}


def _selectors(form: Selectors, shaper: Shaper) -> JsonCard:
    _most("selectors", form.selectors, _MOST_SELECTORS)
    _distinct("question", (one.question for one in form.selectors), _KEY_BYTES)
    drawn: list[JsonCard] = []
    for one in form.selectors:
        _most("options", one.options, _MOST_PICKS)
        select: JsonCard = {"question_key": one.question, "title": one_line(one.title)}
        if one.selected:
            if one.selected not in {option.id for option in one.options}:
                raise BadCardError(f"selected is no option: {one.selected!r}")
            select["selected_id"] = one.selected
        drawn.append(select | {"option_list": _options(one.options, shaper, 16)})
    return {"select_list": drawn, "submit_button": _submit(form.submit, shaper)}


def _options(options: tuple[Option, ...], shaper: Shaper, advised: int) -> list[JsonCard]:
    _distinct("option id", (option.id for option in options), _ID_BYTES)
    return [
        {"id": option.id, "text": shaper.chars("option", _given("option", option.label), advised)}
        for option in options
    ]


def _submit(button: Button, shaper: Shaper) -> JsonCard:
    _distinct("submit key", (button.key,), _KEY_BYTES)
    return {"text": shaper.chars("submit", _given("submit", button.label), 10), "key": button.key}


def _given(place: str, text: str) -> str:
    line = one_line(text)
    if not line:
        raise BadCardError(f"{place} is empty")
    return line


def _most(place: str, entries: tuple[object, ...], most: int) -> None:
    if not entries:
        raise BadCardError(f"no {place}")
    if len(entries) > most:
        raise CardTooBigError(f"{len(entries)} {place}, a card holds {most}")


def _distinct(place: str, keys: Iterable[str], most_bytes: int) -> None:
    seen: set[str] = set()
    for key in keys:
        if not key or key in seen:
            raise BadCardError(f"{place} empty or twice: {key!r}")
        if len(key.encode()) > most_bytes:
            raise CardTooBigError(f"{place} over {most_bytes} bytes")
        seen.add(key)


def _url(url: str) -> str:
    if not _URL.fullmatch(url) or len(url.encode()) > _URL_BYTES:
        raise BadCardError("a link begins with http:// or https:// and has at most 2048 bytes")
    return url
