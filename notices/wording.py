"""The wording of Annexes 1 to 4, by version. A published version never changes.

Version 2023-18 is 温环乐〔2023〕18号, annexes 1–4, word by word. What was changed, and nothing else:

* half-width punctuation of the published copy (`:` `,` `;`) is full-width, blanks between Chinese and
  digits or letters are dropped, two-line titles keep their two lines;
* 你（单位） becomes 你单位 or 你, 我局（分局） becomes 我局 or 分局: of the template's choice one stands;
* blanks and XXX are filled; a blank that nothing is known for stays a blank, ____;
* 「隐患（问题）的具体描述。」 is filled with the hazards, numbered 1. 2. 3. when there are several;
* the label 附件1 … 附件4 is not printed: it names the template's place in the document, not the letter.

What was added, outside the wording of the template: 送达 or 存根 in the head margin, 签收日期 under
签收人 (the period runs from that day, and the template has no line for it), an optional contact in
brackets, 帮扶日期 above the table of Annex 1 and 现场照片 on pages behind it, 统计期间 beside
填报单位（盖章） and the counting notes under the table of Annex 4, page numbers. Under a red head the
bureau's name stands there: in Annex 2 instead of in the title, in Annex 3 in addition.
"""

from __future__ import annotations

from dataclasses import dataclass

BLANK = "____"


class UnknownWordingError(ValueError):
    """Facts name a wording version that this release does not hold."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All fixed sentences of one version; braces are filled with facts."""

    form_head: tuple[str, ...]
    form_choices: tuple[str, str]
    form_conclusion: str
    form_staff: tuple[str, str]
    form_date: str
    identity: str
    warning_title: str
    warning_finding: str
    warning_deadline: str
    warning_closing: str
    reminder_title: tuple[str, ...]
    reminder_body: tuple[str, ...]
    receipt: tuple[str, str]
    receipt_date: str
    annex4_title: str
    annex4_unit: str
    annex4_columns: tuple[str, ...]
    annex4_total: str


_2023_18 = Wording(
    form_head=("企业名称", "统一社会信用代码", "法人代表", "现场负责人", "联系电话"),
    form_choices=("生产状况：", "排污许可管理类型："),
    form_conclusion="现场检查结论：",
    form_staff=("帮扶人员姓名", "工作单位"),
    form_date="帮扶日期：",
    identity="统一社会信用代码{uscc}，{title}{representative}，地址{address}。",
    warning_title="环境隐患（问题）整改预警提示单",
    warning_finding="我局工作人员{staff}于{visited}对{term}开展帮扶活动，发现{term}存在以下环境隐患（问题）：",
    warning_deadline=(
        "请{term}在收到本提示单之日起{days}{unit}内消除环境隐患（问题），如逾期未消除环境隐患（问题）的，"
        "{we}将依法对{term}进行查处。"
    ),
    warning_closing="企业家朋友，保护环境是我们共同的责任，让我们携起手来，共同建设美丽温州。",
    reminder_title=("企业环境风险排查整改", "温馨提示单"),
    reminder_body=(
        "企业既是市场经济的主体，也是保护生态环境的主体。随着生态文明建设的不断深入，对企业的环境保护工作"
        "提出了更高要求，希望各位企业家高度重视生态环境保护工作，履行好生态环境保护的社会责任。现就进一步"
        "做好生态环境保护工作提示如下：",
        "1.严格遵守国家有关建设项目环境影响评价的规定，对照《建设项目环境影响评价分类管理名录》依法进行环境"
        "影响评价；建设项目的环境影响报告书、环境影响报告表未报经生态环境主管部门审查批准的，不得擅自开工建设。",
        "2.严格遵守国家有关建设项目环境保护管理的规定，建设项目需要配套建设的环境保护设施，必须与主体工程同时"
        "设计、同时施工、同时投产使用；配套建设的环境保护设施未经验收或验收不合格的，不得投入生产或者使用。",
        "3.严格遵守国家有关排污许可管理制度的规定，严格落实相关管理要求，按照排污许可证的许可范围排放污染物，"
        "不得偷排漏排。",
        "4.严格遵守国家有关水污染防治、大气污染防治、噪声污染防治、固体废物污染环境防治等规定，加强对环境保护"
        "设施的管理和维护，保证其正常运行和使用。",
        "5.加强环境风险隐患排查治理，切实履行环境风险防范责任，防止出现环境安全问题。",
        "违反上述规定将涉嫌环境违法，希望各位企业家朋友认真学习上述提示内容，严格对照开展自查，对自查发现的"
        "问题立行立改，切实消除环境风险隐患，维护企业自身权益，不断提升生态环境管理水平，实现高质量发展。",
    ),
    receipt=("签收单位（公章）：", "签收人："),
    receipt_date="签收日期：",
    annex4_title="生态环境隐患问题“综合查一次”帮扶行动数据汇总表",
    annex4_unit="填报单位（盖章）：",
    annex4_columns=(
        "区域",
        "出动人数（人次）",
        "检查企业数（家次）",
        "发放温馨提示单数（家）",
        "线上平台发现问题数",
        "现场检查发现问题数",
        "发放预警提示单数（家）",
    ),
    annex4_total="合计",
)

WORDINGS = {"2023-18": _2023_18}


def wording(version: str) -> Wording:
    """Return the sentences of a version. Raises UnknownWordingError."""
    try:
        return WORDINGS[version]
    except KeyError:
        raise UnknownWordingError(f"没有文书版本 {version}，现有：{'、'.join(WORDINGS)}") from None
