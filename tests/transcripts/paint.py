"""What arrives at a phone, as lines of text. What changes from run to run (addresses, codes) is hidden."""

import re

from bot.words import (
    Buttons,
    Card,
    Link,
    Menu,
    Notify,
    Outgoing,
    Paper,
    Picture,
    Recall,
    Say,
    Selectors,
    Swap,
    Ticks,
)

MOST_LINES = 12
"""A longer text is shown by its first lines: the wording of the form stands in one transcript in full."""

_PAGE = re.compile(r"https://chayici\.test/(\w+)/[\w-]+")
_CODE = re.compile(r"(一次性口令 )\d{6}")


def word(said: Outgoing, *, full: bool = False) -> str:
    """One message."""
    match said:
        case Say(text):
            return hidden(text if full else _short(text))
        case Card():
            return "卡片" + card(said)
        case Recall():
            return "撤回了先前发的一份文书"
        case Swap(_, shown):
            return "换卡" + card(shown)
        case Paper(_, name):
            return f"［文件 {hidden(name)}］"
        case Picture(_, name):
            return f"［图片 {name}］"
        case Menu(head, choices, tail):
            return hidden(f"{head}{''.join(f'〔{one}〕' for one in choices)}{tail}")
        case Notify(template, facts, url):
            fields = " ｜ ".join(facts.values())
            return f"［模板消息 {template}］{fields}{' ｜ ' + hidden(url) if url else ''}"


def card(shown: Card) -> str:
    """A card with all that a person sees of it."""
    lines = [f"【{shown.title}】{shown.note}".rstrip(), *shown.body.splitlines()]
    lines += [f"{row.name}：{row.value}{' → ' + row.url if row.url else ''}" for row in shown.rows]
    match shown.form:
        case Buttons(buttons):
            lines.append("".join(f"〔{b.label}〕" for b in buttons))
        case Ticks(_, options, submit):
            lines += [f"{'☑' if o.ticked else '☐'} {o.label}" for o in options]
            lines.append(f"〔{submit.label}〕")
        case Selectors(selectors, submit):
            lines += [f"{s.title}：{_selected(s.selected, s.options)}" for s in selectors]
            lines.append(f"〔{submit.label}〕")
        case Link(url):
            lines.append(f"→ {url}")
    head = f"〈{shown.source}〉" if shown.source else ""
    return hidden(head + "\n".join(lines))


def _selected(chosen: str, options: tuple[object, ...]) -> str:
    labels = [(getattr(o, "id", ""), getattr(o, "label", "")) for o in options]
    return " / ".join(f"［{label}］" if one == chosen else label for one, label in labels)


def _short(text: str) -> str:
    lines = text.splitlines()
    if len(lines) <= MOST_LINES:
        return text
    return "\n".join((*lines[:3], f"……（共 {len(lines)} 行，{len(text.encode())} 字节）"))


def hidden(text: str) -> str:
    """Without what is drawn by lot."""
    return _CODE.sub(r"\g<1>······", _PAGE.sub(r"https://chayici.test/\1/…", text))


def indented(who: str, how: str, text: str) -> str:
    """`林一帆 ⇐ 回 …`, later lines below it."""
    first, *rest = text.splitlines() or [""]
    return "\n".join((f"{who} ⇐ {how}{first}", *(f"    {line}" for line in rest)))
