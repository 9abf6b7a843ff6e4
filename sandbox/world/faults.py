"""Planned misfortune: which call or callback goes wrong, how, how often. Seeded, so a run repeats.

A fault only answers "does it hit here"; carrying it out is the desk's and the postman's work.
"""

import fnmatch
import random
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.world.pulse import Pulse

CALL_FAULTS = {
    "delay": "慢：等 seconds 秒再答",
    "busy": "系统繁忙：errcode −1",
    "http": "HTTP 5xx：status",
    "html": "200，但回的是 HTML",
    "truncated": "200，JSON 断了一半",
    "empty": "200，空内容",
    "quota": "45009 频率超限",
    "concurrency": "45033 并发超限",
    "errcode": "任何错误码：code、text",
    "token_expired": "这个 token 说过期就过期",
    "token_invalid": "token 不认（40014 / 40001）",
    "ip": "来源 IP 不在名单",
    "cut": "已受理，但连接断了（effect=false 则未受理）",
    "drip": "一字节一字节地答，每个隔 seconds 秒",
}
CALLBACK_FAULTS = {
    "lose": "回调丢失，不送",
    "repeat": "回了 200 也再送，共 times_each 次",
    "reorder": "压住，等同一人的下一条先送",
    "stale": "timestamp 旧 seconds 秒",
    "signature": "签名不对",
    "receiveid": "receiveid 不对",
    "base64": "密文截断",
    "padding": "填充字节不对（0 或 33）",
    "opiton": "OptionIds 拼成 OpitonIds",
    "agentid": "AgentID 拼成 AgentId",
    "no_agentid": "信封里没有 AgentID",
    "plain_xml": "不用 CDATA",
    "entity": "带 ENTITY 的 XML",
    "unknown_event": "一个没见过的事件",
    "lost_answer": "回复在路上丢了，所以再送一次",
    "slow_network": "送达前等 seconds 秒",
}
SPOILING_FAULTS = frozenset(CALLBACK_FAULTS) - {"lose", "repeat", "reorder", "lost_answer", "slow_network"}
PERSON_FAULTS = {
    "unfollowed": "平台当这个人没有关注、不在可见范围（81013、43004、45015）",
    "empty_submit": "一项未勾，客户端不让提交",
    "template_blocked": "模板消息回执：failed:user block",
    "template_failed": "模板消息回执：failed: system failed",
}
KINDS = CALL_FAULTS | CALLBACK_FAULTS | PERSON_FAULTS


class FaultError(ValueError):
    """A fault that makes no sense; the text says why."""


@dataclass(slots=True)
class Fault:
    """One rule. `times` None = until removed; `chance` 0..1; empty platform, api, person = any.

    `times_each` is how many deliveries of one callback it spoils; for `repeat`, how many there are.
    `seed` decides the dice of this fault alone; without one they follow from the sandbox's seed.
    """

    kind: str
    id: int = 0
    platform: str = ""
    api: str = "*"
    person: str = ""
    times: int | None = 1
    chance: float = 1.0
    seconds: float = 1.0
    status: int = 503
    times_each: int = 3
    code: int = 0
    text: str = ""
    seed: int | None = None
    effect: bool | None = None
    hits: int = 0
    _dice: random.Random = field(default_factory=random.Random, repr=False)

    def as_json(self) -> dict[str, Any]:
        """What the control API shows."""
        shown = asdict(self)
        shown.pop("_dice")
        return shown | {"words": KINDS[self.kind]}

    @property
    def takes_effect(self) -> bool:
        """Whether the disturbed call is carried out all the same."""
        return self.kind in {"delay", "cut", "drip"} if self.effect is None else self.effect


class FaultPlan:
    """All present faults."""

    def __init__(self, pulse: Pulse, seed: int) -> None:
        self._pulse = pulse
        self._seed = seed
        self._faults: list[Fault] = []
        self._number = 0

    def add(self, values: dict[str, Any]) -> Fault:
        """Plan a fault. Raises FaultError for an unknown kind or field."""
        names = set(Fault.__dataclass_fields__) - {"id", "hits", "_dice"}
        if unknown := set(values) - names:
            raise FaultError(f"unknown field: {', '.join(sorted(unknown))}")
        if values.get("kind") not in KINDS:
            raise FaultError(f"unknown kind: {values.get('kind')!r}; known: {', '.join(KINDS)}")
        with self._pulse:
            self._number += 1
            fault = Fault(**values, id=self._number)
            own = f"{self._seed}/{self._number}" if fault.seed is None else f"own/{fault.seed}"
            fault._dice = random.Random(own)
            self._faults.append(fault)
            self._pulse.beat()
            return fault

    def remove(self, number: int | None = None) -> None:
        """Take one fault away, or all of them."""
        with self._pulse:
            self._faults = [each for each in self._faults if number is not None and each.id != number]
            self._pulse.beat()

    def hit(self, kinds: dict[str, str], *, platform: str, api: str = "", person: str = "") -> list[Fault]:
        """The faults of these kinds that strike now; each strike is counted."""
        with self._pulse:
            return [
                each for each in self._faults if each.kind in kinds and _strikes(each, platform, api, person)
            ]

    def as_json(self) -> list[dict[str, Any]]:
        """All faults with their hits."""
        with self._pulse:
            return [each.as_json() for each in self._faults]


def _strikes(fault: Fault, platform: str, api: str, person: str) -> bool:
    if fault.times is not None and fault.hits >= fault.times:
        return False
    if fault.platform not in {"", platform} or fault.person not in {"", person}:
        return False
    if api and not fnmatch.fnmatch(api, fault.api):
        return False
    if fault.chance < 1.0 and fault._dice.random() >= fault.chance:
        return False
    fault.hits += 1
    return True
