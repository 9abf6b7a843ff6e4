"""One whole case, played by clicking the phones: from the first word to the closed notice and the table.

It is played on as far as a test needs it, and never twice. At every station the pages are looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from deploy.local.stack import Stack
from tests.browser.hands import PATIENCE, Phone
from tests.browser.looking import Watcher, faults, picture

CAST = "linyifan,wangmin,linben,songwen"
HARMLESS = "都不是故意也无污染"


@dataclass
class Case:
    """The story of 永嘉堃电镀 so far. `pages` are page addresses by whose phone they were opened on."""

    stack: Stack
    watcher: Watcher
    desk: Any
    played: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lin, self.wang, self.ben, self.song = (Phone.of(self.desk, who) for who in CAST.split(","))

    @property
    def stations(self) -> list[tuple[str, Callable[[], None]]]:
        """What happens, in order."""
        return [
            ("inspection", self._inspection),
            ("release", self._release),
            ("binding", self._binding),
            ("receipt", self._receipt),
            ("reminder", self._reminder),
            ("rectification", self._rectification),
            ("closing", self._closing),
            ("table", self._table),
        ]

    def reach(self, station: str) -> "Case":
        """Play on until this station is behind us."""
        for name, play in self.stations:
            if station in self.played:
                break
            if name not in self.played:
                self._play(name, play)
        return self

    def _play(self, name: str, play: Callable[[], None]) -> None:
        try:
            play()
        except Exception:
            picture(self.desk, f"desk-failed-{name}")
            raise
        picture(self.desk, f"desk-{len(self.played) + 1}-{name}")
        self.played.append(name)

    # --- stations

    def _inspection(self) -> None:
        lin = self.lin
        lin.says("电镀")
        lin.sees("永嘉堃电镀有限公司")
        lin.taps("3", card="找到 3 家")
        lin.taps("都对，开始检查")
        lin.sees("是否编制突发环境事件应急预案并报备")
        lin.submits("一、")
        lin.submits("二、")
        lin.submits("三、", "10 排放口不规范或没有标志牌")
        self._problem("没有标志牌", "outlet.jpg", "DA001 酸雾废气排放口")
        lin.submits("四、")
        lin.submits("五、", "17 原始监测记录未按5年要求保存")
        self._problem("缺部分月份", "ledger.jpg", "2023年3月总铬、六价铬")
        lin.submits("六、")
        lin.submits("七、")
        lin.submits("八、", "33 有环境安全隐患")
        self._problem("应急池没腾空", "drums.jpg", "厂区东侧事故应急池积水约 1 米，池")
        lin.taps(HARMLESS)
        lin.taps("15日")
        lin.taps("王敏", card="一起去")
        lin.taps("无误，看样张", card="请核对")
        lin.taps("出单", card="样张在上面")
        lin.sees("已请 王敏 复核")

    def _problem(self, preset: str, photo: str, words: str) -> None:
        self.lin.taps(preset)
        self.lin.photos(photo)
        self.lin.says(words)

    def _release(self) -> None:
        self.wang.taps("同意出单", card="请你复核出单")
        self.lin.sees("王敏 已同意")
        self.seen["desk faults"] = faults(self.desk)
        self.lin.opens_file("温环乐预警")
        picture(self.desk, "desk-letter")
        self.lin.closes()

    def _binding(self) -> None:
        self.ben.scans("林一帆")
        form = self.ben.opens_link("请点链接确认身份")
        form.get_by_label("姓名").wait_for(timeout=PATIENCE)
        self.pages["bind"] = self._address(self.ben)
        self.watcher.look("page-bind", "linben", self.pages["bind"])
        form.get_by_role("button", name="是我本人").wait_for(timeout=PATIENCE)
        form.get_by_label("姓名").fill("林犇")
        form.get_by_label("职务").fill("环保负责人")
        form.get_by_role("textbox", name="手机").fill("13800138000")
        form.get_by_role("button", name="提交").click()
        form.get_by_text("要先同意电子送达").wait_for(timeout=PATIENCE)
        form.get_by_label("同意电子送达").check()
        form.get_by_role("button", name="提交").click()
        form.get_by_text("是他").wait_for(timeout=PATIENCE)
        self.ben.closes()
        self.lin.taps("是他", card="这位是企业联系人吗")
        self.lin.sees("绑定好了")
        self.ben.sees("点此查看并签收")

    def _receipt(self) -> None:
        self._clock("2023-05-10 14:32")
        page = self.ben.opens_message("提示单通知")
        sign = page.get_by_role("button", name="签收", exact=True)
        sign.wait_for(timeout=PATIENCE)
        self.pages["notice"] = self._address(self.ben)
        picture(self.desk, "desk-notice")
        self.watcher.look("page-notice", "linben", self.pages["notice"])
        self.watcher.look("page-signing", "linben", self.pages["notice"], touch="签收")
        sign.click()
        self._draw(page.locator("#pad"))
        picture(self.desk, "desk-handwriting")
        page.get_by_role("button", name="确认签收").click()
        page.get_by_text("第15日为5月25日").wait_for(timeout=PATIENCE)
        self.watcher.look("page-signed", "linben", self.pages["notice"])
        self.lin.sees("第15日为5月25日")
        self.ben.sees("提示单已签收")

    def _reminder(self) -> None:
        self.ben.closes()
        self._clock("2023-05-18 09:20")
        self.ben.sees("剩7天")

    def _rectification(self) -> None:
        page = self.ben.opens_message("到期提醒")
        self._send_fix(page, "已装好标志牌", "outlet_sign.jpg")
        page.get_by_text("已反馈，等查看").wait_for(timeout=PATIENCE)
        self.wang.taps("退回", card="第 1 条改好了")
        self.wang.sees("还差什么？")
        self.wang.says("标志牌上缺编号，请补上再拍一张")
        self.ben.sees("退回，请看原因")
        self.ben.closes()
        page = self.ben.opens_message("办理结果", "退回")
        page.get_by_text("退回原因：标志牌上缺编号").wait_for(timeout=PATIENCE)
        self.watcher.look("page-returned", "linben", self.pages["notice"])
        picture(self.desk, "desk-returned")
        self._send_fix(page, "编号已补上", "outlet_sign.jpg")
        page.get_by_text("已反馈，等查看").wait_for(timeout=PATIENCE)

    def _closing(self) -> None:
        self._staff_page()
        self.wang.taps("通过", card="第 1 条改好了")
        self.ben.closes()
        self.ben.menu("整改反馈")
        self.ben.sees("回 1–2")
        self.ben.says("1")
        self._by_chat("ledger.jpg", "已向检测公司调取补齐", "第 2 条改好了")
        self.ben.menu("整改反馈")
        self._by_chat("drums.jpg", "应急池已抽空并清理", "第 3 条改好了")
        self.wang.sees("全部通过，已销号")
        self.ben.sees("整改全部通过")
        self.watcher.look("page-closed", "linben", self.pages["notice"])

    def _table(self) -> None:
        self.song.menu("更多", "汇总表")
        self.song.taps("P2")
        self.seen["table pages"] = self.song.opens_file("汇总表 P2 第1版.pdf").count()

    # --- small deeds

    def _by_chat(self, photo: str, words: str, card: str) -> None:
        """A rectification sent as a photo and a sentence, and accepted."""
        self.ben.photos(photo)
        self.ben.says(words)
        self.wang.taps("通过", card=card)

    def _send_fix(self, page: Any, words: str, photo: str) -> None:
        part = page.locator("section.cell", has_text="没有设置标志牌")
        part.locator("details.fix > summary").click()
        path = self.stack.world.folder / photo
        path.write_bytes(self.desk.request.get(f"{self.watcher.sandbox}/sandbox/samples/{photo}").body())
        part.get_by_label("整改后的照片").set_input_files(path)
        part.get_by_label("怎么改的").fill(words)
        part.get_by_text("已选 1 张").wait_for(timeout=PATIENCE)
        picture(self.desk, f"desk-fix-{len(words)}")
        part.get_by_role("button", name="发给检查人员").click()

    def _staff_page(self) -> None:
        card = self.wang.node.locator(".card", has_text="第 1 条改好了").last
        card.get_by_role("button", name="打开看全部").click(timeout=PATIENCE)
        self.wang.page().get_by_role("heading", level=1).wait_for(timeout=PATIENCE)
        self.pages["staff"] = self._address(self.wang)
        self.watcher.look("page-staff", "wangmin", self.pages["staff"])
        picture(self.desk, "desk-staff")
        self.wang.closes()

    def _address(self, phone: Phone) -> str:
        """The page's own address: on the phone it stands behind the phone's browser."""
        frame = phone.node.locator(".cover-all iframe").element_handle().content_frame()
        web: str = self.stack.world.web
        path: str = urlsplit(frame.url).path
        return web + path

    def _clock(self, to: str) -> None:
        self.desk.locator("#bar .clock").click()
        self.desk.get_by_label("把时间拨到").fill(to)
        self.desk.get_by_label("把时间拨到").press("Enter")
        self.desk.locator("#bar .clock", has_text=to.rpartition(" ")[2]).wait_for(timeout=PATIENCE)

    def _draw(self, pad: Any) -> None:
        """Three strokes with the mouse."""
        box, mouse = pad.bounding_box(), self.desk.mouse
        for stroke in range(3):
            x, y = box["x"] + 40 + stroke * 75, box["y"] + 40
            mouse.move(x, y)
            mouse.down()
            for step in range(1, 13):
                mouse.move(x + step * 3.5, y + (step * 9 if step % 3 else step * 4))
            mouse.up()
