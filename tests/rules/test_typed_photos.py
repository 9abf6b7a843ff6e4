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
    ("said", "last"),
    [
        ("这张是17的", 1),
        ("这张是17", 1),
        ("这一张是第17项的", 1),
        ("这张归17", 1),
        ("这张照片是17号", 1),
        ("刚才那张是17号的", 1),
        ("刚拍的那张是17", 1),
        ("上面那张归到17项", 1),
        ("最后一张是17", 1),
        ("这两张都是17的", 2),
        ("这3张是 17 项的照片", 3),
        ("刚才那两张是17", 2),
    ],
)
def test_the_last_ones_are_counted_back(said: str, last: int) -> None:
    assert read_placings(said) == (Placing((), 17, last=last),)


@pytest.mark.parametrize(
    "said", ["这几张都是17的", "这些是17的", "这是17的", "这是17项的照片", "这几张照片是17"]
)
def test_how_many_is_not_said(said: str) -> None:
    assert read_placings(said) == (Placing((ALL,), 17),)


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
        "这张是17年的",
        "这是17年3月的记录",
        "这张是好的",
        "最后一张是空白的",
        "这是7号车间",
        "这张桌子",
    ],
)
def test_anything_else_is_not_taken(other: str) -> None:
    assert read_placings(other) is None
