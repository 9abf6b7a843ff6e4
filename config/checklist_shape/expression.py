"""Conditions as one line of text, read into the mappings that `rules.conditions` parses.

    tier = 重点管理 or tier = 简化管理        ${tier} = '重点管理' and not(${new_project} = 'yes')
    tier in [重点管理, 简化管理]              underground            log=yes

What a name and its values mean is the caller's business (`meaning`). Nothing is evaluated here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Mapped = dict[str, object]
Meaning = Callable[[str, tuple[str, ...]], Mapped]
"""Name and values, () where only the name stands → a condition mapping. Raises ExpressionError."""

_TOKEN = re.compile(
    r"\s*(?:(?P<mark>!=|==|=|\(|\)|\[|\]|,|，|（|）)|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\""
    r"|\$\{(?P<dollar>[^}]+)\}|(?P<word>[^\s!=()（）\[\],，'\"$]+))"
)
_WORDS = {
    "且": "and",
    "并且": "and",
    "或": "or",
    "或者": "or",
    "非": "not",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
}
_MARKS = {"==": "=", "，": ",", "（": "(", "）": ")"}


class ExpressionError(ValueError):
    """The text is no condition; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class _Token:
    """kind: mark, name (a bare word or ${…}) or text (quoted)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class _Part:
    """What was read: the condition, and its name and values where it is one bare comparison."""

    condition: Mapped
    name: str = ""
    values: tuple[str, ...] = ()


def read_expression(text: str, meaning: Meaning) -> Mapped:
    """The condition of a text. Raises ExpressionError naming what cannot be read."""
    reader = _Reader(_tokens(text), meaning)
    part = reader.either()
    if reader.left:
        raise ExpressionError(f"“{reader.left[0].value}”放在这里看不懂")
    return part.condition


def _tokens(text: str) -> list[_Token]:
    tokens, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionError(f"“{text[place:].strip()[:8]}”看不懂")
        place = match.end()
        tokens.append(_token(match))
    return tokens


def _token(match: re.Match[str]) -> _Token:
    kind = str(match.lastgroup)
    value = match[kind]
    if kind == "mark" or (kind == "word" and _WORDS.get(value, value) in ("and", "or", "not", "in")):
        return _Token("mark", _MARKS.get(value, _WORDS.get(value, value)))
    return _Token("text" if kind in ("single", "double") else "name", value.strip())


class _Reader:
    """Reads tokens from left to right: or, then and, then not."""

    def __init__(self, tokens: list[_Token], meaning: Meaning) -> None:
        self.left = tokens
        self.meaning = meaning

    def either(self) -> _Part:
        parts = [self.every()]
        while self._take("or"):
            parts.append(self.every())
        if len(parts) == 1:
            return parts[0]
        if all(part.name and part.values and part.name == parts[0].name for part in parts):
            values = tuple(value for part in parts for value in part.values)
            return _Part(self.meaning(parts[0].name, values))
        return _Part({"any": [part.condition for part in parts]})

    def every(self) -> _Part:
        parts = [self.one()]
        while self._take("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else _Part({"all": [part.condition for part in parts]})

    def one(self) -> _Part:
        if self._take("not"):
            return _Part({"not": self.one().condition})
        if self._take("("):
            inside = self.either()
            self._want(")")
            return _Part(inside.condition)
        return self._comparison()

    def _comparison(self) -> _Part:
        token = self._next("条件的名字")
        if token.kind == "mark":
            raise ExpressionError(f"“{token.value}”前面少了条件的名字")
        if self._take("!="):
            return _Part({"not": self.meaning(token.value, (self._value(),))})
        if self._take("="):
            values = (self._value(),)
            return _Part(self.meaning(token.value, values), token.value, values)
        if self._take("in"):
            return _Part(self.meaning(token.value, self._list()))
        return _Part(self.meaning(token.value, ()))

    def _list(self) -> tuple[str, ...]:
        close = "]" if self._take("[") else ")"
        if close == ")":
            self._want("(")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._want(close)
        return tuple(values)

    def _value(self) -> str:
        token = self._next("值")
        if token.kind == "mark":
            raise ExpressionError(f"“{token.value}”前面少了一个值")
        return token.value

    def _next(self, what: str) -> _Token:
        if not self.left:
            raise ExpressionError(f"后面少了{what}")
        return self.left.pop(0)

    def _take(self, mark: str) -> bool:
        if self.left and self.left[0] == _Token("mark", mark):
            self.left.pop(0)
            return True
        return False

    def _want(self, mark: str) -> None:
        if not self._take(mark):
            raise ExpressionError(f"少了一个“{mark}”")


def write_expression(condition: Mapping[str, object], written: Callable[[str, str, object], str]) -> str:
    """The text of a condition mapping, as an XLSForm's `relevant` writes it; `read_expression` gives it back.

    `written` gives one comparison: head (fact, answer, half, …), name, one value.
    """
    if "all" in condition or "any" in condition:
        head = "all" if "all" in condition else "any"
        parts = condition[head]
        assert isinstance(parts, list)
        return (" and " if head == "all" else " or ").join(
            f"({write_expression(part, written)})" for part in parts
        )
    if "not" in condition:
        inner = condition["not"]
        assert isinstance(inner, Mapping)
        return f"not({write_expression(inner, written)})"
    head = next(key for key in condition if key not in ("is", "in"))
    value = condition.get("is", condition.get("in"))
    values = value if isinstance(value, list) else [value]
    return " or ".join(written(head, str(condition[head]), one) for one in values)
