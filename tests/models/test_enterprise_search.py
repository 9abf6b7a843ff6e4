"""Finding a firm by whatever somebody has of it; mistakes forgiven, nothing of another district."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.spelling import pinyin
from models.work import Store
from tests.factories import FIRM, OTHER_FIRM, an_enterprise
from tests.house import AHouse


@pytest.mark.parametrize(
    "words",
    [["永嘉堃"], ["yjkddy"], ["YJK"], ["yongjiakun"], ["工业路1号"], ["工业路", "电镀"], ["YYYY00012D001P"]],
)
def test_every_way_of_saying_it(house: AHouse, words: list[str]) -> None:
    with house.store.read() as work:
        assert FIRM in [row.name for row in work.enterprises.by_words(words)]


@pytest.mark.parametrize(
    "typed", ["永家昆", "永佳坤电镀", "永嘉堃电渡", "永嘉电镀有限公司", "永嘉堃堃电镀", "永x堃电镀"]
)
def test_a_mistake_is_forgiven(house: AHouse, typed: str) -> None:
    with house.store.read() as work:
        assert [row.name for row in work.enterprises.alike(typed, pinyin(typed))] == [FIRM]


def test_another_district_is_not_seen(house: AHouse) -> None:
    with house.store.read() as work:
        assert work.enterprises.by_words(["瑞昌"], "城东") == []
        assert [row.name for row in work.enterprises.by_words(["瑞昌"], "城西")] == [OTHER_FIRM]


def test_the_nearest_comes_first_and_what_is_far_or_nowhere_does_not_come(store: Store) -> None:
    with store.write() as work:
        for n, (name, north) in enumerate((("远处", 0.02), ("近处", 0.001), ("外地", 1.0))):
            work.session.add(
                an_enterprise(name=name, uscc=f"9{n}", permit_no="", latitude=28.12 + north, longitude=120.95)
            )
        work.session.add(an_enterprise(name="没有坐标", uscc="99", permit_no=""))

    with store.read() as work:
        near = work.enterprises.near(28.12, 120.95)
        assert [row.name for row, _ in near] == ["近处", "远处"]
        assert [metres for _, metres in near] == [111, 2226]


def test_nothing_typed_breaks_it(house: AHouse) -> None:
    @settings(max_examples=60, deadline=None)
    @given(text=st.text(max_size=25))
    def typed(text: str) -> None:
        with house.store.read() as work:
            work.enterprises.by_words(text.replace("\0", "").split(), "城东")
            work.enterprises.alike(text.replace("\0", ""), pinyin(text))

    typed()
