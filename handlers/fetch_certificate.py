"""签收回执, asked for in chat: the PDF of every letter of the visit meant. It draws nothing."""

import re

from bot.script import Done
from bot.words import Paper
from handlers.certificate import certificate
from handlers.desk import Desk
from handlers.on_paper import visit_meant
from rules.roles import Action, any_may

WORDS = ("签收回执", "回执")
SAID = re.compile(r"(签收回执|回执)[\s：:，,]*(.{0,40})")


def fetch(word: str, typed: str, desk: Desk) -> Done:
    """Put the certificates into the chat, or say what they wait for."""
    if not any_may(desk.by.roles, Action.RECEIPT_READ):
        return Done(say="签收回执由执法人员、内勤和档案员来取。")
    visit = visit_meant(typed.strip(), word, desk, received=True)
    if isinstance(visit, Done):
        return visit
    received = [n for n in desk.work.notices.of_visit(visit.id) if desk.work.notices.receipt(n.id)]
    firm = visit.header["name"]
    if not received:
        return Done(say=f"{firm} 的提示单还没有签收，签收了就有回执。")
    rows = [certificate(notice, desk) for notice in received]
    found = [row for row in rows if row is not None]
    if len(found) < len(rows):
        return Done(say=f"{firm} 的签收回执还在做（等照片取到），过一分钟再说一次“签收回执”。")
    for row in found:
        desk.books.send_paper(desk.by.person, Paper(f"paper:{row.id}", f"{row.name}.pdf"))
    return Done(say=f"{firm} 的签收回执在上面，{len(found)} 份。")
