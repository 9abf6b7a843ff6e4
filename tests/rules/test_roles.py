"""The table of rights, word for word as the process text has it, against what is allowed."""

import pytest

from rules.roles import Action, Role, any_may, may, reaches

COLUMNS = (
    Role.OFFICER, Role.EXPERT, Role.LEADER, Role.LIAISON, Role.SUPERVISOR, Role.LEGAL, Role.ARCHIVIST,
    Role.CONTACT, Role.ADMIN,
)  # fmt: skip

# thing | 执法人员 | 专家/科室 | 队负责人 | 内勤 | 督导组 | 执法办 | 档案员 | 企业联系人 | 管理员
TABLE = """
visit | W | comment | W A | R | R spot_check | R | R | R confirm | –
hazard | W | write_readings | W | R | R | R | R | R | –
gate | propose | – | A | – | R | R override | – | – | –
number | request | – | A | – | R | A set_prefix | R | – | –
receipt | W | – | correct | W | R | R | R | confirm | –
extension | propose | advise | A | – | R | approve_long | R | request | –
closing | W | advise | A | – | R reopen | R | R | feedback | –
transfer | propose | – | A | – | R | A | R | – | –
table | R | – | A | W | R | consolidate A | R | – | –
pressing | R | – | reply | R | issue | issue | – | – | –
archive | – | – | – | – | R | R | W | – | –
config | – | – | – | – | – | write_business | – | – | write_technical
"""
WORDS = {"R": "read", "W": "write", "A": "approve"}


def rights() -> dict[tuple[Role, str], set[str]]:
    found = {}
    for line in TABLE.strip().splitlines():
        thing, *cells = (cell.strip() for cell in line.split("|"))
        for role, cell in zip(COLUMNS, cells, strict=True):
            found[role, thing] = {WORDS.get(word, word) for word in cell.split() if word != "–"}
    return found


@pytest.mark.parametrize("role", COLUMNS)
@pytest.mark.parametrize("action", list(Action))
def test_the_table_is_held_to_the_letter(role: Role, action: Action) -> None:
    thing, right = action.split(".")
    cell = rights()[role, thing]

    # Whoever has any right to a thing may look at it.
    wanted = bool(cell) if right == "read" else right in cell
    assert may(role, action) is wanted


def test_the_table_names_no_right_that_does_not_exist() -> None:
    named = {f"{thing}.{right}" for (_, thing), cell in rights().items() for right in cell}

    assert named <= {str(action) for action in Action}


def test_the_enterprise_never_sees_the_gate_and_the_administrator_no_content() -> None:
    assert not any(may(Role.CONTACT, action) for action in Action if action.thing == "gate")
    assert {action for action in Action if may(Role.ADMIN, action)} == {Action.CONFIG_WRITE_TECHNICAL}


@pytest.mark.parametrize("action", list(Action))
def test_the_deputy_may_what_the_leader_may(action: Action) -> None:
    assert may(Role.DEPUTY, action) is may(Role.LEADER, action)


def test_stored_values_work_as_well_and_strangers_may_nothing() -> None:
    assert may("officer", "visit.write")
    assert not may("stranger", "visit.read")
    assert not may("officer", "visit.delete")
    assert any_may(["expert", "officer"], Action.VISIT_WRITE)
    assert not any_may([], Action.VISIT_READ)


@pytest.mark.parametrize("role", list(Role))
def test_only_the_supervisors_and_the_office_see_another_district(role: Role) -> None:
    assert reaches([role], "柳市", "虹桥") is (role in (Role.SUPERVISOR, Role.LEGAL))


@pytest.mark.parametrize("role", list(Role))
def test_ones_own_district_is_seen_by_staff_only(role: Role) -> None:
    assert reaches([role.value], "柳市", "柳市") is (role not in (Role.CONTACT, Role.ADMIN))
    assert reaches([role], "", "") is (role in (Role.SUPERVISOR, Role.LEGAL))
