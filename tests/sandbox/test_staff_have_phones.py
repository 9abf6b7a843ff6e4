"""Whoever imports his own staff finds them on the phones page, in their roles."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from app import App, build
from config.settings import load
from deploy.local.world import World
from handlers import import_staff
from models import migrations
from tests.sandbox.stage import Control

OWN = (
    ("甲某", "jia", "滨海中队", "滨海中队", "滨海", "执法人员、队负责人", "ZJ-1", ""),
    ("乙某", "yi", "法规科", "法规科", "滨海", "法制", "", ""),
)


def the_app(folder: Path, clock_url: str) -> App:
    own = World(folder, 1, 1).environment("")
    app = build(load({**own, "SANDBOX_CLOCK_URL": clock_url}))
    migrations.upgrade(app.settings.database_url)
    return app


def workbook(folder: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.heading for column in import_staff.COLUMNS])
    for row in rows:
        sheet.append(row)
    book.save(folder / "staff.xlsx")
    return folder / "staff.xlsx"


def imported(app: App, file: Path) -> Result:
    return app.flask.test_cli_runner().invoke(args=["import-staff", str(file)])


def shown(control: Control) -> dict[str, str]:
    found = [each for each in control.get("people") if each["platform"] == "wecom"]
    return {each["name"]: each["post"] for each in found if each["follows"]}


def test_the_imported_staff_are_the_people_with_phones(control: Control, tmp_path: Path) -> None:
    app = the_app(tmp_path, f"{control.base}/sandbox/clock")

    done = imported(app, workbook(tmp_path, OWN))

    assert done.exit_code == 0, done.output
    assert shown(control) == {"甲某": "滨海中队 执法人员、队负责人", "乙某": "法规科 局执法办/法制"}
    assert {each["account"] for each in control.get("directory")["members"]} == {"jia", "yi"}

    imported(app, workbook(tmp_path, OWN[:1]))

    assert list(shown(control)) == ["甲某"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/sandbox/clock"])
def test_without_an_answer_the_import_stands_and_says_so(tmp_path: Path, url: str) -> None:
    app = the_app(tmp_path, "")
    object.__setattr__(app.settings, "clock_url", url)

    done = imported(app, workbook(tmp_path, OWN))

    assert done.exit_code == 0
    assert "新增 2 人" in done.output
    assert "沙盒没有应答" in done.output + done.stderr
