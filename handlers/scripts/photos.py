"""Photos at the end of a visit: what belongs nowhere yet is put to its item, and paper is photographed.

Only a person says which photo shows what; what he leaves alone stays on file, 未归类.
"""

from bot.script import Ask, Choice, Choose, Do, Offer, Part, Pick, Picker, about
from handlers.commands.visit import FilePhotos, PlacePhotos
from handlers.scripts.brief import Brief, Found
from rules.checklist import Item
from rules.reading import Reading, Refusal


def photos_filed(brief: Brief, found: list[Found]) -> Part:
    """未归类 photos: to one of the hazards, or left on file; asked again only if more come."""
    loose, total = brief.photos.get("", 0), sum(brief.photos.values())
    items = list({one.item.id: one.item for one in found}.values())[:5]
    if not loose or not items:
        return
    each = Ask(
        key=f"loose.each.{total}",
        title=f"有 {loose} 张照片没归类，各归到哪一项？",
        note="照发来的先后",
        form=Pick(_pickers(loose, items) if _by_themselves(loose, items) else ()),
        alias=("照片",),
    )
    chosen: dict[str, str] | None = yield each if _by_themselves(loose, items) else Offer(each)
    if chosen is not None:
        places = tuple("" if item == "keep" else item for _, item in sorted(chosen.items()))
        yield Do("loose.each", PlacePhotos(places), about(total, chosen))
        return
    item: str = yield Ask(
        key="loose",
        title=f"有 {loose} 张照片没归类",
        note="要归到哪一项？不止一项就说，比如“第1、2张是7号”" if loose > 1 else "要归到哪一项？",
        form=Choose((*(Choice(i.id, f"第 {i.num} 项") for i in items), Choice("keep", "不归，留档"))),
        about=about(total),
        alias=("照片",),
    )
    yield Do("loose", FilePhotos("" if item == "keep" else item), about(total, item))


def _by_themselves(loose: int, items: list[Item]) -> bool:
    """Few enough for one card that asks of each."""
    return 2 <= loose <= 3 and len(items) > 1


def _pickers(loose: int, items: list[Item]) -> tuple[Picker, ...]:
    places = (*(Choice(i.id, f"第 {i.num} 项") for i in items), Choice("keep", "不归，留档"))
    return tuple(Picker(str(n), f"没归类的第 {n} 张", places, "keep") for n in range(1, loose + 1))


def paper_photographed(brief: Brief) -> Part:
    """补录: the paper itself is kept, as a photo of every page."""

    def have(chosen: str) -> Reading[str] | Refusal:
        if not sum(brief.photos.values()):
            return Refusal("还没收到照片。请把纸质表单逐页拍下来发给我，再点“拍好了”。")
        return Reading(chosen)

    yield Ask(
        key="paper",
        title="请拍下纸质表单",
        note="每一页都要，发完点“拍好了”",
        body="补录的以纸质表单为准，照片和这次记录一起存档。",
        form=Choose((Choice("done", "拍好了", 1),)),
        check=have,
        alias=("纸质表单",),
    )
