"""What a contact finds out and says in chat; who is bound, who leaves; the code on paper; the self-check."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deeds import Joined, Pressed
from handlers.addresses import address
from handlers.commands.contact import AnswerInquiry, PartWith
from handlers.deliver import invite
from handlers.desk import RefusedError
from handlers.inquiries import answer_inquiry
from handlers.part_with import part_with
from models.tables.people import Consent, Contact, Invitation
from models.tables.replies import Inquiry, Rating
from models.tables.schedule import Duty
from rules.nearest import nearest
from tests.factories import LIN, LINBEN, ZHAO, a_contact, a_draft, a_hazard
from tests.house import AHouse
from tests.web.chat import does, says
from tests.web.pages import APages, a_notice


@pytest.fixture
def house(sqlite_house: AHouse) -> AHouse:
    sqlite_house.add(a_contact(1))
    return sqlite_house


def test_days_left_are_counted_and_said_for_each_notice(house: AHouse) -> None:
    visit = house.issue()
    assert "还没有签收，签收次日起 15 日内改好" in says(house, "还剩几天")
    house.sign(visit)
    house.clock.go_to("2023-05-20 09:00")

    assert "2023年5月23日（周二）24时前，还剩 3 天，1 条没反馈" in says(house, "还剩几天")
    house.clock.go_to("2023-05-25 09:00")
    assert "已过 2 天" in says(house, "剩几天")


def test_how_to_fix_tells_the_fix_and_the_duty_and_never_a_penalty(house: AHouse) -> None:
    house.issue()

    said = says(house, "怎么整改 1")

    assert "DA001 酸雾废气排放口没有设置标志牌" in said
    assert "怎么改：排口挂上标志牌" in said
    assert "依据：" in said
    assert "罚" not in said


def test_withheld_advice_stays_withheld_in_chat_and_self_check(house: AHouse) -> None:
    held = [i for i in house.rules.checklist.items if i.fix_hold]
    assert held
    house.issue(a_draft(hazards=(a_hazard(item=held[0].id, number=held[0].num, text="疑似绕过治污设施"),)))

    said = says(house, "怎么整改1")
    shown = APages(house).open(APages(house).client(), "/self-check").get_data(as_text=True)

    assert "这一条怎么改，请先听检查人员的" in said
    for item in held:
        assert item.fix not in said
        assert item.fix not in shown


def test_downloads_and_extension_lead_to_the_page(house: AHouse) -> None:
    visit = house.issue()
    house.sign(visit)

    assert re.search(r"温环乐预警〔2023〕1号.*\nhttps://chayici\.test/n/", says(house, "下载"))
    assert "申请延期" in says(house, "申请延期")
    assert "不上传、不留记录" in says(house, "自查")


def test_a_question_is_first_answered_from_the_form(house: AHouse) -> None:
    house.issue()

    says(house, "问一问")
    said = says(house, "排放口标志牌怎么做")
    assert "关于“排放口不规范或没有标志牌”" in said
    assert "答到了" in said
    assert "随时再问" in says(house, "答到了")
    assert house.rows(Inquiry) == []


def test_what_the_form_cannot_answer_goes_to_the_officer_and_back(house: AHouse) -> None:
    house.issue()

    does(house, Pressed("ask"))
    said = says(house, "明天上午可以晚一点来复查吗")
    if "没有，转给检查人员" in said:
        said = says(house, "转")
    assert "由林一帆（执法一队）在5月15日前答复" in said
    [row] = house.rows(Inquiry)
    assert house.rows(Duty, Duty.kind == "answer")[0].owner == LIN
    with house.at_desk(LIN) as desk:
        answer_inquiry(AnswerInquiry(row.id, "可以，十点到"), desk)
    house.deliver()
    assert house.wechat.texts(LINBEN)[-1] == "林一帆答复：可以，十点到"


def test_a_mark_is_given_once(house: AHouse) -> None:
    visit = house.issue()
    assert "签收以后就可以评价" in says(house, "评价")
    house.sign(visit)

    says(house, "评价")
    says(house, "满意")
    assert "谢谢您的评价" in says(house, "讲得很清楚")
    assert [(r.score, r.text) for r in house.rows(Rating)] == [(4, "讲得很清楚")]
    assert "已经评价过了" in says(house, "评价")


def test_a_contact_leaves_and_sees_nothing_more(house: AHouse) -> None:
    house.issue()
    house.deliver()
    with house.at_desk(LINBEN, "wechat") as desk:
        page = "/" + address(desk, "notice", "1", LINBEN).split("/", 3)[3]

    says(house, "解绑")
    says(house, "永嘉堃电镀")
    said = says(house, "已经离职")

    assert "已解绑" in said
    assert house.rows(Contact)[0].state == "gone"
    pages = APages(house)
    assert pages.open(pages.client(), page).status_code == 404
    assert "自己解绑了（已经离职）" in "\n".join(house.wecom.texts(LIN))
    assert "扫检查人员出示的二维码" in says(house, "我的提示单")


def test_only_staff_of_the_district_take_a_contact_off(house: AHouse) -> None:
    with house.at_desk(ZHAO) as desk, pytest.raises(RefusedError):
        part_with(PartWith(1, "绑错了企业"), desk)
    with house.at_desk(LIN) as desk:
        part_with(PartWith(1, "绑错了企业"), desk)
    house.deliver()
    assert house.rows(Contact)[0].state == "gone"
    assert "您已不再是永嘉堃电镀有限公司的联系人" in house.wechat.texts(LINBEN)[-1]


# --- binding


def bound(house: AHouse, **form: str) -> tuple[APages, str]:
    """Scan a fresh code as somebody new and send the form."""
    pages = APages(house)
    pages.visitor = "oTEST000000000000000wangxm01"
    with house.at_desk(LIN) as desk:
        scene = invite(1, LIN, desk).id
    said = does(house, Joined(scene), pages.visitor)
    page = "/" + re.findall(r"https://chayici\.test/(b/\S+)", said)[0]
    fields = {"name": "王小明", "post": "厂长", "phone": "13800138000", "standing": "authorised", **form}
    answer = pages.post(pages.client(), page, page, **fields)
    return pages, answer.get_data(as_text=True)


def test_the_confirmation_of_electronic_service_is_kept_whole(house: AHouse) -> None:
    _, said = bound(house, standing="representative", consent="yes")

    assert "请检查人员在手机上点“是他”" in said
    [row] = house.rows(Consent)
    assert (row.standing, row.version) == ("representative", "2023-05")
    assert row.text == house.rules.bureau.pages.consent_text
    assert row.address == "127.0.0.1"
    [contact] = house.rows(Contact, Contact.name == "王小明")
    assert (contact.state, contact.standing) == ("pending", "representative")
    house.deliver()
    assert "法定代表人（负责人）" in str([p.word for p in house.wecom.posted])


def test_whom_the_register_names_only_says_that_it_is_he(house: AHouse) -> None:
    """One tap instead of a form; what is shown is masked, and an officer still has to know him."""
    with house.store.write() as work:
        work.session.delete(work.session.get_one(Contact, 1))
    _, answered = bound(house, name="", post="", phone="", standing="", himself="yes")

    assert "请检查人员在手机上点“是他”" in answered
    [contact] = house.rows(Contact)
    assert (contact.name, contact.phone, contact.state) == ("林犇", "13800138000", "pending")
    assert (contact.post, contact.standing) == ("现场负责人", "authorised")
    assert [row.standing for row in house.rows(Consent)] == ["authorised"]


def test_a_stranger_with_the_code_reads_no_name_and_no_number(house: AHouse) -> None:
    with house.store.write() as work:
        work.session.delete(work.session.get_one(Contact, 1))
    pages = APages(house)
    pages.visitor = "oTEST000000000000000wangxm01"
    with house.at_desk(LIN) as desk:
        scene = invite(1, LIN, desk).id
    page = "/" + re.findall(r"https://chayici\.test/(b/\S+)", does(house, Joined(scene), pages.visitor))[0]
    read = pages.open(pages.client(), page).get_data(as_text=True)

    assert "现场负责人 林*（138****8000）" in read
    assert "林犇" not in read
    assert "13800138000" not in read


def test_who_is_bound_already_is_not_offered_to_others(house: AHouse) -> None:
    _, answered = bound(house, name="", post="", phone="", standing="", himself="yes")
    assert "请选一下您的身份" in answered


def test_a_reader_confirms_nothing_and_may_be_bound(house: AHouse) -> None:
    bound(house, standing="reader")

    assert house.rows(Consent) == []
    assert house.rows(Contact, Contact.name == "王小明")[0].consent == ""


@pytest.mark.parametrize("standing", ["", "boss", "admin"])
def test_an_unknown_standing_is_asked_again(house: AHouse, standing: str) -> None:
    _, said = bound(house, standing=standing, consent="yes")
    assert "请选一下您的身份" in said


def test_without_consent_nobody_signs_electronically(house: AHouse) -> None:
    _, said = bound(house)
    assert "要先同意电子送达" in said
    assert house.rows(Contact, Contact.name == "王小明") == []


def test_the_code_on_paper_shows_a_fresh_one_and_opening_it_changes_nothing(house: AHouse) -> None:
    house.issue()
    with house.at_desk(LIN) as desk:
        page = "/" + address(desk, "entry", "1", "").split("/", 3)[3]
    pages = APages(house)
    client = pages.client()

    before = len(house.rows(Invitation))
    for _ in range(3):
        assert "显示二维码" in pages.open(client, page).get_data(as_text=True)
    assert len(house.rows(Invitation)) == before
    for _ in range(3):
        assert "data:image/png" in pages.post(client, page, page).get_data(as_text=True)
    assert len(house.rows(Invitation)) == before + 1


def test_the_officer_gets_the_code_for_paper(house: AHouse) -> None:
    house.issue()
    house.deliver()

    said = says(house, "张贴码", LIN, "wecom")

    assert "可以印在纸上" in said
    assert any(name.endswith("张贴码.png") for _, name, _ in house.wecom.uploaded)


# --- guesses


def test_ten_thousand_guessed_or_altered_links_give_nothing_and_are_limited(sqlite_house: AHouse) -> None:
    _, page = a_notice(sqlite_house)
    pages = APages(sqlite_house)
    client = pages.client()
    token = page.rpartition("/")[2]
    answers: dict[int, int] = {}
    for n in range(10_000):
        place, letter = n % len(token), "ABCDEFGHIJ"[n // 7 % 10]
        altered = f"{token[:place]}{letter if token[place] != letter else 'K'}{token[place + 1 :]}"
        purpose = ("n", "b", "e", "staff")[n % 4]
        assert not sqlite_house.rules.links.holds(purpose, altered)
        if n % 50 == 0:
            status = client.get(f"/{purpose}/{altered}", base_url=pages.public).status_code
            answers[status] = answers.get(status, 0) + 1

    assert answers == {404: 20, 429: 180}
    # The right address still opens, from the same caller.
    assert pages.open(pages.client(), page).status_code == 200


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=12))
def test_nearest_gives_places_of_the_list_best_first_and_never_repeats(
    question: str, texts: list[str]
) -> None:
    found = nearest(question, texts)
    assert len(found) == len(set(found)) <= 2
    assert all(0 <= place < len(texts) for place in found)


def test_nearest_finds_what_it_is_about_and_nothing_for_nonsense() -> None:
    texts = ["排放口不规范或没有标志牌", "应急预案未编制或未报备", "台账未按许可证规定记录"]
    assert nearest("应急预案要怎么报备？", texts)[0] == 1
    assert nearest("今天天气不错", texts) == ()
    assert nearest("", texts) == ()
