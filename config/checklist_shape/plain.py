"""Turns the plain shape of a checklist, as an office writes it, into the full shape.

The plain shape has meta, facts, sections (with counts) and one list of items with prose around the
conditions. What can be derived is derived, with a warning to look at it; prose is kept as prose and
decides nothing. It never drops a field in silence.
"""

import re
from collections.abc import Mapping

from config.checklist_shape.answers_text import hazard_side, read_answers
from config.checklist_shape.fields import Complaints, Fields
from config.checklist_shape.plain_facts import answered_by, declared, head_choices, read_fact
from config.checklist_shape.plain_item import PlainContext, plain_item
from config.checklist_shape.plain_rules import derived_rules, stated_rules

PROSE = (
    "verbatim_note", "yaml_note", "law_regime", "law_sources", "money_unit", "certainty_scale",
    "serious_meaning", "fix_hold_meaning", "short_names", "radio_fields", "note", "notes",
)  # fmt: skip
ANSWERS = ("answers", "answer_words", "answer_options", "options")


def is_plain(data: object) -> bool:
    """Is this the plain shape? Its items lie at the top, or it has meta, or its items say `applies_to`."""
    if not isinstance(data, Mapping):
        return False
    if "items" in data or "meta" in data:
        return True
    sections = data.get("sections")
    inner = [s.get("items") for s in sections if isinstance(s, Mapping)] if isinstance(sections, list) else []
    items = [item for one in inner if isinstance(one, list) for item in one]
    return any(isinstance(item, Mapping) and "applies_to" in item for item in items)


def to_native(data: object, stem: str, complaints: Complaints) -> dict[str, object]:
    """The full shape of a plain file. `stem` names the file where meta gives no id and version."""
    top = Fields(data, "", complaints)
    meta = Fields(top.mapping("meta"), "meta", complaints)
    answers = _answers(top, meta)
    raw = _with_sections(top, complaints)
    facts = head_choices(top) | declared(top)
    read = [read_fact(id, given, complaints) for id, given in facts.items() if not answered_by(given)]
    context = _context(raw, facts, read, meta, answers, complaints)
    items = [(section, plain_item(one, n, context)) for n, (section, one) in enumerate(raw, 1)]
    _numbered(items, complaints)
    native: dict[str, object] = {
        **_identity(top, meta, stem, complaints),
        **({"answers": answers} if answers is not None else {}),
        **({"groups": top.raw("groups")} if "groups" in top.given else {}),
        **({"card_most": top.raw("card_most")} if "card_most" in top.given else {}),
        "facts": read,
        "sections": _sections(top, items, complaints),
        "rules": [*derived_rules(context), *stated_rules(top, context, complaints)],
    }
    _counts(meta, [item for _, item in items], complaints)
    _unused(top, meta, complaints)
    return native


def _numbered(items: list[tuple[str, dict[str, object]]], complaints: Complaints) -> None:
    """Numbers that begin anew in every section are counted through: 「改 17」 must mean one item."""
    by_section: dict[str, list[object]] = {}
    for section, item in items:
        by_section.setdefault(section, []).append(item["num"])
    numbers = [item["num"] for _, item in items]
    restarts = len(set(numbers)) < len(numbers) and all(
        own == list(range(1, len(own) + 1)) for own in by_section.values()
    )
    if not restarts:
        return
    complaints.warn("num", f"每组都从 1 开始，改为全表连着编（1 到 {len(items)}）")
    for place, (_, item) in enumerate(items, 1):
        item["num"] = place


def _answers(top: Fields, meta: Fields) -> object:
    given = [place.raw(name) for place in (top, meta) for name in ANSWERS]
    return next((value for value in given if value is not None), None)


