"""What an enterprise's people do on the service account: follow, scan, ask, send photos, leave a word.

Nobody sees another enterprise's record here, and nothing a contact does closes anything.
"""

from collections.abc import Callable

from bot.deeds import Clip, Deed, Joined, Left, Person, Photo, Pressed, Said, Voice
from bot.script import Done, Opening
from handlers import lists, self_service
from handlers.addresses import notice_page
from handlers.contact_words import WORDS, contact_key, how_asked
from handlers.desk import Desk
from handlers.fallback import back_again, tell_unreachable
from handlers.inquiries import ask
from handlers.invited import agreed, once_more, scanned
from handlers.online_alerts import begin_self_report
from handlers.part_with import leave
from handlers.tell_officer import officers_of, tell_officer
from models.tables.cases import Hazard
from rules import hazard_states, notice_states
from rules.courtesy import courtesy, greeting
from rules.reading import plain

HELP = (
    "可以点下面的菜单，也可以直接说：\n我的提示单：查看、签收、下载\n整改反馈：发照片，说一句怎么改的\n"
    "还剩几天 · 下载 · 怎么整改 · 申请延期 · 问一问 · 自查 · 评价 · 解绑\n"
    "别的话会转给检查人员。"
)
QUESTION = 5
"""A message of so many characters wants an answer; a shorter one is passed on as it is."""


def receive(deed: Deed, desk: Desk) -> Done:
    """One deed of a bound contact who is at no sheet."""
    match deed:
        case Joined(scene):
            return _joined(scene, desk)
        case Left():
            return _left(desk)
        case Pressed(key):
            return _do(key, desk)
        case Said(text):
            return _heard(plain(text), desk)
        case Photo():
            return _photo(deed, desk)
        case Voice() | Clip():
            return Done(say="语音和视频先不收。请发照片，再打一句话说明。")
        case _:
            return Done(say=HELP)


def _heard(said: str, desk: Desk) -> Done:
    """Words of a bound contact who is at no sheet."""
    if (bound := agreed(said, desk.by.person, desk)) is not None:
        return bound
    key = contact_key(said)
    if key and (key != "fix" or said in WORDS or _opening(desk)):
        return _do(key, desk)
    if courtesy(said):
        return Done(say="好的。有要问的直接打字，会转给检查人员。")
    if greeting(said):
        return Done(say=HELP)
    how = how_asked(said)
    return self_service.how_to_fix(how, desk) if how is not None else _forward(said, desk)


def welcome(deed: Deed, who: Person, desk: Desk) -> Done:
    """Somebody on the service account we do not know yet."""
    if isinstance(deed, Joined) and deed.scene:
        return scanned(deed.scene, who, desk)
    if isinstance(deed, Left):
        return Done()
    if isinstance(deed, Said) and (bound := agreed(plain(deed.text), who, desk)) is not None:
        return bound
    issuer = desk.house.bureau.issuer.name
    if any(b.state == "pending" for b in desk.work.people.bindings(who.id)):
        return Done(say="您的信息已提交，检查人员确认后就能查看提示单，请稍等。")
    if isinstance(deed, Said) and (again := once_more(who, desk)) is not None:
        return again
    return Done(say=f"您好，这里是{issuer}帮扶服务。请扫检查人员出示的二维码确认身份。")


def menu(text: str, desk: Desk) -> Done | None:
    """A word of the menu, typed at a question it is no answer to."""
    return _do(WORDS[text], desk) if text in WORDS else None


def _do(key: str, desk: Desk) -> Done:
    entry = _ENTRIES.get(key)
    return entry(desk) if entry else Done(say=HELP)


def _notices(desk: Desk) -> Done:
    found = lists.of_contact(desk)
    if not found:
        return Done(say="现在没有您的提示单。")
    lines = []
    for visit in dict.fromkeys(notice.visit_id for notice in found[:8]):
        lines += [lists.line_of(n, desk) for n in found if n.visit_id == visit]
        lines.append(notice_page(desk, visit, desk.by.person.id))
    return Done(say="\n".join(lines))


def _open_hazards(desk: Desk) -> list[tuple[Hazard, str]]:
    return [
        (hazard, notice.number)
        for notice in lists.of_contact(desk)
        if notice.kind == "warning" and notice.state in notice_states.MENDING
        for hazard in desk.work.notices.hazards(notice.id)
        if hazard.state in hazard_states.OPEN
    ]


