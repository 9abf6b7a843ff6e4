"""What the adapter must know about one WeCom app. It never reads the environment itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WecomAccount:
    """One self-built app of one corp. The bases may end in a slash and may carry a path prefix."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    api_base: str = "https://qyapi.weixin.qq.com"
    oauth_base: str = "https://open.weixin.qq.com"
