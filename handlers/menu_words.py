"""The words of the staff's menu, and the ways a hurried person types them. It carries nothing out."""

import re

WORDS = {
    "开始检查": "start", "检查": "start", "继续上次": "resume", "继续": "resume", "复核": "recheck",
    "我的待办": "todo", "待办": "todo", "快到期": "soon", "等签收": "unsigned", "汇总表": "table",
    "进度": "progress", "帮助": "help", "怎么用": "help", "?": "help", "？": "help",
    "我的检查": "mine", "在查": "mine", "换一家": "mine",
    "文字版": "text", "看不到卡片": "text", "卡片版": "cards",
    "二维码": "qr", "口令": "code", "线上预警": "online", "张贴码": "poster", "当面签收": "in_person",
    "当面签": "in_person", "联系人": "contacts",
    "登记簿": "register", "编号": "register", "练习": "practice",
}  # fmt: skip
"""These hold beside an open sheet as well, those that leave its answers as they are."""

ALSO = {
    "复查": "recheck", "去复核": "recheck", "去复查": "recheck", "查企业": "start", "找企业": "start",
    "接着查": "resume", "继续检查": "resume", "没查完的": "resume", "查到哪了": "resume",
    "有什么要办的": "todo", "要办的": "todo", "待办事项": "todo", "到期": "soon", "到期的": "soon",
    "快到期的": "soon", "要到期的": "soon", "逾期的": "soon", "没签收": "unsigned", "没签收的": "unsigned",
    "未签收": "unsigned", "未签收的": "unsigned", "谁没签收": "unsigned", "谁还没签收": "unsigned",
    "等签收的": "unsigned", "汇总": "table", "附件4": "table", "附件四": "table", "数据汇总表": "table",
    "报表": "table", "完成进度": "progress", "覆盖率": "progress", "查了多少家": "progress",
    "help": "help", "菜单": "help", "能做什么": "help", "能说什么": "help", "怎么弄": "help",
    "在查的": "mine", "在查哪几家": "mine", "换一家查": "mine",
    "看不见卡片": "text", "卡片看不到": "text", "没有卡片": "text", "绑定码": "qr", "扫码绑定": "qr",
    "一次性口令": "code", "预警登记": "online", "当面签字": "in_person", "企业联系人": "contacts",
    "提示单登记簿": "register", "编号登记簿": "register", "练一遍": "practice", "练一练": "practice",
}  # fmt: skip
"""Only where nothing is asked, or what is asked has no such answer."""

_BEFORE = re.compile(r"^(?:我要|我想|我想要|帮我|请|给我)?(?:查看|看看|看一下|看下|打开|看|要|出|查一下)?")
_AFTER = re.compile(r"(?:一下|看看|吧|呢|吗|啊|呀)?[。.!！?？~～\s]*$")


def menu_key(text: str) -> str:
    """The key of a menu word as people say it, '' for none.

    >>> menu_key("看一下待办。")
    'todo'
    """
    every, said = WORDS | ALSO, text.strip()
    if said in every:
        return every[said]
    plain = _AFTER.sub("", said).casefold()
    return every.get(plain) or every.get(_BEFORE.sub("", plain), "")
