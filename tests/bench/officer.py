"""Officers who play inspections through the real turn, in this very process, and what every turn cost."""

import time
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ScalarResult, event, select

from bot.codec import load_word
from bot.deeds import Deed, Inbound, Person, Photo, Said, Tap
from bot.words import Buttons, Card, Reply, Selectors, Ticks, Turned
from models.tables.post import OutboxRow
from tests.bench.bureau import Bureau


@dataclass(frozen=True, slots=True)
class Played:
    """One turn: what it was (typed, tap, submit, photo), its CPU in ms, its SQL statements."""

    what: str
    cpu_ms: float
    statements: int


@dataclass
class Officer:
    """Somebody who does what a finger does, through the real turn; keeps what every turn cost."""

    bureau: Bureau
    userid: str = "linyifan"
    turns: list[Played] = field(default_factory=list)
    card: Card | None = None
    _statements: int = 0

    def __post_init__(self) -> None:
        event.listen(self.bureau.app.engine, "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        self._statements += 1

    @property
    def who(self) -> Person:
        """On WeCom."""
        return Person("wecom", self.userid)

    def does(self, deed: Deed, what: str) -> Reply:
        """One turn."""
        app = self.bureau.app
        key = f"bench:{self.userid}:{len(self.turns)}"
        inbound = Inbound(key, self.who, app.clock.now(), deed)
        self._statements = 0
        began = time.thread_time()
        reply = app.turn.take(inbound)
        self.turns.append(Played(what, (time.thread_time() - began) * 1000, self._statements))
        self.card = reply.card if isinstance(reply, Turned) else self._newest() or self.card
        return reply

    def _newest(self) -> Card | None:
        """The card that the last turn sent, if it sent one."""
        with self.bureau.app.store.read() as work:
            mine = select(OutboxRow.word).where(OutboxRow.recipient == self.userid)
            words: ScalarResult[Any] = work.session.execute(
                mine.order_by(OutboxRow.id.desc()).limit(3)
            ).scalars()
            cards = (word for word in map(load_word, words) if isinstance(word, Card))
            return next(cards, None)

    def says(self, text: str) -> None:
        """A typed text."""
        self.does(Said(text), "typed")

    def photographs(self) -> None:
        """A picture."""
        self.does(Photo("media"), "photo")

    def taps(self, label: str) -> None:
        """A button of the newest card."""
        assert self.card is not None
        assert isinstance(self.card.form, Buttons)
        button = next(b for b in self.card.form.buttons if b.label == label)
        self.does(Tap(self.card.task, button.key, {}, "code"), "tap")

    def submits(self, *ticks: str) -> None:
        """The newest card with these options ticked, or as it is."""
        assert self.card is not None
        form = self.card.form
        assert isinstance(form, Ticks | Selectors)
        chosen: dict[str, tuple[str, ...]] = {}
        if isinstance(form, Ticks):
            wanted = (o for o in form.options if (o.label in ticks if ticks else o.ticked))
            chosen = {form.question: tuple(option.id for option in wanted)}
        self.does(Tap(self.card.task, form.submit.key, chosen, "code"), "submit")


def begin(officer: Officer, firm: str) -> None:
    """The first half of an inspection with problems, up to the second hazard's open text."""
    officer.says(firm)
    officer.taps("都对，开始检查")
    if officer.card is not None and "哪些情况" in officer.card.title:
        officer.submits("现场装有自动监测设备", "持证满3个月或已到首个报告期", "属于应编应急预案的企业")
    officer.submits()
    if officer.card is not None and "许可证已过期" in officer.card.title:
        # The sample's permits end by the calendar, the bench runs by today's.
        officer.taps("证已延续")
    officer.submits()
    officer.submits("10 排放口不规范或没有标志牌")
    officer.taps("没有标志牌")
    officer.photographs()
    officer.says("DA001 酸雾废气排放口")
    officer.submits()
    officer.submits("17 原始监测记录未按5年要求保存")
    officer.taps("缺部分月份")
    officer.photographs()


def finish(officer: Officer) -> None:
    """The second half, up to the filed form."""
    officer.says("2023年3月总铬、六价铬")
    officer.submits()
    officer.submits()
    officer.submits("33 有环境安全隐患")
    officer.taps("应急池没腾空")
    officer.photographs()
    officer.says("厂区东侧事故应急池积水约 1 米，池")
    for label in ("都不是故意也无污染", "15日"):
        officer.taps(label)
    if officer.card is not None and isinstance(officer.card.form, Ticks):
        officer.submits("林一帆 执法一队", "王敏 执法一队")
    else:
        officer.taps("王敏")
    for label in ("无误，看样张", "出单"):
        officer.taps(label)
