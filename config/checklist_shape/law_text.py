"""Reads the law pack of a checklist: one file per stretch of days, so that text follows the act's date.

    for: zonghe            # the checklist's id, any version
    from: 2022-06-05       # the act's date, both days included
    until: 2026-08-14
    names: {条例: 《排污许可管理条例》}
    items:
      has_permit:
        law: [{name: 条例, article: 第2条, duty: 先领证后排污}]
        penalty: [{article: 条例第33条(一), range: 20万–100万}]

The pack is not part of the published form: law changes, and a misread article must be correctable. An
entry may have its own `from` and `until` inside the pack's days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.checklist_shape.fields import Complaints, Fields
from config.checklist_shape.yaml_text import YamlFaultError, read_yaml
from rules.banned import banned_words
from rules.law import ALWAYS, Law, Penalty, Span

NEVER = ("违法", "处罚")
"""No duty shown to an enterprise has these; other words of judgement are warned of, for law may use them."""


@dataclass(frozen=True, slots=True)
class LawTexts:
    """All packs for one checklist: entries by item id, and the days for which they are complete.

    `files` says which file an item id came from.
    """

    entries: Mapping[str, tuple[Law, ...]] = field(default_factory=dict)
    threats: Mapping[str, tuple[Penalty, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    files: Mapping[str, Complaints] = field(default_factory=dict)

    def laws(self, item: str) -> tuple[Law, ...]:
        """The duties of an item."""
        return self.entries.get(item, ())

    def penalties(self, item: str) -> tuple[Penalty, ...]:
        """What staff may look up about an item."""
        return self.threats.get(item, ())


def read_law(folder: Path | None, checklist: str, complaints: list[Complaints]) -> LawTexts:
    """Read every pack of the folder that is for this checklist; complaints are appended per file."""
    entries: dict[str, tuple[Law, ...]] = {}
    threats: dict[str, tuple[Penalty, ...]] = {}
    spans: list[Span] = []
    files: dict[str, Complaints] = {}
    for path in sorted(folder.glob("*.yaml")) if folder is not None else ():
        here = Complaints(path.name)
        complaints.append(here)
        pack = _pack(path, checklist, here)
        if pack is None:
            continue
        if any(_overlap(pack.span, other) for other in spans):
            here.error("from", "与另一份法条文件的日期重叠")
        spans.append(pack.span)
        for item, part in pack.items:
            files[item] = here
            entries[item] = entries.get(item, ()) + laws(part, pack.span, pack.names)
            threats[item] = threats.get(item, ()) + penalties(part, pack.span)
            part.done()
    return LawTexts(entries, threats, tuple(spans), files)


@dataclass(frozen=True, slots=True)
class _Pack:
    span: Span
    names: Mapping[str, object]
    items: list[tuple[str, Fields]]


def _pack(path: Path, checklist: str, complaints: Complaints) -> _Pack | None:
    try:
        top = Fields(read_yaml(path), "", complaints)
    except YamlFaultError as error:
        for fault in error.faults:
            complaints.error("", fault)
        return None
    if top.text("for") != checklist:
        return None
    since, until = top.day("from"), top.day("until")
    if since is not None and until is not None and until < since:
        top.error("until", "早于 from")
    top.text("title", "")
    items = top.mapping("items")
    pack = _Pack(
        Span(since, until),
        top.mapping("names"),
        [(id, Fields(entry, id, complaints)) for id, entry in items.items()],
    )
    top.done()
    return pack


def _overlap(one: Span, other: Span) -> bool:
    before = one.until is not None and other.since is not None and one.until < other.since
    after = other.until is not None and one.since is not None and other.until < one.since
    return not before and not after


def laws(part: Fields, within: Span = ALWAYS, names: Mapping[str, object] | None = None) -> tuple[Law, ...]:
    """The `law` list of an item: name, article, duty, certainty, from, until."""
    read = []
    for one in part.parts("law"):
        name, duty = one.text("name"), one.text("duty", "")
        for word in banned_words(duty):
            tell = one.error if word in NEVER else one.warn
            tell("duty", f"给企业看的文字里不写“{word}”，用大白话写义务")
        read.append(
            Law(
                name=name,
                article=one.text("article"),
                duty=duty,
                title=one.text("title", str((names or {}).get(name, ""))),
                certainty=one.choice("certainty", ("", "high", "medium", "low"), ""),
                span=_span(one, within),
            )
        )
        one.done()
    return tuple(read)


def penalties(part: Fields, within: Span = ALWAYS) -> tuple[Penalty, ...]:
    """The `penalty` list of an item: article, range, from, until."""
    read = []
    for one in part.parts("penalty"):
        read.append(Penalty(one.text("article"), one.text("range"), _span(one, within)))
        one.done()
    return tuple(read)


def _span(part: Fields, within: Span) -> Span:
    """The entry's own days, or the pack's."""
    return Span(part.day("from") or within.since, part.day("until") or within.until)
