"""Loads checklist files: `load` one, `load_all` of a folder, `check` what is wrong with one.

Every complaint names file, item and field, and all come at once. A file that was published (its sum
stands in PUBLISHED.sha256 beside it) is refused once it has changed: sheets are pinned to it. Only that
register is ever written here.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.checklist_shape.crosscheck import crosscheck
from config.checklist_shape.fields import Complaints, nearest
from config.checklist_shape.law_text import LawTexts, read_law
from config.checklist_shape.native import read_native
from config.checklist_shape.plain import is_plain, to_native
from config.checklist_shape.xlsform_in import read_xlsform
from config.checklist_shape.yaml_text import YamlFaultError, read_yaml
from rules.checklist import Checklist

PUBLISHED = "PUBLISHED.sha256"


class ChecklistError(Exception):
    """A checklist cannot be used; `faults` names every place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("检查表有 {} 处要改：\n  - {}".format(len(faults), "\n  - ".join(faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file gave. `checklist` is None if there are errors; warnings should be looked at."""

    checklist: Checklist | None
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def load(path: Path, law: Path | None = None) -> Checklist:
    """The checklist of a file, full or plain shape. Raises ChecklistError naming every fault.

    `law` is the folder of law packs, by default the `law` beside the file's folder if there is one.
    """
    seen = examine(path, law)
    if seen.checklist is None:
        raise ChecklistError(list(seen.errors))
    return seen.checklist


def load_all(folder: Path, law: Path | None = None) -> dict[str, Checklist]:
    """Every checklist of a folder by its key (`zonghe-2023-18`). Raises ChecklistError for all files."""
    found: dict[str, Checklist] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        seen = examine(path, law)
        faults += seen.errors
        if seen.checklist is None:
            continue
        key = seen.checklist.key
        if path.stem not in (key, seen.checklist.id):
            faults.append(f"{path.name}：文件名要与 id 和 version 一致，应为 {key}.yaml")
        if key in found:
            faults.append(f"{path.name}：{key} 这个版本已有另一个文件")
        found[key] = seen.checklist
    if faults:
        raise ChecklistError(faults)
    return found


def need(keys: Iterable[str], loaded: Mapping[str, Checklist]) -> None:
    """Raises ChecklistError if a form the bureau uses is not among those loaded."""
    missing = [key for key in keys if key not in loaded]
    if missing:
        have = "、".join(sorted(loaded)) or "没有任何表"
        raise ChecklistError(
            [
                f"bureau.toml：campaign.checklist：没有“{key}”{nearest(key, loaded)}（现有 {have}）"
                for key in missing
            ]
        )


def check(path: Path, law: Path | None = None) -> list[str]:
    """Everything wrong with a file, in sentences; empty means it can be used."""
    return list(examine(path, law).errors)


def examine(path: Path, law: Path | None = None) -> Examined:
    """Read a file and say everything about it."""
    here = Complaints(path.name)
    try:
        data = read_xlsform(path, here) if path.suffix.lower() == ".xlsx" else read_yaml(path)
    except YamlFaultError as error:
        for fault in error.faults:
            here.error("", fault)
        return Examined(None, tuple(here.errors), ())
    if is_plain(data):
        data = to_native(data, path.stem, here)
    packs: list[Complaints] = []
    texts = _law(path, data, law, packs)
    checklist = read_native(data, here, texts)
    crosscheck(checklist, here)
    _strangers(texts, checklist)
    if not _unchanged(path):
        here.error("", f"已发布的版本改动了。请恢复原文件，另存为新的 version（见 {PUBLISHED}）")
    errors = here.errors + [fault for pack in packs for fault in pack.errors]
    warnings = here.warnings + [fault for pack in packs for fault in pack.warnings]
    return Examined(None if errors else checklist, tuple(errors), tuple(warnings))


def _law(path: Path, data: object, law: Path | None, packs: list[Complaints]) -> LawTexts:
    folder = law if law is not None else path.resolve().parent.parent / "law"
    id = str(data.get("id", "")) if isinstance(data, dict) else ""
    return read_law(folder if folder.is_dir() else None, id, packs)


def _strangers(texts: LawTexts, checklist: Checklist) -> None:
    known = {item.id for item in checklist.items}
    for id, complaints in texts.files.items():
        if id not in known:
            complaints.error(id, f"检查表里没有这一项{nearest(id, known)}")


def bare(path: Path) -> Examined:
    """Read a file by itself, without the folder of law: what it says is all there is."""
    return examine(path, path / "no law")


def publish(path: Path) -> None:
    """Enter a file into the register beside it: from now on it never changes.

    Raises ChecklistError if it has faults, or if the version is published already and differs.
    """
    load(path)
    known = published(path.parent)
    known[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = "".join(f"{sum}  {name}\n" for name, sum in sorted(known.items()))
    (path.parent / PUBLISHED).write_text(lines, encoding="utf-8")


def published(folder: Path) -> dict[str, str]:
    """File name → SHA-256 of the published files of a folder, as `sha256sum *.yaml` writes them."""
    register = folder / PUBLISHED
    if not register.exists():
        return {}
    lines = (line.split(maxsplit=1) for line in register.read_text(encoding="utf-8").splitlines())
    return {parts[1].lstrip("*").strip(): parts[0] for parts in lines if len(parts) == 2}


def _unchanged(path: Path) -> bool:
    sum = published(path.parent).get(path.name)
    return sum is None or hashlib.sha256(path.read_bytes()).hexdigest() == sum
