"""Annex 2 and Annex 3 in words: the warning notice and the reminder.

The wording is the template's; `notices.wording` lists what is chosen, filled in and added. Neither
letter ever says more about consequences than the template's own sentences.
"""

from __future__ import annotations

import re
from datetime import date

from notices.blocks import Block, Contact, Letter, Paragraph, Receipt, Role, Salutation, Signature
from notices.facts.letters import ReminderFacts, WarningFacts
from notices.facts.parties import Addressee
from notices.printable import one_line, printable
from notices.wording import BLANK, Wording, wording
from notices.words import frequent
from notices.words.days import by_hand, in_words
from notices.words.incomplete import require

_SEQUENCE = re.compile("(?<=〕)[0-9]+(?=号)")


def compose_warning(facts: WarningFacts, preview: bool) -> Letter:
    """Return Annex 2. Raises IncompleteLetterError unless it is a preview."""
    if not preview:
        _require_warning(facts)
    text = wording(facts.wording)
    issuer = one_line(facts.issuer.name)
    head = issuer if facts.head == "red" else ""
    title = (text.warning_title,) if head else (issuer, text.warning_title)
    number = one_line(facts.number)
    contact = one_line(facts.contact)
    return Letter(
        kind="warning",
        title=title,
        head=head,
        number=_SEQUENCE.sub("　　", number) if preview else number,
        blocks=(
            *_opening(facts.addressee, text),
            *_warning_body(facts, text),
            *_ending(issuer, facts.issued_on, contact, text),
        ),
        author=issuer,
        subject=one_line(facts.addressee.name),
        fixed=_fixed(
            (issuer, *title), (text.warning_finding, text.warning_deadline, text.warning_closing), text
        ),
        copy=facts.copy,
        verify="" if preview else facts.verify,
        fit=facts.fit,
        day=facts.issued_on,
    )


def compose_reminder(facts: ReminderFacts, preview: bool) -> Letter:
    """Return Annex 3; its body is never paraphrased. Raises IncompleteLetterError unless it is a preview."""
    if not preview:
        require("温馨提示单", {"企业名称": facts.addressee.name.strip(), "成文日期": facts.issued_on})
    text = wording(facts.wording)
    issuer = one_line(facts.issuer.name)
    head = issuer if facts.head == "red" else ""
    return Letter(
        kind="reminder",
        title=text.reminder_title,
        head=head,
        blocks=(
            *_opening(facts.addressee, text),
            *(Paragraph(paragraph) for paragraph in text.reminder_body),
            *_ending(issuer, facts.issued_on, "", text),
        ),
        author=issuer,
        subject=one_line(facts.addressee.name),
        fixed=_fixed((head, *text.reminder_title), text.reminder_body, text),
        copy=facts.copy,
        verify="" if preview else facts.verify,
        fit=facts.fit,
        day=facts.issued_on,
    )


def _require_warning(facts: WarningFacts) -> None:
    needed = {
        "编号": facts.number.strip(),
        "企业名称": facts.addressee.name.strip(),
        "工作人员": any(name.strip() for name in facts.staff),
        "帮扶日期": facts.visited_on,
        "隐患描述": facts.hazards and all(hazard.strip() for hazard in facts.hazards),
        "整改期限": facts.days,
        "成文日期": facts.issued_on,
    }
    require("预警提示单", needed)


def _opening(to: Addressee, text: Wording) -> tuple[Block, ...]:
    identity = text.identity.format(
        uscc=one_line(to.uscc) or BLANK,
        title=one_line(to.representative_title),
        representative=one_line(to.representative) or BLANK,
        address=one_line(to.address) or BLANK,
    )
    return Salutation(f"{one_line(to.name) or BLANK}："), Paragraph(identity)


def _warning_body(facts: WarningFacts, text: Wording) -> tuple[Block, ...]:
    term = facts.addressee.term
    finding = text.warning_finding.format(
        staff="、".join(filter(None, map(one_line, facts.staff))) or BLANK,
        visited=in_words(facts.visited_on),
        term=term,
    )
    deadline = text.warning_deadline.format(
        term=term,
        days=BLANK if facts.days is None else facts.days,
        unit=one_line(facts.unit_words),
        we=facts.issuer.we,
    )
    return (
        Paragraph(finding, leads=True),
        *_hazards(facts.hazards),
        Paragraph(deadline),
        Paragraph(text.warning_closing),
    )


def _hazards(hazards: tuple[str, ...]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for count, hazard in enumerate(hazards, start=1):
        mark = f"{count}." if len(hazards) > 1 else ""
        first, *further = printable(hazard).split("\n")
        found += [Paragraph(mark + first), *(Paragraph(line) for line in further)]
    return tuple(found) or (Paragraph(BLANK),)


def _ending(issuer: str, issued_on: date | None, contact: str, text: Wording) -> tuple[Block, ...]:
    signature = Signature(issuer, by_hand(issued_on))
    receipt = Receipt(text.receipt, text.receipt_date + by_hand())
    return (signature, Contact(f"（{contact}）"), receipt) if contact else (signature, receipt)


def _fixed(title: tuple[str, ...], body: tuple[str, ...], text: Wording) -> tuple[tuple[Role, str], ...]:
    ever = "".join((*body, text.identity, *text.receipt, text.receipt_date, frequent.LETTERS))
    return ("title", "".join(title)), ("body", re.sub("[a-z{}]", "", ever))
