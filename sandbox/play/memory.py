"""What a player has seen: messages per phone behind a mark, in words. It asks the sandbox, and only that."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.play.line import Line

TAG = re.compile(r"<[^>]+>")
SILENT = "media key id task_id question_key url at via does kind from person chat card_type template"
SILENT_KEYS = frozenset(SILENT.split())


@dataclass(slots=True)
class Screen:
    """One phone as a scenario sees it: what came or changed after `mark`."""

    line: Line
    person: str
    mark: int = 0
    cursor: int = 0
    recent: dict[int, dict[str, Any]] = field(default_factory=dict)
    matched: set[tuple[int, int]] = field(default_factory=set)

    def look(self, wait: float = 0.0) -> list[dict[str, Any]]:
        """Everything new since the mark, in the order of the chat; waits for something to come."""
        self.cursor, fresh = self.line.messages(self.person, self.cursor, wait)
        for message in fresh:
            self.recent[message["id"]] = message
        return [each for _, each in sorted(self.recent.items()) if each["seq"] > self.mark]

    def turn(self) -> None:
        """From now on only what comes later counts as new."""
        self.look()
        self.mark = self.cursor

    def find(self, fragment: str, within: float, *, again: bool = False) -> dict[str, Any] | None:
        """The first new message from the bot that says the fragment, within so many real seconds."""
        deadline = time.monotonic() + within
        wait = 0.0
        while True:
            for message in self.look(wait):
                key = (message["id"], message["seq"])
                if message["from"] == "person" or (again and key in self.matched):
                    continue
                if fragment in words_of(message):
                    self.matched.add(key)
                    return message
            wait = deadline - time.monotonic()
            if wait <= 0:
                return None

    def said(self) -> list[str]:
        """What was new on the phone, one line per message, for an error text."""
        return [f"{each['from']}: {words_of(each)[:120]}" for each in self.look() if each["from"] != "person"]


def words_of(message: dict[str, Any]) -> str:
    """All that can be read on one message."""
    if message.get("recalled"):
        return "已撤回"
    return TAG.sub("", " ".join(_words(message)))


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    if isinstance(value, dict):
        return [word for key, each in value.items() if key not in SILENT_KEYS for word in _words(each)]
    return []