def _with_sections(top: Fields, complaints: Complaints) -> list[tuple[str, object]]:
    """(section name, item) in the file's order, wherever the items lie."""
    value = top.raw("items")
    flat = [{"id": id, **_mapping(one)} for id, one in value.items()] if isinstance(value, Mapping) else None
    found: list[tuple[str, object]] = []
    for one in flat if flat is not None else top.entries("items"):
        before = found[-1][0] if found else ""
        found.append((str(_mapping(one).get("section") or before), one))
    for section in top.entries("sections"):
        inner = _mapping(section).get("items")
        if isinstance(inner, list):
            found += [(str(_mapping(section).get("name", "")), one) for one in inner]
    if not found:
        complaints.error("items", "一项都没有")
    return found


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _context(
    raw: list[tuple[str, object]],
    facts: Mapping[str, object],
    read: list[dict[str, object]],
    meta: Fields,
    answers: object,
    complaints: Complaints,
) -> PlainContext:
    quiet = Complaints("")
    words = read_answers(answers, quiet)
    hazards, by_num = {}, {}
    for n, (_, one) in enumerate(raw, 1):
        given = _mapping(one)
        id = str(given.get("id") or f"q{n}")
        hazards[id] = hazard_side(Fields(given, "", quiet), words)
        by_num[id] = id
        by_num.setdefault(str(given.get("num", n)), id)
    aliases = {id: by_num.get(answered_by(given), "") for id, given in facts.items() if answered_by(given)}
    for id, item in aliases.items():
        if not item:
            complaints.error(f"facts {id}", f"没有第“{answered_by(facts[id])}”项")
    return PlainContext(
        complaints=complaints,
        words=words,
        kinds={str(fact["id"]): str(fact["kind"]) for fact in read},
        asks={str(fact["id"]): str(fact["ask"]) for fact in read},
        hazards=hazards,
        permit=next(iter(aliases.values()), ""),
        aliases=aliases,
        titles={str(k): str(v) for k, v in meta.mapping("short_names").items()},
    )


def _identity(top: Fields, meta: Fields, stem: str, complaints: Complaints) -> dict[str, object]:
    id, _, version = stem.partition("-")
    given_id = meta.text("id", "") or top.text("id", "")
    given_version = meta.text("version", "") or top.text("version", "")
    if not given_id or not given_version:
        version = given_version or version or "1"
        complaints.warn("meta", f"没写 id 和 version，按文件名记为 {given_id or id} 和 {version}")
    titles = [place.text(name, "") for place in (meta, top) for name in ("form_title", "title", "name")]
    title = next((one for one in titles if one), "")
    if not title:
        meta.error("form_title", "没有写")
    return {
        "id": re.sub(r"\W", "_", given_id or id),
        "version": given_version or version,
        "title": title,
        "source": meta.text("source", "") or top.text("source", ""),
    }


def _sections(
    top: Fields, items: list[tuple[str, dict[str, object]]], complaints: Complaints
) -> list[dict[str, object]]:
    read: list[dict[str, object]] = []
    names: list[str] = []
    for n, given in enumerate(top.entries("sections"), 1):
        part = Fields({"name": given} if isinstance(given, str) else given, f"sections 第{n}组", complaints)
        name, inner = part.text("name"), part.raw("items")
        names.append(name)
        own = [item for section, item in items if section == name]
        count = 0 if isinstance(inner, list) else part.number("items", 0)
        if count and count != len(own):
            complaints.error(f"sections {name}", f"items：写的是 {count} 项，实有 {len(own)} 项")
        section: dict[str, object] = {"id": part.text("id", f"s{n}"), "name": name, "items": own}
        section |= {one: value for one in ("rows", "numeral") if (value := part.raw(one)) is not None}
        part.done()
        if own:
            read.append(section)
        else:
            complaints.warn(f"sections {name}", "这一组一项都没有，不印")
    for section_name, item in items:
        if section_name not in names and not top.entries("sections"):
            names.append(section_name)
            own = [one for section, one in items if section == section_name]
            read.append({"id": f"s{len(names)}", "name": section_name or "检查内容", "items": own})
        elif section_name not in names:
            complaints.error(str(item.get("id", "")), f"section：没有“{section_name}”这一组")
    return read


def _counts(meta: Fields, items: list[dict[str, object]], complaints: Complaints) -> None:
    hazards = [item.get("hazard_when") for item in items]
    for name, have in (
        ("yes_no_item_count", len(items)),
        ("item_count", len(items)),
        ("hazard_when_no", hazards.count("no")),
        ("hazard_when_yes", hazards.count("yes")),
    ):
        said = meta.number(name, have)
        if said != have:
            complaints.error("meta", f"{name}：写的是 {said}，实有 {have}")


def _unused(top: Fields, meta: Fields, complaints: Complaints) -> None:
    """Fields that describe the paper around the items: known, and not part of the checklist."""
    for name in ("header_fields", "footer_fields", "not_on_form_but_needed"):
        if top.entries(name):
            complaints.warn(name, "表头、表尾由程序的表单部分负责，这里只当说明")
    for name in PROSE:
        meta.raw(name)
    meta.done()
    top.done()
