"""疑似 findings (降低管理等级): 许可科室 says whether it is so before anything of the visit prints.

Nothing is numbered, drawn or counted while it is asked: one visit has one warning notice, and all of it is
told at once (六个一). The office answers in place of the inspector; gate, period and summary stay his.
"""

from dataclasses import asdict

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError, about
from bot.words import Picture
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign, settle
from handlers.commands.draft import HazardDraft, VisitDraft, load_draft
from handlers.commands.visit import DecideSuspicion
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.reopen import filer_of, reopen, show, stand
from handlers.scripts.decisions import Matter
from models.tables.cases import Visit
from models.tables.people import Staff
from rules.checklist import Checklist, Item
from rules.roles import Role
from rules.visit_states import VisitState

SAID = {"true": "属实", "false": "不属实", "more": "需补充"}
MOST_PHOTOS = 5
DECIDED = "suspicion"


def waiting(visit: Visit, desk: Desk) -> dict[str, list[HazardDraft]]:
    """What of a filed draft still needs the office's word: item → its findings.

    An inspector who ticked 许可科室已复核 said so himself: the office is asked all the same.
    """
    draft, checklist = load_draft(visit.draft), desk.house.checklists[visit.checklist]
    found: dict[str, list[HazardDraft]] = {}
    for one in (*draft.suspected, *draft.hazards):
        if doubtful(checklist.item(one.item)):
            found.setdefault(one.item, []).append(one)
    open_still = {one.item for one in draft.suspected}
    return {i: each for i, each in found.items() if i in open_still or not _confirmed(visit, i, each, desk)}


def doubtful(item: Item) -> bool:
    """Is this an item whose finding is another office's to confirm?"""
    return any(option.pending for option in item.sub_choice)


def ask_permits(visit: Visit, draft: VisitDraft, desk: Desk) -> Done | None:
    """A card with words and photos to 许可科室, None where nothing is doubtful. Raises RefusedError where
    nobody could answer.
    """
    doubts = waiting(visit, desk)
    if not doubts:
        return None
    checklist, firm = desk.house.checklists[visit.checklist], draft.header["name"]
    office = permits_of(desk, visit.district, visit.enterprise_id, but=desk.by.person.id)
    if not office:
        raise RefusedError("这个辖区还没有登记许可科室的人，也没有队领导，没法往下走。请联系管理员补上。")
    for person in office:
        _put(visit, _matter(visit, firm, doubts, checklist, desk), person, desk)
    items = _numbers(doubts, checklist)
    desk.work.audit.note(desk.by.person.id, "asked_permits", f"visit:{visit.id}", items=sorted(doubts))
    names = "、".join(one.name for one in office)
    say = f"第 {items} 项是疑似，已请 {names} 定。定之前不编号、不发企业；定了我马上告诉你。"
    return Done(settle="已提交", say=say)


def permits_of(desk: Desk, district: str, enterprise: int, but: str = "") -> list[Staff]:
    """许可科室 of the district, else of the bureau, else the leaders; never who asks or stays away."""
    for where in (district, ""):
        rows = desk.work.people.with_role(Role.PERMITS, where)
        found = [row for row in rows if row.userid != but and enterprise not in row.recused]
        if found:
            return found
    return leaders_of(desk, district, enterprise, but=(but,))


def _matter(
    visit: Visit, firm: str, doubts: dict[str, list[HazardDraft]], checklist: Checklist, desk: Desk
) -> Matter:
    every = [(one, checklist.item(item)) for item, each in doubts.items() for one in each]
    return Matter(
        id=visit.id,
        title=f"{firm}：请你定疑似项",
        note=f"{desk.by.name} 现场记的；定了才出单",
        hazards=tuple((one.number, item.num, one.text) for one, item in every),
        options=tuple(f"{item.id}:{item.num} {item.label}" for item in map(checklist.item, doubts)),
        rows=(("检查", desk.by.name),),
    )


