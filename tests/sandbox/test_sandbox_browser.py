"""The phones in a real browser, with the example bot behind them."""

from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.sandbox.browsing import BROWSER, phone, say
from tests.sandbox.stage import Start

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = BROWSER


def test_a_card_is_tapped_and_turns_grey(page: Any) -> None:
    zhang = phone(page, "zhangsan")
    say(zhang, "卡片")

    zhang.get_by_role("button", name="都对，继续").last.click()

    playwright.expect(zhang.locator(".press:disabled").last).to_have_text("已选")


def test_a_vote_is_ticked_and_replaced_by_its_answer(page: Any) -> None:
    zhang = phone(page, "zhangsan")
    zhang.get_by_label("菜单").click()
    zhang.get_by_role("button", name="试试").click()
    zhang.get_by_role("button", name="投票").click()

    zhang.locator(".option", has_text="台账缺页").last.click()
    zhang.locator(".option", has_text="本组没有问题").last.click()
    zhang.get_by_role("button", name="提交本组").last.click()

    playwright.expect(zhang.locator(".card h3").last).to_have_text("记下了")


def test_a_drop_down_is_picked_from_its_sheet(page: Any) -> None:
    zhang = phone(page, "zhangsan")
    say(zhang, "选择")

    zhang.locator(".select").last.click()
    zhang.get_by_role("button", name="15 日").click()

    playwright.expect(zhang.locator(".select b").last).to_have_text("15 日")


def test_photos_are_chosen_and_sent(page: Any) -> None:
    zhang = phone(page, "zhangsan")
    before = zhang.locator(".picture").count()
    zhang.get_by_label("更多功能").click()
    zhang.get_by_role("button", name="照片").click()
    zhang.locator(".gallery button[data-name='outlet.jpg']").click()
    zhang.locator(".gallery button[data-name='drums.jpg']").click()

    zhang.get_by_role("button", name="发送(2)").click()

    playwright.expect(zhang.locator(".picture")).to_have_count(before + 2)


def test_the_camera_takes_what_is_in_its_finder(page: Any) -> None:
    zhang = phone(page, "zhangsan")
    before = zhang.locator(".picture").count()
    zhang.get_by_label("更多功能").click()
    zhang.get_by_role("button", name="拍摄").click()
    zhang.get_by_label("再换一处").click()

    zhang.get_by_label("按快门").click()

    playwright.expect(zhang.locator(".picture")).to_have_count(before + 1)
    assert zhang.locator(".camera").count() == 0


def test_what_was_refused_leads_to_its_rule(page: Any, base: str) -> None:
    requests.get(f"{base}/qyapi/cgi-bin/user/get", params={"userid": "x"}, timeout=5)
    page.get_by_role("button", name="玻璃后面").click()

    page.locator(".entry-log.call button.tag", has_text="T1").first.click()

    playwright.expect(page.locator(".rule.on")).to_contain_text("41001")


def test_a_fault_is_planned_with_one_touch_and_taken_away(page: Any) -> None:
    page.get_by_role("button", name="玻璃后面").click()
    page.locator("#glass nav button", has_text="故障").click()

    page.get_by_role("button", name="不让空提交").click()

    playwright.expect(page.locator(".fault-row")).to_have_count(1)
    page.get_by_role("button", name="去掉").click()
    playwright.expect(page.locator(".fault-row")).to_have_count(0)


def test_a_follower_opens_a_page_on_the_phone_and_fills_it(page: Any) -> None:
    wang = phone(page, "contact1")
    wang.get_by_role("button", name="关注", exact=True).click()
    say(wang, "链接")
    wang.get_by_role("button", name="点此登记").last.click()
    form = wang.frame_locator("iframe")

    form.get_by_label("姓名").fill("王五")
    form.get_by_label("同意登记").check()
    form.get_by_role("button", name="提交").click()

    playwright.expect(form.get_by_text("王五，谢谢。")).to_be_visible()


def test_behind_the_glass_stand_plaintext_and_ciphertext(page: Any) -> None:
    say(phone(page, "zhangsan"), "看看玻璃后面")
    page.get_by_role("button", name="玻璃后面").click()
    entry = page.locator(".entry-log", has_text="看看玻璃后面").first

    entry.locator("summary").click()

    playwright.expect(entry.locator("pre").first).to_contain_text("看看玻璃后面")
    playwright.expect(entry).to_contain_text("密文信封")


def test_what_a_bot_sends_never_becomes_markup(page: Any) -> None:
    zhang = phone(page, "zhangsan")
    say(zhang, "<img src=x onerror=alert(1)><b>粗</b>")

    playwright.expect(zhang.locator(".row.mine .bubble").last).to_have_text(
        "<img src=x onerror=alert(1)><b>粗</b>"
    )
    assert zhang.locator(".bubble img, .bubble b").count() == 0


def test_the_clock_is_moved_and_shown(page: Any) -> None:
    page.get_by_role("button", name="次日 9:00").click()

    playwright.expect(page.locator("#bar .clock")).to_contain_text("09:00")
    playwright.expect(page.locator("#bar .clock")).to_contain_text("5月9日")


def test_on_a_narrow_screen_there_is_one_phone_at_a_time(chromium: Any, base: str, tmp_path: Path) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(f"{base}/?people=zhangsan,lisi")
    page.wait_for_selector(".phone.front")

    page.locator("#tabs button", has_text="李四").click()

    playwright.expect(phone(page, "lisi")).to_be_visible()
    playwright.expect(phone(page, "zhangsan")).to_be_hidden()
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width == 390


def test_the_page_has_no_serious_accessibility_faults(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    say(phone(page, "zhangsan"), "投票")
    page.wait_for_timeout(600)

    found = axe.Axe().run(page).response["violations"]

    assert [each["id"] for each in found if each["impact"] in {"critical", "serious"}] == []


def test_a_session_by_hand_is_exported_as_a_scenario_that_fills_the_page(page: Any, base: str) -> None:
    wang = phone(page, "contact1")
    if wang.get_by_role("button", name="关注").is_visible():
        wang.get_by_role("button", name="关注").click()
    say(wang, "链接")
    wang.get_by_role("button", name="点此登记").last.click()
    form = wang.frame_locator("iframe").last
    form.get_by_label("姓名").fill("王五")
    form.get_by_label("同意登记").check()
    form.get_by_role("button", name="提交").click()
    playwright.expect(form.get_by_text("王五，谢谢。")).to_be_visible()

    steps = yaml.safe_load(requests.get(f"{base}/sandbox/export.yaml", timeout=5).text)["steps"]

    opened, filled = [step for step in steps if step.get("who") == "contact1"][-2:]
    assert opened == {"who": "contact1", "opens": "点此登记"}
    assert filled == {
        "who": "contact1",
        "fills": {"姓名": "王五"},
        "ticks": ["同意登记"],
        "presses": "提交",
    }


@pytest.mark.parametrize("width", [390, 1440])
def test_why_a_bot_is_not_reached_stands_in_words_on_every_screen(
    chromium: Any, start: Start, width: int
) -> None:
    control = start()
    heard = control.bot.base
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(control.base)
    page.wait_for_selector(".phone")
    assert page.locator("#trouble").is_hidden()
    control.bot.stop()
    control.post("verify", platform="wecom")

    page.reload()

    trouble = page.locator("#trouble")
    playwright.expect(trouble).to_contain_text("企业微信的回调地址还没通过验证")
    playwright.expect(trouble).to_contain_text("连不上：机器人没有起来")
    assert heard in trouble.inner_text()
    trouble.get_by_role("button", name="再验证").click()
    playwright.expect(page.locator("#toast")).to_contain_text("连不上")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
