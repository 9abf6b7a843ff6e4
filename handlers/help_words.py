"""帮助: what a person may say, by role, on one phone screen; the rest behind a second word (帮助 签收).

Texts only; who may do what is asked where it is done.
"""

import re

from handlers.at_firm import inspection_at
from handlers.desk import Desk
from handlers.may_inspect import may_inspect
from rules.roles import LEADERS, Action, any_may

TOPIC = re.compile(r"(?:帮助|怎么用|help)[\s：:，,]*(检查|签收|企业|清单|领导)", re.IGNORECASE)

AT_REST = (
    "发企业名称里的几个字，就能开始检查。",
    "没查完的：继续 · 我的检查",
    "要办的：我的待办 · 快到期 · 等签收",
    "签收：二维码 · 当面签收 · 纸质签收",
    "发错写错：撤回 · 作废 · 更正",
    "别的：线上预警 · 进度 · 练习",
)
AT_INSPECTION = (
    "检查中随时可以说：",
    "上一步 · 改 17 · 依据 · 暂停 · 取消",
    "7 12 有问题，其余正常",
    "这张是17的（照片归错了）",
    "交给 王敏 · 我的检查 · 文字版",
)
MORE = ("细说：帮助 检查 · 帮助 签收", "　　　帮助 企业 · 帮助 清单")
FOR_LEADERS = "　　　帮助 领导"

TOPICS = {
    "检查": (
        "改 17 · 改 天数 · 改 结论：改那一项",
        "依据：这一题的条文",
        "暂停、继续：一个字都不会丢",
        "交给 王敏：换人接着查",
        "7 12 有问题，其余正常：一次说完",
        "这张是17的：照片归到那一项",
        "仪器 PID 12.5 ppm：记读数",
        "会诊 加一句话：请专家看",
        "练习：走一遍，不编号不发出",
    ),
    "签收": (
        "二维码：让企业的人扫码绑定",
        "口令：念给企业填 · 张贴码：印纸上",
        "联系人：看绑定了谁，可以移除",
        "当面签收：在你手机上签",
        "纸质签收 · 拒签 · 邮寄签收：",
        "　后面带编号或企业名，拍照记上",
        "补签收照片：照片丢了再拍",
        "签收回执：取签收证明",
    ),
    "企业": (
        "后面加企业名，如“档案 永嘉堃”：",
        "改表单：出单后改，留旧版",
        "补录：补录纸质检查",
        "送法 · 平台：要发、要录的话",
        "关闭 · 失联：报队领导定",
        "档案 · 盒号：打包、记盒号",
        "点评 · 会诊：专家的话",
        "回避：自己有利害关系",
    ),
    "清单": (
        "我的待办：要你办的",
        "快到期：7 天内到期、已过期",
        "等签收：还没签收的",
        "进度：本辖区查了多少",
        "汇总表：附件4",
        "登记簿：编号、签收、到期",
        "线上预警：登记、核实",
    ),
    "领导": (
        "批量温馨提示：发给还没有的企业",
        "批量进度 · 停批量 · 继续批量",
        "批量补打：没送到的打印",
        "更正签收日期：后面带编号",
        "放行：后面加企业名，发整改建议",
        "解除回避：后面加企业名、姓名",
    ),
}


def help_text(desk: Desk) -> str:
    """What this person may say, here and now."""
    if not may_inspect(desk.by.roles, desk.house):
        return f"你可以说：{may_say(desk)}"
    more = (*MORE, FOR_LEADERS) if set(desk.by.roles) & LEADERS else MORE
    return "\n".join((*(AT_INSPECTION if inspection_at(desk) else AT_REST), *more))


def topic(text: str) -> str:
    """「帮助 签收」: the rest about one thing; '' for any other text."""
    found = TOPIC.fullmatch(text.strip())
    return "\n".join(TOPICS[found[1]]) if found else ""


def may_say(desk: Desk) -> str:
    """What somebody may say who does not inspect."""
    roles = desk.by.roles
    said = ["我的待办", "快到期", "等签收", "进度"]
    said += ["汇总表"] if any_may(roles, Action.TABLE_READ) else []
    said += ["登记簿"] if any_may(roles, Action.NUMBER_READ) and desk.by.district else []
    said += ["纸质签收 加编号"] if any_may(roles, Action.RECEIPT_WRITE) else []
    said += ["签收回执 加编号"] if any_may(roles, Action.RECEIPT_READ) else []
    said += ["档案 加企业名"] if any_may(roles, Action.NUMBER_READ) and desk.by.district else []
    said += ["点评 加企业名"] if any_may(roles, Action.VISIT_COMMENT) else []
    return " · ".join(said)
