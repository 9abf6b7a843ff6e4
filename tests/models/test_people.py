"""Who is who: search, staff whatever the case of their id, contacts by their bindings."""

import pytest

from models.tables.people import Contact
from models.work import Store, Work
from tests.factories import AT, FIRM, LINBEN, OTHER_FIRM, a_contact, a_staff, an_enterprise
from tests.house import AHouse


def found(work: Work, text: str) -> list[str]:
    return [row.name for row in work.enterprises.by_words([text])]


def test_a_firm_is_found_by_name_code_or_permit_number(house: AHouse) -> None:
    with house.store.read() as work:
        assert found(work, "堃电镀") == [FIRM]
        assert found(work, "yyyy000208") == [OTHER_FIRM]
        assert found(work, "001p") == [FIRM, OTHER_FIRM]
        assert found(work, "没有这家") == []


def test_a_name_that_begins_with_it_comes_first_then_priority_then_the_shorter(store: Store) -> None:
    with store.write() as work:
        for n, (name, group) in enumerate(
            (("永瑞昌", "ordinary"), ("瑞昌阀门有限公司", "ordinary"), ("瑞昌", "ordinary"),
             ("瑞昌电镀", "priority"), ("大永瑞昌", "priority"))
        ):  # fmt: skip
            work.session.add(an_enterprise(name=name, uscc=f"9{n}", permit_no="", group=group))

    with store.read() as work:
        assert found(work, "瑞昌") == ["瑞昌电镀", "瑞昌", "瑞昌阀门有限公司", "大永瑞昌", "永瑞昌"]


@pytest.mark.parametrize("wild", ["%", "_", "\\", "%%", "' OR 1=1 --"])
def test_wildcards_stand_for_themselves(house: AHouse, wild: str) -> None:
    with house.store.read() as work:
        assert found(work, wild) == []


def test_two_sites_of_one_firm_are_two(store: Store) -> None:
    with store.write() as work:
        work.session.add_all([an_enterprise(), an_enterprise(site_name="二厂")])

    with store.read() as work:
        assert [row.site_name for row in work.people.by_code("91330382YYYY00012D")] == ["", "二厂"]


def test_staff_are_known_whatever_the_case_of_their_id_and_only_while_active(store: Store) -> None:
    with store.write() as work:
        work.session.add_all([a_staff(), a_staff(userid="gone", active=False)])

    with store.read() as work:
        row = work.people.staff("LinYiFan")
        assert row is not None
        assert row.userid == "linyifan"
        assert work.people.staff("gone") is None
        assert work.people.staff("nobody") is None


def test_a_role_is_held_in_a_district_or_anywhere(house: AHouse) -> None:
    with house.store.read() as work:
        assert [row.userid for row in work.people.with_role("leader", "城东")] == ["zhouzheng"]
        assert [row.userid for row in work.people.with_role("leader")] == ["wuhan", "zhouzheng"]
        assert [row.userid for row in work.people.team("执法二队")] == ["wuhan", "zhaoqi"]


def test_only_bound_contacts_are_contacts_and_only_live_bindings_are_bindings(house: AHouse) -> None:
    house.add(
        a_contact(1),
        a_contact(1, openid="oPENDING", state="pending"),
        a_contact(1, openid="oREFUSED", state="refused"),
        a_contact(2, state="gone"),
    )

    with house.store.read() as work:
        assert [row.openid for row in work.people.contacts(1)] == [LINBEN]
        assert [row.enterprise_id for row in work.people.bindings(LINBEN)] == [1]
        assert [row.state for row in work.people.bindings("oPENDING")] == ["pending"]
        assert work.people.bindings("oREFUSED") == []


def test_the_latest_binding_of_a_firm_counts(house: AHouse) -> None:
    house.add(a_contact(1, state="refused"), a_contact(1, state="active"))

    with house.store.read() as work:
        binding: Contact | None = work.people.binding(LINBEN, 1)
        assert binding is not None
        assert binding.state == "active"
        assert work.people.binding(LINBEN, 2) is None


def test_a_fact_learned_again_overwrites_with_who_and_when(house: AHouse) -> None:
    with house.store.write() as work:
        work.people.learn(1, "auto_installed", True, "linyifan", AT)
        work.people.learn(1, "auto_installed", False, "wangmin", AT)
        work.people.learn(2, "auto_installed", True, "linyifan", AT)

    with house.store.read() as work:
        [fact] = work.people.known_facts(1)
        assert (fact.holds, fact.by) == (False, "wangmin")


def test_the_last_visit_of_a_firm_and_of_an_officer(house: AHouse) -> None:
    with house.store.read() as work:
        assert work.people.last_visit(1) is None
        assert work.people.last_visited_by("linyifan") == 0
    visit = house.file()

    with house.store.read() as work:
        last = work.people.last_visit(1)
        assert last is not None
        assert (last.id, work.people.last_visited_by("linyifan")) == (visit, 1)
