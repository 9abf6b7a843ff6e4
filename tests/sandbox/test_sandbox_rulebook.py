"""The rulebook is enforced: every rule has lines that ask for it, and what is not sourced can be switched."""

from dataclasses import fields

import pytest

from sandbox.rulebook import CAN_BE_OFF, RULES
from sandbox.settings import Delivery, Switches
from sandbox.toml_file import SettingsError, from_mapping
from tests.sandbox import rule_table, rule_table_callbacks, rule_table_cards
from tests.sandbox.rule_rows import Row
from tests.sandbox.stage import CORP, Control, Start

TABLE = (*rule_table.ROWS, *rule_table_cards.ROWS, *rule_table_callbacks.ROWS)
FAULTS = frozenset({"X"})
"""Not a rule of the platform: what was planned to go wrong, tried in the tests of faults."""


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.rule}-{row.asked}" for row in TABLE])
def test_what_is_asked_is_answered_by_the_rule(start: Start, row: Row) -> None:
    control = start(row.bot, **row.world)

    assert row.ask(control) == row.answer
    assert not row.noted or row.rule in noted(control)


def noted(control: Control) -> set[str]:
    entries = control.get("log", limit=500)["entries"]
    own = {str(entry["rule"]) for entry in entries if entry["kind"] == "note"}
    return own | {str(note["rule"]) for entry in entries for note in entry.get("notes", [])}


def test_every_rule_has_a_line() -> None:
    assert {row.rule for row in TABLE} == set(RULES) - FAULTS


def test_what_is_not_sourced_can_be_switched() -> None:
    known = {each.name for shape in (Switches, Delivery) for each in fields(shape)}

    assert [rule.id for rule in RULES.values() if not rule.sourced and rule.switch not in known] == []
    assert {row.rule for row in TABLE if row.world} >= {"K3", "K4", "R6", "T8", "M6", "C3", "U1", "B3", "L7"}


@pytest.mark.parametrize("rule", sorted(CAN_BE_OFF))
def test_a_rule_is_switched_off_by_its_name(rule: str) -> None:
    settings = from_mapping({"corp": _corp(), "switches": {"off": [rule]}})

    assert not settings.switches.enforces(rule)


def test_a_rule_of_the_documentation_cannot_be_switched_off() -> None:
    with pytest.raises(SettingsError, match=r"S5 cannot be switched off; .*K3"):
        from_mapping({"corp": _corp(), "switches": {"off": ["S5"]}})


def _corp() -> dict[str, object]:
    return {name: getattr(CORP, name) for name in ("corp_id", "agent_id", "secret", "token", "aes_key")}
