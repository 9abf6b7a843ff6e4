"""`flask --app wsgi …`: what a bureau's administrator does from a terminal. Each command says what it did."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

from bot.outcome import Sent
from deploy import cli_archive, cli_files, cli_outbox, cli_reminders, phonebook
from handlers import receipt_chain
from handlers.numbers import faults
from models import migrations
from models.tables.people import Contact

if TYPE_CHECKING:
    from app import App
    from handlers.register_file import FileFaultError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def register(flask: Flask, app: "App") -> None:
    """Add the commands to the Flask application."""
    _database(flask, app)
    _imports(flask, app)
    _menus(flask, app)
    _checks(flask, app)
    cli_archive.register(flask, app)
    cli_outbox.register(flask, app)
    cli_reminders.register(flask, app)


def _database(flask: Flask, app: "App") -> None:
    db = click.Group("db", help="数据库。")
    flask.cli.add_command(db)

    @db.command("upgrade", help="把数据库升到最新。")
    def upgrade() -> None:
        migrations.upgrade(app.settings.database_url)
        click.echo("数据库已是最新。")


def _imports(flask: Flask, app: "App") -> None:
    # Workbooks and pinyin take two seconds to load: only these commands wait for them.
    @flask.cli.command("import-enterprises", help="导入企业库（.xlsx），有一行不对就全部不导入。")
    @click.argument("file", type=FILE)
    def enterprises(file: Path) -> None:
        from handlers.import_enterprises import import_enterprises
        from handlers.register_file import FileFaultError

        app.clock.refresh()
        try:
            with app.store.write() as work:
                added, updated = import_enterprises(file, app.desk(work))
        except FileFaultError as error:
            _refuse(error)
        else:
            click.echo(f"企业：新增 {added} 家，更新 {updated} 家。")

    @flask.cli.command("import-staff", help="导入人员（.xlsx），有一行不对就全部不导入。")
    @click.argument("file", type=FILE)
    def staff(file: Path) -> None:
        from handlers.import_staff import import_staff
        from handlers.register_file import FileFaultError

        app.clock.refresh()
        try:
            with app.store.write() as work:
                added, updated, left = import_staff(file, app.desk(work))
        except FileFaultError as error:
            _refuse(error)
        else:
            click.echo(f"人员：新增 {added} 人，更新 {updated} 人，离岗 {left} 人。")
            _tell_the_phones(app)

    @flask.cli.command("link-contact", help="记下联系人在互联企业里的账号（CorpId/userid），空着就是删掉。")
    @click.argument("contact", type=int)
    @click.argument("linked", default="")
    def link_contact(contact: int, linked: str) -> None:
        app.clock.refresh()
        with app.store.write() as work:
            row = work.session.get(Contact, contact)
            if row is None:
                raise click.ClickException("没有这个编号的联系人。")
            row.linked = linked.strip()
            work.audit.note("cli", "linked", f"contact:{contact}", linked=row.linked)
            click.echo(f"{row.name}：{row.linked or '已删掉'}")


def _tell_the_phones(app: "App") -> None:
    """In a sandbox the phones are the staff's; elsewhere the company keeps its own directory."""
    if not (app.settings.sandbox and app.settings.clock_url):
        return
    with app.store.read() as work:
        trouble = phonebook.tell(app.settings.clock_url, work.people.all_staff())
    if trouble:
        click.echo(trouble, err=True)


def _refuse(error: "FileFaultError") -> None:
    click.echo(f"没有导入，先改好这 {len(error.faults)} 处：", err=True)
    for fault in error.faults:
        click.echo(f"  {fault}", err=True)
    raise SystemExit(1)


def _menus(flask: Flask, app: "App") -> None:
    @flask.cli.command("menus", help="把企业微信和服务号的菜单建好。")
    def menus() -> None:
        outcomes = app.create_menus()
        wrong = [outcome.why for outcome in outcomes if not isinstance(outcome, Sent)]
        _report(wrong, "菜单建好了。")


def _checks(flask: Flask, app: "App") -> None:
    cli_files.register(flask)

    @flask.cli.command("verify-numbers", help="核对编号连续、计数和日志。")
    def verify_numbers() -> None:
        with app.store.read() as work:
            _report(faults(app.journal.entries(), work), "编号连续，与日志一致。")

    @flask.cli.command("verify-audit", help="核对操作记录链和签收链。")
    def verify_audit() -> None:
        with app.store.read() as work:
            chains = (
                ("操作记录", work.audit.verify()),
                ("签收", receipt_chain.verify(work)),
                ("签收日期更正", receipt_chain.verify_dates(work)),
            )
        wrong = [
            f"{name}：{'末尾少了记录' if row == -1 else f'第 {row} 条对不上'}"
            for name, row in chains
            if row is not None
        ]
        _report(wrong, "操作记录和签收记录完整。")


def _report(wrong: list[str], well: str) -> None:
    for line in wrong:
        click.echo(line)
    if wrong:
        raise SystemExit(1)
    click.echo(well)
