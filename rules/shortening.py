"""Names too long for their place: the middle goes, for firms of one district differ at the end."""

ELLIPSIS = "…"


def shortened(text: str, most: int) -> str:
    """At most `most` characters, head and tail kept; `most` is at least 3."""
    if len(text) <= most:
        return text
    tail = (most - 1) // 3
    return text[: most - 1 - tail] + ELLIPSIS + text[len(text) - tail :]
