"""Words to JSON and back, for storing them. It never changes one."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.deeds import Deed
from bot.words import Outgoing, Reply


def _by_kind(union: Any) -> TypeAdapter[Any]:
    """An adapter that tells the members of a union by their `kind`."""
    tagged: Any = Annotated[union, Field(discriminator="kind")]
    return TypeAdapter(tagged)


_DEED: TypeAdapter[Deed] = _by_kind(Deed)
_OUTGOING: TypeAdapter[Outgoing] = _by_kind(Outgoing)
_REPLY: TypeAdapter[Reply] = _by_kind(Reply)


def dump_deed(deed: Deed) -> dict[str, Any]:
    """A deed as JSON."""
    return dict(_DEED.dump_python(deed, mode="json"))


def load_deed(stored: dict[str, Any]) -> Deed:
    """A stored deed."""
    return _DEED.validate_python(stored)


def dump_word(word: Outgoing) -> dict[str, Any]:
    """Something to send, as JSON."""
    return dict(_OUTGOING.dump_python(word, mode="json"))


def load_word(stored: dict[str, Any]) -> Outgoing:
    """Something stored to be sent."""
    return _OUTGOING.validate_python(stored)


def dump_reply(reply: Reply) -> dict[str, Any]:
    """A reply as JSON."""
    return dict(_REPLY.dump_python(reply, mode="json"))


def load_reply(stored: dict[str, Any]) -> Reply:
    """A stored reply."""
    return _REPLY.validate_python(stored)
