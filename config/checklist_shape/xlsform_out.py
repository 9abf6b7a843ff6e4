"""Writes a checklist as an XLSForm workbook that an office can edit. What `xlsform_in` reads is the same.

Every cell is text: nothing becomes a formula or a date. Nothing is decided here.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from config.checklist_shape.expression import write_expression
from config.checklist_shape.sheet_rows import ANSWERS, DETAILS, FACTS, HALF, PRESET, REASON, SHEETS, YES_NO
from config.checklist_shape.written import Mapped, to_mapping
from rules.checklist import Checklist

_WIDE = {"label", "hint", "relevant", "fix", "text", "say", "line", "when", "duty", "items"}
_HEAD = PatternFill("solid", fgColor="E8EEF7")


def workbook_of(checklist: Checklist) -> bytes:
    """The .xlsx of a checklist that was read without the folder of law."""
    writer = _Writer(checklist)
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = {
        "survey": list(writer.survey()), "choices": list(writer.choices()), "settings": [writer.settings()],
        "rules": list(writer.rules()), "law": list(writer.law()),
    }  # fmt: skip
    for name, columns in SHEETS.items():
        _fill(book.create_sheet(name), columns, rows[name])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(sheet: Worksheet, columns: tuple[str, ...], rows: list[Mapped]) -> None:
    lines = [dict(zip(columns, columns, strict=True)), *rows]
    for y, line in enumerate(lines, 1):
        for x, column in enumerate(columns, 1):
            cell = sheet.cell(y, x)
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=column in _WIDE)
            if (text := _text(line.get(column))) != "":
                cell.value = text
                cell.data_type = "s"
            if y == 1:
                cell.font, cell.fill = Font(bold=True), _HEAD
    for x, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(x)].width = 42 if column in _WIDE else 15
    sheet.freeze_panes = "A2"


def _text(value: object) -> str:
    if value is None or value is False or value == 0:
        return "" if value is not False else "no"
    return "yes" if value is True else str(value)


class _Writer:
    """Rows of every sheet. `form` is the mapping of the checklist's file."""

    def __init__(self, checklist: Checklist) -> None:
        self.form = to_mapping(checklist)
        self.bad = {item.id: item.hazard_when for item in checklist.items}
        self.bools = {fact.id for fact in checklist.facts if fact.kind == "bool"}
        self.words = checklist.verdict_words

    def settings(self) -> Mapped:
        form = self.form
        return {
            "form_title": form["title"], "form_id": form["id"], "version": form["version"],
            "source": form.get("source"), "card_most": form.get("card_most"),
        }  # fmt: skip

    def survey(self) -> Iterator[Mapped]:
        yield {"type": "begin_group", "name": FACTS, "label": "情况"}
        yield from (self._fact(fact) for fact in self.form.get("facts", ()))
        yield {"type": "end_group"}
        for section in self.form["sections"]:
            yield {
                "type": "begin_group", "name": section["id"], "label": section["name"],
                "numeral": section["numeral"],
            }  # fmt: skip
            places = _places(section.get("rows", ()))
            for item in section["items"]:
                yield from self._item(item, places)
            yield {"type": "end_group"}

    def _fact(self, fact: Mapped) -> Mapped:
        kind = fact.get("kind", "bool")
        sort = {"bool": f"select_one {YES_NO}", "choice": f"select_one {fact['id']}", "text": "text"}[kind]
        return {
            "type": sort, "name": fact["id"], "label": fact["ask"], "hint": fact.get("explains"),
            "relevant": self.expression(fact.get("asked_when")),
            "true_when": self.expression(fact.get("true_when")),
        }  # fmt: skip

    def _item(self, item: Mapped, places: Mapping[str, str]) -> Iterator[Mapped]:
        id, bad = item["id"], f"${{{item['id']}}} = '{item['hazard_when']}'"
        kept = (
            "num", "hazard_when", "skipped_because", "two_step", "serious", "fix_hold", "photo_required",
            "least_words", "fix", "certainty",
        )  # fmt: skip
        yield {
            "type": f"select_one {ANSWERS}", "name": id, "label": item["text"], "hint": item.get("notes"),
            "relevant": self.expression(item.get("asked_when")), "problem": item["label"],
            "row": places.get(id), **{name: item.get(name) for name in kept},
        }  # fmt: skip
        if "sub_choice" in item:
            label = item.get("sub_question")
            yield {"type": f"select_one {id}{HALF}", "name": f"{id}{HALF}", "label": label, "relevant": bad}
        if "presets" in item:
            yield {
                "type": f"select_one {id}{PRESET}", "name": f"{id}{PRESET}", "label": "描述", "relevant": bad,
            }  # fmt: skip

    def choices(self) -> Iterator[Mapped]:
        for word in self.words:
            yield {"list_name": ANSWERS, "name": word.side, "label": word.word}
        yield from ({"list_name": YES_NO, "name": n, "label": w} for n, w in (("yes", "有"), ("no", "没有")))
        for fact in self.form.get("facts", ()):
            printed = fact.get("printed", ())
            for option in fact.get("options", ()):
                shown = True if option in printed else None
                yield {"list_name": fact["id"], "name": option, "label": option, "printed": shown}
        for section in self.form["sections"]:
            for item in section["items"]:
                yield from _lists(item)

    def rules(self) -> Iterator[Mapped]:
        for rule in self.form.get("rules", ()):
            for effect in rule["do"]:
                name = next(key for key in effect if key not in ("into", "say", "line", "half"))
                items = effect[name]
                yield {
                    **effect, "id": rule["id"], "when": self.expression(rule.get("when")), "effect": name,
                    "items": items if isinstance(items, str) else " ".join(items),
                }  # fmt: skip

    def law(self) -> Iterator[Mapped]:
        for section in self.form["sections"]:
            for item in section["items"]:
                for kind in ("law", "penalty"):
                    yield from ({**one, "item": item["id"], "kind": kind} for one in item.get(kind, ()))

    def expression(self, condition: Any) -> str | None:
        return write_expression(condition, self._comparison) if condition else None

    def _comparison(self, head: str, name: str, value: object) -> str:
        ending = DETAILS.get(head, "")
        said = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else str(value)
        if head == "answer":
            bad = self.bad.get(name, "yes")
            said = {"hazard": bad, "clear": "no" if bad == "yes" else "yes", "not_applicable": "na"}.get(
                str(value), str(value)
            )
        quote = '"' if "'" in str(said) else "'"
        return f"${{{name}{ending}}} = {quote}{said}{quote}"


def _places(rows: Any) -> dict[str, str]:
    return {id: f"{y}-{x}" for y, row in enumerate(rows, 1) for x, id in enumerate(row, 1)}


def _lists(item: Mapped) -> Iterator[Mapped]:
    for one in item.get("sub_choice", ()):
        yield {**one, "list_name": f"{item['id']}{HALF}", "name": one["id"]}
    for one in item.get("presets", ()):
        yield {**one, "list_name": f"{item['id']}{PRESET}", "name": one["id"]}
    for n, reason in enumerate(item.get("na_reasons", ()), 1):
        yield {"list_name": f"{item['id']}{REASON}", "name": f"r{n}", "label": reason}
