"""What a contact finds out by himself in chat: days left, downloads, how to put a hazard right, law and fix.

It only reads his own enterprises' records and the form's public texts; withheld advice stays withheld.
"""

from dataclasses import dataclass

from bot.script import Done, Opening
from handlers import lists
from handlers.addresses import notice_page
from handlers.desk import Desk
from handlers.notice_names import number_of
from models.tables.cases import Hazard, Visit
from rules import hazard_states, notice_states
from rules.checklist import Item
from rules.law import LawMissingError, basis
from rules.local_time import show_date
from rules.nearest import nearest

HELD = "这一条怎么改，请先听检查人员的。"
MOST_TEXT = 380


@dataclass(frozen=True, slots=True)
class Own:
    """One hazard of the contact's own, numbered through all his open notices."""

    n: int
    hazard: Hazard
    visit: Visit
    number: str


def own_hazards(desk: Desk) -> list[Own]:
    """His hazards that are still to be put right, in the order of 怎么整改 n."""
    found = [
        (hazard, desk.work.notices.visit(notice.visit_id), notice.number)
        for notice in lists.of_contact(desk)
        if notice.kind == "warning" and notice.state in notice_states.OPEN
        for hazard in desk.work.notices.hazards(notice.id)
        if hazard.state in hazard_states.OPEN
    ]
    return [Own(n, *one) for n, one in enumerate(found, 1)]


def days_left(desk: Desk) -> Done:
    """还剩几天, for every notice that runs."""
    lines = []
    for notice in lists.of_contact(desk):
        if notice.kind != "warning" or notice.state not in notice_states.OPEN:
            continue
        todo = sum(h.state in hazard_states.OPEN for h in desk.work.notices.hazards(notice.id))
        if notice.received_on is None:
            lines.append(f"{notice.number}：还没有签收，签收次日起 {notice.days} 日内改好。")
        elif notice.due_on is None:
            lines.append(f"{notice.number}：到期日等日历补上后再定。")
        else:
            left = (notice.due_on - desk.today).days
            words = f"已过 {-left} 天" if left < 0 else "就是今天" if left == 0 else f"还剩 {left} 天"
            lines.append(f"{notice.number}：{show_date(notice.due_on)}24时前，{words}，{todo} 条没反馈。")
    return Done(say="\n".join(lines) or "现在没有在整改期限内的提示单。")


def downloads(desk: Desk) -> Done:
    """下载: the pages of his letters; a service account carries no files."""
    visits = dict.fromkeys(n.visit_id for n in lists.of_contact(desk))
    if not visits:
        return Done(say="现在没有您的提示单。")
    lines = ["点开后，每份下面有“下载 PDF”，图片长按可以保存："]
    for visit in list(visits)[:4]:
        names = "、".join(map(number_of, desk.work.notices.of_visit(visit)))
        lines += [names, notice_page(desk, visit, desk.by.person.id)]
    return Done(say="\n".join(lines))


def how_to_fix(wanted: str, desk: Desk) -> Done:
    """怎么整改, or 怎么整改 n."""
    own = own_hazards(desk)
    if not own:
        return Done(say="现在没有要整改的。想自己先查一遍，回“自查”。")
    if wanted.isdigit() and 1 <= int(wanted) <= len(own):
        return Done(say=_advice(own[int(wanted) - 1], desk))
    if len(own) == 1:
        return Done(say=_advice(own[0], desk))
    lines = [f"{one.n}. {one.hazard.text.rstrip('。')[:40]}" for one in own[:12]]
    return Done(say="\n".join([f"有 {len(own)} 条要改，回“怎么整改 1”看怎么改：", *lines]))


def _advice(one: Own, desk: Desk) -> str:
    item = desk.house.checklists[one.visit.checklist].item(one.hazard.item)
    return (
        f"{one.n}. {one.hazard.text.rstrip('。')}\n{public_text(item, one.visit, desk)}\n改好了发照片就行。"
    )


def public_text(item: Item, visit: Visit | None, desk: Desk) -> str:
    """What an enterprise may read about an item: how to put it right, and the duty."""
    try:
        law = basis(item.law, visit.visited_on if visit else desk.today)
    except LawMissingError:
        law = ()
    fix = HELD if item.fix_hold or not item.fix else f"怎么改：{item.fix}"
    return "\n".join([fix, *(f"依据：{line}" for line in law[:2])])


def extension_page(desk: Desk) -> Done:
    """申请延期 is filled in on the page, where the date and the reason stand together."""
    for notice in lists.of_contact(desk):
        if notice.kind == "warning" and notice.state in notice_states.MENDING:
            page = notice_page(desk, notice.visit_id, desk.by.person.id)
            return Done(say=f"到期前可以申请。点开后在“有话要说”里选“申请延期”：\n{page}")
    return Done(say="现在没有在整改期限内的提示单，不用延期。")


def self_check(desk: Desk) -> Done:
    """自查: the form's questions for himself. Nothing leaves his phone."""
    page = desk.house.links.url("self-check")
    return Done(say=f"自己先对一遍，只在您手机上，不上传、不留记录、局里看不到：\n{page}")


def begin_asking(desk: Desk) -> Done:
    """问一问."""
    return Done(opens=Opening(script="asking", subject=desk.by.person.id, facts={}))


def begin_rating(desk: Desk) -> Done:
    """评价 of the last visit he had letters of, once."""
    for notice in lists.of_contact(desk):
        if notice.received_on is None:
            continue
        contact = desk.work.people.binding(desk.by.person.id, notice.enterprise_id)
        assert contact is not None
        if desk.work.replies.rating(notice.visit_id, contact.id) is not None:
            return Done(say="这次检查您已经评价过了，谢谢。")
        firm = desk.work.notices.visit(notice.visit_id).header["name"]
        facts = {"visit": notice.visit_id, "firm": firm}
        return Done(opens=Opening(script="rating", subject=str(notice.visit_id), facts=facts))
    return Done(say="签收以后就可以评价，谢谢。")


def public_answers(question: str, desk: Desk) -> list[str]:
    """At most two texts of the form near to a question, those of his own hazards first."""
    own = own_hazards(desk)
    visits = {one.hazard.item: one.visit for one in own}
    items = list(desk.house.checklist.items)
    texts = [f"{item.label} {item.text} {item.fix}" for item in items]
    found = [items[place] for place in nearest(question, texts, most=4)]
    found.sort(key=lambda item: item.id not in visits)
    return [
        f"关于“{item.label}”：\n{public_text(item, visits.get(item.id), desk)}"[:MOST_TEXT]
        for item in found[:2]
    ]
