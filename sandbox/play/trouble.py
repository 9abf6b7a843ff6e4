"""Why a step may have failed: what went wrong behind the glass since the step before it. It only reads."""

from typing import Any

from sandbox.play.line import Line

MOST = 4
BAD = frozenset({"failed", "refused", "lost"})


def troubles(line: Line, since: int) -> list[str]:
    """The latest callbacks that failed and calls that were refused, oldest first, in words."""
    entries = line.get("log", after=since, limit=200)["entries"]
    found = [words for entry in entries if (words := _words(entry))]
    return list(dict.fromkeys(found))[-MOST:]


def _words(entry: dict[str, Any]) -> str:
    if entry["kind"] == "callback" and entry["verdict"] in BAD:
        return f"callback {entry['what']} ({entry['words']}): {entry['why']}"
    if entry["kind"] == "call" and (entry["errcode"] or entry["status"] != 200):
        answer = entry["response"].get("errmsg", "") if isinstance(entry["response"], dict) else ""
        return f"{entry['api']}: {entry['errcode'] or entry['status']} {answer[:60]}"
    if entry["kind"] in {"call", "callback"} and entry.get("faults"):
        what = entry.get("api") or entry["what"]
        return f"{what}: fault {', '.join(entry['faults'])}"
    return str(entry["text"]) if entry["kind"] == "note" and entry["level"] in {"fault", "refused"} else ""
