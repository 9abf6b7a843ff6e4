"""What the adapter must know about one service account. It never reads the environment itself."""

from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["secure", "compatible", "plain"]
"""How the platform sends callbacks: sealed, sealed beside plain fields, plain."""


@dataclass(frozen=True, slots=True)
class WechatAccount:
    """One verified service account. The bases may end in a slash and may carry a path prefix."""

    app_id: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    api_base: str = "https://api.weixin.qq.com"
    oauth_base: str = "https://open.weixin.qq.com"
