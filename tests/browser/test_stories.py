"""The ▶ button of the phones' page: a story plays by itself while somebody watches."""

import json
from typing import Any

from deploy.local.stack import Stack
from tests.browser.looking import Watcher, picture


def test_the_play_button_plays_a_whole_story_on_the_phones(
    chromium: Any, stack: Stack, watcher: Watcher
) -> None:
    context = chromium.new_context(viewport={"width": 1600, "height": 900}, locale="zh-CN")
    desk = context.new_page()
    watcher.watch(desk)
    desk.route("**/sandbox/stories/play", _faster)
    desk.goto(stack.world.sandbox)

    desk.get_by_role("button", name="故事").click()
    desk.locator(".popup").get_by_role("button", name="没有隐患的一家").click()

    desk.locator(".phone[data-person=shilei] iframe").wait_for(timeout=90_000)
    picture(desk, "story-page")
    desk.locator(".story .line", has_text="放完了").wait_for(timeout=90_000)
    picture(desk, "story-end")
    shown = desk.locator(".phone").evaluate_all("all => all.map(one => one.dataset.person)")
    last = desk.locator(".phone[data-person=zhengan] .talk").inner_text()
    context.close()
    assert shown == ["zhengan", "fengjie", "shilei"]
    assert "石磊" in last
    assert "已签收" in last


def _faster(route: Any) -> None:
    """What takes a minute to watch takes a quarter of it here."""
    asked = json.loads(route.request.post_data)
    route.continue_(post_data=json.dumps({**asked, "speed": 5}))
