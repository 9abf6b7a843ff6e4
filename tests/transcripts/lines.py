"""One line of a conversation file, such as `> 林一帆 点: 就是这家`, played on a stage.

> 林一帆: 永嘉堃                          a typed message
> 林一帆 点: 就是这家                      a button; 点[标题]: on that card; 点旧: on one replaced since
> 林一帆 勾: 10 排放口; 11 → 提交本组       ticks, then submits; 交: 提交本组 submits what is there
> 林一帆 选: 生产状况=停产 → 确定           drop-downs
> 林一帆 再点                              the same tap once more; 重发 the same callback once more
> 林一帆 照片: 2                           in a chat; 照片快: the next line follows at once
> 林一帆 语音: 这里没有标牌                 with the platform's transcript, or without
> 林一帆 视频 | 位置: 某路 | 链接 | 扫码: … | 菜单: 我的待办 | 进入 | 离开 | 关注
> 林犇 扫: 林一帆                          the code that officer showed last
> 林犇 填: 林犇、环保负责人、13800138000、同意、口令对
> 林犇 签收 | 申请延期: 5、理由
> 时间: 2023-05-18 09:20                   the clock goes on; 等: 3 only seconds pass
> 送不到: 43004                          the service account refuses its next message with this errcode
> 取照片: 丢                             what was photographed is fetched from the platform, or cannot be had
> 名单: 王敏=档案员、赵琪                 the staff list is imported: other roles; without a role he has left
> 会签 | 真打印 | 印章: 周正、唐远 | 全文 | 绑定: 林犇 永嘉堃   how the stage is set
> 接着: inspection/three_problems 到 核对   first everything of another file, up to its line `# 核对`
"""

import re
from collections.abc import Callable
from pathlib import Path

from bot.deeds import Clip, Deed, Entered, Joined, Left, Other, Photo, Place, Pressed, Said, Scanned, Voice
from bot.outcome import GiveUp, Media
from handlers import menus
from handlers.bind_contact import Introduction
from handlers.import_staff import import_staff
from models.tables.people import Contact, Enterprise
from tests.factories import a_contact, a_picture
from tests.staff_list import staff_list
from tests.transcripts.phones import Phone
from tests.transcripts.stage import Stage

HERE = Path(__file__).resolve().parent
_LINE = re.compile(
    r"> (?P<who>[^\s:]+)(?: (?P<verb>[^\s:\[]+))?(?:\[(?P<title>[^\]]*)\])?(?:: ?(?P<what>.*))?"
)
KEYS = {label: key for _, leaves in menus.STAFF for label, key in leaves} | dict(
    menus.CONTACTS + menus.CONTACTS_HELP
)

DEEDS: dict[str, Callable[[str], Deed]] = {
    "语音": lambda what: Voice("media-voice", what),
    "视频": lambda what: Clip("media-clip"),
    "位置": lambda what: Place(28.12, 120.95, what),
    "链接": lambda what: Other("link"),
    "扫码": lambda what: Scanned(what),
    "菜单": lambda what: Pressed(KEYS.get(what, what)),
    "进入": lambda what: Entered(),
    "离开": lambda what: Left(),
    "关注": lambda what: Joined(what),
}  # fmt: skip


class StrangeLineError(ValueError):
    """Not a line of this little language."""


