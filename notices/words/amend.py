"""What is said in writing about a notice that was wrong: 更正说明 and 撤回说明. Our own wording.

The source document has no form for either. Both cite the number, say one thing, and leave the lines of
receipt; neither says anything about consequences.
"""

from __future__ import annotations

from notices.blocks import Letter, Paragraph, Receipt, Role, Salutation, Signature
from notices.facts.letters import AmendFacts
from notices.printable import one_line, printable
from notices.wording import wording
from notices.words.days import by_hand, in_words
from notices.words.incomplete import require

TITLES = {"correct": "提示单更正说明", "withdraw": "提示单撤回说明"}


def compose_amend(facts: AmendFacts, preview: bool) -> Letter:
    """Return the sheet. Raises IncompleteLetterError unless it is a preview."""
    if not preview:
        needed = {
            "企业名称": facts.addressee.name.strip(),
            "文书名称": facts.title.strip(),
            "成文日期": facts.prepared_on,
        }
        if facts.sort == "correct":
            needed |= {"原文": facts.wrong.strip(), "更正为": facts.right.strip()}
        require(TITLES[facts.sort], needed)
    text, issuer = wording(facts.wording), one_line(facts.issuer.name)
    title = (issuer, TITLES[facts.sort])
    said = _correction(facts) if facts.sort == "correct" else _withdrawal(facts)
    fixed: tuple[tuple[Role, str], ...] = (("title", "".join(title)), ("body", "".join(said)))
    return Letter(
        kind="amend",
        title=title,
        blocks=(
            Salutation(f"{one_line(facts.addressee.name)}："),
            *(Paragraph(line) for line in said),
            Signature(issuer, by_hand(facts.prepared_on)),
            Receipt(text.receipt, text.receipt_date + by_hand()),
        ),
        author=issuer,
        subject=one_line(facts.addressee.name),
        fixed=(*fixed, ("song", "0123456789—　 ")),
        verify="" if preview else facts.verify,
        day=facts.prepared_on,
    )


def _named(facts: AmendFacts) -> str:
    """Which notice: its day, title and number as printed; Annex 3 has none."""
    number = one_line(facts.number)
    shown = f"《{one_line(facts.title)}》" + (f"（{number}）" if number else "")
    return f"{facts.issuer.we}于{in_words(facts.issued_on)}向{facts.addressee.term}发出的{shown}"


def _correction(facts: AmendFacts) -> tuple[str, ...]:
    change = f"中，“{printable(facts.wrong)}”有误，现更正为“{printable(facts.right)}”。"
    return (
        _named(facts) + change,
        "其余内容不变，整改期限仍按原提示单计算。本说明与原提示单一并留存。",
    )


def _withdrawal(facts: AmendFacts) -> tuple[str, ...]:
    because = f"，因{printable(facts.reason).rstrip('。')}" if facts.reason.strip() else ""
    after = (
        "需要整改的事项，以重新发出的提示单为准。"
        if facts.again
        else f"{facts.addressee.term}不用再按它办理。"
    )
    return (
        f"{_named(facts)}{because}，现予撤回，自本说明送达之日起作废，原编号不再使用。",
        f"{after}给{facts.addressee.term}带来不便，请谅解。",
    )
