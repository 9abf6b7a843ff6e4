"""试运行: its numbers, letters, figures and its end; nothing of it can be taken for a live record."""

from dataclasses import replace
from pathlib import Path

import pytest

from config.bureau import BureauError, load_bureau
from handlers.annex4 import submit_table
from handlers.annex4_records import records
from handlers.commands.notice import SubmitTable
from handlers.numbers import faults
from handlers.pilot import PilotError, settle_pilot
from models.tables.cases import Visit
from models.tables.letters import Notice, PaperRow
from models.tables.people import Enterprise
from models.tables.records import Audit
from models.tables.schedule import Duty, Reminder
from notices.facts.kinds import from_json
from notices.facts.tables import Annex4Facts
from tests.factories import TANG, a_contact
from tests.house import BUREAU, CONFIG, AHouse


def on_trial(house: AHouse, how: str = "paper") -> AHouse:
    house = house.another()
    seal = BUREAU.seal.model_copy(update={"how": how})
    house.rules = replace(house.rules, bureau=BUREAU.model_copy(update={"seal": seal}).on_trial())
    settle(house)
    return house


def live(house: AHouse) -> AHouse:
    """The switch is turned, and the house started again."""
    again = house.another()
    again.rules = replace(house.rules, bureau=BUREAU)
    return again


def settle(house: AHouse) -> int:
    with house.store.write() as work:
        return settle_pilot(house.desk(work))


def numbers(house: AHouse) -> list[str]:
    return [notice.number for notice in house.rows(Notice)]


def test_a_pilots_letters_say_so_and_count_in_their_own_series(sqlite_house: AHouse) -> None:
    house = on_trial(sqlite_house)
    house.issue()
    facts = [from_json(p.kind, p.facts) for p in house.rows(PaperRow) if p.kind != "transfer"]

    assert numbers(house) == ["温环乐预警样稿〔2023〕1号", "TX样稿-2023-000001"]
    assert {getattr(one, "mark", "") for one in facts} == {"样稿"}
    assert {getattr(one, "seal", "") for one in facts} == {""}


def test_a_seal_in_the_file_is_a_sample_while_it_lasts(sqlite_house: AHouse) -> None:
    house = on_trial(sqlite_house, "file")
    house.issue()
    seals = {p.kind: getattr(from_json(p.kind, p.facts), "seal", "") for p in house.rows(PaperRow)}

    assert seals == {"form": "", "warning": "sample", "reminder": "sample"}


def test_live_letters_are_neither(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    facts = [from_json(p.kind, p.facts) for p in sqlite_house.rows(PaperRow)]

    assert {(getattr(one, "mark", ""), getattr(one, "seal", "")) for one in facts} == {("", "")}


def test_the_end_makes_all_of_it_void_and_live_numbers_begin_at_one(sqlite_house: AHouse) -> None:
    house = on_trial(sqlite_house)
    house.add(a_contact(1))
    house.sign(house.issue())
    house = live(house)

    assert settle(house) == 2
    assert {(n.state, n.slot, n.void_because) for n in house.rows(Notice)} == {("void", None, "试运行结束")}
    assert {v.state for v in house.rows(Visit)} == {"void"}
    assert {e.state for e in house.rows(Enterprise)} == {"not_started"}
    assert {r.state for r in house.rows(Reminder)} <= {"cancelled", "sent"}
    assert not house.rows(Duty, Duty.state == "open")

    house.issue()
    assert numbers(house)[2:] == ["温环乐预警〔2023〕1号", "TX-2023-000001"]
    house.journaling.drain()
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
        assert work.audit.verify() is None


def test_a_pilot_counts_for_nothing_afterwards(sqlite_house: AHouse) -> None:
    house = on_trial(sqlite_house)
    house.add(a_contact(1))
    house.sign(house.issue())
    house = live(house)
    settle(house)
    with house.store.read() as work:
        counted = records(house.desk(work))

    assert not [v for v in counted.visits if v.confirmed]
    assert all(one.void for one in counted.warnings)
    assert all(one.void for one in counted.reminders)


def test_the_end_comes_once(sqlite_house: AHouse) -> None:
    house = on_trial(sqlite_house)
    house.issue()
    house = live(house)
    settle(house)
    visit = house.issue()

    assert settle(house) == 0
    assert [n.state for n in house.rows(Notice) if n.visit_id == visit] != ["void", "void"]
    assert len(house.rows(Audit, Audit.action == "pilot ended")) == 1


def test_a_house_that_never_had_a_pilot_ends_none(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    assert settle(sqlite_house) == 0
    assert "void" not in {n.state for n in sqlite_house.rows(Notice)}


def test_there_is_no_way_back_once_there_is_a_live_number(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    with pytest.raises(PilotError, match="已经有正式编号（温环乐预警〔2023〕1号）"):
        on_trial(sqlite_house)


def test_a_live_series_cannot_be_named_like_a_pilots(tmp_path: Path) -> None:
    text = (CONFIG / "bureau.toml").read_text(encoding="utf-8")
    (tmp_path / "bureau.toml").write_text(text.replace('"温环乐预警"', '"温环乐预警样稿"'), encoding="utf-8")

    with pytest.raises(BureauError, match="样稿"):
        load_bureau(tmp_path / "bureau.toml")


def test_the_switch_in_the_file_names_the_series(tmp_path: Path) -> None:
    text = (CONFIG / "bureau.toml").read_text(encoding="utf-8")
    (tmp_path / "bureau.toml").write_text(text.replace("pilot = false", "pilot = true "), encoding="utf-8")
    own = load_bureau(tmp_path / "bureau.toml")

    assert (own.numbers.warning_series, own.numbers.reminder_series) == ("温环乐预警样稿", "TX样稿")


def test_a_table_made_in_a_pilot_says_so_and_is_no_version_of_the_real_one(sqlite_house: AHouse) -> None:
    def table(house: AHouse) -> tuple[str, Annex4Facts]:
        with house.at_desk(TANG) as desk:
            submit_table(SubmitTable("P1"), desk)
        row = house.rows(PaperRow, PaperRow.kind == "annex4")[-1]
        facts = from_json(row.kind, row.facts)
        assert isinstance(facts, Annex4Facts)
        return row.name, facts

    house = on_trial(sqlite_house)
    name, facts = table(house)
    assert (name, facts.mark) == ("汇总表 P1 第1版", "样稿")
    assert "试运行数据" in facts.notes[0]

    house = live(house)
    settle(house)
    name, facts = table(house)
    assert (name, facts.mark) == ("汇总表 P1 第1版", "")
    assert "试运行" not in "".join(facts.notes)
