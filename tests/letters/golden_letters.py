"""The golden letters: composed words kept as JSON beside this file.

`python -m tests.letters.golden_letters` writes them anew; the difference is then read by a person.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from notices.facts.kinds import Facts
from notices.letter import compose
from tests.letters import samples

GOLDEN = Path(__file__).parent / "golden"


def golden_facts() -> dict[str, tuple[Facts, bool]]:
    """Return the facts of every golden letter by name, and whether it is a preview."""
    return {
        "warning": (samples.warning(contact="联系人：王敏，电话：0577-00000000"), False),
        "warning_preview": (samples.warning(days=None, issued_on=None), True),
        "warning_one_hazard": (samples.warning(hazards=samples.HAZARDS[:1], copy="存根"), False),
        "warning_red": (samples.warning(head="red"), False),
        "reminder": (samples.reminder(), False),
        "reminder_red": (samples.reminder(head="red"), False),
        "form": (samples.form(), False),
        "form_photos": (samples.form(photos=samples.photos()), False),
        "form_blank": (samples.blank_form(), False),
        "transfer": (samples.transfer(), False),
        "routed": (samples.routed(), False),
        "annex4": (samples.annex4(), False),
        "certificate": (samples.certificate(), False),
        "certificate_left": (samples.left_behind(), False),
    }


def as_json(facts: Facts, preview: bool) -> str:
    """Return a composed letter as readable JSON; every block says what it is."""
    letter = compose(facts, preview=preview)
    words = asdict(letter)
    del words["fixed"], words["verify"]
    words["day"] = None if letter.day is None else letter.day.isoformat()
    words["blocks"] = [{"is": type(block).__name__, **asdict(block)} for block in letter.blocks]
    return json.dumps(words, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, (facts, preview) in golden_facts().items():
        (GOLDEN / f"{name}.json").write_text(as_json(facts, preview), encoding="utf-8")
