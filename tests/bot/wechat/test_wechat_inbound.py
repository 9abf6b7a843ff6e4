"""Every callback of the service account, as a table."""

from datetime import UTC, datetime

import pytest

from bot.deeds import (
    Clip,
    Deed,
    Joined,
    Left,
    Other,
    Person,
    Photo,
    Place,
    Pressed,
    Reached,
    Said,
    Scanned,
    Voice,
)
from bot.wechat.inbound import read
from bot.wire.seal import BadCallbackError
from tests.bot.wire.envelopes import UNREADABLE, envelope, names

TABLE: dict[str, Deed] = {
    "wechat_text": Said("怎么整改"),
    "wechat_text_from_menu_message": Said("有异议"),
    "wechat_text_from_article": Said("您好"),
    "wechat_image": Photo("MEDIA-1"),
    "wechat_voice": Voice("MEDIA-2"),
    "wechat_voice_recognised": Voice("MEDIA-2", "已经整改好了"),
    "wechat_video": Clip("MEDIA-3"),
    "wechat_shortvideo": Clip("MEDIA-4"),
    "wechat_location": Place(28.113, 120.983, "乐清市某某路 1 号"),
    "wechat_link": Other("link"),
    "wechat_subscribe": Joined(),
    "wechat_subscribe_by_code": Joined("n7"),
    "wechat_scan": Joined("n7"),
    "wechat_unsubscribe": Left(),
    "wechat_click": Pressed("my_notices"),
    "wechat_view": Other("view", event=True),
    "wechat_view_miniprogram": Other("view_miniprogram", event=True),
    "wechat_location_report": Other("location", event=True),
    "wechat_scancode_waitmsg": Scanned("https://example.test/v/8F3K", "scan"),
    "wechat_location_select": Place(28.113, 120.983, "乐清市某某路 1 号"),
    "wechat_template_delivered": Reached("200163836", "success"),
    "wechat_template_blocked": Reached("200163840", "user block"),
    "wechat_template_failed": Reached("200163841", "system failed"),
    "wechat_subscribe_msg_popup": Other("subscribe_msg_popup_event", event=True),
    "wechat_authorization_revoked": Other("user_authorization_revoke", event=True),
    "wechat_unknown_event": Other("brand_new_event", event=True),
}


@pytest.mark.parametrize(("name", "deed"), TABLE.items(), ids=TABLE.keys())
def test_a_callback_is_read_as_what_the_person_did(name: str, deed: Deed) -> None:
    assert read(envelope(name)).inbound.deed == deed


def test_every_envelope_of_the_folder_stands_in_the_table() -> None:
    assert names("wechat_") == set(TABLE)


def test_sender_time_number_and_account_are_read() -> None:
    letter = read(envelope("wechat_text"))

    assert letter.inbound.who == Person("wechat", "oSYNTHETIC_openid_0000000001")
    assert letter.inbound.at == datetime(2023, 5, 8, 1, 0, tzinfo=UTC)
    assert letter.inbound.key == "wechat:gh_0123456789ab:6054768590064713728"
    assert letter.account == "gh_0123456789ab"


def test_no_two_events_of_one_second_share_a_key_and_every_redelivery_does() -> None:
    events = sorted(name for name in TABLE if "<MsgId>" not in envelope(name))

    keys = [read(envelope(name)).inbound.key for name in events]

    assert len(set(keys)) == len(events) >= 14
    assert keys == [read(envelope(name)).inbound.key for name in events]


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_read_is_refused_with_one_exception(name: str) -> None:
    with pytest.raises(BadCallbackError) as refused:
        read(envelope(name))

    assert refused.value.status == 400
