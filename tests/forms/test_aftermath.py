"""After 出单: corrections as new versions, 关闭/失联, advice that waits, words for the platform and 送法."""

import pytest

from bot.codec import load_word
from bot.deeds import Said
from bot.words import Paper, Say
from handlers.commands.draft import load_draft
from models.tables.cases import Hazard, Visit, VisitVersion
from models.tables.letters import Notice, PaperRow
from models.tables.people import Enterprise
from models.tables.records import Audit
from tests.factories import LIN, WANG, ZHOU
from tests.forms.hands import tap, value
from tests.forms.test_any_form import Rolled
from tests.forms.turns import RealVisit
from tests.house import AHouse


def issued(house: AHouse, ticked: str) -> None:
    """A visit with this one item ticked, released by the second officer."""
    visit, die = RealVisit(house), Rolled(2)
    visit.begin()
    fixed = {
        "source": "on_site", "header": "yes", "state": {"production": "生产", "tier": "重点管理"},
        "gate": "harmless", "days": "10", "issue": "issue", "loose": "keep",
    }  # fmt: skip
    while (now := visit.asked()) is not None:
        ask, shown = now
        given = fixed.get(ask.key) or ("on" if ask.key.endswith(".next") else value(ask, die))
        if ask.key.endswith(".act"):
            given = "risk"
        if ask.key.endswith(".how"):
            given = "own"
        if ask.key.startswith("sec.") and not ask.key.endswith(".na"):
            ids = [option.id for option in ask.form.options]  # type: ignore[union-attr]
            given = [ticked] if ticked in ids else ["_none"]
        visit.does(tap(ask, shown, given))
    second = RealVisit(house, WANG)
    waiting = second.asked()
    if waiting is not None:
        second.does(tap(*waiting, "yes"))
    assert [row.state for row in house.rows(Visit)] == ["confirmed"]


def answers(visit: RealVisit, **given: object) -> None:
    """The open question, as said here by its key."""
    now = visit.asked()
    assert now is not None
    ask, shown = now
    assert ask.key in given, (ask.key, given)
    visit.does(tap(ask, shown, given[ask.key]))


def texts(house: AHouse, to: str) -> list[str]:
    words = [load_word(one.word) for one in house.wecom.posted if one.to == to]
    return [word.text for word in words if isinstance(word, Say)]


@pytest.fixture
def after(sqlite_house: AHouse) -> AHouse:
    """A warning notice for item 10 is out."""
    issued(sqlite_house, "outlet_standardized_signed")
    return sqlite_house


def correction(house: AHouse, *orders: str) -> RealVisit:
    """更正 up to 核对, then what is said."""
    visit = RealVisit(house)
    visit.does(Said("改表单 永嘉堃"))
    answers(visit, why="结论里漏写了应急池")
    for order in orders:
        visit.does(Said(order))
    return visit


def to_the_end(visit: RealVisit) -> None:
    answers(visit, summary="ok")
    answers(visit, issue="issue")


def test_a_correction_is_a_new_version_and_the_old_one_stays(after: AHouse) -> None:
    [before] = after.rows(Visit)
    old, papers = dict(before.draft), [row.facts_sha for row in after.rows(PaperRow)]

    visit = correction(after, "改 结论", "现场另见应急池积水约一米，企业当场开始抽排。")
    to_the_end(visit)

    [row] = after.rows(Visit)
    assert (row.version, row.state) == (before.version + 1, "confirmed")
    assert "应急池积水" in load_draft(row.draft).conclusion
    [kept] = after.rows(VisitVersion)
    assert (kept.version, kept.draft, kept.reason) == (before.version, old, "结论里漏写了应急池")
    forms = [p for p in after.rows(PaperRow) if p.kind == "form" and not p.preview]
    assert [("更正第" in p.name) for p in forms] == [False, True]
    assert papers == [row.facts_sha for row in after.rows(PaperRow)][: len(papers)]
    assert [a.detail["reason"] for a in after.rows(Audit, Audit.action == "corrected")] == [kept.reason]
    assert len(after.rows(Notice)) == 2


