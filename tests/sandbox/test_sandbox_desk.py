"""The desk with its phones: who is on it, how many fit, what is unread, what is said under a story."""

from itertools import pairwise
from typing import Any

import pytest
import requests

from tests.sandbox.browsing import BROWSER, phone, say

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = BROWSER

BOTTOMS = "all => all.map(each => each.getBoundingClientRect().bottom)"
BOXES = "all => all.map(each => { const b = each.getBoundingClientRect(); return [b.left, b.right]; })"


def boxes(page: Any, what: str) -> list[tuple[float, float]]:
    """Left and right edge of everything that is meant."""
    return [tuple(each) for each in page.locator(what).evaluate_all(BOXES)]


def test_somebody_added_to_the_directory_can_be_put_on_the_desk(page: Any, base: str) -> None:
    members = [{"userid": "newcomer", "name": "新来的", "post": "二队 队员", "department": "二队"}]
    requests.post(f"{base}/sandbox/directory", json={"members": members}, timeout=5)
    page.get_by_role("button", name="手机", exact=True).click()

    page.get_by_role("button", name="新来的 队员").click()

    playwright.expect(phone(page, "newcomer").locator(".owner h2")).to_have_text("新来的")


def test_a_user_of_wechat_is_added_on_the_page(page: Any) -> None:
    page.get_by_role("button", name="手机", exact=True).click()
    page.get_by_label("新来的人的姓名").fill("企业联系人")
    page.get_by_role("button", name="加上", exact=True).click()

    added = page.locator(".phone.wechat", has=page.get_by_role("heading", name="企业联系人"))
    playwright.expect(added.get_by_role("button", name="关注", exact=True)).to_be_visible()


def test_six_phones_fit_beside_the_open_panel(page: Any, base: str) -> None:
    more = [{"userid": f"six{number}", "name": f"第{number}人"} for number in range(3)]
    requests.post(f"{base}/sandbox/directory", json={"members": more}, timeout=5)
    page.goto(f"{base}/?people=zhangsan,lisi,contact1,six0,six1,six2")
    page.get_by_role("button", name="玻璃后面").click()
    page.wait_for_timeout(300)

    shown = boxes(page, ".phone")
    (panel, _), *_ = boxes(page, "#glass")

    assert len(shown) == 6
    assert shown[-1][1] <= panel
    assert all(one[1] <= other[0] for one, other in pairwise(shown))


def test_behind_back_stands_the_list_with_what_is_unread(page: Any, base: str) -> None:
    zhang = phone(page, "zhangsan")
    zhang.get_by_label("返回").click()

    requests.post(f"{base}/sandbox/people/zhangsan/say", json={"text": "你在吗", "wait": 5}, timeout=10)

    row = zhang.locator(".chat-row")
    playwright.expect(row.locator(".dot")).to_have_text("1")
    playwright.expect(row.locator("small")).to_contain_text("你在吗")
    row.click()
    playwright.expect(zhang.locator(".chats")).to_have_count(0)
    playwright.expect(zhang.get_by_label("输入消息")).to_be_visible()


def test_times_are_said_as_the_clients_say_them(page: Any, base: str) -> None:
    zhang = phone(page, "zhangsan")
    requests.post(f"{base}/sandbox/clock", json={"advance_seconds": 3600}, timeout=5)
    say(zhang, "现在")
    stamp = zhang.locator(".stamp").last
    playwright.expect(zhang.locator(".row.mine .bubble").last).to_have_text("现在")
    today = stamp.inner_text()

    requests.post(f"{base}/sandbox/clock", json={"advance_seconds": 86_400}, timeout=5)

    playwright.expect(stamp).to_have_text(f"昨天 {today}")


def test_on_a_narrow_screen_the_tabs_are_below_and_count(chromium: Any, base: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(f"{base}/?people=zhangsan,lisi")
    page.wait_for_selector(".phone.front")

    requests.post(f"{base}/sandbox/people/lisi/say", json={"text": "在吗", "wait": 5}, timeout=10)

    other = page.locator("#tabs button", has_text="李四")
    playwright.expect(other.locator(".dot")).to_have_text("1")
    top = other.bounding_box()["y"]
    other.click()
    playwright.expect(other.locator(".dot")).to_have_count(0)
    context.close()
    assert top > 780


def test_a_subtitle_lies_over_nothing(page: Any, base: str) -> None:
    told = {"state": "playing", "name": "外面的", "words": "张三说 电镀", "step": 1, "of": 9}
    requests.post(f"{base}/sandbox/stories/caption", json={**told, "people": ["lisi", "contact2"]}, timeout=5)
    line = page.locator(".story")
    playwright.expect(line).to_contain_text("张三说 电镀")
    page.wait_for_timeout(300)

    phones = page.locator(".phone").evaluate_all("all => all.map(each => each.dataset.person)")
    bottoms = page.locator(".screen").evaluate_all(BOTTOMS)
    top = line.bounding_box()["y"]
    requests.post(f"{base}/sandbox/stories/caption", json={"state": "done", "name": "外面的"}, timeout=5)

    assert phones == ["lisi", "contact2"]
    assert max(bottoms) <= top


def test_who_acts_in_a_story_comes_for_who_has_been_quiet(chromium: Any, base: str) -> None:
    context = chromium.new_context(viewport={"width": 800, "height": 800})
    page = context.new_page()
    page.goto(f"{base}/?people=zhangsan")
    page.wait_for_selector(".phone")
    people = ["zhangsan", "lisi", "contact1"]
    told = {"state": "playing", "name": "三个人的", "words": "…", "of": 9, "people": people}
    seen = []
    for step, who in enumerate(("zhangsan", "contact1", "lisi"), 1):
        requests.post(f"{base}/sandbox/stories/caption", json={**told, "step": step, "who": who}, timeout=5)
        phone(page, who).wait_for()
        seen.append(page.locator(".phone").evaluate_all("all => all.map(each => each.dataset.person)"))
    requests.post(f"{base}/sandbox/stories/caption", json={"state": "done", "name": "三个人的"}, timeout=5)
    context.close()

    assert seen == [["zhangsan", "lisi"], ["zhangsan", "contact1"], ["contact1", "lisi"]]
