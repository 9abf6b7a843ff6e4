"""Walks a script along every choice once and keeps what leads where. Pure scripts make this possible.

A question met again is not walked again; questions about one item stand for those about all items.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue import Ended, Kept, Open, Record, Standing, Wants, replay
from bot.script import Ask, Choice, Choose, Look, Pick, Script, TickOff, Write
from rules.reading import Refusal

TEXTS = (
    "城东新光五金有限公司", "赵六", "91330382YYYY00012D", "13800138000", "城东街道纬一路3号", "7",
    "车间东侧围堰有一处缺口，约 10 厘米，已拍照", "林犇，厂长", "2023-05-09",
)  # fmt: skip
LOOSE = ("城东新光五金有限公司", "电镀", "永嘉堃")
"""For questions that take any words: no firm, several, one."""

MOST_STEPS = 400
MOST_RUNS = 4000


@dataclass(frozen=True, slots=True)
class Edge:
    """One answer: from which question, in which words, to which question or end. `aside`: no answer."""

    source: str
    label: str
    target: str
    aside: bool = False


@dataclass(slots=True)
class Graph:
    """Questions by name in the order found, ends, and what leads where."""

    asks: dict[str, Ask] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)
    edges: dict[Edge, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walk:
    """`begin` makes the script anew, `look` answers a search, `items` are ids that stand for one another."""

    begin: Callable[[], Script]
    look: Callable[[Look], Any]
    items: frozenset[str]

    def name(self, key: str) -> str:
        """A question's place in the graph."""
        parts = ["＊" if part in self.items else part for part in key.split(".")]
        return re.sub(r"\.\d+\b", ".n", ".".join(parts))

    def graph(self) -> Graph:
        """Everything reachable by one new answer at a time."""
        found, queue = Graph(), deque[dict[str, Any]]([{}])
        for _ in range(MOST_RUNS):
            if not queue:
                return found
            answers = queue.popleft()
            state = self._stand(answers).state
            if not isinstance(state, Open) or self.name(state.ask.key) in found.asks:
                continue
            queue += self._ask(found, answers, state.ask)
        raise RecursionError("this script has no end of questions")

    def _ask(self, found: Graph, answers: dict[str, Any], ask: Ask) -> list[dict[str, Any]]:
        here, further = self.name(ask.key), []
        found.asks[here] = ask
        for label, value in self._answers(ask):
            more = {**answers, ask.key: Kept(value, ask.about)}
            state = self._stand(more).state
            there = self._target(found, state)
            found.edges[Edge(here, label, there)] = None
            if isinstance(state, Open):
                further.append(self._onward(found, more, state))
        for choice in _choices(ask):
            if choice.goto:
                standing = self._stand(answers)
                back = standing.asked(choice.goto) or standing.named(choice.goto)
                there = self.name(back.key if back else choice.goto)
                found.edges[Edge(here, choice.label, there, aside=True)] = None
        return further

    def _onward(self, found: Graph, answers: dict[str, Any], state: Open) -> dict[str, Any]:
        """Past questions that are known already, by their first answer: a hazard shows at the end only."""
        for _ in range(MOST_STEPS):
            if self.name(state.ask.key) not in found.asks:
                return answers
            first = next(self._answers(state.ask), None)
            if first is None:
                return answers
            answers = {**answers, state.ask.key: Kept(first[1], state.ask.about)}
            ahead = self._stand(answers).state
            if not isinstance(ahead, Open):
                return answers
            state = ahead
        return answers

    def _target(self, found: Graph, state: object) -> str:
        if isinstance(state, Open):
            return self.name(state.ask.key)
        assert isinstance(state, Ended)
        end = type(state.outcome).__name__
        found.ends.add(end)
        return end

    def _stand(self, answers: dict[str, Any]) -> Standing:
        results: dict[tuple[str, str], Any] = {}
        for _ in range(MOST_STEPS):
            standing = replay(self.begin(), Record(answers, results))
            if not isinstance(standing.state, Wants):
                return standing
            step = standing.state.step
            if isinstance(step, Look):
                results[step.key, step.query] = self.look(step)
            else:
                results[step.key, step.about] = None
        raise RecursionError("this script wants without end")

    def _answers(self, ask: Ask) -> Iterator[tuple[str, Any]]:
        """Answers worth trying: every choice, a list empty and with one tick, each option of a drop-down."""
        for label, value in _tried(ask):
            if ask.check is None:
                yield label, value
            elif not isinstance(read := ask.check(value), Refusal):
                yield label, read.value
                if isinstance(ask.form, Write) and label == "（一句话）":
                    return


def _tried(ask: Ask) -> Iterator[tuple[str, Any]]:
    match ask.form:
        case Choose(choices):
            yield from ((c.label, c.id) for c in choices if not c.goto and not c.order)
        case TickOff(options, _, none):
            yield "没有勾", [none] if none else []
            yield from ((f"勾 {o.label}", [o.id]) for o in (options[0], options[-1]) if o.id != none)
            yield "全勾", [o.id for o in options if not o.id.startswith("_")]
        case Pick(pickers):
            first = {p.id: p.selected or next(o.id for o in p.options if o.id) for p in pickers}
            for picker in pickers:
                for option in picker.options:
                    if option.id:
                        yield f"{picker.title}：{option.label}", {**first, picker.id: option.id}
        case Write(_, choices):
            yield from ((c.label, c.label) for c in choices if not c.order)
            yield from (("（一句话）", text) for text in (TEXTS if ask.check else LOOSE))


def _choices(ask: Ask) -> tuple[Choice, ...]:
    return ask.form.choices if isinstance(ask.form, Choose | Write) else ()
