"""Delivery that tells the truth: each way once, failure to the sender at once, unknown shown as unknown."""

from collections import deque
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.deeds import Inbound, Joined, Left, Person, Photo, Reached, Said
from bot.outcome import GiveUp, Outcome, Sent
from bot.sms import SmsCourier
from handlers.commands.contact import SettleDelivery
from handlers.delivery_view import deliveries
from handlers.fallback import settle_delivery
from models.tables.cases import Evidence
from models.tables.letters import Delivery, Receipt
from models.tables.people import Contact
from models.tables.replies import DeliveryMark
from models.tables.schedule import Duty
from rules.ways import ORDER, Way, next_way
from tests.factories import LIN, LINBEN, a_contact
from tests.house import AHouse

UNFOLLOWED = GiveUp("对方没有关注服务号", 43004, gone=True)


class AGateway:
    """A bureau's gateway that remembers."""

    def __init__(self, *answers: Outcome) -> None:
        self.sent: list[tuple[str, str]] = []
        self.answers = deque(answers)

    def send(self, phone: str, text: str) -> Outcome:
        self.sent.append((phone, text))
        return self.answers.popleft() if self.answers else Sent("sms-1")


@pytest.fixture
def house(sqlite_house: AHouse) -> AHouse:
    sqlite_house.add(a_contact(1))
    return sqlite_house


def hears(house: AHouse, deed: object, who: str = LINBEN) -> None:
    number = len(house.rows(Delivery)) + house.clock.real.microsecond
    person = Person("wechat", who)
    house.turn.take(Inbound(f"key-{number}-{deed}", person, house.clock.now(), deed))  # type: ignore[arg-type]


def marks(house: AHouse) -> list[tuple[str, str]]:
    return [(row.what, row.detail) for row in house.rows(DeliveryMark)]


def with_sms(house: AHouse, gateway: AGateway) -> AHouse:
    another = house.another()
    another.rules = replace(house.rules, channels=frozenset({"sms"}))
    another.more["sms"] = SmsCourier(gateway)
    return another


def test_the_order_is_the_bureaus() -> None:
    able = set(Way)
    tried: list[Way] = []
    while (way := next_way(tried, able)) is not None:
        tried.append(way)
    assert tuple(tried) == ORDER
    assert next_way([Way.TEMPLATE], {Way.SMS}) is Way.SMS
    assert next_way([Way.TEMPLATE], set()) is None


def test_without_another_way_the_sender_gets_a_card_with_whom_to_ask(house: AHouse) -> None:
    house.wechat.answers.append(UNFOLLOWED)
    house.issue()
    house.deliver()

    assert ("failed", "模板消息：对方没有关注服务号（43004）") in marks(house)
    [duty] = house.rows(Duty, Duty.kind == "undelivered")
    assert duty.owner == LIN
    card = next(p.word for p in house.wecom.posted if "没有送到" in str(p.word))
    assert "现场负责人林犇、法定代表人陈龑，电话 138****8000" in str(card)
    assert house.rows(Contact)[0].unreachable == "对方没有关注服务号（43004）"


def test_somebody_who_wrote_today_is_written_to_in_the_chat(house: AHouse) -> None:
    hears(house, Said("你好"))
    house.wechat.answers.append(GiveUp("对方拒收通知", 43101, gone=True))
    house.issue()
    house.deliver()

    said = house.wechat.texts(LINBEN)[-1]
    assert "请用微信打开查看并签收" in said
    assert [what for what, _ in marks(house)] == ["queued", "failed", "retried", "accepted"]
    assert house.rows(Duty, Duty.kind == "undelivered") == []


def test_after_two_days_of_silence_the_chat_is_closed(house: AHouse) -> None:
    hears(house, Said("你好"))
    house.clock.forward(hours=49)
    house.wechat.answers.append(UNFOLLOWED)
    house.issue()
    house.deliver()

    assert "retried" not in dict(marks(house))


def test_a_linked_corp_and_then_a_text_message(house: AHouse) -> None:
    gateway = AGateway()
    house = with_sms(house, gateway)
    house.change(lambda work: setattr(work.people.contact(1), "linked", "ww1/linben"))
    house.wechat.answers.append(UNFOLLOWED)
    house.more["linked"].answers.append(GiveUp("不在可见范围", 60111))
    house.issue()
    house.deliver()

    assert [detail for what, detail in marks(house) if what == "retried"] == ["互联企业", "短信"]
    [(phone, text)] = gateway.sent
    assert phone == "13800138000"
    assert "https://chayici.test/n/" in text
    assert ("accepted", "短信 errcode 0 sms-1") in marks(house)


def test_late_word_from_the_platform_counts_as_failure(house: AHouse) -> None:
    house.issue()
    house.deliver()
    message = house.rows(Delivery)[0].message

    hears(house, Reached(message, "failed:user block"))
    house.deliver()

    assert ("failed", "模板消息：微信没有送到（failed:user block）") in marks(house)
    assert len(house.rows(Duty, Duty.kind == "undelivered")) == 1


