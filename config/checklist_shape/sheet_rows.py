"""The columns of a checklist's workbook (XLSForm: survey, choices, settings; and two sheets of our own).

The names of the first columns are XLSForm's, so that other tools open the form; what XLSForm has no word
for has columns of its own, which those tools ignore.
"""

SURVEY = (
    "type", "name", "label", "hint", "relevant", "num", "problem", "hazard_when", "skipped_because",
    "two_step", "serious", "fix_hold", "photo_required", "least_words", "fix", "certainty", "numeral", "row",
    "true_when",
)  # fmt: skip
CHOICES = ("list_name", "name", "label", "text", "blank", "half", "act", "leader", "pending", "printed")
SETTINGS = ("form_title", "form_id", "version", "source", "card_most")
RULES = ("id", "when", "effect", "items", "into", "say", "line", "half")
LAW = ("item", "kind", "name", "title", "article", "duty", "range", "certainty", "from", "until")

SHEETS = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "rules": RULES, "law": LAW}
FACTS = "facts"
"""The group of the survey that holds the facts; every other group is a section."""

ANSWERS, YES_NO = "answers", "yes_no"
HALF, PRESET, REASON = "__half", "__preset", "__na"
"""Endings of an item's lists: sub-choices, ready descriptions, reasons for 不适用."""

DETAILS = {"half": HALF, "act": "__act", "intent": "__intent"}
"""How a condition names a detail of an item's answer."""
