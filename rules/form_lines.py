"""The sentences a form needs in 结论 because its boxes cannot say them: 不适用, 留空, 未能现场核实.

It lists what was answered and the declared reasons. It never words a verdict.
"""

import re
from collections.abc import Mapping

from rules.checklist import BLANK, Checklist
from rules.marks import FactValue, Verdict
from rules.survey import Survey, of_survey


@of_survey
def na_lines(checklist: Checklist, seen: Survey) -> tuple[str, ...]:
    """Why boxes are blank or follow another item, one line per reason, in the form's order.

    `不适用：第14项（证未载特殊时段要求）`, or the rule's own sentence. No full stop at the end.
    """
    numbers: dict[tuple[str, str], list[int]] = {}
    for item in checklist.items:
        why = _why_open(seen, item.id)
        if why is not None:
            numbers.setdefault(why, []).append(item.num)
    return tuple(_line(line, reason, nums, seen.facts) for (line, reason), nums in numbers.items())


def _why_open(seen: Survey, item: str) -> tuple[str, str] | None:
    """(the rule's own sentence or '', the reason); None where the item's box speaks for itself."""
    if item in seen.followed:
        line = seen.followed[item].line
        return (line, "") if line else None
    mark = seen.settled[item]
    if mark.verdict is Verdict.NOT_APPLICABLE:
        return (seen.standing[item].line, mark.reason)
    return None


def _line(line: str, reason: str, nums: list[int], facts: Mapping[str, FactValue]) -> str:
    if line:
        return fill(line, {**facts, "items": ranges(nums)})
    return f"不适用：第{ranges(nums)}项（{reason}）"


@of_survey
def unverified_lines(checklist: Checklist, seen: Survey) -> tuple[str, ...]:
    """What could not be verified on site, or waits for another office's word, one line per reason."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for item in checklist.items:
        mark = seen.settled[item.id]
        if mark.verdict is Verdict.UNVERIFIED:
            option = item.option(mark.half)
            head = "待复核" if option is not None and option.pending else "未能现场核实"
            numbers.setdefault((head, mark.reason), []).append(item.num)
    return tuple(
        f"{head}：第{ranges(nums)}项" + (f"（{why}）" if (why := reason.removesuffix(f"，{head}")) else "")
        for (head, reason), nums in numbers.items()
    )


def ranges(numbers: list[int]) -> str:
    """[2, 7, 13, 14, 15] → `2、7、13–15`. Two neighbours stay two numbers."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


def fill(text: str, facts: Mapping[str, FactValue]) -> str:
    """Put facts into `{fact id}`; what is not known stays `____`."""
    return re.sub(r"\{(\w+)\}", lambda place: str(facts.get(place[1]) or BLANK), text)