def _put(visit: Visit, matter: Matter, person: Staff, desk: Desk) -> None:
    """The photos first, then the card."""
    items = {one.partition(":")[0] for one in matter.options}
    photos = [p for p in desk.work.notices.photos(visit=visit.id) if p.item in items and p.state != "lost"]
    for n, photo in enumerate([p for p in photos if p.display_sha256][-MOST_PHOTOS:], 1):
        word = Picture(f"file:{photo.display_sha256}", f"疑似项照片{n}.jpg")
        desk.books.send_paper(Person("wecom", person.userid), word)
    rows = (*matter.rows, ("照片", f"{len(photos)} 张"))
    page = staff_page(desk, visit.id, person.userid)
    facts = asdict(matter) | {"rows": rows, "page": page}
    opening = Opening(script="suspicion", subject=str(visit.id), facts=facts)
    assign(desk, staff_actor(person), Assignment("suspicion", f"定疑似项：{visit.header['name']}", opening))


def decide_suspicion(command: DecideSuspicion, desk: Desk) -> Done:
    """What the office says becomes the answer on the inspector's sheet, which opens again for him."""
    visit = desk.work.notices.lock_visit(command.visit)
    if visit.state != VisitState.DRAFT:
        raise RefusedError("这次检查已经处理过了，不用再点。")
    doubts = waiting(visit, desk)
    settle(desk, "suspicion", str(visit.id))
    checklist = desk.house.checklists[visit.checklist]
    sheet = reopen(visit, desk)
    assert sheet is not None
    rulings = []
    for id, said, why in command.said:
        item = checklist.item(id)
        rulings.append(f"第 {item.num} 项{SAID[said]}：{why.rstrip('。')}")
        _kept(visit, item, said, why, desk)
        if said != "more" and id in doubts:
            desk.books.keep(sheet.id, f"{DECIDED}.{id}", said, _subject(id, doubts[id]), desk.who)
            standing = stand(sheet, visit, desk)
            for key, value in _answers(item, said, doubts[id]):
                asked = standing.asked(key)
                if asked is not None:
                    desk.books.keep(sheet.id, key, value, asked.about, desk.who)
    lead = f"{desk.by.name}（{desk.by.unit}）：{'；'.join(rulings)}。{_next(command)}"
    show(sheet, visit, desk, lead)
    told = desk.books.name_of(visit.filed_by) if filer_of(visit, desk) else "队领导，由他另派人接手"
    return Done(settle="已定", say=f"记下了，已告诉 {told}。")


def _next(command: DecideSuspicion) -> str:
    said = {one for _, one, _ in command.said}
    if "more" in said:
        return "补好再点一次“提交”，会再送去定。"
    return "按隐患记了，请接着答完再出单。" if "true" in said else "这一项记为没有问题，可以出单了。"


def _answers(item: Item, said: str, found: list[HazardDraft]) -> list[tuple[str, str]]:
    """The answers on the sheet that say the same: each finding confirmed, or the item cleared."""
    if said == "false":
        return [(f"item.{item.id}", "clear")]
    sure = next(option.id for option in item.sub_choice if not option.pending)
    return [(f"p.{item.id}.{n}.half", sure) for n, one in enumerate(found, 1) if one.half != sure]


def _kept(visit: Visit, item: Item, said: str, why: str, desk: Desk) -> None:
    """The office's word stays with the visit, in its name, whatever becomes of the form."""
    words = f"第{item.num}项{SAID[said]}（{desk.by.name}，{desk.by.unit}）：{why}"
    row = desk.work.evidence.new("permits", desk.who.channel, desk.who.id, text=words)
    row.sheet_id, row.visit_id = visit.sheet_id, visit.id
    row.item = item.id
    desk.work.evidence.add(row)
    desk.work.audit.note(
        desk.who.id, "suspicion_decided", f"visit:{visit.id}", item=item.id, said=said, reason=why
    )


def _confirmed(visit: Visit, item: str, found: list[HazardDraft], desk: Desk) -> bool:
    kept = desk.books.record(visit.sheet_id or "").answers.get(f"{DECIDED}.{item}")
    return kept is not None and kept.value == "true" and kept.about == _subject(item, found)


def _subject(item: str, found: list[HazardDraft]) -> str:
    """What was decided about: other words for the same item are another matter."""
    return about(item, [one.text for one in found])


def _numbers(doubts: dict[str, list[HazardDraft]], checklist: Checklist) -> str:
    return "、".join(str(checklist.item(item).num) for item in doubts)
