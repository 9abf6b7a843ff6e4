"""The full wording of a checklist, sent once before the first card: nobody ticks what he has not read."""

from collections.abc import Mapping

from bot.script import Tell, about
from rules.assessment import Standing
from rules.checklist import Checklist
from rules.kept import Kept

TEXT_BYTES = 1900
"""A text message holds 2,048 bytes; texts are cut between sections below that."""
_TOLD: Kept[Tell] = Kept(256)


def wording(checklist: Checklist, where: Mapping[str, Standing]) -> Tell:
    """The full wording of every item, once; what does not apply says why. As few texts as fit.

    `where` is a survey's own, never changed: every replay asks for the same one.
    """
    key = (id(checklist), id(where))
    kept = _TOLD.get(key)
    return kept[1] if kept else _TOLD.keep(key, (checklist, where), _wording(checklist, where))


def _wording(checklist: Checklist, where: Mapping[str, Standing]) -> Tell:
    blocks: list[str] = []
    for section in checklist.sections:
        lines = [f"{section.numeral}、{section.name}"]
        for item in section.items:
            standing = where[item.id]
            why = f"（不适用：{standing.reason}）" if standing.asked is False else ""
            lines.append(f"{item.num} {item.text}{why}")
        blocks += _fitting(lines)
    return Tell("wording", tuple(_texts(blocks)), about([(i, s.asked) for i, s in where.items()]))


def _fitting(lines: list[str]) -> list[str]:
    """A section as one block, or as several where it is longer than a text may be; nothing is cut off."""
    pieces = [piece for line in lines for piece in _pieces(line)]
    blocks = [""]
    for piece in pieces:
        joined = f"{blocks[-1]}\n{piece}" if blocks[-1] else piece
        if len(joined.encode()) > TEXT_BYTES:
            blocks.append(piece)
        else:
            blocks[-1] = joined
    return blocks


def _pieces(line: str) -> list[str]:
    """A line of more bytes than a text holds, cut between characters."""
    most = TEXT_BYTES // 4
    return (
        [line[at : at + most] for at in range(0, len(line), most)]
        if len(line.encode()) > TEXT_BYTES
        else [line]
    )


def _texts(blocks: list[str]) -> list[str]:
    """Sections put together into as few texts as the platform's limit allows, of about equal length."""
    most = TEXT_BYTES
    fewest = _filled(blocks, most)
    for share in range(most // 2, most, 50):
        texts = _filled(blocks, share)
        if len(texts) == len(fewest):
            return texts
    return fewest


def _filled(blocks: list[str], most: int) -> list[str]:
    """One text after the other, each as full as `most` bytes allow; a longer block stands alone."""
    texts: list[str] = []
    for block in blocks:
        joined = f"{texts[-1]}\n{block}" if texts else block
        if texts and len(joined.encode()) <= most:
            texts[-1] = joined
        else:
            texts.append(block)
    return texts
