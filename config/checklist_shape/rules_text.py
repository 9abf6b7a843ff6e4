"""Reads the rules across items: one condition, and what it does to which items.

    - id: X2
      when: {all: [{fact: tier, in: [重点管理]}, {answer: has_permit, is: hazard}]}
      do:
        - {skip: permit, say: 无证，依证核查项不适用}
        - {ask: discharge_without_permit}

Items are named by id, by a group of the file, by `all`, or by `sheet` for none in particular.
"""

from collections.abc import Mapping
from typing import cast, get_args

from config.checklist_shape.fields import Complaints, Fields, nearest
from rules.conditions import ConditionError, parse
from rules.cross_rules import CrossRule, Effect

EFFECTS: tuple[str, ...] = get_args(Effect)


class Groups:
    """Names for several items at once."""

    def __init__(self, items: tuple[str, ...], groups: Mapping[str, object], complaints: Complaints) -> None:
        self.complaints = complaints
        self.members: dict[str, tuple[str, ...]] = {"all": items, "sheet": ()}
        self.members |= {item: (item,) for item in items}
        for name, members in groups.items():
            if name in self.members:
                complaints.error(f"groups {name}", "这个名字已经用过了")
            self.members[name] = self.items(members, f"groups {name}")

    def items(self, names: object, where: str) -> tuple[str, ...]:
        """The items that a name or a list of names stands for; unknown names are complained of."""
        found: dict[str, None] = {}
        for name in names if isinstance(names, list) else [names]:
            if isinstance(name, str) and name in self.members:
                found |= dict.fromkeys(self.members[name])
            else:
                self.complaints.error(where, f"没有“{name}”这一项或这一组{nearest(name, self.members)}")
        return tuple(found)


def read_rules(top: Fields, groups: Groups) -> tuple[CrossRule, ...]:
    """All rules, one CrossRule per effect, in the file's order."""
    rules: list[CrossRule] = []
    for part in top.parts("rules"):
        rules += _rule(part, groups)
    return tuple(rules)


def _rule(part: Fields, groups: Groups) -> list[CrossRule]:
    id = part.text("id")
    part.where = f"规则 {id}"
    given = part.raw("when")
    when = None
    if given is not None:
        try:
            when = parse(given, "when")
        except ConditionError as error:
            part.complaints.error(part.where, str(error))
    effects = part.parts("do")
    if not effects:
        part.error("do", "至少写一个效果")
    read = [rule for one in effects if (rule := _effect(id, one, groups)) is not None]
    part.done()
    return [
        CrossRule(
            id=id, effect=rule.effect, when=when, items=rule.items, into=rule.into,
            say=rule.say, line=rule.line, half=rule.half,
        )
        for rule in read
    ]  # fmt: skip


def _effect(id: str, part: Fields, groups: Groups) -> CrossRule | None:
    names = [name for name in EFFECTS if name in part.given]
    part.known |= set(EFFECTS)
    rule = None
    if len(names) == 1:
        rule = CrossRule(
            id=id,
            effect=cast(Effect, names[0]),
            items=groups.items(part.raw(names[0]), f"{part.where} {names[0]}"),
            into=part.text("into", ""),
            say=part.text("say", ""),
            line=part.text("line", ""),
            half=part.text("half", ""),
        )
    else:
        part.known |= {"into", "say", "line", "half"}
        part.complaints.error(part.where, f"效果要写 {'、'.join(EFFECTS)} 其中一个，并且只写一个")
    part.done()
    return rule
