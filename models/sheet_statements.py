"""The statements of the book of sheets, built once: building one costs more than running it."""

from functools import cache

from sqlalchemy import Executable, Update, bindparam, func, insert, select, update

from models.tables.base import insert_for, table_of
from models.tables.talk import Answer, Result, Seat, SheetRow, Showing, Speaker

_sheet, _seat, _answer = table_of(SheetRow), table_of(Seat), table_of(Answer)
_result, _showing = table_of(Result), table_of(Showing)

OPEN = insert(_sheet)
SHEET = select(_sheet).where(_sheet.c.id == bindparam("sheet"))
LOCKED_SHEET = SHEET.with_for_update()

_OF = (_seat.c.channel == bindparam("channel"), _seat.c.person == bindparam("person"))
LAST_SEAT = select(_seat).where(*_OF).order_by(_seat.c.touched.desc()).limit(1)
AT = (
    select(_seat.c.sheet_id)
    .join(_sheet, _sheet.c.id == _seat.c.sheet_id)
    .where(*_OF, _sheet.c.state == "open", _seat.c.paused.is_(False))
    .order_by(_seat.c.touched.desc())
    .limit(1)
)
SEAT = insert(_seat)


@cache
def changed_seat(*names: str) -> Update:
    """Change these columns of one seat: at_sheet, at_channel, at_person."""
    return (
        update(_seat)
        .where(
            _seat.c.sheet_id == bindparam("at_sheet"),
            _seat.c.channel == bindparam("at_channel"),
            _seat.c.person == bindparam("at_person"),
        )
        .values({name: bindparam(name) for name in names})
    )


@cache
def heard(dialect: str) -> Executable:
    """Lock a speaker's row, made if he never spoke; gives whether he wants plain text."""
    row = insert_for(dialect, Speaker)
    return row.on_conflict_do_update(
        index_elements=["channel", "person"], set_={"heard_at": row.excluded.heard_at}
    ).returning(table_of(Speaker).c.text_only)


ANSWERS = (
    select(_answer.c.key, _answer.c.value, _answer.c.about, _answer.c.by, _answer.c.at, _answer.c.withdrawn)
    .where(_answer.c.sheet_id == bindparam("sheet"))
    .order_by(_answer.c.id)
)
_earlier = _answer.alias()
ANSWER = insert(_answer).values(
    replaces=select(func.max(_earlier.c.id))
    .where(_earlier.c.sheet_id == bindparam("of_sheet"), _earlier.c.key == bindparam("of_key"))
    .scalar_subquery()
)
RESULTS = select(_result.c.key, _result.c.about, _result.c.value).where(
    _result.c.sheet_id == bindparam("sheet")
)
RESULT = insert(_result)

SHOW = insert(_showing).returning(*_showing.c)
SHOWN = select(_showing).where(_showing.c.token == bindparam("token"))
SHOWING = select(_showing).where(_showing.c.id == bindparam("number"))
