"""批量温馨提示: everybody once, numbers without a hole, stopped and gone on with, killed and gone on with."""

from dataclasses import replace

import pytest

from bot.deeds import Said
from bot.outcome import GiveUp
from handlers import amend, mailing, reception
from handlers.annex4_records import records
from handlers.commands.mailing import StartMailing
from handlers.commands.notice import ProposeAmendment
from handlers.desk import RefusedError
from handlers.lists import progress as coverage
from handlers.mailing_files import MOST_BYTES
from handlers.numbers import faults
from jobs.mail import Mailer
from models.files import FileStore
from models.mailings import Mailings
from models.tables.letters import Notice
from models.tables.mailing import Mailing, MailingFile, MailingItem
from models.tables.people import Enterprise
from models.tables.post import OutboxRow
from models.tables.records import Audit
from models.work import Work
from tests.crowd import at_once
from tests.factories import CHEN, LIN, LINBEN, SONG, WU, ZHOU, a_contact, a_draft, an_enterprise
from tests.house import AHouse

FIRMS = 23
BOUND = 7


class StoppedError(Exception):
    """The process is gone."""


def other(number: int, **but: object) -> Enterprise:
    """An enterprise of the register without a permit."""
    row = {"uscc": None, "name": f"城东第{number}五金厂", "group": "ordinary", "tier": "", "permit_no": ""}
    return an_enterprise(**{**row, **but})


def filled(house: AHouse, firms: int = FIRMS, bound: int = BOUND) -> list[int]:
    """A district with other enterprises, some of them with a contact; the firms' ids."""
    rows = [other(n) for n in range(1, firms + 1)]
    house.add(*rows)
    house.add(*(a_contact(row.id, openid=f"oTEST{row.id:023d}") for row in rows[:bound]))
    return [row.id for row in rows]


def mailer(house: AHouse, **but: int) -> Mailer:
    return Mailer(house.store, house.papers, house.files, house.desk, house.log, **but)


def start(house: AHouse, by: str = ZHOU, district: str = "城东") -> None:
    with house.at_desk(by) as desk:
        mailing.start(StartMailing(district), desk)


def drain(house: AHouse, **but: int) -> None:
    until_done(mailer(house, **but))


def until_done(job: Mailer) -> None:
    for _ in range(1000):
        if not job.drain():
            return
    raise AssertionError("it never ends")


def notices(house: AHouse) -> list[tuple[int, int]]:
    """(number, enterprise) of every reminder, by number."""
    return sorted((n.seq, n.enterprise_id) for n in house.rows(Notice) if n.kind == "reminder")


def said_to(house: AHouse, who: str) -> list[str]:
    return [str(row.word.get("text", "")) for row in house.rows(OutboxRow, OutboxRow.recipient == who)]


def test_everybody_gets_one_with_a_number_and_no_hole(house: AHouse) -> None:
    firms = filled(house)

    start(house)
    drain(house)

    assert [seq for seq, _ in notices(house)] == list(range(1, FIRMS + 1))
    assert sorted(firm for _, firm in notices(house)) == firms
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
    house.deliver()
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
        assert work.audit.verify() is None
    assert len(house.wechat.posted) == BOUND
    (done,) = house.rows(Mailing)
    assert (done.state, done.total) == ("done", FIRMS)


def test_who_has_no_contact_comes_as_files_with_two_copies_each(house: AHouse) -> None:
    filled(house)

    start(house)
    drain(house, firms_a_file=10)

    made = house.rows(MailingFile)
    assert [(f.place, f.firms, f.name) for f in made] == [
        (1, 10, "温馨提示单 城东 第1-10家.pdf"),
        (2, 6, "温馨提示单 城东 第11-16家.pdf"),
    ]
    first = house.files.get(made[0].sha256).decode().splitlines()
    assert len(first) == 20
    assert [("送达" in line, "存根" in line) for line in first[:2]] == [(True, False), (False, True)]
    assert all("/v/" in line for line in first)
    papers = [r for r in house.rows(OutboxRow) if r.recipient == ZHOU and r.word["kind"] == "paper"]
    assert [r.word["file"] for r in papers] == [f"file:{f.sha256}" for f in made]
    assert all(r.notice_id for r in papers), "not before the numbers are safe in the journal"


def test_a_file_too_large_for_a_message_is_split(house: AHouse) -> None:
    filled(house, firms=8, bound=0)
    start(house)
    whole = len(house.papers.press.stack([])) or 1

    drain(house, firms_a_file=8, most_bytes=4000)

    made = house.rows(MailingFile)
    assert sum(f.firms for f in made) == 8
    assert len(made) > 1
    assert all(f.size <= 4000 for f in made)
    assert whole < MOST_BYTES


