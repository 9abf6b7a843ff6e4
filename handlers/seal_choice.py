"""How letters are sealed is chosen before the first live letter of a year and kept for that year.

It reads only: a start that would break the choice is refused in words.
"""

from config.bureau import Bureau
from handlers.desk import Desk
from rules.pilot import PILOT

NAMES = {"paper": "paper（打印后盖章）", "file": "file（文件里的印章）", "service": "service（电子印章服务）"}


def seal_faults(bureau: Bureau, service: str, signs: bool, picture: list[str]) -> list[str]:
    """What is wrong with the choice by itself; `service` is the e-seal service's address, '' for none,
    `signs` whether letters are signed, `picture` what is wrong with the file of the seal.
    """
    how = bureau.seal.how
    faults = _of_file(bureau, signs, picture) if how == "file" and not bureau.pilot else []
    if how == "service" and not service:
        faults.append("[seal] how = service 要在 .env 里填 SEAL_SERVICE_URL（电子印章服务的地址）")
    if how != "service" and service:
        faults.append(f'填了 SEAL_SERVICE_URL，但 [seal] how = {how}：要用电子印章服务请写 how = "service"')
    if how != "file" and (bureau.seal.picture or bureau.seal.keepers):
        faults.append(f'填了 [seal] picture 或 keepers，但 how = {how}：要用本局的印章图片请写 how = "file"')
    return faults


def _of_file(bureau: Bureau, signs: bool, picture: list[str]) -> list[str]:
    faults = [f"[seal] picture：{one}" for one in picture]
    if not bureau.seal.keepers:
        faults.append('[seal] how = file 要在 keepers 里写明由谁用印，例如 keepers = ["liuxin"]')
    if not signs:
        faults.append("[seal] how = file 要有签名证书（SIGNING_KEY）：盖了章的文件必须看得出有没有被改过")
    return faults


def unknown_keepers(desk: Desk) -> list[str]:
    """Keepers of the seal who stand on no list of staff, or have left."""
    return [one for one in desk.house.bureau.seal.keepers if desk.work.people.staff(one) is None]


def changed_since(desk: Desk) -> str:
    """Why this year's choice cannot be another than it was, '' if it is the same."""
    how, bureau = desk.house.bureau.seal.how, desk.house.bureau
    if bureau.pilot:
        return ""
    notice = desk.work.notices.sealed_otherwise(desk.today.year, how, PILOT)
    if notice is None:
        return ""
    return (
        f"[seal] how = {how}，但今年的正式文书是按 {NAMES[notice.seal]} 出的（{notice.number} 等）。"
        f'用章方式在当年第一份正式文书之前定，当年不改；请改回 how = "{notice.seal}"，明年再换'
    )
