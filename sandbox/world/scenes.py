"""A service account's QR code with a parameter. A value; making and scanning it happen elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SceneCode:
    """One code: what stands in it, the scene it stands for, until when (None = for ever)."""

    ticket: str
    url: str
    scene: str
    until: float | None