def test_who_has_one_already_is_not_asked_again(house: AHouse) -> None:
    firms = filled(house, firms=3)
    house.file(a_draft(enterprise=firms[0], hazards=(), gate="none", days=None))

    start(house)
    drain(house)

    assert len(notices(house)) == 3
    with pytest.raises(RefusedError, match="都已有温馨提示单"):
        start(house)


def test_who_is_inspected_while_it_runs_gets_no_second(house: AHouse) -> None:
    firms = filled(house, firms=12, bound=0)
    start(house)
    mailer(house).drain()

    house.issue(a_draft(enterprise=firms[-1]))
    house.issue(a_draft(enterprise=firms[0]))
    drain(house)

    mine = [firm for _, firm in notices(house)]
    assert sorted(mine) == firms
    skipped = house.rows(MailingItem, MailingItem.state == "skipped")
    assert [(one.enterprise_id, one.why) for one in skipped] == [(firms[-1], "已经有温馨提示单了")]
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []


def test_stopped_is_stopped_and_goes_on_where_it_was(house: AHouse) -> None:
    firms = filled(house)
    start(house)
    mailer(house).drain()

    with house.at_desk(ZHOU) as desk:
        said = mailing.stop(desk).say
    before = notices(house)
    drain(house)

    assert "停着" in said
    assert "10/23" in said
    assert notices(house) == before
    with house.at_desk(ZHOU) as desk:
        assert "正在发" in mailing.go_on(desk).say
    drain(house)
    assert sorted(firm for _, firm in notices(house)) == firms
    actions = [row.action for row in house.rows(Audit) if row.subject == "mailing:1"]
    assert actions[:3] == ["mailing started", "mailing paused", "mailing resumed"]
    assert actions[-1] == "mailing done"


@pytest.mark.parametrize("at", range(1, 9))
def test_a_worker_that_dies_anywhere_leaves_no_double_and_no_hole(house: AHouse, at: int) -> None:
    """The store of files dies at its nth file, the database in the middle of a commit: another goes on."""
    firms = filled(house)
    start(house)

    class Dying(FileStore):
        count = 0

        def put(self, content: bytes) -> str:
            sha = super().put(content)
            Dying.count += 1
            if Dying.count == at:
                raise StoppedError
            return sha

    files = Dying(house.folder / "files")
    house.papers = type(house.papers)(house.store, files, house.papers.press, house.papers.code_url)
    job = Mailer(house.store, house.papers, files, house.desk, house.log, firms_a_file=6)
    with pytest.raises(StoppedError):
        until_done(job)

    drain(house, firms_a_file=6)

    assert sorted(firm for _, firm in notices(house)) == firms
    assert [seq for seq, _ in notices(house)] == list(range(1, FIRMS + 1))
    assert sum(f.firms for f in house.rows(MailingFile)) == FIRMS - BOUND
    house.deliver()
    to = [m.to for m in house.wechat.posted]
    assert sorted(to) == sorted(set(to))


def test_only_the_leader_of_the_district(house: AHouse) -> None:
    filled(house, firms=2)

    for who in (LIN, SONG, WU):
        with pytest.raises(RefusedError, match="队领导"):
            start(house, by=who)
    with house.at_desk(LIN) as desk:
        assert "队领导" in str(mailing.heard("批量温馨提示", desk))
    with house.at_desk(WU) as desk:
        assert "只能发自己辖区" in str(mailing.heard("批量温馨提示 城东", desk))
        assert "还没有批量发过" in str(mailing.heard("批量进度", desk))
    assert house.rows(Mailing) == []


def test_nobody_was_there_so_it_counts_as_no_visit(house: AHouse) -> None:
    firms = filled(house, firms=2, bound=1)
    start(house)
    drain(house)

    with house.at_desk(ZHOU) as desk:
        counted = records(desk)
        assert list(counted.visits) == []
        assert "其他 0/2" in coverage(desk)
    assert house.rows(Enterprise, Enterprise.id == firms[0])[0].state == "not_started"


def test_signed_for_it_covers_the_enterprise_and_says_nothing_about_hazards(house: AHouse) -> None:
    firms = filled(house, firms=2, bound=0)
    house.add(a_contact(firms[0]))
    start(house)
    drain(house)
    visit = house.rows(Notice)[0].visit_id

    house.sign(visit)

    with house.at_desk(ZHOU) as desk:
        assert "其他 1/2（50%）" in coverage(desk)
    assert house.rows(Enterprise, Enterprise.id == firms[0])[0].state == "informed"


