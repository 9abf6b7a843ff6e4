"""Findings of an online platform from a workbook: all rows or none, each 待核 until a person has looked."""

from pathlib import Path

from handlers.commands.online import RecordAlert
from handlers.desk import Desk, RefusedError
from handlers.online_alerts import add_alert
from handlers.register_file import Column, FileFaultError, Line, read_lines
from models.tables.people import Enterprise
from rules.online import read_moment
from rules.reading import Refusal, read_text

MOST_ROWS = 500
COLUMNS = (
    Column("firm", "企业名称", ("单位名称", "信用代码", "统一社会信用代码")),
    Column("platform", "平台", ("来源平台",)),
    Column("at", "发现时间", ("报警时间", "时间")),
    Column("cause", "异常情况", ("异常", "报警内容")),
)


def import_alerts(path: Path, desk: Desk) -> tuple[int, int]:
    """(new, already on file). Raises FileFaultError naming every row at fault; then nothing is written."""
    lines = read_lines(path, COLUMNS)
    if len(lines) > MOST_ROWS:
        raise FileFaultError([f"一次最多 {MOST_ROWS} 行，现在是 {len(lines)} 行，请分几次导入"])
    faults: list[str] = []
    wanted = [_row(line, faults, desk) for line in lines]
    if faults:
        raise FileFaultError(faults)
    try:
        rows = [add_alert(one, desk) for one in wanted if one is not None]
    except RefusedError as refused:
        raise FileFaultError([refused.say]) from None
    new = {row.id for row in rows if row.at == desk.now}
    return len(new), len(rows) - len(new)


def _row(line: Line, faults: list[str], desk: Desk) -> RecordAlert | None:
    firm = _firm(line["firm"], desk)
    at = read_moment(line["at"].replace("T", " "), desk.now)
    cause = read_text(line["cause"], least=2, most=200, what="异常情况")
    wrong = [one.say for one in (at, cause) if isinstance(one, Refusal)]
    if firm is None:
        wrong.append(f"库里没有“{line['firm']}”，或不在你的辖区")
    if line["platform"] not in desk.house.bureau.online.platforms:
        wrong.append(f"平台应是{'、'.join(desk.house.bureau.online.platforms)}之一")
    if wrong or firm is None or isinstance(at, Refusal) or isinstance(cause, Refusal):
        faults += [f"第 {line.number} 行：{one}" for one in wrong]
        return None
    return RecordAlert(firm.id, line["platform"], cause.value, at.value)


def _firm(text: str, desk: Desk) -> Enterprise | None:
    """The one firm of exactly this name or code within reach."""
    found = [
        row
        for row in desk.work.enterprises.by_words([text], most=5)
        if text in (row.name, row.uscc) and row.district == desk.by.district
    ]
    return found[0] if len(found) == 1 else None
