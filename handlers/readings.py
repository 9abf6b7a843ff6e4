"""仪器读数 typed during a visit: device, calibration, value and unit, kept as 线索 and never as proof.

仪器 PID 12.5 ppm 喷漆房门口          belongs to the visit
仪器 PID 12.5 ppm 喷漆房门口 第13项    stands beside an item, as 第13项 before it does
"""

import re

from bot.script import Done
from config.bureau import Device
from handlers.at_firm import inspection_at
from handlers.desk import Desk

_TYPED = re.compile(
    r"仪器[\s:：]+(?P<name>\S+?)[\s:：]+(?P<value>[-+]?\d+(?:\.\d+)?)\s*(?P<unit>\S*)\s*(?P<where>.*)"
)
_BEFORE = re.compile(r"第?(?P<item>\d{1,3})(?:项|号)[\s,，:：]*(?=仪器)")
_AFTER = re.compile(r"[\s,，]*(?:(?:归到?|是|属于)\s*第?(\d{1,3})\s*(?:项|号)|第(\d{1,3})项)[。.]?$")
CLUE = "线索"


def reading(text: str, desk: Desk) -> Done | None:
    """Keep a reading with the visit that is open; None if the text is none."""
    words, number = _beside(text.strip())
    found = _TYPED.fullmatch(words)
    if found is None or (sheet := inspection_at(desk)) is None:
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
    item = desk.house.checklists[str(sheet.facts["checklist"])].by_number(number) if number else None
    if number and item is None:
        return Done(
            say=f"表上没有第 {number} 项。不指哪一项就不用写，比如“仪器 {device.name} {found['value']}”。"
        )
    said = f"{_device(device, desk)}读数 {found['value']} {unit}"
    where = f"，{found['where'].strip()}" if found["where"].strip() else ""
    row = desk.work.evidence.new("reading", desk.who.channel, desk.who.id, text=f"{CLUE}：{said}{where}")
    row.sheet_id, row.item = sheet.id, item.id if item else ""
    desk.work.evidence.add(row)
    beside = f"，放在第 {number} 项" if number else ""
    return Done(say=f"记下了（只作{CLUE}）：{said}{where}{beside}。")


def _beside(text: str) -> tuple[str, int]:
    """The reading alone, and the number of the item it was said to belong to (0: none)."""
    if before := _BEFORE.match(text):
        return text[before.end() :], int(before["item"])
    if after := _AFTER.search(text):
        return text[: after.start()], int(after[1] or after[2])
    return text, 0


def _device(device: Device, desk: Desk) -> str:
    until = device.calibrated_until
    if until is None:
        calibration = "没有校准记录"
    elif until < desk.today:
        calibration = f"校准已于 {until.isoformat()} 过期"
    else:
        calibration = f"校准有效至 {until.isoformat()}"
    return f"{device.name}（{device.model} {device.serial}，{calibration}）"
