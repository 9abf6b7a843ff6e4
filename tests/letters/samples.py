"""Synthetic facts for letters: firms, codes and people that do not exist."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from notices.facts.form import FormEnterprise, FormFacts, FormItem, FormPhoto, FormSection
from notices.facts.inside import EvidenceLine, RoutedFacts, TransferFacts, TransferHazard
from notices.facts.letters import AmendFacts, ReminderFacts, WarningFacts
from notices.facts.parties import Addressee, Issuer
from notices.facts.receipt import CertificateFacts, DeliveryFacts, ReceivedFacts
from notices.facts.tables import Annex4Facts, Annex4Row
from tests.letters.annex1_items import SECTIONS

BUREAU = Issuer(name="温州市生态环境局乐清分局")
FIRM = Addressee(
    name="乐清市永嘉堃电镀有限公司",
    uscc="91330382YYYY00012D",
    representative="林犇",
    address="乐清市柳市镇环城东路199号",
)


def replaced_firm(**changes: str) -> Addressee:
    """Return the firm with some fields changed."""
    return replace(FIRM, **changes)  # type: ignore[arg-type]


def issuer(**changes: str) -> Issuer:
    """Return the bureau with some fields changed."""
    return replace(BUREAU, **changes)  # type: ignore[arg-type]


STAFF = ("王敏", "林一帆")
HAZARDS = (
    "电镀车间东侧废气处理设施的喷淋塔未开启循环泵，现场可闻到明显酸雾气味。",
    "综合废水排放口未设置标志牌，排放口位置与排污许可证载明的DW001不一致。",
    "2023年1月至4月的环境管理台账缺少污染防治设施运行记录，仅有3月的加药记录。",
)

CONCLUSION = (
    "检查时该企业正常生产。现场发现3项环境隐患（问题）：酸雾喷淋塔循环泵未开启；综合废水排放口未设标志牌；"
    "2023年1月至4月台账缺少设施运行记录。其余项目未发现异常。\n"
    "不适用：第19项、第20项、第21项（未要求安装自动监测设备），第28项（许可证有效期内未发生停产）。"
)


def sections(
    no: tuple[int, ...] = (), yes: tuple[int, ...] = (), blank: tuple[int, ...] = ()
) -> tuple[FormSection, ...]:
    """Return the sections of Annex 1; items not named get the harmless answer of a plain form."""
    made, num = [], 0
    for name, rows in SECTIONS:
        items = []
        for row in rows:
            line = []
            for text in row:
                num += 1
                harmless = "no" if "隐患" in text or num in (3, 4, 6) else "yes"
                box = "no" if num in no else "yes" if num in yes else "blank" if num in blank else harmless
                line.append(FormItem(num=num, text=text, box=box))  # type: ignore[arg-type]
            items.append(tuple(line))
        made.append(FormSection(name=name, rows=tuple(items)))
    return tuple(made)


def warning(**changes: object) -> WarningFacts:
    """Return a warning notice with three hazards."""
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "number": "温环乐预警〔2023〕7号",
        "addressee": FIRM,
        "staff": STAFF,
        "visited_on": date(2023, 5, 8),
        "hazards": HAZARDS,
        "days": 15,
        "issued_on": date(2023, 5, 8),
    }
    return WarningFacts(**{**facts, **changes})  # type: ignore[arg-type]


def reminder(**changes: object) -> ReminderFacts:
    """Return a reminder."""
    facts: dict[str, object] = {"issuer": BUREAU, "addressee": FIRM, "issued_on": date(2023, 5, 8)}
    return ReminderFacts(**{**facts, **changes})  # type: ignore[arg-type]


def form(**changes: object) -> FormFacts:
    """Return a filled form with three hazards and four items that do not apply."""
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "enterprise": FormEnterprise(
            name="乐清市永嘉堃电镀有限公司",
            uscc="91330382YYYY00012D",
            legal_rep="林犇",
            site_contact="陈龑",
            phone="13800138000",
        ),
        "production": "生产",
        "tier": "重点管理",
        "production_options": ("生产", "停产", "季节性停产", "关闭"),
        "tier_options": ("重点管理", "简化管理", "登记管理"),
        "sections": sections(no=(10, 24), yes=(8,), blank=(19, 20, 21, 28)),
        "conclusion": CONCLUSION,
        "staff": (
            ("王敏", "柳市执法队"),
            ("林一帆", "柳市执法队"),
            ("周璟", "浙江省环境科学设计研究院（专家）"),
        ),
        "visited_on": date(2023, 5, 8),
    }
    return FormFacts(**{**facts, **changes})  # type: ignore[arg-type]


def photos() -> tuple[FormPhoto, ...]:
    """Return a photo that is there and one that is not; the hashes are made up."""
    return (
        FormPhoto(about="第10项", taken="2023-05-08 10:21", by="林一帆", sha256="0a" * 32, shown="1b" * 32),
        FormPhoto(about="", taken="2023-05-08 10:25", by="王敏", sha256="", lacking="原件未取到"),
    )


def blank_form() -> FormFacts:
    """Return the form as it is printed to be filled in by hand."""
    return form(
        enterprise=FormEnterprise(),
        production="",
        tier="",
        sections=sections(blank=tuple(range(1, 34))),
        conclusion="",
        staff=(),
        visited_on=None,
    )


def evidence(count: int = 3) -> tuple[EvidenceLine, ...]:
    """Return pieces of evidence with made-up hashes."""
    return tuple(
        EvidenceLine(
            name=f"现场照片{at}：暗管接入雨水井",
            taken="2023-05-11 10:2" + str(at % 10),
            by="王敏",
            sha256=f"{at:02x}" * 32,
        )
        for at in range(1, count + 1)
    )


def transfer(**changes: object) -> TransferFacts:
    """Return a slip that hands one hazard to the leader."""
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "reference": "ZC-2023-0003",
        "enterprise": FIRM,
        "source": "本行动现场检查",
        "reason": "现场人员记录为故意且已造成污染后果，按通知第四条第（三）项不适用预警提示单。",
        "visited_on": date(2023, 5, 11),
        "hazards": (
            TransferHazard(
                text="酸洗车间地面沟经一根直径约50毫米的软管接入厂区雨水井，检查时有酸洗水流入。",
                intent="故意",
                consequence="已造成",
            ),
            TransferHazard(text="综合废水排放口未设置标志牌。", intent="过失", consequence="未造成"),
        ),
        "evidence": evidence(),
        "found_by": (("王敏", "柳市执法队"), ("林一帆", "柳市执法队")),
        "decides": "柳市执法队负责人 赵燚",
        "prepared_on": date(2023, 5, 11),
    }
    return TransferFacts(**{**facts, **changes})  # type: ignore[arg-type]


def amended(**changes: object) -> AmendFacts:
    """A correction of one slip; `sort="withdraw"` makes it a withdrawal."""
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "addressee": FIRM,
        "sort": "correct",
        "title": "环境隐患（问题）整改预警提示单",
        "number": "温环乐预警〔2023〕7号",
        "issued_on": date(2023, 5, 8),
        "prepared_on": date(2023, 5, 10),
        "wrong": "标致牌",
        "right": "标志牌",
        "reason": "笔误",
    }
    return AmendFacts(**{**facts, **changes})  # type: ignore[arg-type]


def routed(**changes: object) -> RoutedFacts:
    """Return a slip that passes a complaint on."""
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "reference": "ZB-2023-0002",
        "enterprise": FIRM,
        "source": "群众举报投诉",
        "problems": ("来电人反映厂区夜间有刺鼻气味。", "现场检查时喷淋塔正常运行，未闻到明显异味。"),
        "evidence": (),
        "found_on": date(2023, 5, 13),
        "recorded_by": (("王敏", "柳市执法队"),),
        "routed_to": "局执法办",
        "prepared_on": date(2023, 5, 13),
    }
    return RoutedFacts(**{**facts, **changes})  # type: ignore[arg-type]


def received(**changes: object) -> ReceivedFacts:
    """Return a receipt by a contact's own tap, with a drawn signature."""
    facts: dict[str, object] = {
        "how": "网页签收",
        "name": "高远",
        "post": "环保负责人",
        "phone": "138****8000",
        "identity": "微信 oTEST…1abc",
        "standing": "企业授权的联系人",
        "received_on": date(2023, 5, 10),
        "at": "2023-05-10 14:32:05（2023-05-10T06:32:05+00:00）",
        "consent": "文本版本 2023-05，2023-05-08 10:02:11 确认",
        "address": "192.0.2.7",
        "device": "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0.37",
        "strokes": "9 笔",
        "strokes_sha": "5f" * 32,
    }
    return ReceivedFacts(**{**facts, **changes})  # type: ignore[arg-type]


