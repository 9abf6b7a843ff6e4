"""Which photo shows which item, in people's words."""

import pytest

from rules.typed_photos import ALL, Placing, read_placings


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("第1、2张是7号", [((1, 2), 7)]),
        ("第1、2张是7号，第3张是12", [((1, 2), 7), ((3,), 12)]),
        ("1-3张归17项；第5张归 33 项。", [((1, 2, 3), 17), ((5,), 33)]),
        ("照片1 2 是 10号", [((1, 2), 10)]),
        ("第3-1张是7号", [((1, 2, 3), 7)]),
        ("第２张照片放到第８项", [((2,), 8)]),
        ("照片都是7号", [((ALL,), 7)]),
        ("这些照片都归12", [((ALL,), 12)]),
        ("第1张是7号的", [((1,), 7)]),
        ("第0张是7号", [((0,), 7)]),
    ],
)
def test_places_are_read(said: str, meant: list[tuple[tuple[int, ...], int]]) -> None:
    assert read_placings(said) == tuple(Placing(photos, item) for photos, item in meant)


@pytest.mark.parametrize(
    "other",
    [
        "7 12 30 有问题",
        "照片",
        "第1张",
        "3 张照片是在 7 号车间门口拍的",
        "两张照片是后补的",
        "",
        "1是7",
        "第1张是好的",
    ],
)
def test_anything_else_is_not_taken(other: str) -> None:
    assert read_placings(other) is None
