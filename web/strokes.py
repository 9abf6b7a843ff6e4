"""Handwriting as the signing page sends it. What is no handwriting is left out; nothing is refused for it."""

import json
from typing import Any

MOST_CHARACTERS = 200_000
"""Of JSON: a slow signature of a long name has some 30,000."""

FARTHEST = 1e9
"""No number of a point is larger: some eleven days in milliseconds."""

Point = list[float]
"""x, y (CSS pixels), milliseconds since the first point, pressure 0–1."""


def read_strokes(raw: str) -> list[list[Point]]:
    """Strokes as lists of points; [] if nothing was drawn, or if this is nothing a pen can draw."""
    if len(raw) > MOST_CHARACTERS:
        return []
    try:
        found = json.loads(raw or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list) or not all(isinstance(one, list) for one in found):
        return []
    return found if all(_is_point(point) for stroke in found for point in stroke) else []


def _is_point(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) <= FARTHEST for n in value)
    )
