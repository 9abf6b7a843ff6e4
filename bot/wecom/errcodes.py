"""What WeCom's error codes mean for a message, each with a sentence for our own people.

The same number means something else on the service account: it has its own table. Meanings and advice:
the platform's pages 90313 (codes), 90312 (limits) and 90236 (sending). It never looks at errmsg.
"""

from bot.outcome import GiveUp, Misconfigured, Outcome, Retry
from bot.wire.strict import listed

STALE = frozenset({40014, 42001})
"""The access token is refused: refreshed once. 40014 is also seen for one that merely expired."""

REPEATED_TASK = 42014
"""The task_id was used before. On a later attempt of the same row: the first one arrived."""

_WAIT: dict[int, Outcome] = {
    -1: Retry(1.0, "平台繁忙"),
    6000: Retry(30.0, "平台数据正被别处修改"),
    # The minute rule lasts 60 s; the hour and day rules answer the same code again until they end.
    45009: Retry(60.0, "调用太频繁，等一个时间窗口", counts=False),
    45033: Retry(2.0, "同时调用太多，稍等", counts=False),
    # Refused for good with this media id: upload again, then send (new bytes).
    40007: Retry(0.0, "素材已过期，要重新上传"),
}

_GONE: dict[int, Outcome] = {
    40003: GiveUp("成员账号不对", gone=True),
    46004: GiveUp("成员不存在", gone=True),
    60111: GiveUp("成员不存在", gone=True),
    81013: GiveUp("收件人不在应用可见范围内，或已离职", gone=True),
}

_GIVE_UP: dict[int, Outcome] = {
    40004: GiveUp("文件类型不支持"),
    40005: GiveUp("素材类型不支持"),
    40006: GiveUp("文件大小不合要求"),
    40008: GiveUp("消息类型不支持"),
    40009: GiveUp("图片太大"),
    40011: GiveUp("视频太大"),
    40029: GiveUp("登录码已用过或已过期，请重新打开页面"),
    40031: GiveUp("成员列表不合要求"),
    40032: GiveUp("收件人超过 1000 个"),
    40033: GiveUp("内容里有平台不收的字符"),
    40035: GiveUp("参数不合要求"),
    40039: GiveUp("链接太长"),
    40058: GiveUp("参数不合要求或太长"),
    40063: GiveUp("参数为空"),
    40074: GiveUp("这种消息不能设为保密"),
    40123: GiveUp("图片损坏"),
    40201: GiveUp("被平台的防骚扰规则拦下"),
    40204: GiveUp("被平台的防骚扰规则拦下"),
    40206: GiveUp("请求太大"),
    41006: GiveUp("缺少素材"),
    41010: GiveUp("缺少链接"),
    41016: GiveUp("缺少标题"),
    41033: GiveUp("缺少描述"),
    42003: GiveUp("卡片的更新码已过期"),
    42014: GiveUp("卡片编号不合要求或已用过"),
    42015: GiveUp("卡片不是由本应用发出的"),
    42016: GiveUp("找不到要更新的卡片"),
    42022: GiveUp("卡片的更新码已用过"),
    42052: GiveUp("超过 24 小时，不能撤回"),
    44001: GiveUp("上传的文件是空的"),
    44004: GiveUp("文字是空的"),
    45001: GiveUp("文件太大"),
    45002: GiveUp("内容太长"),
    45007: GiveUp("语音超过 60 秒"),
    45008: GiveUp("图文超过 8 条"),
    45032: GiveUp("作者名太长"),
    45034: GiveUp("链接要以 http:// 或 https:// 开头"),
    50002: GiveUp("成员不在应用的权限范围内"),
    60011: GiveUp("应用没有该成员、部门或标签的权限"),
    60030: GiveUp("成员不在应用可见范围内"),
    82001: GiveUp("没有收件人"),
    82002: GiveUp("部门超过 100 个"),
    82003: GiveUp("标签超过 100 个"),
    84014: GiveUp("成员票据已过期，请重新打开页面"),
    84015: GiveUp("成员票据不对，请重新打开页面"),
    301016: GiveUp("语音要用 AMR 格式"),
    301017: GiveUp("语音要用 AMR 格式"),
}

_CARD: dict[int, Outcome] = {
    code: GiveUp(f"卡片不合平台要求：{what}")
    for code, what in {
        42017: "找不到按钮", 42018: "按钮 key 不对", 42019: "缺少按钮 key", 42020: "缺少按钮文字",
        42027: "缺少列表项的名称", 42028: "缺少链接", 42029: "缺少素材", 42030: "缺少小程序编号",
        42031: "卡片类型不对", 42033: "缺少标题", 42035: "列表超过 6 行", 42036: "竖向列表超过 4 行",
        42037: "选项数量不对", 42038: "按钮文字", 42039: "按钮 key", 42040: "选项编号", 42041: "选项文字",
        42042: "跳转超过 3 个", 42043: "问题 key", 42044: "图片链接", 42045: "点击动作",
        42046: "提交按钮 key", 42047: "下拉框数量不对", 42049: "提交按钮文字", 42050: "成员项",
        42051: "菜单 key 重复",
    }.items()
}  # fmt: skip

_MENU: dict[int, Outcome] = {
    code: GiveUp(f"菜单不合平台要求：{what}")
    for code, what in {
        40016: "按钮数量", 40017: "按钮类型", 40018: "按钮名称", 40019: "按钮 key", 40020: "按钮链接",
        40022: "层级", 40023: "子菜单数量", 40024: "子菜单类型", 40025: "子菜单名称", 40026: "子菜单 key",
        40027: "子菜单链接", 40054: "子菜单链接的域名", 40055: "链接的域名", 41102: "缺少名称",
        46003: "还没有菜单",
    }.items()
}  # fmt: skip

_CONFIG: dict[int, Outcome] = {
    40001: Misconfigured("应用密钥不对，或应用已停用（WECOM_SECRET）"),
    40013: Misconfigured("企业编号不对（WECOM_CORP_ID）"),
    40014: Misconfigured("访问令牌不被接受"),
    40056: Misconfigured("应用编号不对（WECOM_AGENT_ID）"),
    40091: Misconfigured("密钥属于别的企业（WECOM_SECRET）"),
    41001: Misconfigured("请求里没有访问令牌"),
    41002: Misconfigured("没有填企业编号（WECOM_CORP_ID）"),
    41004: Misconfigured("没有填应用密钥（WECOM_SECRET）"),
    41011: Misconfigured("没有填应用编号（WECOM_AGENT_ID）"),
    42001: Misconfigured("访问令牌已过期，换过仍不被接受"),
    48002: Misconfigured("应用没有这个接口的权限"),
    48006: Misconfigured("应用长期未用，接口权限已被收回"),
    50001: Misconfigured("回调域名不是应用的可信域名"),
    50003: Misconfigured("应用已停用"),
    60020: Misconfigured("本机的出口地址不在企业可信 IP 里"),
    60031: Misconfigured("应用被禁止调用这个接口"),
    80001: Misconfigured("可信域名不对，或没有备案"),
    85005: Misconfigured("可信域名没有完成归属验证"),
    301002: Misconfigured("密钥和应用编号不是同一个应用"),
    301007: Misconfigured("企业已被停用或解散"),
}

TABLE: dict[int, Outcome] = {**_WAIT, **_GONE, **_GIVE_UP, **_CARD, **_MENU, **_CONFIG}


class WecomCodes:
    """The table as a function."""

    stale = STALE

    def __call__(self, errcode: int) -> Outcome:
        return listed(errcode, TABLE)
