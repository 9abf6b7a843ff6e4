"""What the service account's error codes mean for a message, each with a sentence for our own people.

The same number means something else on WeCom (43004, 48002, 50002, 40001): it has its own table. It
never looks at errmsg.
"""

from bot.outcome import GiveUp, Misconfigured, Outcome, Retry
from bot.wire.strict import listed

STALE = frozenset({40001, 40014, 42001})
"""The access token is refused: refreshed once. 40001 is the usual one here (wrong secret on WeCom)."""

_WAIT: dict[int, Outcome] = {
    -1: Retry(1.0, "平台繁忙"),
    # A daily quota; it can be cleared by hand before midnight, so it is asked once an hour.
    45009: Retry(3600.0, "今天的调用次数用完了", counts=False),
    45011: Retry(60.0, "调用太频繁，稍等", counts=False),
    45033: Retry(2.0, "同时调用太多，稍等", counts=False),
    43117: Retry(600.0, "给这位用户发得太频繁，稍等", counts=False),
    40007: Retry(0.0, "素材已过期，要重新上传"),
}

_GONE: dict[int, Outcome] = {
    40003: GiveUp("用户编号不对", gone=True),
    43004: GiveUp("对方没有关注服务号", gone=True),
    43019: GiveUp("对方在服务号的黑名单里", gone=True),
    43101: GiveUp("对方拒收通知", gone=True),
    48002: GiveUp("对方关闭了服务号的消息", gone=True),
    50005: GiveUp("对方没有关注服务号", gone=True),
}

_GIVE_UP: dict[int, Outcome] = {
    40004: GiveUp("素材类型不支持"),
    40005: GiveUp("文件类型不支持"),
    40006: GiveUp("文件大小不合要求"),
    40008: GiveUp("消息类型不支持"),
    40009: GiveUp("图片太大"),
    40029: GiveUp("登录码不对或已过期，请重新打开页面"),
    40035: GiveUp("参数不合要求"),
    40163: GiveUp("登录码已用过，请重新打开页面"),
    41030: GiveUp("小程序页面不对"),
    42003: GiveUp("登录码已过期，请重新打开页面"),
    43002: GiveUp("请求方式不对"),
    44001: GiveUp("上传的文件是空的"),
    44002: GiveUp("请求是空的"),
    44004: GiveUp("文字是空的"),
    45001: GiveUp("文件太大"),
    45002: GiveUp("内容太长"),
    # The window of the service message is closed; a template message may still arrive.
    45015: GiveUp("对方 48 小时内没有来过消息，不能主动回复"),
    45047: GiveUp("对方来过消息后的回复次数已用完"),
    45162: GiveUp("消息类型不支持"),
    47001: GiveUp("请求不是合格的 JSON"),
    47003: GiveUp("模板字段的内容不合平台要求"),
    50002: GiveUp("对方账号受限"),
}

_MENU: dict[int, Outcome] = {
    code: GiveUp(f"菜单不合平台要求：{what}")
    for code, what in {
        40016: "按钮数量", 40017: "按钮类型", 40018: "按钮名称", 40019: "按钮 key", 40020: "按钮链接",
        40022: "层级", 40023: "子菜单数量", 40024: "子菜单类型", 40025: "子菜单名称", 40026: "子菜单 key",
        40027: "子菜单链接", 40054: "子菜单链接的域名", 40055: "链接的域名", 46003: "还没有菜单",
    }.items()
}  # fmt: skip

_STAFF: dict[int, Outcome] = {
    code: GiveUp(f"客服账号不能用：{what}")
    for code, what in {
        61450: "系统错误", 61451: "参数不对", 61452: "账号不对", 61453: "账号已存在", 61454: "账号名太长",
        61455: "账号名有不收的字符", 61456: "账号数已满", 61457: "头像格式不对",
    }.items()
}  # fmt: skip

_CONFIG: dict[int, Outcome] = {
    40001: Misconfigured("访问令牌不被接受，或密钥不对（WECHAT_SECRET）"),
    40002: Misconfigured("取访问令牌的方式不对"),
    40013: Misconfigured("服务号编号不对（WECHAT_APP_ID）"),
    40014: Misconfigured("访问令牌不被接受"),
    40036: Misconfigured("模板编号长度不对，请检查模板配置"),
    40037: Misconfigured("模板编号不对，请检查模板配置"),
    40125: Misconfigured("密钥不对（WECHAT_SECRET）"),
    40164: Misconfigured("本机的出口地址不在服务号的 IP 白名单里"),
    41001: Misconfigured("请求里没有访问令牌"),
    41002: Misconfigured("没有填服务号编号（WECHAT_APP_ID）"),
    41004: Misconfigured("没有填密钥（WECHAT_SECRET）"),
    42001: Misconfigured("访问令牌已过期，换过仍不被接受"),
    43116: Misconfigured("模板已被平台停用"),
    48001: Misconfigured("服务号没有这个接口的权限"),
    48004: Misconfigured("接口被平台封禁"),
}

TABLE: dict[int, Outcome] = {**_WAIT, **_GONE, **_GIVE_UP, **_MENU, **_STAFF, **_CONFIG}


class WechatCodes:
    """The table as a function."""

    stale = STALE

    def __call__(self, errcode: int) -> Outcome:
        return listed(errcode, TABLE)
