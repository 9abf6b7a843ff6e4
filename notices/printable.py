"""Turns what people typed into what can stand on paper, and says what cannot.

Text is printed literally: no markup is read here or later. Characters without any picture
(controls, direction marks, variation selectors) are left out, so that a name in which a chat
program hid such a mark is still printed; nothing else is changed, above all no rare character is
"corrected". It never shortens a text: what is too long is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

FIELD_LIMIT = 2_000
LETTER_LIMIT = 60_000
ENTRIES_LIMIT = 200

_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\xa0\u2000-\u200a\u202f\u205f]")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)

# What a field is called when its text cannot be printed.
LABELS = {
    "about": "说明",
    "address": "地址",
    "by": "取得人",
    "campaign_title": "表单标题",
    "conclusion": "现场检查结论",
    "consequence": "后果",
    "wrong": "原文",
    "right": "更正为",
    "title": "文书名称",
    "contact": "联系方式",
    "decides": "决定人",
    "district": "区域",
    "evidence": "证据",
    "found_by": "发现人员",
    "hazards": "隐患描述",
    "intent": "主观方面",
    "issuer": "落款单位",
    "lacking": "缺照片的原因",
    "legal_rep": "法人代表",
    "name": "名称",
    "notes": "统计口径",
    "notice_course": "预警提示单办理情况",
    "notice_number": "预警提示单编号",
    "number": "编号",
    "period": "统计期间",
    "phone": "联系电话",
    "photos": "照片",
    "problems": "问题描述",
    "production": "生产状况",
    "reason": "移交原因",
    "recorded_by": "记录人员",
    "reference": "内部编号",
    "reporting_unit": "填报单位",
    "representative": "法定代表人（负责人）",
    "representative_title": "负责人称谓",
    "routed_to": "转往",
    "sections": "表单条目",
    "sha256": "文件摘要",
    "shown": "印出的副本",
    "site_contact": "现场负责人",
    "source": "问题来源",
    "staff": "帮扶人员",
    "taken": "取得时间",
    "text": "内容",
    "tier": "排污许可管理类型",
    "total": "合计",
    "uscc": "统一社会信用代码",
    "unit_words": "期限单位",
}
_OWNERS = {
    "addressee": "企业",
    "enterprise": "企业",
    "evidence": "证据",
    "hazards": "隐患",
    "issuer": "落款单位",
    "photos": "照片",
    "rows": "表中一行",
    "sections": "表单条目",
    "total": "合计",
}


# Fields that stand in a title, a heading or a narrow cell, and the one that may be longer than the others.
_LIMITS = {
    "企业名称": 200,
    "企业地址": 300,
    "企业统一社会信用代码": 60,
    "企业联系电话": 100,
    "填报单位": 100,
    "期限单位": 20,
    "统计期间": 100,
    "编号": 60,
    "落款单位名称": 60,
    "联系方式": 150,
    "表单条目名称": 60,
    "表单标题": 60,
    "内部编号": 100,
    "现场检查结论": 6_000,
    "照片取得人": 30,
    "照片取得时间": 20,
    "照片文件摘要": 64,
    "照片缺照片的原因": 30,
    "照片说明": 30,
}


class LetterError(ValueError):
    """A letter that must not be drawn as it is; the text is Chinese and meant for an inspector."""


class TextTooLongError(LetterError):
    """A field longer than the paper allows, or a list with too many entries."""


def printable(text: str) -> str:
    """Return the text as it will stand on paper: paragraphs divided by a line feed, no unseen marks."""
    lines = (_UNSEEN.sub("", _BLANKS.sub(" ", line)).strip(" ") for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return the printable text with its line breaks turned into blanks: for names and cells."""
    return printable(text).replace("\n", " ")


def texts_of(facts: object) -> Iterator[tuple[str, str]]:
    """Yield (where it stands, text) for every string of a letter's facts; where is Chinese."""
    yield from _walk(facts, "", "")


def check_lengths(facts: object) -> None:
    """Refuse facts that would make an absurd letter. Raises TextTooLongError naming the field."""
    total = 0
    for where, text in texts_of(facts):
        total += len(text)
        limit = _LIMITS.get(where, FIELD_LIMIT)
        if len(text) > limit:
            raise TextTooLongError(
                f"“{where}”有 {len(text)} 字，一处最多 {limit} 字。请精简，或把详情作为附件另存。"
            )
    if total > LETTER_LIMIT:
        raise TextTooLongError(
            f"全文有 {total} 字，一份文书最多 {LETTER_LIMIT} 字。请精简，或把详情作为附件另存。"
        )
    for field in fields(facts):  # type: ignore[arg-type]
        entries = getattr(facts, field.name)
        if isinstance(entries, tuple) and len(entries) > ENTRIES_LIMIT:
            where = LABELS.get(field.name, field.name)
            count = f"“{where}”有 {len(entries)} 条，一份文书最多 {ENTRIES_LIMIT} 条"
            raise TextTooLongError(f"{count}。请分开制作。")


def _walk(value: object, owner: str, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _walk(item, owner, where)
    elif is_dataclass(value) and not isinstance(value, type):
        for name, label, below in _told(type(value)):
            yield from _walk(getattr(value, name), below or owner, f"{owner}{label}" if owner else label)


@cache
def _told(shape: type) -> tuple[tuple[str, str, str], ...]:
    """Return (name, what it is called, whom it belongs to) for each field of a class of facts."""
    names = (field.name for field in fields(shape))
    return tuple((name, LABELS.get(name, ""), _OWNERS.get(name, "")) for name in names)
