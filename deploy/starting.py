"""What a process does before it serves: counters, pilot, seal and key are held against the records.

It refuses a start that the records do not allow. Without tables it says what it left unchecked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError, ProgrammingError

from config.bureau import BureauError
from handlers.numbers import catch_up
from handlers.pilot import settle_pilot
from handlers.seal_choice import changed_since, seal_faults, unknown_keepers
from models.work import LockedError
from notices.setting.seal_picture import picture_faults

if TYPE_CHECKING:
    from app import App


def make_ready(app: "App") -> None:
    """Bring everything in line. Raises PilotError, BureauError."""
    _raise_counters(app)
    _settle_pilot(app)
    _check_seal(app)
    _announce_signing(app)


@contextmanager
def _where_there_are_tables(app: "App", unchecked: str) -> Iterator[None]:
    try:
        yield
    except (OperationalError, ProgrammingError, LockedError):
        app.log.warning(unchecked, why="the database has no tables yet, or is busy")


def _raise_counters(app: "App") -> None:
    """Before anything is issued: no number the journal knows is ever handed out again."""
    with _where_there_are_tables(app, "numbers.unchecked"), app.store.write() as work:
        for line in catch_up(app.journal.entries(), work):
            app.log.error("numbers.raised", counter=line)


def _settle_pilot(app: "App") -> None:
    """Begin a pilot or end it, as the bureau's switch says. Raises PilotError."""
    with _where_there_are_tables(app, "pilot.unchecked"):
        with app.store.write() as work:
            ended = settle_pilot(app.desk(work))
        if app.bureau.pilot:
            app.log.warning("pilot.on", why="试运行：所有文书印“样稿”，编号另成系列，不能当正式文书用")
        elif ended:
            app.log.warning("pilot.ended", void=ended, why="试运行的文书已全部作废，正式编号从 1 号起")


def _check_seal(app: "App") -> None:
    """Is the way of sealing fit, and the one of this year? Raises BureauError."""
    signs = app.settings.signing_key is not None
    faults = seal_faults(app.bureau, app.settings.seal_service, signs, _picture_faults(app.seal_picture))
    with _where_there_are_tables(app, "seal.unchecked"), app.store.read() as work:
        faults += filter(None, [changed_since(app.desk(work))])
        for userid in unknown_keepers(app.desk(work)):
            app.log.warning("seal.unknown_keeper", userid=userid, why="[seal] keepers 里的人不在人员名单里")
    if faults:
        raise BureauError(app.settings.bureau, faults)
    if app.house.seal and app.seal_picture is not None:
        app.files.put(app.seal_picture)
        app.log.info("seal.file", picture=app.house.seal, keepers=list(app.bureau.seal.keepers))


def _picture_faults(picture: bytes | None) -> list[str]:
    if picture is None:
        return ["没有找到印章图片，或者运行服务的用户读不了它"]
    return picture_faults(picture)


def _announce_signing(app: "App") -> None:
    """Say whether letters are signed, by whom, and what has to be known of it."""
    key = app.settings.signing_key
    if key is None:
        app.log.warning("signing.off", why="没有配置 SIGNING_KEY：文书照常出具和核验，但文件里没有电子签名")
        return
    app.log.info(
        "signing.on", name=key.name, key=key.kind, until=f"{key.certificate.not_valid_after_utc:%Y-%m-%d}"
    )
    if key.trial:
        app.log.warning("signing.trial", why="用的是试用证书：只能看出有没有改动，不能对外证明是谁签的")
    if key.ends_soon(app.clock.wall()):
        app.log.warning("signing.ends_soon", until=f"{key.certificate.not_valid_after_utc:%Y-%m-%d}")
