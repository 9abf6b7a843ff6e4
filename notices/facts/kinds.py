"""Every kind of paper's facts, with their JSON: the same facts give the same text, and the same paper."""

from __future__ import annotations

from notices import frozen
from notices.facts.form import FormFacts
from notices.facts.inside import RoutedFacts, TransferFacts
from notices.facts.letters import AmendFacts, ReminderFacts, WarningFacts
from notices.facts.receipt import CertificateFacts
from notices.facts.tables import Annex4Facts

Facts = (
    FormFacts
    | WarningFacts
    | ReminderFacts
    | TransferFacts
    | RoutedFacts
    | Annex4Facts
    | AmendFacts
    | CertificateFacts
)


KINDS: dict[str, type[Facts]] = {
    "form": FormFacts,
    "warning": WarningFacts,
    "reminder": ReminderFacts,
    "transfer": TransferFacts,
    "routed": RoutedFacts,
    "annex4": Annex4Facts,
    "amend": AmendFacts,
    "certificate": CertificateFacts,
}


_KIND_OF = {shape: kind for kind, shape in KINDS.items()}


def kind_of(facts: Facts) -> str:
    """Return the kind of a letter: form, warning, certificate and so on."""
    return _KIND_OF[type(facts)]


def to_json(facts: Facts) -> str:
    """Return the canonical JSON whose SHA-256 identifies the letter."""
    return frozen.dumps(facts)


def from_json(kind: str, text: str) -> Facts:
    """Return the facts of a kind from their JSON. Raises frozen.BrokenFactsError."""
    if kind not in KINDS:
        raise frozen.BrokenFactsError(f"unknown kind {kind!r}")
    return frozen.loads(KINDS[kind], text)