def _opening(desk: Desk) -> Opening | None:
    hazards = _open_hazards(desk)
    if not hazards:
        return None
    listed = [{"id": h.id, "place": h.place, "number": number, "text": h.text} for h, number in hazards[:6]]
    return Opening(script="fixing", subject=desk.by.person.id, facts={"hazards": listed})


def _fix(desk: Desk) -> Done:
    opening = _opening(desk)
    return Done(opens=opening) if opening else Done(say="现在没有要反馈的整改。")


def _photo(deed: Photo, desk: Desk) -> Done:
    """A photo out of the blue is most likely a rectification: keep it, ask which."""
    opening = _opening(desk)
    if opening is None:
        desk.books.evidence("", "", deed, desk.by.person)
        return Done(say="照片收到，先存着了。现在没有要反馈的整改。")
    sheet = desk.books.open(opening, desk.by.person)
    desk.books.evidence(sheet.id, "", deed, desk.by.person)
    return Done(joins=sheet.id, say="照片收到。")


def _forward(text: str, desk: Desk) -> Done:
    """A word for the officer who was there; nothing is lost, nothing is answered by the machine."""
    for enterprise in desk.by.enterprises:
        visit = desk.work.people.last_visit(enterprise)
        contact = desk.work.people.binding(desk.by.person.id, enterprise)
        if visit is not None and contact is not None:
            firm = desk.work.people.enterprise(enterprise).name
            if len(text) >= QUESTION:
                ask("question", visit, contact, text[:500], desk)
            else:
                tell_officer(visit, f"{firm} {desk.by.name} 留言：{text}", desk)
            names = "、".join(one.name for one in officers_of(visit, desk)) or desk.house.bureau.issuer.office
            return Done(say=f"已转给{names}。急事请直接打电话。")
    return Done(say=HELP)


def _left(desk: Desk) -> Done:
    for binding in desk.work.people.bindings(desk.by.person.id):
        tell_unreachable(binding, "已取消关注", desk)
    return Done()


def _joined(scene: str, desk: Desk) -> Done:
    """He follows again, or scanned a code once more: what did not reach him is sent anew."""
    gone = [one for one in desk.work.people.bindings(desk.by.person.id) if one.unreachable]
    again = sum(back_again(one, desk) for one in gone)
    for one in gone:
        visit = desk.work.people.last_visit(one.enterprise_id)
        if visit is not None:
            firm = desk.work.people.enterprise(one.enterprise_id).name
            say = f"{firm} 的联系人 {one.name} 又关注了，消息能收到了。"
            tell_officer(visit, say, desk)
    if scene:
        return scanned(scene, desk.by.person, desk)
    sent = f"有 {again} 份提示单正在重新发给您" if again else "提示单和提醒会照常发到这里"
    return Done(say=f"欢迎回来，{sent}。\n{HELP}" if gone else HELP)


def _whom(desk: Desk) -> Done:
    """找谁: who was there, and the bureau's number where it has one."""
    hotline = desk.house.bureau.issuer.hotline
    call = f"，急事打电话 {hotline}" if hotline else "；急事请直接给他打电话"
    for enterprise in desk.by.enterprises:
        visit = desk.work.people.last_visit(enterprise)
        if visit is not None:
            names = "、".join(f"{one.name}（{one.unit}）" for one in officers_of(visit, desk))
            whom = names or desk.house.bureau.issuer.office
            return Done(say=f"{visit.header['name']}：找 {whom}。直接打字会转过去{call}。")
    return Done(say=f"请联系{desk.house.bureau.issuer.office}{call}。")


_ENTRIES: dict[str, Callable[[Desk], Done]] = {
    "notices": _notices,
    "fix": _fix,
    "left": self_service.days_left,
    "download": self_service.downloads,
    "how": lambda desk: self_service.how_to_fix("", desk),
    "extend": self_service.extension_page,
    "check": self_service.self_check,
    "ask": self_service.begin_asking,
    "report": begin_self_report,
    "rate": self_service.begin_rating,
    "leave": leave,
    "whom": _whom,
}
