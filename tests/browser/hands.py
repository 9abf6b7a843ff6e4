"""Fingers on the phones of the sandbox's page: what a person does, by what he sees. It knows no keys.

Every deed waits for what it needs to see first, so that a story reads like its yaml without sleeping.
"""

from dataclasses import dataclass
from typing import Any

PATIENCE = 20_000
"""Milliseconds until something a person waits for is called missing."""


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone on the desk. `node` is its Playwright locator."""

    node: Any

    @classmethod
    def of(cls, desk: Any, person: str) -> "Phone":
        """The phone of a person on the page `desk`."""
        return cls(desk.locator(f".phone[data-person={person}]"))

    # --- the chat

    def says(self, words: str) -> None:
        """Type and send."""
        self._typing()
        box = self.node.get_by_label("输入消息")
        box.fill(words)
        box.press("Enter")

    def sees(self, words: str) -> None:
        """Wait until the newest messages say so."""
        self.node.locator(".talk").get_by_text(words).last.wait_for(timeout=PATIENCE)

    def taps(self, label: str, card: str = "") -> None:
        """Press a button of an open card."""
        self._open_card(label, card).get_by_role("button", name=label, exact=True).click(timeout=PATIENCE)

    def submits(self, card: str, *ticks: str, label: str = "提交本组") -> None:
        """Change ticks on a card and press its button."""
        shown = self._open_card(label, card)
        shown.wait_for(timeout=PATIENCE)
        for words in ticks:
            shown.locator(".option", has_text=words).click()
        shown.get_by_role("button", name=label, exact=True).click()

    def _open_card(self, label: str, card: str) -> Any:
        button = self.node.page.get_by_role("button", name=label, exact=True)
        found = self.node.locator(".card[data-state=open]", has_text=card or None).filter(has=button)
        return found.last

    def menu(self, *entries: str) -> None:
        """Choose from the menu bar: an entry, or a group and an entry below it."""
        if self.node.get_by_label("菜单", exact=True).count():
            self.node.get_by_label("菜单", exact=True).click()
        for name in entries:
            self.node.locator(".foot .entry").get_by_text(name, exact=True).click(timeout=PATIENCE)

    def photos(self, *names: str) -> None:
        """Send pictures from the gallery."""
        self._tool("照片")
        for name in names:
            self.node.locator(f".gallery button[data-name='{name}']").click(timeout=PATIENCE)
        self.node.get_by_role("button", name=f"发送({len(names)})").click()

    def scans(self, whose: str) -> None:
        """Scan the code on another phone."""
        stranger = self.node.locator(".stranger").get_by_role("button", name="扫一扫")
        if stranger.count():
            stranger.click()
        else:
            self._tool("扫一扫")
        self.node.locator(".codes button", has_text=f"{whose} 手机上的码").first.click(timeout=PATIENCE)

    def _typing(self) -> None:
        if self.node.get_by_label("键盘", exact=True).count():
            self.node.get_by_label("键盘", exact=True).click()

    def _tool(self, name: str) -> None:
        self._typing()
        if not self.node.locator(".tools").is_visible():
            self.node.get_by_label("更多功能").click()
        self.node.locator(".tools").get_by_role("button", name=name).click()

    # --- files and pages

    def opens_file(self, name: str) -> Any:
        """Touch a file bubble; the locator of its pages."""
        self.node.locator(".file", has_text=name).last.click(timeout=PATIENCE)
        pages = self.node.locator(".cover-all img")
        pages.first.wait_for(timeout=PATIENCE)
        pages.first.evaluate("image => image.decode()")
        return pages

    def opens_link(self, words: str) -> Any:
        """Touch a link in a text; the page's frame."""
        self.node.locator(".bubble", has_text=words).last.locator("button.link").last.click(timeout=PATIENCE)
        return self.page()

    def opens_message(self, *words: str) -> Any:
        """Touch a template message; the page's frame."""
        found = self.node.locator(".template")
        for one in words:
            found = found.filter(has_text=one)
        found.last.locator("button.go").click(timeout=PATIENCE)
        return self.page()

    def page(self) -> Any:
        """The frame of the page that is open."""
        self.node.locator(".cover-all iframe").wait_for(timeout=PATIENCE)
        return self.node.frame_locator(".cover-all iframe")

    def closes(self) -> None:
        """Close what covers the chat."""
        self.node.locator(".cover-all").get_by_label("关闭").last.click()
