"""Makes the two sample workbooks: 200 synthetic enterprises in five districts, twelve staff.

The same every time. `python -m deploy.local.sample FOLDER` writes them; no name stands for a real firm.
"""

import random
import sys
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from config.checklist_file import load_all
from deploy.local.people import DISTRICTS, STAFF, Member
from handlers import import_enterprises, import_staff
from handlers.register_file import Column
from rules.uscc import body_check, check_character

CHECKLISTS = Path(__file__).parents[2] / "config" / "checklists"
CAMPAIGN_FORM = "zonghe-2023-18"
COUNT = 200
SEED = 2023
TRADES = (
    "电镀", "印染", "铸造", "塑料制品", "阀门", "电器", "五金", "家具", "食品", "水泥制品", "橡胶", "包装",
    "模具", "化工", "制革", "纸业",
)  # fmt: skip
FIRST = "永恒嘉瑞宏兴泰和盛达安顺祥丰源润"
SECOND = "堃喆昇赟益昌隆亿力伟腾翔锐峰鑫博"
SURNAMES = "陈林王周吴郑孙赵高石许何吕施张孔"
GIVEN = "伟芳敏静磊洋勇艳杰娟涛明超霞平刚桂辉玲"
STREETS = ("工业路", "滨海大道", "振兴路", "环城北路", "创业路", "站前路")
LEADING = (
    ("永嘉堃电镀有限公司", "91330382YYYY00012D", "城东", "重点管理", "陈龑", "林犇"),
    ("城西瑞昌阀门有限公司", "91330382YYYY000208", "城西", "重点管理", "吴喆", "高远"),
    ("港北盛益包装有限公司", "91330382YYYY000395", "港北", "简化管理", "郑昇", "石磊"),
    ("城东小满木器加工厂", "92330382YYYY00055P", "城东", "登记管理", "何小满", "何小满"),
)
FACTS = (
    "auto_required", "auto_installed", "new_project", "fugitive_clause", "special_clause",
    "stopped_in_validity", "plan_required",
)  # fmt: skip
ON_FILE = {0: "是是否是否否是", 1: "是否否否否否否", 2: "否否否否否否否", 5: "是是否是否否是"}
"""What the register already knows of the first firms, in the order of FACTS."""
CENTRE = (28.1230, 120.9530)


def code(number: int) -> str:
    """A valid unified credit code of a body that is no issued series."""
    body = f"YYYY{number:04d}"
    seventeen = f"91330382{body}{body_check(body)}"
    return seventeen + check_character(seventeen)


def enterprises() -> list[dict[str, str]]:
    """Rows by our column names; the first four are those the stories are about."""
    dice = random.Random(SEED)
    rows = [_row(dice, n, *leading) for n, leading in enumerate(LEADING)]
    names = {row["name"] for row in rows}
    while len(rows) < COUNT:
        name = f"{dice.choice(FIRST)}{dice.choice(SECOND)}{dice.choice(TRADES)}有限公司"
        if name in names:
            continue
        names.add(name)
        number = len(rows)
        tier = dice.choices(("重点管理", "简化管理", "登记管理"), (30, 40, 130))[0]
        people = (_person(dice), _person(dice))
        rows.append(_row(dice, number, name, code(1000 + number), DISTRICTS[number % 5], tier, *people))
    return rows


def _person(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2))))


def _row(
    dice: random.Random, number: int, name: str, uscc: str, district: str, tier: str, legal: str, site: str
) -> dict[str, str]:
    near = random.Random(number)
    since = date(2019, 7, 1) + timedelta(days=dice.randrange(900))
    held = tier != "登记管理"
    return {
        "name": name,
        "uscc": uscc,
        "district": district,
        "representative": legal,
        "site_contact": site,
        "phone": "13800138000" if number == 0 else f"139{dice.randrange(10**8):08d}",
        "address": f"{district}{dice.choice(STREETS)}{dice.randrange(1, 400)}号",
        "tier": tier,
        "production": dice.choices(("生产", "停产", "季节性停产"), (92, 5, 3))[0] if number > 3 else "生产",
        "permit_no": f"{uscc}001{'P' if tier == '重点管理' else 'Q'}" if held else "",
        "permit_since": since.isoformat() if held else "",
        "permit_until": since.replace(year=since.year + 5).isoformat() if held else "",
        "registration_no": "" if held else f"{uscc}001X",
        "latitude": f"{CENTRE[0] + near.uniform(-0.08, 0.08):.5f}",
        "longitude": f"{CENTRE[1] + near.uniform(-0.08, 0.08):.5f}",
        **{f"fact:{f}": said for f, said in zip(FACTS, ON_FILE.get(number, ""), strict=False)},
    }


def write(folder: Path) -> tuple[Path, Path]:
    """Write enterprises.xlsx and staff.xlsx; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = folder / "enterprises.xlsx", folder / "staff.xlsx"
    form = load_all(CHECKLISTS)[CAMPAIGN_FORM]
    _write(first, import_enterprises.columns(form), enterprises())
    staff = [{**asdict(m), "certificate": _certificate(n, m)} for n, m in enumerate(STAFF, 1)]
    _write(second, import_staff.COLUMNS, staff)
    return first, second


def _certificate(number: int, member: Member) -> str:
    return f"ZJ-{number:05d}" if "执法人员" in member.roles else ""


def _write(path: Path, columns: tuple[Column, ...], rows: list[dict[str, str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.heading for column in columns])
    for row in rows:
        sheet.append([row.get(column.name, "") for column in columns])
    for place in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 22
    sheet.freeze_panes = "A2"
    book.save(path)


if __name__ == "__main__":
    print(*write(Path(sys.argv[1])), sep="\n")  # noqa: T201
