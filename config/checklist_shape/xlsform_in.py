"""Reads an XLSForm workbook into the full shape of a checklist file. Complaints name sheet, row, column.

What a column does not say is left out, so that the reader of the full shape says what is missing.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from config.checklist_shape import workbook_lines
from config.checklist_shape.expression import ExpressionError, read_expression
from config.checklist_shape.fields import Complaints, nearest
from config.checklist_shape.sheet_rows import ANSWERS, DETAILS, FACTS, HALF, PRESET, REASON, SHEETS, YES_NO
from config.checklist_shape.workbook_lines import Line

NEEDED = ("survey", "choices", "settings")
FLAGS = ("two_step", "serious", "fix_hold", "photo_required", "leader", "pending", "act")
_BOOLS = {
    "yes": True,
    "true": True,
    "是": True,
    "1": True,
    "no": False,
    "false": False,
    "否": False,
    "0": False,
}
Mapped = dict[str, Any]


def read_xlsform(path: Path, complaints: Complaints) -> Mapped:
    """The full shape of a workbook. Raises YamlFaultError if it is no workbook at all."""
    sheets = workbook_lines.sheets(path)
    for name in NEEDED:
        if name not in sheets:
            complaints.error("", f"少了工作表 {name}{nearest(name, sheets)}")
    lines = {name: list(workbook_lines.lines(name, sheets.get(name, []), complaints)) for name in SHEETS}
    return _Reader(lines, complaints).form()


@dataclass
class _Reader:
    """Turns lines into the full shape."""

    lines: dict[str, list[Line]]
    complaints: Complaints
    kinds: dict[str, str] = field(default_factory=dict)
    bad: dict[str, str] = field(default_factory=dict)

    def form(self) -> Mapped:
        self.lists = self._lists()
        facts, sections = self._groups()
        settings = self.lines["settings"][0] if self.lines["settings"] else Line("settings", {})
        self.kinds = {line.get("name"): self._kind(line) for line in facts}
        items = [line for _, inner in sections for line in inner if self._is_item(line)]
        self.bad = {line.get("name"): self._side(line) for line in items}
        return {
            **_said(
                id=settings.get("form_id"), version=settings.get("version"), title=settings.get("form_title"),
                source=settings.get("source"), card_most=_number(settings.get("card_most")),
            ),
            "answers": [{"side": one.get("name"), "word": one.get("label")} for one in self._answers(items)],
            "facts": [self._fact(line) for line in facts],
            "sections": [self._section(head, inner) for head, inner in sections],
            "rules": [self._rule(line) for line in self.lines["rules"]],
        }  # fmt: skip

    def _lists(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines["choices"]:
            found.setdefault(line.get("list_name"), []).append(line)
        return found

    def _groups(self) -> tuple[list[Line], list[tuple[Line, list[Line]]]]:
        """The facts, and (group row, rows inside) for every section."""
        facts: list[Line] = []
        sections: list[tuple[Line, list[Line]]] = []
        inside: list[Line] | None = None
        for line in self.lines["survey"]:
            sort = line.get("type").replace(" ", "_").lower()
            if sort in ("begin_group", "begin_section"):
                if inside is not None:
                    self.complaints.error(line.where, "type：组里面不能再开一组")
                inside = facts if line.get("name") == FACTS else []
                if inside is not facts:
                    sections.append((line, inside))
            elif sort == "end_group":
                inside = None
            elif inside is None:
                self.complaints.error(line.where, "这一行不在任何一组里（begin_group 到 end_group 之间）")
            else:
                inside.append(line)
        if inside is not None:
            self.complaints.error("survey", "最后一组没有 end_group")
        return facts, sections

    def _is_item(self, line: Line) -> bool:
        return not line.get("name").endswith((HALF, PRESET))

    def _answers(self, items: list[Line]) -> list[Line]:
        used = list(dict.fromkeys(_list_of(line) for line in items))
        for line in items:
            if _list_of(line) != used[0]:
                self.complaints.error(line.where, f"type：各项要用同一组答案，第一项用的是“{used[0]}”")
        return self.lists.get(used[0] if used else ANSWERS, [])

    def _kind(self, line: Line) -> str:
        sort = line.get("type")
        if sort == "text":
            return "text"
        name = _list_of(line)
        return "bool" if name == YES_NO else "choice"

    def _side(self, line: Line) -> str:
        words = {one.get("label"): one.get("name") for one in self.lists.get(_list_of(line), [])}
        said = line.get("hazard_when")
        return words.get(said, "yes" if said == "是" else "no" if said == "否" else said)

    def _fact(self, line: Line) -> Mapped:
        kind, options = self.kinds[line.get("name")], self.lists.get(_list_of(line), [])
        if kind == "choice" and not options:
            self.complaints.error(line.where, f"type：choices 里没有“{_list_of(line)}”{self._near(line)}")
        return _said(
            id=line.get("name"), ask=line.get("label"), kind=kind, explains=line.get("hint"),
            options=[one.get("label") for one in options] if kind == "choice" else None,
            printed=[one.get("label") for one in options if _BOOLS.get(one.get("printed"))]
            if kind == "choice" else None,
            asked_when=self._condition(line, "relevant"), true_when=self._condition(line, "true_when"),
        )  # fmt: skip

    def _near(self, line: Line) -> str:
        return nearest(_list_of(line), self.lists)

    def _section(self, head: Line, inner: list[Line]) -> Mapped:
        asked = {line.get("name"): line.get("label") for line in inner if line.get("name").endswith(HALF)}
        items = [line for line in inner if self._is_item(line)]
        return _said(
            id=head.get("name"), name=head.get("label"), numeral=head.get("numeral"), rows=_rows(items),
            items=[self._item(line, asked) for line in items],
        )  # fmt: skip

    def _item(self, line: Line, asked: dict[str, str]) -> Mapped:
        id = line.get("name")
        flags = {name: _flag(line.get(name)) for name in FLAGS if line.get(name)}
        law = [one for one in self.lines["law"] if one.get("item") == id]
        return _said(
            id=id, num=_number(line.get("num")), text=line.get("label"), label=line.get("problem"),
            hazard_when=self._side(line), asked_when=self._condition(line, "relevant"),
            skipped_because=line.get("skipped_because"), sub_question=asked.get(f"{id}{HALF}"),
            na_reasons=[one.get("label") for one in self.lists.get(f"{id}{REASON}", [])],
            sub_choice=[_choice(one) for one in self.lists.get(f"{id}{HALF}", [])],
            presets=[_choice(one) for one in self.lists.get(f"{id}{PRESET}", [])],
            least_words=_number(line.get("least_words")), fix=line.get("fix"), notes=line.get("hint"),
            certainty=line.get("certainty"), law=[_law(one) for one in law if one.get("kind") == "law"],
            penalty=[_law(one) for one in law if one.get("kind") == "penalty"], **flags,
        )  # fmt: skip

    def _rule(self, line: Line) -> Mapped:
        names: Any = line.get("items").split()
        if len(names) == 1:
            names = names[0]
        rest = {name: line.get(name) for name in ("into", "say", "line", "half")}
        effect = {line.get("effect"): names} | _said(**rest)
        return _said(id=line.get("id"), when=self._condition(line, "when")) | {"do": [effect]}

    def _condition(self, line: Line, column: str) -> Mapped | None:
        if not (text := line.get(column)):
            return None
        try:
            return read_expression(text, self._meaning)
        except ExpressionError as error:
            self.complaints.error(line.where, f"{column}：{error}")
            return None

    def _meaning(self, name: str, values: tuple[str, ...]) -> Mapped:
        said = values or ("yes",)
        if name in self.kinds:
            yes_no = self.kinds[name] == "bool"
            return {"fact": name, "in": [_BOOLS.get(v, v) if yes_no else v for v in said]}
        for detail, ending in DETAILS.items():
            if name.endswith(ending) and name.removesuffix(ending) in self.bad:
                given = [_BOOLS.get(v, v) if detail == "act" else v for v in said]
                return {detail: name.removesuffix(ending), "in": given}
        if name not in self.bad:
            raise ExpressionError(f"没有“{name}”这个事实或项{nearest(name, (*self.kinds, *self.bad))}")
        return {"answer": name, "in": [self._verdict(name, value) for value in said]}

    def _verdict(self, name: str, value: str) -> str:
        if value == "na":
            return "not_applicable"
        if value in ("yes", "no"):
            return "hazard" if self.bad[name] == value else "clear"
        return value


def _said(**fields: Any) -> Mapped:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _list_of(line: Line) -> str:
    return line.get("type").partition(" ")[2].strip()


def _number(text: str) -> object:
    return int(text) if text.isdecimal() else text or None


def _flag(text: str) -> object:
    return _BOOLS.get(text.lower(), text)


def _choice(line: Line) -> Mapped:
    flags = {name: _flag(line.get(name)) for name in ("leader", "pending", "act") if line.get(name)}
    rest = {name: line.get(name) for name in ("label", "text", "blank", "half")}
    return _said(id=line.get("name"), **rest) | flags


def _law(line: Line) -> Mapped:
    rest = ("name", "title", "article", "duty", "range", "certainty")
    days = {name: _day(line.get(name)) for name in ("from", "until")}
    return _said(**{name: line.get(name) for name in rest}, **days)


def _day(text: str) -> object:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    return text or None


def _rows(items: list[Line]) -> list[list[str]] | None:
    """The paper's layout from `row` (line-place); None where no item has one."""
    placed = [(line.get("row"), line.get("name")) for line in items]
    if not any(row for row, _ in placed):
        return None
    rows: dict[int, list[tuple[int, str]]] = {}
    for n, (row, name) in enumerate(placed):
        y, _, x = row.partition("-")
        line = int(y) if y.isdecimal() else 10_000 + n
        rows.setdefault(line, []).append((int(x) if x.isdecimal() else n, name))
    return [[name for _, name in sorted(rows[y])] for y in sorted(rows)]