def test_an_inspection_later_says_why_there_is_no_second(house: AHouse) -> None:
    firms = filled(house, firms=1, bound=0)
    start(house)
    drain(house)

    house.issue(a_draft(enterprise=firms[0]))

    said = [one for one in said_to(house, LIN) if "已出单" in one]
    assert len(said) == 1
    assert said[0].endswith("温馨提示单之前已经发过，这次不再出。")
    assert "帮扶表单、预警提示单。" in said[0]


def test_the_leader_hears_the_end_once_and_is_not_flooded(house: AHouse) -> None:
    filled(house, firms=30, bound=30)
    start(house)
    drain(house)
    house.deliver()

    said = [one for one in said_to(house, ZHOU) if one.startswith("批量温馨提示")]

    assert len(said) == 1
    assert "办完了：30/30 家" in said[0]
    assert "发到微信 30" in said[0]


def test_progress_is_one_line_that_is_renewed(house: AHouse) -> None:
    filled(house, firms=40, bound=0)
    start(house)
    job = mailer(house)
    for _ in range(3):
        house.clock.forward(minutes=3)
        job.drain()
        house.deliver()

    kinds = [m.word["kind"] for m in house.wecom.posted if m.to == ZHOU]

    assert kinds == ["say", "recall", "say", "recall", "say"]


def test_at_night_nobody_is_disturbed(house: AHouse) -> None:
    filled(house, firms=3)
    start(house)
    house.clock.go_to("2023-05-08 23:30")

    assert mailer(house).drain() == 0
    with house.at_desk(ZHOU) as desk:
        assert "夜里不打扰企业，07:00 接着发" in mailing.show(desk).say
    house.clock.go_to("2023-05-09 07:01")
    drain(house)

    assert len(notices(house)) == 3


def test_a_contact_who_binds_later_gets_what_waits_for_him(house: AHouse) -> None:
    from handlers.deliver import deliver_pending

    firms = filled(house, firms=1, bound=0)
    start(house)
    drain(house)
    house.add(a_contact(firms[0]))

    with house.at_desk(LIN) as desk:
        assert deliver_pending(desk.work.people.contacts(firms[0])[0], desk) == 1
    house.deliver()

    assert [m.to for m in house.wechat.posted] == [LINBEN]
    with house.store.read() as work:
        assert Mailings(work.session).figures(1).printed == 1


def test_what_did_not_arrive_is_printed_when_the_leader_says_so(house: AHouse) -> None:
    firms = filled(house, firms=3, bound=2)
    house.wechat.answers.append(GiveUp("用户不再关注", 43004))
    start(house)
    drain(house)
    house.deliver()

    with house.at_desk(ZHOU) as desk:
        assert "没有送到 1" in mailing.show(desk).say
        assert "没有送到的 1 家正在合成打印件" in mailing.reprint(desk).say
    drain(house)

    assert [(f.place, f.firms) for f in house.rows(MailingFile)] == [(1, 1), (2, 1)]
    assert len(notices(house)) == len(firms)
    cards = [r for r in house.rows(OutboxRow) if r.recipient == ZHOU and r.word["kind"] == "card"]
    assert cards == [], "no card for each firm that was not reached"
    with house.at_desk(ZHOU) as desk:
        assert "不用补打" in mailing.reprint(desk).say


def test_what_cannot_be_printed_is_passed_over_with_its_reason_and_leaves_no_hole(house: AHouse) -> None:
    firms = filled(house, firms=5, bound=2)

    def unprintable(facts: object) -> str:
        return "字体里没有这些字：“𠀀”" if "第3五金厂" in repr(facts) else ""

    house = replace(house, rules=replace(house.rules, unprintable=unprintable))
    start(house)
    drain(house)

    assert [seq for seq, _ in notices(house)] == [1, 2, 3, 4]
    assert firms[2] not in [firm for _, firm in notices(house)]
    with house.at_desk(ZHOU) as desk:
        assert "城东第3五金厂（温馨提示单还不能出：字体里没有这些字" in mailing.show(desk).say


def test_two_leaders_at_once_begin_one(house: AHouse) -> None:
    filled(house, firms=3)

    def begin(who: str) -> str:
        try:
            start(house, by=who)
        except RefusedError as refused:
            return refused.say
        return ""

    said = at_once([lambda: begin(ZHOU), lambda: begin(CHEN)])

    assert sorted(map(str, said))[0] == ""
    assert len(house.rows(Mailing)) == 1
    drain(house)
    assert len(notices(house)) == 3