def certificate(**changes: object) -> CertificateFacts:
    """Return the certificate of a warning signed on the page; its hashes fit its record."""
    record = (
        '{"at":"2023-05-10T06:32:05+00:00","consent":"2023-05","name":"高远",'
        '"notice":"温环乐预警〔2023〕7号","paper_sha":"' + "3c" * 32 + '","post":"环保负责人",'
        '"received_on":"2023-05-10","signing":"0123456789abcdef","strokes_sha":"' + "5f" * 32 + '"}'
    )
    previous = "0" * 64
    steps = (
        ("已排队", "2023-05-08 10:05:00", "本机"),
        ("微信已接收", "2023-05-08 10:05:01", "微信"),
        ("已送到微信", "", ""),
        ("已打开", "2023-05-10 14:30:41", "页面"),
        ("已签收", "2023-05-10 14:32:05", "高远"),
        ("看过的页：预警提示单第1页", "2023-05-10 14:30:44", "页面"),
    )
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "enterprise": FIRM,
        "letter": "《环境隐患（问题）整改预警提示单》",
        "number": "温环乐预警〔2023〕7号",
        "issued": "2023年5月8日（周一）",
        "by": "林一帆、王敏",
        "file_sha": "3c" * 32,
        "facts_sha": "a7" * 32,
        "due": "收到日5月10日不计入，第15日为5月25日（周四）24时前",
        "deliveries": (
            DeliveryFacts(
                to="高远（环保负责人），138****8000，企业授权的联系人",
                channel="模板消息",
                message="2887650173420765184",
                steps=steps,
            ),
        ),
        "received": received(),
        "seal": "未盖",
        "evidence": (),
        "record": record,
        "previous": previous,
        "sha": hashlib.sha256(f"{previous}\n{record}".encode()).hexdigest(),
    }
    return CertificateFacts(**{**facts, **changes})  # type: ignore[arg-type]


