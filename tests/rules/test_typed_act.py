"""仅有风险, 已有行为 beside a description: taken where said, never concluded."""

import pytest

from rules.typed_act import read_act


@pytest.mark.parametrize(
    ("said", "rest", "act"),
    [
        ("北墙有一根软管，管口干燥，仅有风险", "北墙有一根软管，管口干燥", "risk"),
        ("北墙有一根软管（仅有风险）", "北墙有一根软管", "risk"),
        ("软管正在排水，已有行为。", "软管正在排水", "act"),
        ("管口有水迹 已有行为或痕迹", "管口有水迹", "act"),
        ("已有痕迹：管口有水迹", "管口有水迹", "act"),
        ("仅风险，阀门没有铅封", "阀门没有铅封", "risk"),
    ],
)
def test_it_is_read_at_either_end(said: str, rest: str, act: str) -> None:
    assert read_act(said) == (rest, act)


@pytest.mark.parametrize("said", ["仅有风险", "北墙有一根软管", "已有行为人承认", "存在风险", "", "风险"])
def test_nothing_is_concluded(said: str) -> None:
    assert read_act(said) is None
