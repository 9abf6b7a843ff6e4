"""From records to a letter's facts: what each annex says about one visit. Pure reading; draws nothing.

Hazard texts go out as the inspector confirmed them; what was fixed on the spot is said so.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from handlers.commands.draft import HazardDraft, VisitDraft
from handlers.desk import Desk, House, RefusedError
from models.tables.cases import Evidence, Hazard, Visit
from models.tables.letters import PaperRow
from notices.facts.form import FormChoice, FormEnterprise, FormFacts, FormItem, FormPhoto, FormSection
from notices.facts.inside import EvidenceLine, RoutedFacts, TransferFacts, TransferHazard
from notices.facts.kinds import Facts, kind_of, to_json
from notices.facts.letters import AmendFacts, ReminderFacts, WarningFacts
from notices.facts.parties import Addressee, Issuer
from rules.assessment import Mark, Verdict, box
from rules.checklist import YES_NO, Checklist
from rules.gate import Consequence, Intent
from rules.local_time import local_time
from rules.names import address_term, representative_title
from rules.pilot import PILOT
from rules.sources import Source

SEALED = WarningFacts | ReminderFacts | AmendFacts
"""Papers with a place for the bureau's seal."""
Copy = Literal["送达", "存根"]
COPIES: tuple[Copy, ...] = ("送达", "存根")
"""一式两份 (五、工作要求（三）)."""
HEAD_CHOICES = {"production": "生产状况", "tier": "排污许可管理类型"}
"""The choices Annex 1 has a place of its own for, if the form calls them so."""


def issuer(house: House) -> Issuer:
    """Who signs."""
    return Issuer(name=house.bureau.issuer.name, we=house.bureau.issuer.we)


def addressee(header: dict[str, str]) -> Addressee:
    """The enterprise as the confirmed head of the form names it."""
    of = header["uscc"] or header["name"]
    term: Any = address_term(of)
    return Addressee(
        name=header["name"],
        uscc=header["uscc"],
        representative=header["legal_rep"],
        address=header["address"],
        representative_title=representative_title(of),
        term=term,
    )


def form(
    draft: VisitDraft,
    staff: Sequence[tuple[str, str]],
    checklist: Checklist,
    house: House,
    photos: tuple[FormPhoto, ...] = (),
    readings: tuple[str, ...] = (),
) -> FormFacts:
    """Annex 1. A box is ticked only by an answer; everything else stays open."""
    marks = {key: Mark(Verdict(m["verdict"]), m["reason"], m["half"]) for key, m in draft.marks.items()}
    head = draft.header
    given = {"production": draft.production, "tier": draft.tier, **draft.facts}
    printed = [fact for fact in checklist.facts if fact.printed]
    known = {fact.id: fact.printed for fact in printed if HEAD_CHOICES.get(fact.id) == fact.ask}
    return FormFacts(
        issuer=issuer(house),
        enterprise=FormEnterprise(
            name=head["name"],
            uscc=head["uscc"],
            legal_rep=head["legal_rep"],
            site_contact=head["site_contact"],
            phone=head["phone"],
        ),
        production=draft.production,
        tier=draft.tier,
        production_options=known.get("production", ()),
        tier_options=known.get("tier", ()),
        sections=_sections(checklist, marks),
        conclusion=draft.conclusion,
        staff=tuple(staff),
        visited_on=draft.visited_on,
        campaign_title=checklist.title,
        boxes=()
        if checklist.verdict_words == YES_NO
        else tuple((word.side, word.word) for word in checklist.verdict_words),
        choices=tuple(
            FormChoice(label=fact.ask, options=fact.printed, chosen=str(given.get(fact.id) or ""))
            for fact in printed
            if fact.id not in known
        ),
        photos=photos,
        readings=readings,
    )


def _sections(checklist: Checklist, marks: dict[str, Mark]) -> tuple[FormSection, ...]:
    def item(key: str) -> FormItem:
        one = checklist.item(key)
        side: Any = box(one, marks[key], checklist.has_na_box) if key in marks else "blank"
        return FormItem(num=one.num, text=one.text, box=side)

    return tuple(
        FormSection(name=s.name, rows=tuple(tuple(item(key) for key in row) for row in s.rows))
        for s in checklist.sections
    )


def warning(
    draft: VisitDraft, staff: Sequence[str], house: House, number: str, issued_on: date | None, copy: Copy
) -> WarningFacts:
    """Annex 2: one notice with everything found, one period."""
    return WarningFacts(
        issuer=issuer(house),
        number=number,
        addressee=addressee(draft.header),
        staff=tuple(staff),
        visited_on=draft.visited_on,
        hazards=tuple(told(one) for one in draft.hazards),
        days=draft.days,
        issued_on=issued_on,
        copy=copy,
        contact=house.bureau.letters.contact,
        head=house.bureau.letters.head,
        fit=house.bureau.letters.fit,
    )


