"""`export-archive` and `export-register`: an enterprise's file as a zip, the register as a workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

from handlers.archive_desk import folder_of
from handlers.pack import pack
from handlers.register import lines
from models.archive import ArchiveRows
from models.register import Wanted
from notices.register import register_workbook

if TYPE_CHECKING:
    from app import App

OUT = click.Path(file_okay=False, path_type=Path)


def register(flask: Flask, app: "App") -> None:
    """Add the commands."""

    @flask.cli.command("export-archive", help="导出一家企业的档案（信用代码或全称），一企一个 zip。")
    @click.argument("firm")
    @click.argument("into", type=OUT, default=Path())
    def export_archive(firm: str, into: Path) -> None:
        app.clock.refresh()
        with app.store.read() as work:
            made = [folder_of(row, app.desk(work)) for row in ArchiveRows(work.session).firms(firm)]
        if not made:
            click.echo(f"没有找到“{firm}”，请用 18 位信用代码或企业全称。", err=True)
            raise SystemExit(1)
        into.mkdir(parents=True, exist_ok=True)
        for one in made:
            path = into / f"{one.name}.zip"
            packed = pack(one, app.papers.content)
            path.write_bytes(packed.content)
            click.echo(f"{path}：{len(one.pieces)} 件，缺 {len(packed.missing)} 件。")

    @flask.cli.command("export-register", help="导出登记簿（.xlsx）。")
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--year", type=int, default=0, help="只要这一年。")
    def export_register(file: Path, year: int) -> None:
        app.clock.refresh()
        with app.store.read() as work:
            desk = app.desk(work)
            found = lines(Wanted(year=year), desk)
            title = f"{app.bureau.issuer.name} 提示单登记簿"
            file.write_bytes(register_workbook(found, title, desk.today))
        click.echo(f"{file}：{len(found)} 号。")
