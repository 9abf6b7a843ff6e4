"""A stage: the house on a small database, everybody's phone, and one deed after the other."""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.codec import load_word
from bot.deeds import Deed, Inbound, Person
from bot.script import RefusedError
from bot.words import Card, Outgoing, Reply, Say, Settled, Swap, Turned
from config.bureau import Bureau
from deploy.press import unprintable
from handlers.bind_contact import Introduction, introduce
from handlers.books import Books
from handlers.desk import Desk
from handlers.extensions import ask_extension
from handlers.sign_receipt import Signature, sign_receipt
from models.tables.people import Invitation
from tests.clock import AClock
from tests.house import AHouse, rules_of_the_house
from tests.transcripts import paint, world
from tests.transcripts.couriers import Limits, StrictCourier
from tests.transcripts.phones import Phone

PACE = 20.0
"""Real seconds between two lines: nobody's minute fills up, and merged confirmations are through."""


@dataclass
class Stage:
    """One conversation's world. Lines of what was seen are gathered in `seen`."""

    folder: Path
    clock: AClock = field(default_factory=AClock)
    limits: Limits = field(default_factory=Limits)
    seen: list[str] = field(default_factory=list)
    full: bool = False

    def __post_init__(self) -> None:
        self.names = world.people()
        self.called = {person: name for name, person in self.names.items()}
        self.phones = {name: Phone() for name in self.names}
        self.path = self.folder / "house.db"
        self.engine = world.quick_engine(self.path)
        self.wecom = StrictCourier(channel="wecom", limits=self.limits)
        self.wechat = StrictCourier(channel="wechat", limits=self.limits)
        self.house = AHouse(
            self.engine, self.clock, self.folder, rules_of_the_house(), self.wecom, self.wechat
        )
        self.scanned_from: dict[str, str] = {}
        self._keys = itertools.count(1)
        self._last: Inbound | None = None
        self._read = {"wecom": 0, "wechat": 0}

    def close(self) -> None:
        """Give the file back."""
        self.engine.dispose()

    # --- deeds

    def does(self, name: str, deed: Deed, *, quick: bool = False) -> Reply:
        """One callback, its reply, and what else arrives anywhere because of it."""
        self._last = Inbound(f"t:{next(self._keys)}", self.names[name], self.clock.now(), deed)
        reply = self._take(name, self._last)
        if quick:
            self.deliver()
        else:
            self.wait(PACE)
        return reply

    def repeat(self) -> None:
        """The platform sends the last callback once more."""
        assert self._last is not None
        self._take(self.called[self._last.who], self._last)
        self.wait(PACE)

    def _take(self, name: str, inbound: Inbound) -> Reply:
        reply = self.house.turn.take(inbound)
        self.limits.reply(inbound.who, reply)
        phone, task = self.phones[name], getattr(inbound.deed, "task", "")
        match reply:
            case Say():
                self._note(name, "回 ", paint.word(reply, full=self.full))
            case Turned(card):
                phone.turn(task, card)
                self._note(name, "换卡", paint.card(card))
            case Settled(label):
                phone.settle(task)
                self._note(name, "卡片变灰：", label)
        return reply

    def _note(self, name: str, how: str, text: str) -> None:
        self.seen.append(paint.indented(name, how, text))

    def wait(self, seconds: float) -> None:
        """Real time passes; what may leave, leaves."""
        self.deliver()
        self.clock.real += timedelta(seconds=seconds)
        self.deliver()

    def deliver(self) -> None:
        """Everything that may leave now arrives."""
        while self.house.mailer.drain() or self.house.archiver.drain() or self.house.certifier.drain():
            pass
        self.house.deliver()
        for courier in (self.wecom, self.wechat):
            for posted in courier.posted[self._read[courier.channel] :]:
                self._arrives(Person(courier.channel, posted.to), load_word(posted.word))  # type: ignore[arg-type]
            self._read[courier.channel] = len(courier.posted)

    def _arrives(self, who: Person, word: Outgoing) -> None:
        name = self.called.get(who, who.id)
        phone = self.phones.setdefault(name, Phone())
        if isinstance(word, Card):
            phone.arrive(word)
        elif isinstance(word, Swap):
            phone.swap(word)
        how = "" if isinstance(word, Card | Swap) else "发 "
        self._note(name, how, paint.word(word, full=self.full))

    def go_to(self, text: str) -> None:
        """Business time moves on, and the clock does what is due."""
        self.clock.go_to(text)
        self.house.due_clock.tick()
        self.wait(PACE)

    # --- pages

    @contextmanager
    def at_page(self, name: str) -> Iterator[Desk]:
        """Somebody opens a page of ours: one transaction, then what it caused arrives."""
        with self.house.store.write() as work:
            yield self.house.table.desk_of(Books(work), self.names[name])
        self.wait(PACE)

    def invitation(self, officer: str) -> Invitation:
        """The code this officer showed last."""
        rows = self.house.rows(Invitation, Invitation.by == self.names[officer].id)
        invitation: Invitation = rows[-1]
        return invitation

    def introduces(self, name: str, officer: str, said: Introduction) -> None:
        """The form behind the scanned code."""
        token = self.invitation(officer).id
        with self.at_page(name) as desk:
            invitation = desk.work.people.invitation(token)
            assert invitation is not None
            contact, faults = introduce(invitation, self.names[name], said, desk)
            told = faults or [f"已提交（{contact.state if contact else ''}）"]
            self.seen += [paint.indented(name, "页面 ", one) for one in told]

    def signs(self, name: str) -> None:
        """签收 on the page of the latest visit sent to this contact."""
        with self.at_page(name) as desk:
            contact = desk.work.people.bindings(self.names[name].id)[0]
            visits = [n.visit_id for n in desk.work.notices.of_enterprise(contact.enterprise_id, "reminder")]
            signed = sign_receipt(
                visits[0], contact, Signature([[[1, 2, 0, 0.5]]], "127.0.0.1", "a phone"), desk
            )
            told = "、".join(one.number for one in signed) or "没有要签的，什么都没有变"
            self._note(name, "页面 ", f"签收：{told}")

    def asks_for_time(self, name: str, days: str, reason: str) -> None:
        """申请延期 on the page of the latest warning notice."""
        with self.at_page(name) as desk:
            contact = desk.work.people.bindings(self.names[name].id)[0]
            notice = desk.work.notices.of_enterprise(contact.enterprise_id, "warning")[0]
            try:
                ask_extension(notice, contact, days, reason, desk)
                self._note(name, "页面 ", "延期已申请，等队领导定")
            except RefusedError as refused:
                self._note(name, "页面 ", refused.say)

    def name_of(self, userid: str) -> str:
        """Whose id this is; the id itself where nobody here has it."""
        return next((name for who, name in self.called.items() if who.id == userid), userid)

    # --- the bureau's switches

    def rules(self, **but: object) -> None:
        """Another house from here on: a switch of bureau.toml, or the real press."""
        self.house = AHouse(
            self.engine, self.clock, self.folder, replace(self.house.rules, **but), self.wecom, self.wechat  # type: ignore[arg-type]
        )  # fmt: skip

    def countersign(self) -> None:
        """A leader's tap closes."""
        bureau: Bureau = self.house.rules.bureau
        self.rules(
            bureau=bureau.model_copy(
                update={"closing": bureau.closing.model_copy(update={"countersign": True})}
            )
        )

    def keep_seal(self, what: str) -> None:
        """The bureau's picture of its seal is applied by these people."""
        bureau: Bureau = self.house.rules.bureau
        keepers = tuple(self.names[name].id for name in what.split("、"))
        seal = bureau.seal.model_copy(update={"how": "file", "keepers": keepers})
        self.rules(bureau=bureau.model_copy(update={"seal": seal}), seal="ab" * 32)

    def real_press(self) -> None:
        """Letters are laid out for real: what cannot be printed is found."""
        self.rules(unprintable=unprintable)


def open_stage(template: Path, folder: Path) -> Stage:
    """A stage on a copy of the furnished database."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, folder / "house.db")
    return Stage(folder)
