"""Reads tests/envelopes: decrypted callbacks, named by what they are."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "envelopes"


def envelope(name: str) -> str:
    """One of them, without its ending."""
    return (FOLDER / f"{name}.xml").read_text(encoding="utf-8")


def names(beginning: str) -> set[str]:
    """All that begin so."""
    return {path.stem for path in FOLDER.glob(f"{beginning}*.xml")}


UNREADABLE = {
    "not_xml", "not_closed", "no_root_fields", "no_type", "no_sender", "no_time", "time_no_number",
    "two_senders", "entity_bomb", "external_entity",
}  # fmt: skip