def play(line: str, stage: Stage) -> None:
    """Play one line. Raises StrangeLineError, or NothingThereError for a tap nobody could make."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise StrangeLineError(line)
    who, verb, what = found["who"], found["verb"] or "", found["what"] or ""
    if who in SETTINGS and not verb:
        SETTINGS[who](stage, what)
    elif who not in stage.names:
        raise StrangeLineError(f"nobody is called {who}: {line}")
    elif not verb:
        stage.phones[who].typed += 1
        stage.does(who, Said(what.replace("\\n", "\n")))
    elif verb in DEEDS:
        stage.does(who, DEEDS[verb](what))
    elif verb in ACTS:
        ACTS[verb](stage, who, what)
    else:
        _finger(stage, who, verb, what, found["title"] or "")


def _finger(stage: Stage, who: str, verb: str, what: str, title: str) -> None:
    phone, stale = stage.phones[who], verb.endswith("旧")
    before, _, after = what.rpartition("→")
    tap: Deed
    entries = [one.strip() for one in before.split(";") if one.strip()]
    match verb.removesuffix("旧"):
        case "点":
            tap = phone.press(what, title, stale=stale)
        case "勾":
            tap = phone.tick(entries, after.strip(), title, stale=stale)
        case "选":
            picks = dict(one.split("=", 1) for one in entries)
            tap = phone.pick(picks, after.strip(), title, stale=stale)
        case "交":
            tap = _submit(phone, what, title)
        case "再点":
            tap = phone.again()
        case _:
            raise StrangeLineError(f"nobody can {verb}")
    stage.does(who, tap)


def _submit(phone: Phone, label: str, title: str) -> Deed:
    """Submit a list or drop-downs as they stand."""
    try:
        return phone.tick([], label, title)
    except LookupError:
        return phone.pick({}, label, title)


def _photos(stage: Stage, who: str, what: str, *, quick: bool = False) -> None:
    for n in range(int(what or 1)):
        stage.phones[who].photos += 1
        last = n == int(what or 1) - 1
        stage.does(who, Photo(f"media-{who}-{stage.phones[who].photos}"), quick=quick or not last)


def _fill(stage: Stage, who: str, what: str) -> None:
    """`林犇、环保负责人、13800138000、同意、口令对`."""
    name, post, phone, *rest = what.split("、")
    officer = stage.scanned_from[who]
    code = ""
    if "口令对" in rest:
        code = stage.invitation(officer).code
    elif "口令错" in rest:
        code = "wrong!"
    stage.introduces(who, officer, Introduction(name, post, phone, "同意" in rest, code))


def _scan(stage: Stage, who: str, what: str) -> None:
    stage.scanned_from[who] = what
    stage.does(who, Joined(stage.invitation(what).id))


def _ask_for_time(stage: Stage, who: str, what: str) -> None:
    """`5、理由` on the notice page."""
    days, _, reason = what.partition("、")
    stage.asks_for_time(who, days, reason)


ACTS: dict[str, Callable[[Stage, str, str], None]] = {
    "照片": _photos,
    "照片快": lambda stage, who, what: _photos(stage, who, what, quick=True),
    "重发": lambda stage, who, what: stage.repeat(),
    "扫": _scan,
    "填": _fill,
    "申请延期": _ask_for_time,
    "签收": lambda stage, who, what: stage.signs(who),
}


def _bound(stage: Stage, what: str) -> None:
    """Somebody was bound before the story begins."""
    name, _, firm = what.partition(" ")
    row = stage.house.rows(Enterprise, Enterprise.name.contains(firm))[0]
    stage.house.add(a_contact(row.id, openid=stage.names[name].id, name=name))
    assert stage.house.rows(Contact)


def _follow(stage: Stage, what: str) -> None:
    """Another conversation came before this one; what was seen in it is read there."""
    name, _, mark = what.partition(" 到 ")
    written = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    if mark and f"# {mark}" not in written:
        raise StrangeLineError(f"{name} has no line `# {mark}`")
    for line in written[: written.index(f"# {mark}") if mark else None]:
        if line.startswith("> "):
            play(line, stage)
    stage.full = False
    stage.seen.clear()
    for phone in stage.phones.values():
        phone.taps = phone.typed = phone.photos = 0


def _fetch(stage: Stage, what: str) -> None:
    """The worker fetches what was photographed."""
    for courier in (stage.wecom, stage.wechat):
        courier.every = GiveUp("errcode 40007") if what == "丢" else Media(a_picture(), "image/jpeg")
    stage.house.fetcher.drain()
    stage.wait(1)


def _staff(stage: Stage, what: str) -> None:
    """Who is named has this role from now on, or has left."""
    roles, gone = {}, []
    for one in what.split("、"):
        name, _, role = one.partition("=")
        userid = stage.names[name].id
        if role:
            roles[userid] = role
        else:
            gone.append(userid)
    with stage.house.store.write() as work:
        desk = stage.house.desk(work)
        import_staff(staff_list(desk, stage.folder, without=gone, roles=roles), desk)
    stage.wait(1)


SETTINGS: dict[str, Callable[[Stage, str], None]] = {
    "时间": lambda stage, what: stage.go_to(what),
    "等": lambda stage, what: stage.wait(float(what)),
    "会签": lambda stage, what: stage.countersign(),
    "真打印": lambda stage, what: stage.real_press(),
    "印章": lambda stage, what: stage.keep_seal(what),
    "取照片": _fetch,
    "名单": _staff,
    "全文": lambda stage, what: setattr(stage, "full", True),
    "绑定": _bound,
    "接着": _follow,
    "送不到": lambda stage, what: stage.wechat.answers.append(GiveUp(f"errcode {what}", gone=True)),
}
