"""What later revisions of a PDF changed, in words: pages, notes, scripts, data about the file.

It lists what an honest signature of a receipt does not touch, and stops early: a few words are enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, Reference
from pyhanko.pdf_utils.reader import PdfFileReader

MOST_OBJECTS, MOST_PAGES, MOST_WORDS = 400, 200, 6
_ACTING = ("/OpenAction", "/AA", "/Names", "/JavaScript")


def additions(reader: PdfFileReader, signed: int) -> tuple[str, ...]:
    """Return what was changed after the revision that was signed (from 0); () for nothing worth a word."""
    last = reader.total_revisions - 1
    if last <= signed:
        return ()
    words = list(dict.fromkeys(_pages(reader, signed)))
    words += [one for one in dict.fromkeys(_objects(reader, signed, last)) if one not in words]
    return tuple(words[:MOST_WORDS])


def _pages(reader: PdfFileReader, signed: int) -> Iterator[str]:
    before, after = _list(reader, signed), _list(reader, reader.total_revisions - 1)
    if len(after) != len(before):
        more = len(after) - len(before)
        yield f"多了 {more} 页" if more > 0 else f"少了 {-more} 页"
    for number, (old, new) in enumerate(zip(before, after, strict=False), start=1):
        if _said(old) != _said(new):
            yield f"第 {number} 页的内容改动过"
        if _notes(new) > _notes(old):
            yield f"第 {number} 页上加了批注或图章"


def _list(reader: PdfFileReader, revision: int) -> list[DictionaryObject]:
    """The pages as they were at a revision."""
    root = reader.get_historical_root(revision)
    found: list[DictionaryObject] = []
    nodes: list[Any] = [root["/Pages"]]
    seen = 0
    while nodes and len(found) < MOST_PAGES and seen < MOST_OBJECTS:
        node = nodes.pop(0)
        seen += 1
        if "/Kids" in node:
            nodes = [*_each(node["/Kids"]), *nodes]
        else:
            found.append(node)
    return found


def _said(page: DictionaryObject) -> list[tuple[int, bytes]]:
    """What a page draws: the data of its streams."""
    try:
        contents = page["/Contents"]
    except KeyError:
        return []
    parts = _each(contents) if isinstance(contents, ArrayObject) else [contents]
    return [(len(one.encoded_data), one.encoded_data) for one in parts if hasattr(one, "encoded_data")]


def _notes(page: DictionaryObject) -> int:
    """How many things lie on a page that are no places for signatures."""
    try:
        found = page["/Annots"]
    except KeyError:
        return 0
    return sum(1 for one in _each(found)[:MOST_OBJECTS] if one.get("/Subtype") != "/Widget")


def _each(array: ArrayObject) -> list[Any]:
    """What an array refers to."""
    return [array[at] for at in range(len(array))]


def _objects(reader: PdfFileReader, signed: int, last: int) -> Iterator[str]:
    refs: list[tuple[int, Reference]] = []
    for revision in range(signed + 1, last + 1):
        refs += [(revision, ref) for ref in reader.xrefs.explicit_refs_in_revision(revision)]
    for revision, ref in refs[:MOST_OBJECTS]:
        thing = reader.get_historical_resolver(revision).get_object(ref)
        if isinstance(thing, DictionaryObject):
            yield from _thing(thing, reader, ref, signed)


def _thing(thing: DictionaryObject, reader: PdfFileReader, ref: Reference, signed: int) -> Iterator[str]:
    sort = str(thing.get("/Type", ""))
    if sort == "/Catalog":
        old = reader.get_historical_root(signed)
        if any(dict.get(thing, name) != dict.get(old, name) for name in _ACTING):
            yield "加了自动执行的动作或脚本"
    elif str(thing.get("/S", "")) in ("/JavaScript", "/Launch", "/URI", "/SubmitForm"):
        yield "加了自动执行的动作或脚本"
    elif sort == "/EmbeddedFile" or sort == "/Filespec":
        yield "夹带了附件"
    elif sort == "/Metadata" or any(name in thing for name in ("/Producer", "/Creator", "/ModDate")):
        yield "文件属性改动过"
