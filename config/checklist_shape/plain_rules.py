"""The rules of a plain file: those its items imply, and those it states.

A stated rule's `if` becomes a condition where every name in it is declared, and its `then` a prompt shown
when it holds; prose alone is kept for people and decides nothing. `then` written as effects is a rule.
"""

from collections.abc import Mapping

from config.checklist_shape.expression import ExpressionError, read_expression
from config.checklist_shape.fields import Complaints, Fields
from config.checklist_shape.plain_item import PlainContext


def derived_rules(context: PlainContext) -> list[dict[str, object]]:
    """applies_to.requires_permit and applies_to.production, as rules."""
    rules: list[dict[str, object]] = []
    if context.needs_permit:
        effect = {"skip": context.needs_permit, "say": "无证，依证核查项不适用"}
        when = {"answer": context.permit, "is": "hazard"}
        rules.append({"id": "requires_permit", "when": when, "do": [effect]})
    for states, ids in context.running.items():
        effect = {"unverified": ids, "say": "未在生产，未能现场核实"}
        when_not = {"not": {"fact": "production", "in": list(states)}}
        rules.append({"id": "production", "when": when_not, "do": [effect]})
    return rules


def stated_rules(top: Fields, context: PlainContext, complaints: Complaints) -> list[dict[str, object]]:
    """`rules` in the full shape as they stand, and `cross_rules`."""
    rules: list[dict[str, object]] = [
        dict(one) if isinstance(one, Mapping) else {"id": str(one)} for one in top.entries("rules")
    ]
    for n, part in enumerate(top.parts("cross_rules"), 1):
        id, when, then = part.text("id", f"R{n}"), part.raw("if") or part.raw("when"), part.raw("then")
        part.where = f"cross_rules {id}"
        part.done()
        condition = when if isinstance(when, Mapping) else _condition(str(when or ""), part, context)
        if isinstance(then, Mapping | list):
            effects = then if isinstance(then, list) else [then]
            rules.append({"id": id, "do": effects} | ({"when": condition} if when else {}))
            if condition is None and when:
                part.error("if", f"“{when}”看不懂，效果不知道什么时候用")
            continue
        say = str(then or "")
        if condition is None:
            complaints.warn(part.where, "是文字说明，程序照样给人看，但不会执行")
            rules.append({"id": id, "do": [{"note": "sheet", "say": f"{when or ''} → {say}"}]})
        else:
            complaints.warn(part.where, "条件成立时把“then”的话给人看，不会自动改答案")
            rules.append({"id": id, "when": condition, "do": [{"prompt": "sheet", "say": say}]})
    return rules


def _condition(words: str, part: Fields, context: PlainContext) -> dict[str, object] | None:
    if not words:
        return None
    try:
        return read_expression(words, context.meaning)
    except ExpressionError as error:
        if "=" in words and "没有声明" in str(error) and words.isascii():
            part.error("if", str(error))
        return None
