"""评价 of a visit. Kept for the bureau as a whole: no officer is told who said what, nobody is ranked."""

from bot.script import Done, RefusedError
from handlers.commands.contact import RateVisit
from handlers.desk import Desk
from models.tables.replies import Rating


def rate_visit(command: RateVisit, desk: Desk) -> Done:
    """Once for each contact and visit. Raises RefusedError."""
    visit = desk.work.notices.visit(command.visit)
    contact = desk.work.people.binding(desk.by.person.id, visit.enterprise_id)
    if contact is None or contact.state != "active":
        raise RefusedError("没有找到这次检查。请从“我的提示单”里看看。")
    if desk.work.replies.rating(visit.id, contact.id) is not None:
        raise RefusedError("这次检查您已经评价过了，谢谢。")
    row = Rating(
        visit_id=visit.id, contact_id=contact.id, score=command.score, text=command.text, at=desk.now
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(desk.by.person.id, "rated", f"visit:{visit.id}", score=command.score)
    return Done(say="谢谢您的评价。")
