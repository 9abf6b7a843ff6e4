"""Which face sets which character: a chain of font files for each role.

A role's first file is its look; the further ones stand in for characters it lacks, so that no name is ever
printed as an empty box. Files are read lazily. A bureau may name its own files, first of all a 仿宋.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from notices.blocks import Role
from notices.fonts.face import Face

HERE = Path(__file__).parent
_KAI, _SONG, _BOLD = (HERE / f"Chayici{name}.ttf" for name in ("Kai-Light", "Song-Regular", "Song-Bold"))
ROLES: tuple[Role, ...] = ("title", "body", "song")
FontRole = Literal["title", "body", "song", "latin"]
FONT_ROLES: tuple[FontRole, ...] = ("title", "body", "song", "latin")
# latin: letters and digits inside running text, where a serif stands better beside 仿宋 and 楷.
DEFAULT_PATHS: Mapping[FontRole, tuple[Path, ...]] = {
    "title": (_BOLD, _SONG, _KAI),
    "body": (_KAI, _SONG),
    "song": (_SONG, _KAI),
    "latin": (_SONG, _KAI),
}

# Drawn as vectors by the box font: hardly any face has the ticked one.
BOXES = "□☑"
# Chinese quotation marks and dashes take a full em; Latin-minded faces make them narrow.
_FULL_WIDTH = "“”‘’—…"
_NEARLY_AN_EM = 950


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's picture: the face (None for a drawn box), its index there, its width in 1/1000 em."""

    face: Face | None
    index: int
    advance: float


class FontBook:
    """The faces of a bureau by role. Safe to share between threads; made once per process."""

    def __init__(self, own: Mapping[FontRole, tuple[str, ...]] | None = None) -> None:
        """Take a bureau's own font files by role; the committed ones follow them.

        A file of several fonts is told which by its place: `simsun.ttc#0`.
        """
        own = own or {}
        faces: dict[tuple[Path, int], Face] = {}
        self.chains: dict[FontRole, tuple[Face, ...]] = {}
        for role in FONT_ROLES:
            named = [*map(_named, own.get(role, ())), *((path, 0) for path in DEFAULT_PATHS[role])]
            self.chains[role] = tuple(faces.setdefault(name, Face(*name)) for name in dict.fromkeys(named))
        self._known: dict[Role, dict[str, Glyph | None]] = {role: {} for role in ROLES}
        self._advances = {role: _Advances(self, role) for role in ROLES}

    def glyph(self, role: Role, char: str) -> Glyph | None:
        """Return the picture of a character, None when no face of the role has it."""
        known = self._known[role]
        if char not in known:
            known[char] = self._find(role, char)
        return known[char]

    def missing(self, role: Role, text: str) -> set[str]:
        """Return the characters of a text that no face of the role has; line feeds need none."""
        return {char for char in set(text) - {"\n"} if self.glyph(role, char) is None}

    def advances(self, role: Role) -> Mapping[str, float]:
        """Return the widths of characters in 1/1000 em. Asking for one without a picture raises KeyError."""
        return self._advances[role]

    def advance(self, role: Role, char: str) -> float:
        """Return the width of a character in 1/1000 em. Raises KeyError when it has no picture."""
        return self._advances[role][char]

    def faces(self) -> dict[Face, tuple[FontRole, ...]]:
        """Return every face once, with the roles it serves."""
        found: dict[Face, tuple[FontRole, ...]] = {}
        for role, chain in self.chains.items():
            for face in chain:
                found[face] = (*found.get(face, ()), role)
        return found

    def _find(self, role: Role, char: str) -> Glyph | None:
        if char in BOXES:
            return Glyph(None, BOXES.index(char) + 1, 1000)
        first = None
        for face in self.chains["latin" if role == "body" and char.isascii() else role]:
            index = face.glyph(char)
            if not index:
                continue
            found = Glyph(face, index, face.advance(index))
            if char not in _FULL_WIDTH or found.advance >= _NEARLY_AN_EM:
                return found
            first = first or found
        return first


def _named(name: str) -> tuple[Path, int]:
    """Return (file, place in it) of `FZXBSJW.TTF` or `simsun.ttc#1`."""
    path, _, place = name.rpartition("#")
    return (Path(path), int(place)) if path and place.isdecimal() else (Path(name), 0)


class _Advances(dict[str, float]):
    """A role's widths, asked for far too often for a function call each."""

    def __init__(self, book: FontBook, role: Role) -> None:
        super().__init__()
        self._book, self._role = book, role

    def __missing__(self, char: str) -> float:
        glyph = self._book.glyph(self._role, char)
        if glyph is None:
            raise KeyError(char)
        self[char] = glyph.advance
        return glyph.advance
