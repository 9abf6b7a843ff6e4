"""What a contact says back on the notice page: not signing, objecting, asking for time, naming a delegate."""

import io
import re

import pytest
from PIL import Image

from handlers.addresses import notice_page
from handlers.commands.contact import AnswerInquiry, DecideExtension
from handlers.extensions import decide_extension
from handlers.inquiries import answer_inquiry
from models.tables.cases import Evidence
from models.tables.letters import Notice, PaperRow, Receipt
from models.tables.people import Invitation
from models.tables.replies import DeliveryMark, Extension, Inquiry
from models.tables.schedule import Duty
from tests.factories import LIN, LINBEN, ZHOU, a_contact, a_draft
from tests.house import AHouse
from tests.web.pages import APages, a_notice


def said_to(house: AHouse, person: str) -> str:
    """Everything sent to one person, as text."""
    house.deliver()
    courier = house.wecom if person.isascii() and len(person) < 20 else house.wechat
    return "\n".join(str(posted.word) for posted in courier.posted if posted.to == person)


def a_photo() -> tuple[io.BytesIO, str]:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 40, 40)).save(picture, "JPEG")
    picture.seek(0)
    return picture, "slip.jpg"


@pytest.fixture
def pages(sqlite_house: AHouse) -> APages:
    return APages(sqlite_house)


def test_the_page_says_where_who_answers_and_that_the_clock_runs_on(pages: APages) -> None:
    _, page = a_notice(pages.house)

    shown = pages.open(pages.client(), page).get_data(as_text=True)

    assert "5月8日现场检查 · 城东工业路1号" in shown
    assert "由周正（执法一队）在5月15日前答复" in shown
    assert "答复之前整改期限照常计算" in shown
    assert "只表示收到，不代表认可" in shown


def test_not_signing_is_told_at_once_and_starts_no_clock(pages: APages) -> None:
    _, page = a_notice(pages.house)
    client = pages.client()

    answer = pages.post(client, f"{page}/refuse", page, reason="不归我负责", text="")

    assert "您说没有签收：不归我负责" in answer.get_data(as_text=True)
    assert "林犇 没有签收（不归我负责）。期限还没有开始算。" in said_to(pages.house, LIN)
    assert pages.house.rows(Receipt) == []
    assert {n.due_on for n in pages.house.rows(Notice)} == {None}
    # He may change his mind.
    assert "确认签收" in answer.get_data(as_text=True)
    pages.post(client, f"{page}/sign", page, strokes="")
    assert len(pages.house.rows(Receipt)) == 2


def test_a_reminder_alone_has_no_period_to_speak_of(pages: APages) -> None:
    house = pages.house
    house.add(a_contact(1))
    visit = house.file(a_draft(hazards=(), gate="none", days=None))
    house.deliver()
    with house.at_desk(LINBEN, "wechat") as desk:
        page = "/" + notice_page(desk, visit, LINBEN).split("/", 3)[3]

    pages.post(pages.client(), f"{page}/refuse", page, reason="不归我负责", text="")

    told = said_to(house, LIN)
    assert "没有签收（不归我负责）。可以打电话说明" in told
    assert "期限还没有开始算" not in told


def test_a_second_tap_on_not_signing_is_told_once(pages: APages) -> None:
    _, page = a_notice(pages.house)
    client = pages.client()

    for _ in range(3):
        pages.post(client, f"{page}/refuse", page, reason="不归我负责", text="")

    assert said_to(pages.house, LIN).count("没有签收（不归我负责）") == 1


@pytest.mark.parametrize(
    ("reason", "text", "say"),
    [("", "", "请选一个原因"), ("不存在的原因", "x", "请选一个原因"), ("其他", " ", "请写一句原因")],
)
def test_not_signing_needs_a_reason_and_keeps_what_was_typed(
    pages: APages, reason: str, text: str, say: str
) -> None:
    _, page = a_notice(pages.house)

    answer = pages.post(pages.client(), f"{page}/refuse", page, reason=reason, text=text)

    assert answer.status_code == 422
    assert say in answer.get_data(as_text=True)


def test_an_objection_goes_to_the_leader_and_its_answer_comes_back(pages: APages) -> None:
    house = pages.house
    _, page = a_notice(house)
    client = pages.client()

    pages.post(client, f"{page}/object", page, text="第1条的标志牌5月6日已经装好")
    shown = pages.open(client, page).get_data(as_text=True)
    assert "等答复，5月15日前" in shown
    [row] = house.rows(Inquiry)
    [duty] = house.rows(Duty, Duty.kind == "answer")
    assert (duty.owner, str(duty.due_on)) == (ZHOU, "2023-05-15")
    assert "对提示单有异议" in said_to(house, LIN)

    with house.at_desk(ZHOU) as desk:
        answer_inquiry(AnswerInquiry(row.id, "我们核对照片，第1条仍需补编号"), desk)
    shown = pages.open(client, page).get_data(as_text=True)
    assert "周正答复：我们核对照片，第1条仍需补编号" in shown
    assert "您的异议已答复" in said_to(house, "oTEST000000000000000linben1")


def test_the_same_objection_twice_is_one(pages: APages) -> None:
    _, page = a_notice(pages.house)
    client = pages.client()

    for _ in range(2):
        pages.post(client, f"{page}/object", page, text="第1条的标志牌5月6日已经装好")

    assert len(pages.house.rows(Inquiry)) == 1


def asked_for_time(pages: APages, days: str = "7") -> str:
    visit, page = a_notice(pages.house)
    pages.house.sign(visit)
    pages.post(pages.client(), f"{page}/extend", page, days=days, text="标志牌定制要到下周五")
    return page


