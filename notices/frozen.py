"""Frozen dataclasses to canonical JSON and back.

Canonical means: keys sorted, no blanks, UTF-8 as it is, dates in ISO form. Equal facts give equal
text, so the SHA-256 of the text identifies a letter. It knows no letter and fills no gap: a
field that is absent takes the default of its class, or the text is refused.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class BrokenFactsError(ValueError):
    """Stored facts that do not fit their class: a field is missing, unknown or of another type."""


def dumps(value: object) -> str:
    """Return the canonical JSON of a frozen dataclass."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(shape: type[T], text: str) -> T:
    """Return the dataclass `shape` whose canonical JSON is `text`. Raises BrokenFactsError."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as broken:
        raise BrokenFactsError(f"{shape.__name__}: {broken}") from broken
    return typing.cast(T, _shaped(shape, value, shape.__name__))


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _hints(shape: type) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def _shaped(shape: Any, value: Any, where: str) -> Any:
    if is_dataclass(shape) and isinstance(shape, type):
        return _object(shape, value, where)
    origin, parts = typing.get_origin(shape), typing.get_args(shape)
    if origin is tuple:
        return _tuple(parts, value, where)
    if origin is types.UnionType:
        return None if value is None else _shaped(parts[0], value, where)
    if origin is typing.Literal:
        return _checked(value in parts, value, where)
    if shape is date:
        return _date(value, where)
    return _checked(type(value) is shape, value, where)


def _object(shape: type, value: Any, where: str) -> object:
    _checked(isinstance(value, dict), value, where)
    hints = _hints(shape)
    unknown = value.keys() - hints.keys()
    if unknown:
        raise BrokenFactsError(f"{where}: unknown {sorted(unknown)}")
    given = {}
    for field in fields(shape):
        if field.name in value:
            given[field.name] = _shaped(hints[field.name], value[field.name], f"{where}.{field.name}")
        elif field.default is MISSING:
            raise BrokenFactsError(f"{where}: {field.name} is missing")
    return shape(**given)


def _tuple(parts: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    _checked(isinstance(value, list), value, where)
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_shaped(parts[0], item, f"{where}[{i}]") for i, item in enumerate(value))
    _checked(len(parts) == len(value), value, where)
    return tuple(_shaped(part, item, where) for part, item in zip(parts, value, strict=True))


def _date(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as broken:
        raise BrokenFactsError(f"{where}: {value!r} is no date") from broken


def _checked(fits: bool, value: Any, where: str) -> Any:
    if not fits:
        raise BrokenFactsError(f"{where}: {value!r} does not fit")
    return value
