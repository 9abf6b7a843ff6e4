"""The whole story as lines of a conversation, from the first tap to the closed hazard and the table."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import Image
from sqlalchemy import Engine

from bot.outcome import Media, Outcome
from tests.house import AHouse
from tests.transcripts import ledger, world
from tests.transcripts.lines import play
from tests.transcripts.stage import Stage

INSPECTION = """
> 林一帆: 永嘉堃
> 林一帆 点: 都对，开始检查
> 林一帆 勾: 现场装有自动监测设备; 持证满3个月或已到首个报告期; 属于应编应急预案的企业 → 确定
> 林一帆 交: 提交本组
> 林一帆 交: 提交本组
> 林一帆 勾: 10 排放口不规范或没有标志牌 → 提交本组
> 林一帆 点: 没有标志牌
> 林一帆 照片: 1
> 林一帆: DA001 酸雾废气排放口
> 林一帆 交: 提交本组
> 林一帆 交: 提交本组
> 林一帆: 上一步
> 林一帆 交: 提交本组
> 林一帆 交: 提交本组
> 林一帆 交: 提交本组
> 林一帆 交: 提交本组
> 林一帆 点: 都不是故意也无污染
> 林一帆 点: 15日
> 林一帆 点: 王敏
> 林一帆 点: 无误，看样张
> 林一帆 点: 出单
> 王敏 点: 同意出单
"""

BINDING = """
> 林犇 扫: 林一帆
> 林犇 填: 林犇、环保负责人、13800138000、同意
> 林一帆 点: 是他
"""

CLOSING = """
> 时间: 2023-05-10 14:32
> 林犇 签收
> 时间: 2023-05-18 09:20
> 时间: 2023-05-22 09:20
> 林犇 菜单: 整改反馈
> 林犇 照片: 1
> 林犇: 已装好标志牌
> 王敏 点: 退回
> 王敏: 标志牌上缺编号，请补上再拍一张
> 林犇 菜单: 整改反馈
> 林犇 照片: 1
> 林犇: 编号已补上
> 王敏 点: 通过
> 宋雯 菜单: 汇总表
"""

ON_PAPER = """
> 时间: 2023-05-10 14:32
> 林一帆: 纸质签收
> 林一帆 照片: 1
> 林一帆 点: 拍了，有公章
> 林一帆 点: 林犇 现场负责人
> 林一帆: 5月9日
> 林一帆 点: 记上
"""

LEFT_BEHIND = """
> 时间: 2023-05-10 14:32
> 林一帆: 拒签
> 林一帆 照片: 1
> 林一帆 点: 拍好了
> 林一帆 点: 不肯说姓名
> 林一帆 点: 不认可内容
> 林一帆 点: 王敏
> 林一帆: 赵六，城东村委会
> 林一帆: 5月9日
> 林一帆 点: 记上
> 周正 点: 确认留置
"""

LINES = [line for part in (INSPECTION, BINDING, CLOSING) for line in part.strip().splitlines()]


@dataclass(frozen=True, slots=True)
class Told:
    """The story as it went: what everybody saw, what it left."""

    seen: list[str]
    left: list[str]


class WholeHouse(AHouse):
    """A house whose worker fetches photos too."""

    def deliver(self) -> int:
        """Fetch what may be fetched, send whatever may leave."""
        self.fetcher.drain()
        return super().deliver()


House = TypeVar("House", bound=WholeHouse)


def a_stage(kind: type[House], engine: Engine, folder: Path) -> tuple[Stage, House]:
    """A stage whose house is of this kind, on this database, with all firms and people."""
    stage = Stage(folder)
    rules = stage.house.rules
    house = kind(engine, stage.clock, folder, rules, stage.wecom, stage.wechat)
    AHouse(engine, stage.clock, folder, rules).add(*world.staff(), *world.firms())
    stage.house = house
    stage.wecom.files = stage.wechat.files = photos(stage)
    return stage, house


def photos(stage: Stage) -> dict[str, Media | Outcome | Exception]:
    """What the platform holds of the pictures in the story."""
    drawn = io.BytesIO()
    Image.new("RGB", (32, 24), "grey").save(drawn, "JPEG")
    return {f"media-{who}-{n}": Media(drawn.getvalue(), "image/jpeg") for who in stage.phones for n in (1, 2)}


def play_all(stage: Stage) -> None:
    """The story from its first line to its last."""
    for line in LINES:
        play(line, stage)


def play_on_paper(stage: Stage, how: str) -> None:
    """Another end of it: nobody is bound, the letters are served on paper."""
    for line in (INSPECTION + how).strip().splitlines():
        if line:
            play(line, stage)


def left_behind(stage: Stage) -> list[str]:
    """What the story left in the records."""
    return ledger.lines(stage)
