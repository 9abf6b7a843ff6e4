"""Commands about files alone: forms, holidays, a trial key. They need no database and no credential."""

from pathlib import Path

import click
from flask import Flask

from config import calendar, checklist_file
from config.checklist_shape.written import yaml_of
from config.checklist_shape.xlsform_out import workbook_of
from config.clock import Clock
from deploy.trial_key import make_trial
from rules.checklist import Checklist

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


def register(flask: Flask) -> None:
    """Add the commands to the Flask application."""
    flask.cli.add_command(_checklist())
    flask.cli.add_command(_calendar())
    flask.cli.add_command(_trial())


def _checklist() -> click.Group:
    checklist = click.Group("checklist", help="表单。")

    @checklist.command("check", help="检查一张表单文件，列出全部错误。")
    @click.argument("file", type=FILE)
    def check(file: Path) -> None:
        examined = checklist_file.examine(file)
        for line in (*examined.errors, *(f"提醒：{w}" for w in examined.warnings)):
            click.echo(line)
        if examined.errors or examined.checklist is None:
            raise SystemExit(1)
        form = examined.checklist
        click.echo(f"可以用：{form.title}，{len(form.sections)} 组 {len(form.items)} 项。")

    @checklist.command("export", help="导出成 XLSForm 工作簿，科室可以用 Excel 改。")
    @click.argument("file", type=FILE)
    @click.argument("out", type=OUT, required=False)
    def export(file: Path, out: Path | None) -> None:
        form = _read(file)
        target = out or file.with_suffix(".xlsx")
        target.write_bytes(workbook_of(form))
        click.echo(f"导出到 {target}：{len(form.sections)} 组 {len(form.items)} 项。")

    @checklist.command("import", help="把改好的工作簿变成表单文件；有错就不写，逐处列出。")
    @click.argument("file", type=FILE)
    @click.argument("out", type=OUT, required=False)
    def take_in(file: Path, out: Path | None) -> None:
        form = _read(file)
        target = out or file.with_name(f"{form.key}.yaml")
        if target.exists():
            click.echo(f"{target} 已经有了。已发布的版本不改：请在 settings 里写新的 version。", err=True)
            raise SystemExit(1)
        target.write_text(yaml_of(form), encoding="utf-8")
        click.echo(
            f"写到 {target}：{len(form.sections)} 组 {len(form.items)} 项。核对后用 checklist publish 发布。"
        )

    @checklist.command("publish", help="发布一个版本：记下校验和，以后不再改动。")
    @click.argument("file", type=FILE)
    def publish(file: Path) -> None:
        try:
            checklist_file.publish(file)
        except checklist_file.ChecklistError as error:
            click.echo(str(error), err=True)
            raise SystemExit(1) from None
        click.echo(f"已发布：{file.name}。")

    return checklist


def _calendar() -> click.Group:
    days = click.Group("calendar", help="节假日。")

    @days.command("load", help="检查节假日文件，列出有哪几年。")
    @click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
    def load_days(folder: Path) -> None:
        wrong = calendar.check(folder)
        if not wrong:
            click.echo("、".join(str(year) for year in calendar.load_calendar(folder).years))
            return
        _report(wrong, "")

    return days


def _trial() -> click.Command:
    @click.command("signing-trial", help="做一套试用的签名证书（只用来试，不能对外证明）。")
    @click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
    @click.option("--name", default="生态环境局", help="证书上的单位名称。")
    def trial(folder: Path, name: str) -> None:
        key, password = make_trial(folder, name, Clock().wall())
        click.echo(f"写到 {folder}。要用它签文书，在 .env 里填：")
        click.echo(f"SIGNING_KEY={key.resolve()}\nSIGNING_PASSWORD={password}")

    return trial


def _read(file: Path) -> Checklist:
    """The checklist of a file by itself, or every fault and an end."""
    seen = checklist_file.bare(file)
    for line in (*seen.errors, *(f"提醒：{w}" for w in seen.warnings)):
        click.echo(line, err=True)
    if seen.checklist is None:
        raise SystemExit(1)
    return seen.checklist


def _report(wrong: list[str], well: str) -> None:
    for line in wrong:
        click.echo(line)
    if wrong:
        raise SystemExit(1)
    click.echo(well)
