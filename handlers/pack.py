"""An enterprise's file as one zip, with an index of hashes and a list of what is missing. Decides nothing."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

from handlers.archive import Content, Folder

_TIME = (1980, 1, 1, 0, 0, 0)
INDEX, MISSING = "目录.csv", "缺件清单.txt"


@dataclass(frozen=True, slots=True)
class Packed:
    """The zip, and what it lacks in words: what was known to be missing, and what could not be had."""

    content: bytes
    missing: tuple[str, ...]


def pack(made: Folder, content: Content) -> Packed:
    """Return the zip; the same file gives the same bytes. What cannot be had joins the missing ones."""
    out = io.BytesIO()
    lines, missing = ["路径,类别,字节数,SHA-256"], list(made.missing)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for piece in made.pieces:
            try:
                body = content(piece.reference) if piece.reference else piece.text.encode()
            except (FileNotFoundError, LookupError):
                missing.append(f"{piece.path}：文件不在库里")
                continue
            sha = hashlib.sha256(body).hexdigest()
            if piece.sha and piece.sha != sha:
                missing.append(f"{piece.path}：与登记的哈希不一致")
            lines.append(f'"{piece.path}",{piece.what},{len(body)},{sha}')
            _add(archive, f"{made.name}/{piece.path}", body)
        _add(archive, f"{made.name}/{INDEX}", ("\ufeff" + "\n".join(lines) + "\n").encode())
        told = "\n".join(missing) if missing else "没有缺件。"
        _add(archive, f"{made.name}/{MISSING}", (told + "\n").encode())
    return Packed(out.getvalue(), tuple(missing))


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body, zipfile.ZIP_DEFLATED)
