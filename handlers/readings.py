"""仪器读数 typed during a visit: device, calibration, value and unit, kept as 线索 and never as proof.

仪器 PID 12.5 ppm 喷漆房门口
"""

import re

from bot.script import Done
from config.bureau import Device
from handlers.desk import Desk

_TYPED = re.compile(
    r"仪器[\s:：]+(?P<name>\S+?)[\s:：]+(?P<value>[-+]?\d+(?:\.\d+)?)\s*(?P<unit>\S*)\s*(?P<where>.*)"
)
CLUE = "线索"


def reading(text: str, desk: Desk) -> Done | None:
    """Keep a reading with the visit that is open; None if the text is none."""
    found = _TYPED.fullmatch(text.strip())
    at = desk.books.at(desk.by.person)
    sheet = desk.books.sheet(at) if found and at else None
    if found is None or sheet is None or sheet.script != "inspection":
        return None
    devices = desk.house.bureau.devices
    device = next((one for one in devices if found["name"] in (one.name, one.serial, one.model)), None)
    if device is None:
        known = "、".join(one.name for one in devices) or "还没有登记仪器"
        return Done(
            say=f"没有登记“{found['name']}”这台仪器（现有：{known}）。登记在 bureau.toml 的 [[device]]。"
        )
    unit = found["unit"] or device.unit
    if not unit:
        return Done(say=f"单位是？请连单位一起发，比如“仪器 {device.name} {found['value']} ppm”。")
    said = f"{_device(device, desk)}读数 {found['value']} {unit}"
    where = f"，{found['where'].strip()}" if found["where"].strip() else ""
    row = desk.work.evidence.new("reading", desk.who.channel, desk.who.id, text=f"{CLUE}：{said}{where}")
    row.sheet_id = sheet.id
    desk.work.evidence.add(row)
    return Done(say=f"记下了（只作{CLUE}）：{said}{where}。")


def _device(device: Device, desk: Desk) -> str:
    until = device.calibrated_until
    expired = until is not None and until < desk.today
    calibration = f"校准有效至 {until.isoformat()}" if until else "没有校准记录"
    if expired and until is not None:
        calibration = f"校准已于 {until.isoformat()} 过期"
    return f"{device.name}（{device.model} {device.serial}，{calibration}）"
