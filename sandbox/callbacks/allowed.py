"""Which passive replies the platforms take for which callback (page 90241). A table, nothing else."""

from sandbox.settings import PlatformName
from sandbox.wire.deed import Deed

WECOM_REPLIES = frozenset({"text", "image", "voice", "video", "news"})
CARD_REPLIES = frozenset({"update_button", "update_template_card", "update_taskcard"})
WECOM_EVENTS = frozenset(
    {
        "subscribe",
        "enter_agent",
        "LOCATION",
        "click",
        "view",
        "view_miniprogram",
        "scancode_waitmsg",
    }
)
CARD_EVENTS = frozenset({"template_card_event", "template_card_menu_event", "taskcard_click"})
WECHAT_REPLIES = frozenset({"text", "image", "voice", "video", "music", "news", "transfer_customer_service"})
WECHAT_EVENTS = frozenset({"subscribe", "SCAN", "CLICK", "LOCATION", "scancode_waitmsg"})


def allowed_replies(platform: PlatformName, deed: Deed) -> frozenset[str]:
    """The MsgTypes that may answer this callback. The full list of events is not sourced."""
    if platform == "wechat":
        return WECHAT_REPLIES if not deed.is_event or deed.event in WECHAT_EVENTS else frozenset()
    if deed.event in CARD_EVENTS:
        extra = WECOM_REPLIES if deed.event == "template_card_menu_event" else frozenset()
        return CARD_REPLIES | extra
    return WECOM_REPLIES if not deed.is_event or deed.event in WECOM_EVENTS else frozenset()