def told(hazard: HazardDraft) -> str:
    """A hazard as the enterprise reads it."""
    text = hazard.text.rstrip("。")
    return f"{text}（检查时已当场整改）。" if hazard.fixed else f"{text}。"


def reminder(
    draft: VisitDraft, house: House, reference: str, issued_on: date | None, copy: Copy
) -> ReminderFacts:
    """Annex 3; its body is fixed."""
    return ReminderFacts(
        issuer=issuer(house),
        addressee=addressee(draft.header),
        issued_on=issued_on,
        copy=copy,
        reference=reference,
        head=house.bureau.letters.head,
        fit=house.bureau.letters.fit,
    )


def transfer(desk: Desk, visit: Visit, hazards: Sequence[Hazard], reason: str, decides: str) -> TransferFacts:
    """转查处: facts, evidence with hashes, who found it. Internal."""
    return TransferFacts(
        issuer=issuer(desk.house),
        reference=f"ZC-{visit.visited_on.year}-{visit.id:06d}",
        enterprise=addressee(visit.header),
        source=Source(visit.source).label,
        reason=reason,
        visited_on=visit.visited_on,
        hazards=tuple(
            TransferHazard(
                text=one.text,
                intent=Intent(one.intent).label if one.intent else "未记录",
                consequence=Consequence(one.consequence).label if one.consequence else "未记录",
            )
            for one in hazards
        ),
        evidence=evidence(desk, visit),
        found_by=found_by(desk, visit),
        decides=decides,
        prepared_on=desk.today,
    )


def routed(desk: Desk, visit: Visit, hazards: Sequence[Hazard]) -> RoutedFacts:
    """A record of another source, for the office (六、其他事项). Internal."""
    return RoutedFacts(
        issuer=issuer(desk.house),
        reference=f"ZB-{visit.visited_on.year}-{visit.id:06d}",
        enterprise=addressee(visit.header),
        source=Source(visit.source).label,
        problems=tuple(one.text for one in hazards) or (str(visit.draft["conclusion"]),),
        evidence=evidence(desk, visit),
        found_on=visit.visited_on,
        recorded_by=found_by(desk, visit),
        routed_to=desk.house.bureau.issuer.office,
        prepared_on=desk.today,
    )


def evidence(desk: Desk, visit: Visit) -> tuple[EvidenceLine, ...]:
    """The visit's photos, with time, sender and hash; then readings (线索) and shared places in words."""
    photos = enumerate(desk.work.notices.photos(visit=visit.id), 1)
    told = desk.work.evidence.told(visit.id)
    return (
        *(_piece(desk, f"照片 {n}", row) for n, row in photos),
        *(_piece(desk, f"位置 {row.text}" if row.sort == "place" else row.text, row) for row in told),
    )


def _piece(desk: Desk, name: str, row: Evidence) -> EvidenceLine:
    return EvidenceLine(
        name=name,
        taken=local_time(row.at).strftime("%Y-%m-%d %H:%M"),
        by=desk.books.name_of(row.by),
        sha256=row.sha256 or ("文字记录" if row.text else "未取到原件"),
    )


def found_by(desk: Desk, visit: Visit) -> tuple[tuple[str, str], ...]:
    """Who was there, with units."""
    return tuple((row.name, row.unit) for row in desk.work.notices.visit_staff(visit.id))


def _as_now(facts: Facts, desk: Desk) -> Facts:
    """In a pilot every paper is a 样稿, and a letter shows where a seal in its file would stand."""
    if not desk.house.bureau.pilot or facts.mark:
        return facts
    if desk.house.bureau.seal.how != "paper" and isinstance(facts, SEALED):
        return replace(facts, mark=PILOT, seal="sample")
    return replace(facts, mark=PILOT)


def sha_of(facts: Facts) -> str:
    """The SHA-256 by which a letter's facts are known."""
    return hashlib.sha256(to_json(facts).encode()).hexdigest()


def paper(desk: Desk, name: str, facts: Facts, **place: Any) -> PaperRow:
    """Freeze a letter's facts as a row a worker draws from. `place`: notice_id, visit_id, copy, preview.

    Raises RefusedError for what cannot be printed: a number taken in the same transaction goes back.
    """
    facts = _as_now(facts, desk)
    if wrong := desk.house.unprintable(facts):
        raise RefusedError(f"{name}还不能出：{wrong}")
    row = PaperRow(
        kind=kind_of(facts),
        name=name,
        facts=to_json(facts),
        facts_sha=sha_of(facts),
        made_at=desk.now,
        **place,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    return row
