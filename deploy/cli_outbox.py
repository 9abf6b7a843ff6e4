"""`flask --app wsgi outbox …` and `doctor`: what an administrator does when something is stuck or unclear."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

import config
from bot.wire.timestamps import NoTimestampError
from config.checklist_file import load_all
from handlers.numbers import faults
from models import migrations
from notices.fonts import survey
from notices.fonts.book import ROLES
from rules.local_time import local_time

if TYPE_CHECKING:
    from app import App


def register(flask: Flask, app: "App") -> None:
    """Add the commands."""
    _outbox(flask, app)
    _doctor(flask, app)


def _outbox(flask: Flask, app: "App") -> None:
    outbox = click.Group("outbox", help="待发消息。")
    flask.cli.add_command(outbox)

    @outbox.command("list", help="列出要人看一眼的消息。")
    def listed() -> None:
        with app.store.read() as work:
            rows = work.outbox.stuck()
        for row in rows:
            click.echo(f"{row.id}\t{row.state}\t{row.channel}:{row.recipient}\t{row.attempts} 次\t{row.why}")
        click.echo(f"共 {len(rows)} 条。")

    @outbox.command("replay", help="再发一次（同样的内容）。")
    @click.argument("number", type=int)
    def replay(number: int) -> None:
        _change(app, number, "waiting", "outbox_replayed")

    @outbox.command("park", help="先放着，不再自动发。")
    @click.argument("number", type=int)
    def park(number: int) -> None:
        _change(app, number, "parked", "outbox_parked")

    @outbox.command("resolve", help="人工确认对方已收到。")
    @click.argument("number", type=int)
    def resolve(number: int) -> None:
        _change(app, number, "sent", "outbox_resolved")


def _change(app: "App", number: int, state: str, action: str) -> None:
    with app.store.write() as work:
        was = work.outbox.put_by_hand(number, state)
        if was:
            work.audit.note("administrator", action, f"outbox:{number}", was=was, to=state)
    click.echo(f"{number}：{was} → {state}" if was else f"没有编号 {number} 的消息。")


def _doctor(flask: Flask, app: "App") -> None:
    @flask.cli.command("doctor", help="检查数据库、Redis、表单、节假日、字体、签名、时间戳和编号。")
    def doctor() -> None:
        app.clock.refresh()
        checks = {
            "数据库": _database(app),
            "Redis": _redis(app),
            "表单": _forms(),
            "节假日": _calendar(app),
            "字体": _fonts(app),
            "签名": _signing(app),
            "时间戳": _timestamps(app),
            "编号": _numbers(app),
        }
        for name, (well, words) in checks.items():
            click.echo(f"{'✓' if well else '✗'} {name}：{words}")
        if not all(well for well, _ in checks.values()):
            raise SystemExit(1)


Verdict = tuple[bool, str]
MOST_APART = 120
"""Seconds between a timestamp server's clock and ours before somebody should look."""
CHECKLISTS = Path(config.__file__).parent / "checklists"


def _database(app: "App") -> Verdict:
    if not app.store.alive():
        return False, "连不上"
    if migrations.behind(app.engine):
        return False, "结构不是最新，请运行 flask --app wsgi db upgrade"
    return True, app.engine.url.render_as_string(hide_password=True)


def _redis(app: "App") -> Verdict:
    if app.redis is None:
        return True, "没有配置（可以不用）"
    try:
        app.redis.ping()
    except OSError as error:
        return False, f"连不上（{type(error).__name__}）；没有它也能跑，慢一点"
    return True, "通"


def _signing(app: "App") -> Verdict:
    key = app.settings.signing_key
    if key is None:
        return True, "没有配置（文书里没有电子签名；要签请填 SIGNING_KEY）"
    until = f"{key.certificate.not_valid_after_utc:%Y-%m-%d}"
    return not key.ends_soon(app.clock.wall()), f"{key.name}，{key.kind}，到 {until} 有效"


def _timestamps(app: "App") -> Verdict:
    """Asks the server for one timestamp, and holds its clock against ours."""
    if app.timestamps is None:
        return True, "没有配置（签名里没有时间戳；要加请填 TIMESTAMP_URL）"
    from notices.signing.stamping import TimestampError, time_of

    try:
        at = time_of(app.timestamps)
    except (TimestampError, NoTimestampError) as error:
        return False, f"{error}；文书会等着，每隔一会儿再要"
    apart = abs((at - app.clock.wall()).total_seconds())
    words = f"通，那边现在是 {local_time(at):%Y-%m-%d %H:%M:%S}"
    return apart < MOST_APART, words if apart < MOST_APART else f"{words}，和本机差 {apart:.0f} 秒"


def _forms() -> Verdict:

    forms = load_all(CHECKLISTS)
    return True, "、".join(f"{form.key}（{len(form.items)} 项）" for form in forms.values())


def _calendar(app: "App") -> Verdict:
    years = app.house.calendar.years
    this = app.clock.now().year
    listed = "、".join(map(str, years))
    return this in years, listed if this in years else f"只有 {listed}，缺 {this} 年"


def _fonts(app: "App") -> Verdict:
    """Whether every role prints every official character and rare name; then the table of faces."""
    wanted = survey.gb2312() + survey.standard() + survey.RARE
    missing = set[str]().union(*(app.book.missing(role, wanted) for role in ROLES))
    first = (
        f"印不出 {len(missing)} 字：{''.join(sorted(missing))[:20]}" if missing else "规范字和生僻字都能印"
    )
    return not missing, "\n    ".join((first, *(report.line() for report in survey.survey(app.book))))


def _numbers(app: "App") -> Verdict:
    with app.store.read() as work:
        wrong = faults(app.journal.entries(), work)
    return not wrong, "连续，与日志一致" if not wrong else "；".join(wrong)