def test_more_time_is_a_leaders_decision_and_counts_from_the_old_date(pages: APages) -> None:
    house = pages.house
    page = asked_for_time(pages)
    [row] = house.rows(Extension)
    warning = house.rows(Notice, Notice.kind == "warning")[0]
    assert str(warning.due_on) == "2023-05-23"
    assert "等队领导定" in pages.open(pages.client(), page).get_data(as_text=True)

    with house.at_desk(ZHOU) as desk:
        decide_extension(DecideExtension(row.id, True, 7), desk)

    warning = house.rows(Notice, Notice.kind == "warning")[0]
    assert (str(warning.due_on), warning.state, warning.extensions) == ("2023-05-30", "rectifying", 1)
    assert "已同意，延到5月30日" in pages.open(pages.client(), page).get_data(as_text=True)
    assert "延到5月30日" in said_to(house, LIN)
    assert "延到5月30日" in said_to(house, "oTEST000000000000000linben1")


def test_refused_time_leaves_the_date_and_says_why(pages: APages) -> None:
    house = pages.house
    page = asked_for_time(pages)
    with house.at_desk(ZHOU) as desk:
        decide_extension(DecideExtension(house.rows(Extension)[0].id, False, 0, "标志牌三天可以做好"), desk)

    assert str(house.rows(Notice, Notice.kind == "warning")[0].due_on) == "2023-05-23"
    shown = pages.open(pages.client(), page).get_data(as_text=True)
    assert "没有同意" in shown
    assert "标志牌三天可以做好" in shown


@pytest.mark.parametrize("days", ["0", "-1", "一周", "", "400"])
def test_odd_numbers_of_days_are_refused_in_words(pages: APages, days: str) -> None:
    visit, page = a_notice(pages.house)
    pages.house.sign(visit)

    answer = pages.post(pages.client(), f"{page}/extend", page, days=days, text="标志牌定制要到下周五")

    assert answer.status_code == 422
    assert pages.house.rows(Extension) == []


def test_after_the_due_date_nobody_may_ask_for_time(pages: APages) -> None:
    house = pages.house
    visit, page = a_notice(house)
    house.sign(visit)
    house.clock.go_to("2023-05-24 09:00")

    answer = pages.post(pages.client(), f"{page}/extend", page, days="7", text="标志牌定制要到下周五")

    assert "期限已过，不能再申请延期" in answer.get_data(as_text=True)
    assert house.rows(Extension) == []


def test_a_delegate_is_named_and_shown_a_code(pages: APages) -> None:
    _, page = a_notice(pages.house)

    answer = pages.post(pages.client(), f"{page}/delegate", page, name="王小明")

    assert "请 王小明 扫这个码" in answer.get_data(as_text=True)
    assert "data:image/png;base64," in answer.get_data(as_text=True)
    [row] = pages.house.rows(Invitation)
    assert (row.guest, row.named_by, row.by) == ("王小明", 1, LIN)


def test_a_stamped_slip_is_kept_once_and_shown(pages: APages) -> None:
    _, page = a_notice(pages.house)
    client = pages.client()

    for _ in range(2):
        answer = pages.post(client, f"{page}/seal", page, photos=[a_photo()])

    assert "已传 1 张" in answer.get_data(as_text=True)
    [row] = pages.house.rows(Evidence, Evidence.sort == "slip")
    assert pages.open(client, f"{page}/seal/{row.id}.jpg").mimetype == "image/jpeg"


def test_a_reader_sees_everything_and_signs_nothing(pages: APages) -> None:
    _, page = a_notice(pages.house, standing="reader", consent="")
    client = pages.client()

    shown = pages.open(client, page).get_data(as_text=True)
    assert "没有设置标志牌" in shown
    assert "确认签收" not in shown
    assert "没有代表企业签收的授权" in shown
    pages.post(client, f"{page}/sign", page, strokes="")
    assert pages.house.rows(Receipt) == []


def test_what_is_known_of_a_delivery_is_marked_with_time_and_source(pages: APages) -> None:
    house = pages.house
    _, page = a_notice(house)
    client = pages.client()
    paper = house.rows(PaperRow, PaperRow.copy == "送达")[0].id
    pages.post(client, f"{page}/opened", page)
    for number in (1, 1, 99):
        pages.post(client, f"{page}/seen/{paper}-{number}", page)
    pages.post(client, f"{page}/sign", page, strokes="")

    marks = [(m.what, m.source, m.detail) for m in house.rows(DeliveryMark)]
    assert marks[:3] == [
        ("queued", "本机", ""),
        ("accepted", "微信", "模板消息 errcode 0 msg-1"),
        ("opened", "页面", ""),
    ]
    assert marks[-1] == ("signed", "林犇", "")
    assert sum(what == "seen" for what, *_ in marks) == 1


def test_the_contact_downloads_the_certificate_and_a_stamped_slip_renews_it(pages: APages) -> None:
    house = pages.house
    _, page = a_notice(house)
    client = pages.client()
    pages.post(client, f"{page}/sign", page, strokes="")
    house.certifier.drain()
    before = len(house.rows(PaperRow))

    shown = pages.open(client, page).get_data(as_text=True)
    link = re.findall(r'href="(/n/[^"]+/paper/\d+[.]pdf)" download="签收回执', shown)

    assert len(link) == 2
    assert pages.open(client, link[0]).status_code == 200
    assert len(house.rows(PaperRow)) == before, "reading changes nothing"
    pages.post(client, f"{page}/seal", page, photos=a_photo())
    renewed = pages.open(client, page).get_data(as_text=True)
    assert "（第2版）" in renewed
    assert link[0] not in renewed
