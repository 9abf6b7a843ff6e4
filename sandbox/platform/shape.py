"""Reads JSON objects field by field and refuses wrong types with the platform's code.

Knows nothing of what the fields mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.platform.answer import ApiError


@dataclass(frozen=True, slots=True)
class Missing:
    """How the absence of a field is refused."""

    errcode: int
    text: str
    rule: str

    def error(self) -> ApiError:
        """The refusal itself."""
        return ApiError(self.errcode, self.text, self.rule)


class Shape:
    """One JSON object under a name, for messages such as `template_card.button_list[2].key`."""

    def __init__(self, value: object, where: str, *, errcode: int = 40058) -> None:
        self.where = where
        self._errcode = errcode
        if not isinstance(value, dict):
            raise ApiError(errcode, f"{where} should be an object", "S14", wrong_json=True)
        self.value: dict[str, Any] = value

    def has(self, name: str) -> bool:
        """True if the field is there and not empty (an empty string counts as absent)."""
        return self.value.get(name) not in (None, "", [], {})

    def text(self, name: str, missing: Missing | None = None) -> str:
        """A string field, '' if absent. Raises ApiError for another type, or if a required one is empty."""
        value = self.value.get(name)
        if value is None or value == "":
            if missing:
                raise missing.error()
            return ""
        if not isinstance(value, str):
            raise self._wrong(name, "string")
        return value

    def number(self, name: str, default: int = 0) -> int:
        """An integer field; a string of digits is taken too, as both platforms do."""
        value = self.value.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, int):
            return value
        if isinstance(value, str) and value.strip().lstrip("-").isdigit():
            return int(value)
        raise self._wrong(name, "integer")

    def child(self, name: str) -> "Shape | None":
        """A nested object, None if absent."""
        value = self.value.get(name)
        return None if value is None else Shape(value, f"{self.where}.{name}", errcode=self._errcode)

    def children(self, name: str) -> "list[Shape]":
        """A list of objects, empty if absent."""
        return [
            Shape(each, f"{self.where}.{name}[{number}]", errcode=self._errcode)
            for number, each in enumerate(self.sequence(name))
        ]

    def sequence(self, name: str) -> Sequence[Any]:
        """A list of anything, empty if absent."""
        value = self.value.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(name, "array")
        return value

    def _wrong(self, name: str, kind: str) -> ApiError:
        return ApiError(self._errcode, f"{self.where}.{name} should be {kind}", "S14", wrong_json=True)


def cut_bytes(text: str, most: int) -> str:
    """The text within so many UTF-8 bytes, ending at a character (where the platform ends is not sourced)."""
    return text.encode()[:most].decode("utf-8", "ignore")


def byte_count(text: str) -> int:
    """UTF-8 bytes."""
    return len(text.encode())
