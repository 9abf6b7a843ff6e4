"""Every callback WeCom sends, as a table; and the key that names each of them for ever."""

import time
from datetime import UTC, datetime

import pytest

from bot.deeds import (
    Clip,
    Deed,
    Entered,
    Left,
    Other,
    Person,
    Photo,
    Place,
    Pressed,
    Said,
    Scanned,
    Tap,
    Voice,
)
from bot.wecom.inbound import read
from bot.wire.seal import BadCallbackError
from tests.bot.wire.envelopes import UNREADABLE, envelope, names

PLACE = Place(28.113, 120.983, "乐清市某某路 1 号")
SCANNED = Scanned("https://example.test/v/8F3K", "scan")


def ticks(*ids: str) -> Tap:
    return Tap("sheet-12_4", "k7:ok", {"k7": ids}, "RC-1")


TABLE: dict[str, Deed] = {
    "wecom_text": Said("3月总铬、六价铬"),
    "wecom_text_without_cdata": Said("你好"),
    "wecom_text_empty": Said(""),
    "wecom_text_with_markup": Said('<a href="http://example.test">看这里</a> & 5 < 6'),
    "wecom_text_with_agentid_misspelt": Said("正常"),
    "wecom_text_from_linked_corp": Said("好"),
    "wecom_image": Photo("MEDIA-1"),
    "wecom_image_without_media": Other("image"),
    "wecom_voice": Voice("MEDIA-2"),
    "wecom_video": Clip("MEDIA-3"),
    "wecom_shortvideo": Clip("MEDIA-4"),
    "wecom_location": PLACE,
    "wecom_location_off_earth": Other("location"),
    "wecom_link": Other("link"),
    "wecom_unknown_message": Other("hologram"),
    "wecom_subscribe": Entered(),
    "wecom_unsubscribe": Left(),
    "wecom_enter_agent": Entered(),
    "wecom_location_report": Other("location", event=True),
    "wecom_click": Pressed("start"),
    "wecom_view": Other("view", event=True),
    "wecom_view_miniprogram": Other("view_miniprogram", event=True),
    "wecom_scancode_waitmsg": SCANNED,
    "wecom_scancode_push": SCANNED,
    "wecom_scancode_without_result": Other("scancode_waitmsg", event=True),
    "wecom_pic_sysphoto": Other("pic_sysphoto", event=True),
    "wecom_location_select": PLACE,
    "wecom_batch_job_result": Other("batch_job_result", event=True),
    "wecom_change_contact": Other("change_contact", event=True),
    "wecom_unknown_event": Other("brand_new_event", event=True),
    "wecom_taskcard_click": Other("taskcard_click", event=True),
    "wecom_card_button": Tap("sheet-12_3", "k7:yes", {}, "RC-1"),
    "wecom_card_one_tick": ticks("17"),
    "wecom_card_three_ticks": ticks("10", "17", "33"),
    "wecom_card_no_tick": Tap("sheet-12_4", "k7:ok", {}, "RC-1"),
    "wecom_card_no_option": ticks(),
    "wecom_card_two_selectors": Tap("sheet-12_5", "k8:ok", {"k8.intent": ("no",), "k8.harm": ("_",)}, "RC-1"),
    "wecom_card_ticks_misspelt": ticks("10", "17"),
    "wecom_card_without_cdata": ticks("10"),
    "wecom_card_menu": Tap("sheet-12_6", "mute", {}, "RC-1"),
}


@pytest.mark.parametrize(("name", "deed"), TABLE.items(), ids=TABLE.keys())
def test_a_callback_is_read_as_what_the_person_did(name: str, deed: Deed) -> None:
    assert read(envelope(name)).deed == deed


def test_every_envelope_of_the_folder_stands_in_the_table() -> None:
    assert names("wecom_") == set(TABLE)


def test_sender_and_time_are_read() -> None:
    inbound = read(envelope("wecom_text"))

    assert inbound.who == Person("wecom", "linyifan")
    assert inbound.at == datetime(2023, 5, 8, 1, 0, tzinfo=UTC)


def test_a_member_of_a_linked_corp_keeps_his_whole_name() -> None:
    assert read(envelope("wecom_text_from_linked_corp")).who.id == "ww9876543210fedcba/wangmin"


def test_a_message_is_named_by_its_number() -> None:
    assert read(envelope("wecom_text")).key == "wecom:1000002:4561255354251345929"


def test_the_key_survives_a_redelivery_and_the_other_spelling_of_the_agent() -> None:
    assert read(envelope("wecom_text")).key == read(envelope("wecom_text")).key
    assert read(envelope("wecom_card_one_tick")).key == read(envelope("wecom_card_one_tick")).key
    assert read(envelope("wecom_text_with_agentid_misspelt")).key == read(envelope("wecom_text")).key


EVENTS = sorted(name for name in TABLE if "<MsgId>" not in envelope(name))


def test_no_two_events_of_one_second_share_a_key() -> None:
    keys = [read(envelope(name)).key for name in EVENTS]

    assert len(set(keys)) == len(EVENTS) >= 20


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("<![CDATA[k7:yes]]>", "<![CDATA[k7:no]]>"),
        ("<![CDATA[sheet-12_3]]>", "<![CDATA[sheet-12_4]]>"),
        ("<![CDATA[RC-1]]>", "<![CDATA[RC-2]]>"),
        ("<![CDATA[linyifan]]>", "<![CDATA[wangmin]]>"),
        ("<CreateTime>1683507600", "<CreateTime>1683507601"),
        ("<AgentID>1000002", "<AgentID>1000003"),
    ],
)
def test_a_tap_that_differs_in_one_field_has_another_key(what: str, other: str) -> None:
    xml = envelope("wecom_card_button")
    assert what in xml

    assert read(xml).key != read(xml.replace(what, other)).key


def test_a_thousand_pairs_of_taps_in_one_second_are_never_merged() -> None:
    xml = envelope("wecom_card_button")

    keys = {read(xml.replace("k7:yes", f"k{n}:yes")).key for n in range(1_000)}

    assert len(keys) == 1_000


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_read_is_refused_with_one_exception_and_at_once(name: str) -> None:
    started = time.monotonic()

    with pytest.raises(BadCallbackError) as refused:
        read(envelope(name))

    assert refused.value.status == 400
    assert time.monotonic() - started < 0.05


def test_control_characters_in_a_message_do_not_lose_it() -> None:
    xml = envelope("wecom_text").replace("3月总铬", "3月\x0b总\x00铬\x1f")

    assert read(xml).deed == Said("3月总铬、六价铬")
