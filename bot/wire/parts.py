"""An answer of several parts (multipart/*, RFC 2046) taken apart; no byte of a part changes."""

import re

_BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,70})"?', re.IGNORECASE)


def parts_of(sort: str, body: bytes) -> dict[str, bytes]:
    """Content of each part by its media type, the first of a kind; {} for what is not in parts."""
    named = _BOUNDARY.search(sort)
    if not sort.lower().startswith("multipart/") or named is None:
        return {}
    line = b"\r\n--" + named[1].encode("ascii", "replace")
    found: dict[str, bytes] = {}
    for part in (b"\r\n" + body).split(line)[1:]:
        if part.startswith(b"--"):
            break
        head, blank, content = part.partition(b"\r\n\r\n")
        if blank:
            found.setdefault(_type(head), content)
    return found


def _type(head: bytes) -> str:
    for one in head.decode("ascii", "replace").splitlines():
        name, _, value = one.partition(":")
        if name.strip().lower() == "content-type":
            return value.partition(";")[0].strip().lower()
    return ""
