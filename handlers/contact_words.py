"""The words of the service account's menu, and the ways an enterprise's people type them."""

import re

WORDS = {
    "我的提示单": "notices", "提示单": "notices", "整改反馈": "fix", "反馈": "fix", "帮助": "help",
    "怎么用": "help", "还剩几天": "left", "剩几天": "left", "几天": "left", "到期": "left",
    "下载": "download", "申请延期": "extend", "延期": "extend", "自查": "check", "自查结果": "report",
    "问一问": "ask", "问": "ask", "评价": "rate", "解绑": "leave", "换人": "leave",
}  # fmt: skip

ALSO = {
    "提示单在哪": "notices", "提示单在哪里": "notices", "看提示单": "notices", "怎么签收": "notices",
    "签收": "notices", "在哪签收": "notices", "在哪里签收": "notices",
    "改好了": "fix", "改完了": "fix", "整改好了": "fix", "整改完了": "fix", "已整改": "fix",
    "已经改好了": "fix", "都改好了": "fix", "怎么反馈": "fix", "传照片": "fix", "交照片": "fix",
    "上传照片": "fix",
    "什么时候到期": "left", "哪天到期": "left", "几号到期": "left", "期限": "left", "整改期限": "left",
    "还有几天": "left", "还有多久": "left", "还剩多久": "left",
    "我要延期": "extend", "想延期": "extend", "能延期": "extend", "可以延期": "extend", "延期申请": "extend",
    "我要申请延期": "extend", "来不及": "extend", "来不及改": "extend",
    "自己查": "check", "自检": "check", "怎么自查": "check",
    "找谁": "whom", "电话": "whom", "联系谁": "whom", "联系电话": "whom", "怎么联系": "whom",
    "有事找谁": "whom",
    "换联系人": "leave",
}  # fmt: skip
"""Only where nothing is asked."""

HOW = re.compile(
    r"怎么(?:整改|改)\s*第?\s*(?P<n>[0-9]{0,2})\s*条?[?？]?|第?\s*(?P<first>[0-9]{1,2})\s*条?\s*怎么(?:整改|改)[?？]?"
)
_AFTER = re.compile(r"(?:吗|呢|啊|呀|吧|了吗)?[。.!！?？~～\s]*$")


def contact_key(text: str) -> str:
    """The key of a menu word as people say it, '' for none.

    >>> contact_key("什么时候到期？")
    'left'
    """
    every, said = WORDS | ALSO, text.strip()
    return every.get(said) or every.get(_AFTER.sub("", said), "")


def how_asked(text: str) -> str | None:
    """怎么改 1, 第1条怎么改: which hazard, '' for none named; None for any other text."""
    found = HOW.fullmatch(text)
    return (found["n"] or found["first"] or "") if found else None
