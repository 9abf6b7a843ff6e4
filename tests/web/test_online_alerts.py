"""线上预警: entered in chat or imported, judged by a person; the enterprise warned, Annex 4 counting."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.annex4_records import records
from handlers.commands.online import JudgeAlert
from handlers.commands.recusal import DeclareRecusal
from handlers.desk import RefusedError
from handlers.online_alerts import judge_alert, pending_alerts
from handlers.recusal import declare_recusal
from models.tables.letters import Notice
from models.tables.records import OnlineProblem, Patrol
from rules.online import MOVES, AlertState, read_moment
from rules.reading import Reading, Refusal
from tests.clock import shanghai
from tests.factories import LIN, LINBEN, WANG, ZHAO, a_contact
from tests.house import AHouse
from tests.web.chat import says
from tests.web.pages import APages

NOW = shanghai("2023-05-12 16:00")


@pytest.fixture
def house(sqlite_house: AHouse) -> AHouse:
    sqlite_house.add(a_contact(1))
    sqlite_house.clock.go_to("2023-05-12 16:00")
    return sqlite_house


def officer(house: AHouse, *said: str, who: str = LIN) -> str:
    """Say one thing after the other; what came back at last."""
    answer = ""
    for one in said:
        answer = says(house, one, who, "wecom")
    return answer


FOUND = ("线上预警", "登记异常", "在线监测", "电镀", "永嘉堃电镀有限公司", "总铬小时均值 1.8mg/L，高于预警值")


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("现在", "2023-05-12T16:00+08:00"),
        ("14:00", "2023-05-12T14:00+08:00"),
        ("5月12日14:00", "2023-05-12T14:00+08:00"),
        ("5月11日 9点30", "2023-05-11T09:30+08:00"),
        ("昨天 9点", "2023-05-11T09:00+08:00"),
        ("2023-05-10 08：05", "2023-05-10T08:05+08:00"),
        ("5月1日", "2023-05-01T00:00+08:00"),
    ],
)
def test_a_moment_is_read_as_people_write_it(said: str, iso: str) -> None:
    assert read_moment(said, NOW) == Reading(iso)


@pytest.mark.parametrize("said", ["", "前不久", "25:00", "2月30日", "5月13日", "17:00", "2022-05-12", "14"])
def test_a_moment_that_is_none_is_refused_in_words(said: str) -> None:
    assert isinstance(read_moment(said, NOW), Refusal)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_and_none_lies_ahead(said: str) -> None:
    read = read_moment(said, NOW)
    if isinstance(read, Reading):
        assert read.value <= "2023-05-12T16:00+08:00"


def test_a_verdict_is_given_once() -> None:
    for state in (AlertState.TRUE, AlertState.FALSE, AlertState.MARKED):
        assert MOVES.may(AlertState.PENDING, state)
        assert not any(MOVES.may(state, other) for other in AlertState)


def test_a_true_finding_warns_the_enterprise_and_counts(house: AHouse) -> None:
    asked = officer(house, *FOUND, "5月12日14:00")
    assert "这条异常核实了吗" in asked
    said = officer(house, "属实")

    assert "从发现到预警 2 小时" in said
    [row] = house.rows(OnlineProblem)
    assert (row.state, row.episode) == ("属实", "2023-05-12")
    warned = [p.word for p in house.wechat.posted if p.to == LINBEN]
    assert warned[-1]["facts"]["what"] == "线上监测异常，请自查"
    assert house.rows(Notice) == []
    with house.at_desk(LIN) as desk:
        [counted] = records(desk).online
    assert counted.confirmed


def test_the_enterprise_answers_with_its_own_check(house: AHouse) -> None:
    officer(house, *FOUND, "现在", "属实")

    says(house, "自查结果")
    assert "已转给检查人员" in says(house, "加药泵故障，已换备用泵，正在复测")

    assert "自查结果（在线监测 总铬小时均值" in "\n".join(house.wecom.texts(LIN))
    assert "现在没有要回复的" in says(house, "自查结果")


@pytest.mark.parametrize("verdict", ["误报", "标记数据"])
def test_what_is_not_true_wants_a_reason_warns_nobody_and_is_not_counted(house: AHouse, verdict: str) -> None:
    assert "依据是" in officer(house, *FOUND, "现在", verdict)
    assert "不计入汇总表" in officer(house, "设备校准时段，企业已标记")

    assert house.rows(OnlineProblem)[0].state == verdict
    assert [p for p in house.wechat.posted if p.to == LINBEN] == []
    with house.at_desk(LIN) as desk:
        assert not records(desk).online[0].confirmed


def test_the_same_episode_is_one(house: AHouse) -> None:
    officer(house, *FOUND, "5月12日14:00", "先放着")
    assert "已经登记过" in officer(house, *FOUND, "5月12日15:00")
    assert len(house.rows(OnlineProblem)) == 1


def test_what_waits_is_found_again(house: AHouse) -> None:
    officer(house, *FOUND, "现在", "先放着")
    asked = officer(house, "线上预警", "待核的", "1")
    assert "这条异常核实了吗" in asked
    assert "没有待核的" in officer(house, "线上预警", "待核的", who=ZHAO)


def test_a_patrol_that_found_nothing_is_kept(house: AHouse) -> None:
    assert "没有异常" in officer(house, "线上预警", "巡查无异常", "工况监控")
    assert [(p.platform, p.found, p.district) for p in house.rows(Patrol)] == [("工况监控", 0, "城东")]


# --- the staff page


def a_workbook(*rows: tuple[str, ...]) -> tuple[io.BytesIO, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("企业名称", "平台", "发现时间", "异常情况"))
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file, "5月线上.xlsx"


GOOD = ("永嘉堃电镀有限公司", "在线监测", "2023-05-12 10:00", "pH 小时均值 10.2")


def test_a_workbook_is_imported_whole_and_waits_for_people(house: AHouse) -> None:
    pages = APages(house)
    pages.visitor = LIN
    client = pages.client()

    said = pages.post(client, "/staff/online", "/staff/online", file=a_workbook(GOOD)).get_data(as_text=True)
    again = pages.post(client, "/staff/online", "/staff/online", file=a_workbook(GOOD)).get_data(as_text=True)

    assert "导入了 1 条，待核" in said
    assert "导入了 0 条" in again
    assert [(r.state, r.cause) for r in house.rows(OnlineProblem)] == [("待核", "pH 小时均值 10.2")]


@pytest.mark.parametrize(
    ("row", "say"),
    [
        (("没有这家", *GOOD[1:]), "第 3 行：库里没有“没有这家”"),
        ((GOOD[0], "别的平台", *GOOD[2:]), "第 3 行：平台应是"),
        ((*GOOD[:2], "明年", GOOD[3]), "第 3 行：没看懂是什么时候"),
        (("城西瑞昌阀门有限公司", *GOOD[1:]), "或不在你的辖区"),
    ],
)
def test_one_bad_row_stops_the_whole_and_is_named(house: AHouse, row: tuple[str, ...], say: str) -> None:
    pages = APages(house)
    pages.visitor = LIN

    answer = pages.post(pages.client(), "/staff/online", "/staff/online", file=a_workbook(GOOD, row))

    assert answer.status_code == 422
    assert say in answer.get_data(as_text=True)
    assert house.rows(OnlineProblem) == []


def test_what_is_no_workbook_is_refused_in_words(house: AHouse) -> None:
    pages = APages(house)
    pages.visitor = LIN
    answer = pages.post(
        pages.client(), "/staff/online", "/staff/online", file=(io.BytesIO(b"%PDF-1.7"), "a.xlsx")
    )
    assert "打不开" in answer.get_data(as_text=True)


@pytest.mark.parametrize("visitor", ["songwen", "nobody"])
def test_who_may_not_visit_may_not_import(house: AHouse, visitor: str) -> None:
    pages = APages(house)
    pages.visitor = visitor
    assert pages.open(pages.client(), "/staff/online").status_code == 403


def test_who_stays_away_neither_sees_nor_judges_it(house: AHouse) -> None:
    officer(house, *FOUND, "14:00")
    with house.at_desk(LIN) as desk:
        declare_recusal(DeclareRecusal(1, LIN, "近亲属关系"), desk)

    with house.at_desk(LIN) as desk:
        assert pending_alerts(desk) == []
        with pytest.raises(RefusedError, match="已回避"):
            judge_alert(JudgeAlert(1, AlertState.FALSE, "误报"), desk)
    with house.at_desk(WANG) as desk:
        assert len(pending_alerts(desk)) == 1
    pages = APages(house)
    pages.visitor = LIN
    page = pages.open(pages.client(), "/staff/online").get_data(as_text=True)
    assert "永嘉堃" not in page
    assert "你回避的企业没有列出" in page
