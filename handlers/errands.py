"""A word and a firm: 改表单, 送法, 平台, 失联, 关闭, 放行, 档案, 盒号, each with part of the firm's name.

Understands which firm is meant and opens what follows; it decides nothing.
"""

from collections.abc import Callable

from bot.script import Done, Opening
from handlers.advice import held, release_advice
from handlers.archive_desk import BOX_HOW, ask_for, set_box
from handlers.at_firm import at_firm
from handlers.backfill import ask_backfill
from handlers.barred import stays_away
from handlers.commands.visit import ReleaseAdvice
from handlers.comment import open_comment
from handlers.consult import open_consultation
from handlers.desk import Desk
from handlers.find_firms import firms
from handlers.for_copying import law_text, platform_text
from handlers.recusal import open_recusal
from models.tables.cases import Visit
from models.tables.people import Enterprise
from rules.local_time import show_date
from rules.roles import LEADERS, Action, any_may
from rules.visit_states import VisitState

MOST = 5
STAY_AWAY = ("回避", "解除回避")
BOX = "盒号"
"""The one word that is followed by the firm and by what is to be written down of it."""


def errand(word: str, firm: str, desk: Desk) -> Done | None:
    """What a word with a firm's name asks for; None if it is no such word."""
    if word in STAY_AWAY:
        return _stay_away(word, firm, desk)
    if not is_errand(word):
        return None
    if not firm:
        return Done(say=BOX_HOW if word == BOX else f"哪一家？请带上企业名，例如“{word} 永嘉堃”。")
    box = ""
    if word == BOX:
        firm, _, box = firm.rpartition(" ")
        if not firm:
            return Done(say=BOX_HOW)
    if not any_may(desk.by.roles, Action.VISIT_READ):
        return Done(say="这件事要执法人员来办。")
    row = _meant(word, firm, desk)
    if isinstance(row, Done):
        return row
    if row.id in desk.by.recused:
        return Done(say=stays_away(row.id, desk.work))
    return set_box(row, box, desk) if word == BOX else ERRANDS[word](word, row, desk)


def is_errand(word: str) -> bool:
    """Is it one of the words that are followed by a firm's name?"""
    return word in ERRANDS or word in (BOX, *STAY_AWAY)


def _meant(word: str, firm: str, desk: Desk) -> Enterprise | Done:
    """The one firm that is meant, or what to say where it is none or several."""
    mine = [desk.work.people.enterprise(hit["id"]) for hit in firms(firm, desk)]
    exact = [row for row in mine if row.name == firm]
    if len(exact) == 1:
        mine = exact
    if not mine:
        return Done(say=f"没找到“{firm[:20]}”。请发名称里的几个字，或者信用代码。")
    if len(mine) > 1:
        names = "、".join(row.name for row in mine[:MOST])
        return Done(say=f"有 {len(mine)} 家对得上：{names}。请把名称说全一点，比如“{word} {mine[0].name}”。")
    return mine[0]


def _stay_away(word: str, said: str, desk: Desk) -> Done:
    """回避 企业, 回避 企业 姓名, or 回避 alone at the firm one is at."""
    if not any_may(desk.by.roles, Action.VISIT_READ):
        return Done(say="回避由局里的同事登记。")
    firm, _, name = said.partition(" ")
    if not firm:
        at = at_firm(desk)
        if not at:
            return Done(say=f"请带上企业名，比如“{word} 永嘉堃”。")
        return open_recusal(desk.work.people.enterprise(at), "", desk, lift=word != "回避")
    row = _meant(word, firm, desk)
    return row if isinstance(row, Done) else open_recusal(row, name.strip(), desk, lift=word != "回避")


def _visit(row: Enterprise, desk: Desk) -> Visit | None:
    visit = next(iter(desk.work.people.visits_of(row.id)), None)
    return visit if visit is not None and visit.state == VisitState.CONFIRMED else None


def _of_visit(act: Callable[[Visit, Desk], Done]) -> Callable[[str, Enterprise, Desk], Done]:
    def go(word: str, row: Enterprise, desk: Desk) -> Done:
        visit = _visit(row, desk)
        return act(visit, desk) if visit else Done(say=f"{row.name} 还没有出过单的检查。")

    return go


def _correct(visit: Visit, desk: Desk) -> Done:
    if not any_may(desk.by.roles, Action.VISIT_WRITE):
        return Done(say="更正由执法人员来做。")
    numbers = "、".join(one.number for one in desk.work.notices.of_visit(visit.id, "warning"))
    facts = {
        "visit": visit.id,
        "name": visit.header["name"],
        "day": show_date(visit.visited_on),
        "version": visit.version,
        "number": f"预警提示单 {numbers} 上的隐患和期限不在这里改。" if numbers else "",
    }
    return Done(opens=Opening(script="new_version", subject=str(visit.id), facts=facts))


def _lose(word: str, row: Enterprise, desk: Desk) -> Done:
    if not any_may(desk.by.roles, Action.VISIT_WRITE):
        return Done(say="关闭、失联由执法人员上报。")
    facts = {"enterprise": row.id, "name": row.name, "word": word}
    return Done(opens=Opening(script="lose", subject=str(row.id), facts=facts))


def _backfill(word: str, row: Enterprise, desk: Desk) -> Done:
    if not any_may(desk.by.roles, Action.VISIT_WRITE):
        return Done(say="补录由执法人员来做。")
    return ask_backfill(row, desk)


def _let_go(visit: Visit, desk: Desk) -> Done:
    if not set(desk.by.roles) & set(LEADERS):
        return Done(say="整改建议要队领导放行。")
    if not held(visit, desk):
        return Done(say=f"{visit.header['name']} 没有等着放行的整改建议。")
    return release_advice(ReleaseAdvice(visit.id, True), desk)


ERRANDS: dict[str, Callable[[str, Enterprise, Desk], Done]] = {
    "改表单": _of_visit(_correct),
    "送法": _of_visit(law_text),
    "平台": _of_visit(platform_text),
    "放行": _of_visit(_let_go),
    "档案": lambda word, row, desk: ask_for(row, desk),
    "点评": lambda word, row, desk: open_comment(row, desk),
    "会诊": lambda word, row, desk: open_consultation(row, desk),
    "补录": _backfill,
    "失联": _lose,
    "关闭": _lose,
}

AT_END = frozenset({"改表单", "送法", "档案", "会诊", "补录", "失联", "关闭", BOX})
"""Those that are clear also behind the firm's name: no firm is looked for by these words."""