def left_behind() -> CertificateFacts:
    """Return the certificate of a letter refused and left behind, never sent electronically."""
    got = received(
        how="留置送达",
        name="高远",
        post="厂长",
        phone="",
        identity="",
        standing="",
        at="2023-05-10 16:40:00（2023-05-10T08:40:00+00:00）",
        consent="",
        address="",
        device="",
        strokes="",
        strokes_sha="",
        reason="不认可内容",
        witnesses="赵六，城东村委会",
        staff="林一帆（执法一队）、王敏（执法一队）",
        recorded="林一帆，周正确认",
    )
    photos = tuple(
        EvidenceLine(
            name=f"留置照片 {n}",
            taken="2023-05-10 16:31:00",
            by="林一帆",
            sha256=f"{n}b" * 32,
        )
        for n in (1, 2)
    )
    return certificate(received=got, deliveries=(), evidence=photos)


def _row(district: str, *figures: int) -> Annex4Row:
    names = ("dispatched", "visited", "reminders", "online_problems", "onsite_problems", "warnings")
    return Annex4Row(district=district, **dict(zip(names, figures, strict=True)))


def renamed(row: Annex4Row, district: str) -> Annex4Row:
    """Return a row under another name."""
    return replace(row, district=district)


def summed(districts: list[str], notes: tuple[str, ...]) -> Annex4Facts:
    """Return a table of many districts with the right total."""
    rows = tuple(_row(district, 3, 2, 1, 0, 1, 1) for district in districts)
    total = _row("合计", *(count * len(rows) for count in (3, 2, 1, 0, 1, 1)))
    return annex4(rows=rows, total=total, notes=notes)


def enterprise(**changes: str) -> FormEnterprise:
    """Return the header fields of the form with some changed."""
    return replace(form().enterprise, **changes)


def annex4(**changes: object) -> Annex4Facts:
    """Return the worked example: two districts, cumulative to 31 May."""
    facts: dict[str, object] = {
        "issuer": BUREAU,
        "reporting_unit": "柳市执法队",
        "period": "2023年5月4日至5月31日（累计）",
        "rows": (_row("柳市片区", 15, 8, 5, 2, 8, 3), _row("虹桥片区", 2, 1, 1, 2, 0, 0)),
        "total": _row("合计", 17, 9, 6, 4, 8, 3),
        "notes": (
            "出动人数按人、按日计：同一人同一日在同一区域只计1人次。",
            "温馨提示单、预警提示单按已签收的企业场所计，同一场所只计1家。",
        ),
        "prepared_on": date(2023, 6, 1),
    }
    return Annex4Facts(**{**facts, **changes})  # type: ignore[arg-type]
