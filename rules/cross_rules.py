"""The rules across items of a checklist, as data: one condition, one effect, the items it reaches.

Nothing is evaluated here (`rules.survey`, `rules.assessment`), and no rule runs code.
"""

from dataclasses import dataclass
from typing import Literal

from rules.conditions import Condition

Effect = Literal[
    "skip", "waive", "unverified", "ask", "follow", "merge", "same", "prompt", "note", "no_warning"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRule:
    """One effect of one rule across items; the rules of the form's document keep their ids (X1, …).

    skip        items do not apply (hard: an answer given earlier is put aside); `say` is the reason
    waive       items need not be asked any more, but a ticked problem stands
    unverified  items cannot be found clear: 未能现场核实 unless there is evidence of a hazard
    ask         items must be answered by themselves, not by 本组没有问题; `say` asks for it
    follow      items are hazards because another answer entails it; `half` is their sub-choice
    merge       hazards among items and `into` count as one problem
    same        items that are often one fact: offered to the person, never merged by itself
    prompt      shown to the person (about the first of items, or the whole sheet); ticks nothing
    note        words for people only, never evaluated
    no_warning  no warning notice may come of this sheet; `say` is why

    `line` is the sentence for 结论 (`{items}` numbers, `{fact id}` a fact or ____).
    """

    id: str
    effect: Effect
    when: Condition | None = None
    items: tuple[str, ...] = ()
    into: str = ""
    say: str = ""
    line: str = ""
    half: str = ""
