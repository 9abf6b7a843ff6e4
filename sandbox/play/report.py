"""What a play leaves behind: a JSON report, and every file that came to a phone. It judges nothing."""

import hashlib
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sandbox.play.player import Player

UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
KINDS = frozenset({"file", "image", "voice", "video"})


def save_files(player: Player, folder: Path) -> list[dict[str, Any]]:
    """Write every file and picture that the bot sent, and every download. Returns one record each."""
    folder.mkdir(parents=True, exist_ok=True)
    records = []
    for person in player.line.get("people"):
        for message in player.line.messages(person["id"], 0)[1]:
            if message["from"] == "bot" and message["kind"] in KINDS:
                content = player.line.file(message["media"])
                record = _write(folder, f"{person['id']}-{message['id']}-{message['name']}", content)
                records.append(
                    record | {"person": person["id"], "message": message["id"], "at": message["at"]}
                )
    for number, (person_id, name, content) in enumerate(player.downloads, 1):
        record = _write(folder, f"{person_id}-download{number}-{name}", content)
        records.append(record | {"person": person_id, "message": None, "at": ""})
    return records


def _write(folder: Path, name: str, content: bytes) -> dict[str, Any]:
    path = folder / UNSAFE.sub("_", name)
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "path": str(path), "bytes": len(content), "sha256": digest}


def report(player: Player, name: str, files: list[dict[str, Any]], error: str = "") -> dict[str, Any]:
    """The whole report as JSON."""
    people = player.line.get("people")
    return {
        "scenario": name,
        "ok": not error,
        "error": error,
        "steps": [asdict(record) for record in player.records],
        "spans": player.line.get("spans"),
        "counters": player.line.get("counters"),
        "clock": player.line.get("clock"),
        "remembered": player.memory,
        "messages": {each["id"]: player.line.messages(each["id"], 0)[1] for each in people},
        "files": files,
    }


def write_report(path: Path, content: dict[str, Any]) -> None:
    """Write the report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
