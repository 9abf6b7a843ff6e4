"""From settings to what each platform's adapter wants to know. Only app.py asks."""

from typing import Any

from bot.wechat.account import Mode, WechatAccount
from bot.wechat.templates import Template, TemplateField, TemplateMap
from bot.wecom.account import WecomAccount
from bot.wire.menu import Entry
from config.bureau import Bureau
from config.settings import Settings
from handlers import menus


def wecom_account(settings: Settings) -> WecomAccount:
    """The app's credentials as its adapter wants them."""
    own = settings.wecom
    return WecomAccount(
        own.corp_id, own.agent_id, own.secret, own.token, own.aes_key, own.api_base, settings.oauth_base
    )


def wechat_account(settings: Settings) -> WechatAccount:
    """The service account's credentials as its adapter wants them."""
    own = settings.wechat
    return WechatAccount(own.app_id, own.secret, own.token, own.aes_key, own.api_base, settings.oauth_base)


def wechat_mode(settings: Settings) -> Mode:
    """The callback mode as its adapter names it."""
    modes: dict[str, Mode] = {"secure": "secure", "compat": "compatible", "plain": "plain"}
    return modes[settings.wechat.mode]


def template_map(bureau: Bureau) -> TemplateMap:
    """The bureau's templates as the adapter wants them; a field's type stands at the front of its name."""
    return TemplateMap(
        tuple(
            Template(
                one.name,
                one.id,
                tuple(TemplateField(field, fact, _kind(field)) for field, fact in one.fields.items()),
            )
            for one in bureau.templates
        )
    )


def _kind(field: str) -> Any:
    """thing1 → thing; TemplateField refuses what is no type."""
    return field.rstrip("0123456789")


def staff_menu() -> tuple[Entry, ...]:
    """The WeCom app's menu."""
    return tuple(
        Entry(name, kind="", under=tuple(Entry(leaf, key=key) for leaf, key in leaves))
        for name, leaves in menus.STAFF
    )


def contacts_menu() -> tuple[Entry, ...]:
    """The service account's menu."""
    below = tuple(Entry(name, key=key) for name, key in menus.CONTACTS_HELP)
    own = tuple(Entry(name, key=key) for name, key in menus.CONTACTS)
    return (*own, Entry("帮助", kind="", under=below))