def test_when_its_leader_has_left_it_waits_for_another(house: AHouse) -> None:
    filled(house, firms=12, bound=0)
    start(house)
    mailer(house).drain()
    house.change(lambda work: setattr(work.people.staff(ZHOU), "active", False))

    drain(house)

    assert [one.state for one in house.rows(Mailing)] == ["paused"]
    with house.at_desk(CHEN) as desk:
        assert "正在发" in mailing.go_on(desk).say
    drain(house)
    assert [(one.state, one.by) for one in house.rows(Mailing)] == [("done", CHEN)]
    assert len(notices(house)) == 12


def test_short_words_mean_the_mailing_where_nothing_else_is_open(house: AHouse) -> None:
    filled(house, firms=12, bound=0)

    def says(who: str, text: str) -> str:
        with house.at_desk(who) as desk:
            return reception.receive(Said(text), desk).say

    assert "批量" not in says(ZHOU, "继续")
    start(house)
    mailer(house).drain()

    assert "10/12" in says(ZHOU, "停")
    assert "停着" in says(ZHOU, "批量进度")
    assert "批量" not in says(LIN, "继续")
    assert "正在发" in says(ZHOU, "继续")
    drain(house)
    assert len(notices(house)) == 12


def test_one_who_leads_no_longer_sends_nothing_more(sqlite_house: AHouse) -> None:
    filled(sqlite_house, 3, 0)
    start(sqlite_house)
    sqlite_house.change(lambda work: setattr(work.people.staff(ZHOU), "roles", ["officer"]))
    drain(sqlite_house)
    assert [row.state for row in sqlite_house.rows(Mailing)] == ["paused"]
    assert notices(sqlite_house) == []

    with sqlite_house.at_desk(CHEN) as desk:
        mailing.go_on(desk)
    drain(sqlite_house)

    [row] = sqlite_house.rows(Mailing)
    assert (row.state, row.by) == ("done", CHEN)
    assert len(notices(sqlite_house)) == 3
    assert any(
        row.word.get("kind") == "paper" for row in sqlite_house.rows(OutboxRow, OutboxRow.recipient == CHEN)
    )


@pytest.mark.parametrize("sort", ["void", "recall"])
def test_what_was_withdrawn_before_it_was_printed_is_not_printed(sqlite_house: AHouse, sort: str) -> None:
    first, second = filled(sqlite_house, 2, 0)
    start(sqlite_house)
    mailer(sqlite_house).drain()
    with sqlite_house.at_desk(LIN if sort == "recall" else ZHOU) as desk:
        amend.propose(ProposeAmendment(notice=1, sort=sort, reason="发错了", again=False), desk)
    drain(sqlite_house)

    items = {row.enterprise_id: (row.state, row.why) for row in sqlite_house.rows(MailingItem)}
    assert items == {first: ("skipped", "提示单已作废或撤回"), second: ("printed", "")}
    assert [row.firms for row in sqlite_house.rows(MailingFile)] == [1]


def test_a_void_letter_that_did_not_arrive_is_not_printed_again(sqlite_house: AHouse) -> None:
    filled(sqlite_house, 1, 1)
    sqlite_house.wechat.answers.append(GiveUp("用户不再关注", 43004))
    start(sqlite_house)
    drain(sqlite_house)
    sqlite_house.deliver()
    with sqlite_house.at_desk(ZHOU) as desk:
        amend.propose(ProposeAmendment(notice=1, sort="void", reason="发错了", again=False), desk)

    with sqlite_house.at_desk(ZHOU) as desk:
        assert "不用补打" in mailing.reprint(desk).say


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"district": "城西"}, "已划到城西"),
        ({"in_register": False}, "不在对象里了"),
        ({"group": "priority"}, "不在对象里了"),
    ],
)
def test_a_firm_an_import_moved_meanwhile_gets_none(
    sqlite_house: AHouse, change: dict[str, object], why: str
) -> None:
    first, second = filled(sqlite_house, 2, 0)
    start(sqlite_house)

    def moved(work: Work) -> None:
        for name, value in change.items():
            setattr(work.people.enterprise(first), name, value)

    sqlite_house.change(moved)
    drain(sqlite_house)

    said = {row.enterprise_id: row.why for row in sqlite_house.rows(MailingItem)}
    assert said == {first: why, second: ""}
    assert [enterprise for _, enterprise in notices(sqlite_house)] == [second]
