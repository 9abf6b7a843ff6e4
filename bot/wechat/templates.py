"""Which platform template carries which of our notices, by configuration. It never holds a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from bot.wechat.fields import Kind, UnfitFactError, fitted
from bot.wire.limits import BadCardError, Shaper


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One field: the platform's key (`thing1`), our name of the fact, the type of its value.

    Raises ValueError for an unknown type, and for `first` and `remark`, which the platform took away.
    """

    key: str
    fact: str
    kind: Kind

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"{self.key}: no such field type: {self.kind}")
        if not self.key or self.key in ("first", "remark"):
            raise ValueError(f"not a field of today's templates: {self.key!r}")


@dataclass(frozen=True, slots=True)
class Template:
    """One template: our name, the platform's id, its fields in order."""

    name: str
    id: str
    fields: tuple[TemplateField, ...]

    def values(self, facts: Mapping[str, str], shaper: Shaper) -> dict[str, dict[str, str]]:
        """The `data` of a template message. Raises UnfitFactError for a fact that is missing or no value."""
        made: dict[str, dict[str, str]] = {}
        for field in self.fields:
            place = f"{self.name}.{field.key}"
            if field.fact not in facts:
                raise UnfitFactError(f"{place} needs {field.fact}")
            made[field.key] = {"value": fitted(field.kind, place, facts[field.fact], shaper)}
        return made


@dataclass(frozen=True, slots=True)
class TemplateMap:
    """All templates of the account."""

    templates: tuple[Template, ...] = ()

    def find(self, name: str) -> Template:
        """Raises BadCardError if nobody configured it."""
        for template in self.templates:
            if template.name == name:
                return template
        raise BadCardError(f"no template configured for {name}")
