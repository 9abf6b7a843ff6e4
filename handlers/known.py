"""What is on file of a firm before anybody goes there: the register's row and the facts of earlier visits."""

from datetime import date

from handlers.desk import Desk
from handlers.scripts.brief import Firm
from models.tables.people import Enterprise
from rules.assessment import facts_needed
from rules.checklist import Checklist
from rules.local_time import local_date, month_day

REGISTER = "register"
"""Who a fact was learned from when it came with the register."""


def remembered(row: Enterprise, form: Checklist, desk: Desk) -> tuple[dict[str, bool], str]:
    """The facts that decide which items apply: by id, and those that matter here in words with their date."""
    facts = {fact.fact: (fact.holds, local_date(fact.at)) for fact in desk.work.people.known_facts(row.id)}
    if row.permit_since and "held_3_months" not in facts and _three_months(row.permit_since) <= desk.today:
        facts["held_3_months"] = (True, local_date(row.updated_at))
    known = {name: holds for name, (holds, _) in facts.items()}
    base = {"production": row.production, "tier": row.tier, "registration_no": row.registration_no}
    asked = [f for f in facts_needed(form, base, {}) if f.kind == "bool" and f.id in facts]
    if not asked:
        return known, ""
    since = month_day(min(facts[f.id][1] for f in asked))
    yes = "、".join(f.ask for f in asked if known[f.id])
    rest = "其余没有" if any(not known[f.id] for f in asked) else ""
    return known, f"已记的情况（{since}）：{'；'.join(one for one in (yes, rest) if one)}。"


def _three_months(since: date) -> date:
    month = since.month + 3
    year, month = since.year + (month > 12), (month - 1) % 12 + 1
    return date(year, month, min(since.day, 28))


def firm_of(row: Enterprise) -> Firm:
    """A row of the register as the script sees it."""
    return Firm(
        id=row.id,
        name=row.name,
        uscc=row.uscc or "",
        representative=row.representative,
        site_contact=row.site_contact,
        phone=row.phone,
        address=row.address,
        district=row.district,
        tier=row.tier,
        production=row.production,
        permit_no=row.permit_no,
        permit_until=row.permit_until,
        registration_no=row.registration_no,
        in_register=row.in_register,
        group=row.group,
    )
