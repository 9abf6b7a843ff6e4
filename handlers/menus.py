"""The two chat menus: what an entry is called and the key it fires. What a key does is said elsewhere."""

Leaf = tuple[str, str]

STAFF: tuple[tuple[str, tuple[Leaf, ...]], ...] = (
    ("检查", (("开始检查", "start"), ("继续上次", "resume"), ("复查", "recheck"))),
    ("待办", (("我的待办", "todo"), ("快到期", "soon"), ("等签收", "unsigned"))),
    ("更多", (("线上预警", "online"), ("汇总表", "table"), ("进度", "progress"), ("帮助", "help"))),
)

CONTACTS: tuple[Leaf, ...] = (("我的提示单", "notices"), ("整改反馈", "fix"))
CONTACTS_HELP: tuple[Leaf, ...] = (
    ("怎么整改", "how"),
    ("申请延期", "extend"),
    ("问一问", "ask"),
    ("自查", "check"),
    ("怎么用", "help"),
)
"""What stands below 帮助 on the service account."""