@pytest.mark.parametrize(("order", "given"), [("改 期限", "30"), ("改 10", "clear")])
def test_a_correction_never_changes_what_a_notice_says(after: AHouse, order: str, given: str) -> None:
    [before] = after.rows(Visit)
    visit = correction(after, order)
    now = visit.asked()
    assert now is not None
    visit.does(tap(*now, given))
    to_the_end(visit)

    assert "已经印在提示单上" in str(visit.replies[-1])
    assert [row.version for row in after.rows(Visit)] == [before.version]
    assert after.rows(VisitVersion) == []
    assert [row.text for row in after.rows(Hazard)] == [load_draft(before.draft).hazards[0].text]


def test_without_a_change_there_is_no_new_version(after: AHouse) -> None:
    to_the_end(correction(after))

    assert after.rows(VisitVersion) == []


def test_a_firm_that_is_gone_is_lost_by_a_leaders_word_with_his_reason(sqlite_house: AHouse) -> None:
    officer, leader = RealVisit(sqlite_house), RealVisit(sqlite_house, ZHOU)
    officer.does(Said("失联 永嘉堃"))
    answers(officer, why="厂门上锁，电话两次不通")
    answers(leader, lost="yes")
    answers(leader, why="房东也证实已搬走")

    [row, _] = sqlite_house.rows(Enterprise)
    assert row.state == "lost"
    [moved] = [a for a in sqlite_house.rows(Audit) if a.detail.get("to") == "lost"]
    assert (moved.by, moved.detail["why"]) == (ZHOU, "房东也证实已搬走")
    assert any("关闭/失联" in text for text in texts(sqlite_house, LIN))


def test_the_leader_may_send_the_officer_once_more(sqlite_house: AHouse) -> None:
    officer, leader = RealVisit(sqlite_house), RealVisit(sqlite_house, ZHOU)
    officer.does(Said("关闭 永嘉堃"))
    answers(officer, why="厂门上锁，电话两次不通")
    answers(leader, lost="no")
    answers(leader, why="上周还有人在，请再去看一次")

    assert sqlite_house.rows(Enterprise)[0].state == "not_started"
    assert any("请你再去一次" in text for text in texts(sqlite_house, LIN))


def test_advice_waits_for_a_leader(sqlite_house: AHouse) -> None:
    issued(sqlite_house, "evading_supervision_risk")
    leader = RealVisit(sqlite_house, ZHOU)
    [hazard] = sqlite_house.rows(Hazard)
    assert hazard.advice_at is None

    answers(leader, advice="no")
    assert sqlite_house.rows(Hazard)[0].advice_at is None

    leader.does(Said("放行 永嘉堃"))
    [hazard] = sqlite_house.rows(Hazard)
    assert hazard.advice_at is not None
    assert hazard.advice_by == ZHOU
    assert len(sqlite_house.rows(Audit, Audit.action == "advice_released")) == 1


def test_words_for_the_permit_platform_and_the_mark(after: AHouse) -> None:
    visit = RealVisit(after)
    visit.does(Said("平台 永嘉堃"))

    told = "\n".join(texts(after, LIN))
    [number] = [row.number for row in after.rows(Notice, Notice.kind == "warning")]
    for words in ("执法检查时间：2023年5月8日", "林一帆（执法一队）", number, "限 10 日整改"):
        assert words in told
    answers(visit, entered="yes")
    [row] = after.rows(Visit)
    assert row.platform_by == LIN
    assert row.platform_at is not None


def test_law_for_the_enterprise_is_its_own_without_penalties(after: AHouse) -> None:
    RealVisit(after).does(Said("送法 永嘉堃"))

    told = "\n".join(texts(after, LIN)[-3:])
    assert "《排污许可管理条例》第18条第1款" in told
    assert "罚款" not in told
    assert "万" not in told.replace("万元以下", "")


def test_a_firm_must_be_meant_clearly_and_lie_within_reach(sqlite_house: AHouse) -> None:
    visit = RealVisit(sqlite_house)

    asked = ("送法 没有这家", "送法 瑞昌", "平台 永嘉堃")
    said = [getattr(visit.does(Said(text)), "text", "") for text in asked]

    assert "没找到" in said[0]
    assert "没找到" in said[1]
    assert "还没有出过单" in said[2]
    assert not [word for word in sqlite_house.wecom.posted if isinstance(load_word(word.word), Paper)]
