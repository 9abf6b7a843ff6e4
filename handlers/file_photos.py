"""Photos find their item by the inspector's word only: all that lie loose, each of them, or those he numbers.

They are numbered in the order they came to the visit. None is deleted, and none is filed by a guess.
"""

from collections.abc import Sequence

from bot.script import Done
from handlers.at_firm import inspection_at
from handlers.commands.visit import FilePhotos, PlacePhotos
from handlers.desk import Desk
from models.tables.cases import Evidence
from rules.form_lines import ranges
from rules.typed_photos import ALL, Placing, read_placings


def file_photos(command: FilePhotos, desk: Desk) -> int:
    """Put the sheet's unfiled photos to an item; returns how many."""
    assert desk.sheet is not None
    loose = _loose(desk.work.notices.photos(sheet=desk.sheet.id))
    for row in loose if command.item else ():
        _file(row, command.item, desk)
    return len(loose)


def place_photos(command: PlacePhotos, desk: Desk) -> int:
    """Put each unfiled photo to its own item; returns how many found a place."""
    assert desk.sheet is not None
    pairs = list(zip(_loose(desk.work.notices.photos(sheet=desk.sheet.id)), command.items, strict=False))
    for row, item in pairs:
        if item:
            _file(row, item, desk)
    return sum(item != "" for _, item in pairs)


def told_places(text: str, desk: Desk) -> Done | None:
    """「第1、2张是7号」 at an open inspection; None if the text is nothing of the kind."""
    said = read_placings(text)
    if not said or (sheet := inspection_at(desk)) is None:
        return None
    checklist = desk.house.checklists[str(sheet.facts["checklist"])]
    photos = desk.work.notices.photos(sheet=sheet.id)
    mine = [row for row in photos if row.by == desk.who.id]
    if wrong := _wrong(said, photos, len(mine), {item.num for item in checklist.items}):
        return Done(say=wrong)
    before = {row.item for row in photos if row.item}
    earlier = set(sheet.facts.get("photos_before", {}))
    for one in said:
        item = checklist.by_number(one.item)
        assert item is not None
        for row in _meant(one, photos, mine):
            _file(row, item.id, desk)
    numbers = {i.id: i.num for i in checklist.items}
    told = listed(photos, numbers)
    return Done(say=f"归好了：{told}。{_emptied(before - {row.item for row in photos} - earlier, numbers)}")


def _meant(one: Placing, photos: Sequence[Evidence], mine: Sequence[Evidence]) -> Sequence[Evidence]:
    """这张 is of whoever says it: a colleague's photos came in between."""
    if one.last:
        return mine[-one.last :]
    return _loose(photos) if ALL in one.photos else [photos[n - 1] for n in one.photos]


def _emptied(items: set[str], numbers: dict[str, int]) -> str:
    """What lost its only photo is named: nobody looks for it later."""
    gone = sorted(numbers[item] for item in items if item in numbers)
    return f"第 {ranges(gone)} 项现在没有照片了，要的话请补拍。" if gone else ""


def listed(photos: Sequence[Evidence], numbers: dict[str, int]) -> str:
    """第 1、2 张 → 7 号；第 3 张未归类."""
    places: dict[str, list[int]] = {}
    for n, row in enumerate(photos, 1):
        places.setdefault(row.item, []).append(n)
    parts = [f"第 {ranges(n)} 张 → {numbers.get(item, item)} 号" for item, n in places.items() if item]
    if "" in places:
        parts.append(f"第 {ranges(places[''])} 张还没归类")
    return "；".join(parts)


def _wrong(said: tuple[Placing, ...], photos: Sequence[Evidence], mine: int, items: set[int]) -> str:
    unknown = [n for one in said for n in one.photos if n != ALL and not 1 <= n <= len(photos)]
    if not photos:
        return "这次还没有照片。先发照片，再说归到哪一项。"
    if unknown:
        return f"这次一共 {len(photos)} 张照片，没有第 {ranges(unknown)} 张。比如“第1、2张是7号”。"
    if any(one.last > mine for one in said):
        return f"你这次发了 {mine} 张照片。请说第几张，比如“第1、2张是7号”。"
    if any(ALL in one.photos for one in said) and not _loose(photos):
        return "照片都已经归好了。要换一项，请说几张，比如“这张是7号”“这2张是7号”。"
    missing = [one.item for one in said if one.item not in items]
    return f"表上没有第 {ranges(missing)} 项，照片先不动。" if missing else ""


def _loose(photos: Sequence[Evidence]) -> list[Evidence]:
    return [row for row in photos if row.item == ""]


def _file(row: Evidence, item: str, desk: Desk) -> None:
    row.item = item
    desk.work.session.flush()
    desk.work.audit.note(desk.who.id, "photo_filed", f"evidence:{row.id}", item=item)