def decided(house: AHouse, how: str, text: str = "") -> str:
    house.wechat.answers.append(UNFOLLOWED)
    house.issue()
    house.deliver()
    with house.at_desk(LIN) as desk:
        said = settle_delivery(SettleDelivery(1, how, text), desk).say
    house.deliver()
    return said


def test_a_call_is_written_down_and_is_no_receipt(house: AHouse) -> None:
    said = decided(house, "called", "打给林犇本人，下午重新关注")

    assert "电话告知不算签收" in said
    assert ("called", "打给林犇本人，下午重新关注") in marks(house)
    assert house.rows(Receipt) == []
    assert house.rows(Duty, Duty.kind == "undelivered", Duty.state == "open") == []


def test_printing_gives_both_copies(house: AHouse) -> None:
    decided(house, "printed")

    names = [p.word["name"] for p in house.wecom.posted if p.word["kind"] == "paper"]
    assert sum("（送达）" in name for name in names) >= 2
    assert ("printed", "") in marks(house)


def test_posting_keeps_the_number_and_the_photo_and_starts_no_clock(house: AHouse) -> None:
    house.wechat.answers.append(UNFOLLOWED)
    visit = house.issue()
    house.deliver()
    [duty] = house.rows(Duty, Duty.kind == "undelivered")
    sheet = duty.sheet_id or ""
    with house.at_desk(LIN) as desk:
        desk.books.evidence(sheet, "mail", Photo("media-1"), desk.by.person)
    with house.at_desk(LIN, sheet=sheet) as desk:
        said = settle_delivery(SettleDelivery(1, "mailed", "EMS 1234567890123，寄给林犇"), desk).say

    assert "以邮寄回执上的签收日为准" in said
    assert ("mailed", "EMS 1234567890123，寄给林犇") in marks(house)
    assert [row.visit_id for row in house.rows(Evidence)] == [visit]
    assert house.rows(Receipt) == []


def test_a_resend_begins_a_new_round(house: AHouse) -> None:
    decided(house, "again")

    assert ("again", "第2轮") in marks(house)
    assert marks(house)[-1] == ("accepted", "模板消息 errcode 0 msg-2")
    assert house.rows(Delivery)[0].failed_at is None


def test_a_resend_that_fails_too_comes_back_to_the_sender(house: AHouse) -> None:
    house.wechat.answers.extend([UNFOLLOWED, UNFOLLOWED])
    house.issue()
    house.deliver()
    with house.at_desk(LIN) as desk:
        settle_delivery(SettleDelivery(1, "again"), desk)
    house.deliver()

    assert len(house.rows(Duty, Duty.kind == "undelivered", Duty.state == "open")) == 1


def test_who_follows_again_gets_what_missed_him(house: AHouse) -> None:
    house.wechat.answers.append(UNFOLLOWED)
    house.issue()
    house.deliver()

    hears(house, Joined())
    house.deliver()

    assert house.rows(Contact)[0].unreachable == ""
    assert house.rows(Duty, Duty.kind == "undelivered", Duty.state == "open") == []
    assert sum(p.word["kind"] == "notify" for p in house.wechat.posted) == 2


def test_an_unfollower_is_noticed_and_the_officer_told_whom_to_ask(house: AHouse) -> None:
    house.add(a_contact(1, openid="oTEST000000000000000wangxm01", name="王小明", post="厂长"))
    house.issue()
    hears(house, Left())
    house.deliver()

    said = "\n".join(house.wecom.texts(LIN))
    assert "林犇 收不到消息了（已取消关注）" in said
    assert "可以找：王小明（厂长 138****8000）" in said


def test_what_nobody_reported_is_unknown(house: AHouse) -> None:
    visit = house.issue()
    house.deliver()

    with house.at_desk(LIN) as desk:
        [shown] = deliveries(visit, desk)
    steps = dict(shown.steps)
    assert steps["微信已接收"].endswith("（微信）")
    assert steps["已送到微信"] == steps["已打开"] == "未知"
    assert steps["已签收"] == "还没有"
    assert shown.state == "微信已接收"


def test_nothing_is_chased_once_it_is_signed(house: AHouse) -> None:
    visit = house.issue()
    house.deliver()
    house.sign(visit)
    message = house.rows(Delivery)[0].message

    hears(house, Reached(message, "failed:user block"))

    assert "failed" not in dict(marks(house))


def test_a_second_unfollowing_is_told_once(house: AHouse) -> None:
    house.issue()
    for _ in range(2):
        hears(house, Left())
        house.clock.forward(seconds=timedelta(minutes=1).total_seconds())
    house.deliver()
    assert "\n".join(house.wecom.texts(LIN)).count("收不到消息了") == 1
