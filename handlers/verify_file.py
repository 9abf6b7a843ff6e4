"""验真 of an uploaded file: is it ours, does its signature hold, and if not, what was done to it, in words.

A signature is ours if the register knows it; what a file says of itself decides nothing. It reads only.
"""

from dataclasses import dataclass
from datetime import datetime

from handlers.copies import RECEIVED
from handlers.desk import Desk
from handlers.papers import SEALED, SERVICE
from handlers.verify import STACK, Verified, by_paper, sort_of
from models.mailings import Mailings
from models.register import RegisterRows
from models.tables.letters import PaperRow
from rules.local_time import local_time
from rules.signed_files import Examined, FileSort, SignatureSeen

NOT_OURS = "不是我局留存的文件"
CHANGED = (
    "这个文件与留存的不一致，里面也没有我局的电子签名：可能被改过、重新打印或另存过，也可能不是我局制发的。"
    "请以扫码结果和纸质原件为准。"
)
ONLY_RECEIPT = "电子签名完好。签发之后只多了我局的签收签名，正文没有改动。"
ONLY_PADDING = "电子签名完好，正文没有改动；只是签名占位处的填充与留存的不同。"
REFUSED = {
    FileSort.NO_PDF: "这不是 PDF 文件，也不是我局的 OFD。请上传收到的原件（截图、照片和 Word 核验不了）。",
    FileSort.BROKEN: "这个 PDF 打不开：已经损坏，或者不是正常的 PDF。请换收到的原件再试。",
    FileSort.TOO_MUCH: "这个 PDF 太复杂，没能看完，所以不能确认。请上传收到的原件，或者扫纸上的二维码。",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the page says of one file. `good` decides its colour; `letter` is what it is, or was made from."""

    good: bool
    headline: str
    say: str
    found: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    letter: Verified | None = None


def judge(sha: str, examined: Examined, desk: Desk) -> Judged:
    """Judge a file by its hash and by what was seen in it."""
    rows = RegisterRows(desk.work.session)
    kept = rows.by_file(sha)
    if kept is not None and not kept.preview:
        return _kept(kept, examined, desk) if kept.file_sha == sha else _ofd(kept, desk)
    if Mailings(desk.work.session).is_stack(sha):
        return Judged(True, "文件一致", STACK)
    if examined.sort is not FileSort.PDF:
        return Judged(False, "没有核验成", REFUSED[examined.sort])
    ours = rows.by_signature([one.sha for one in examined.signatures])
    known = [one for one in examined.signatures if one.sha in ours]
    if known:
        return _altered(known, ours[known[0].sha], examined, desk)
    if examined.signatures:
        names = "、".join(dict.fromkeys(f"“{one.name or '没有写明'}”" for one in examined.signatures))
        return Judged(
            False,
            NOT_OURS,
            f"文件里有电子签名，但不是我局签的。签名自称是 {names}，是不是真的，我们不能确认。",
        )
    return Judged(False, NOT_OURS, CHANGED)


def _kept(paper: PaperRow, examined: Examined, desk: Desk) -> Judged:
    """Byte for byte what is on file."""
    letter = by_paper(paper, desk)
    good = letter is None or letter.good
    same = f"{sort_of(paper)}，与留存的逐字节一致"
    if not paper.signature and _by_a_service(paper, desk):
        say = f"{same}。里面的电子印章请用印章平台的核验工具来验。"
    elif not paper.signature:
        say = f"{same}。这份文件没有电子签名。"
    elif examined.sort is FileSort.PDF and all(one.intact for one in examined.signatures):
        say = f"{same}，电子签名完好。"
    else:
        say = f"{same}。"
    headline = letter.headline if letter is not None else "文件一致"
    return Judged(good, headline, say, rows=_signed(paper, examined.signatures), letter=letter)


def _ofd(paper: PaperRow, desk: Desk) -> Judged:
    """Byte for byte the OFD beside a letter: its seal, OFD readers check."""
    letter = by_paper(paper, desk)
    say = f"{sort_of(paper)}的 OFD 文件，与留存的逐字节一致。里面的电子印章请用 OFD 阅读器来验。"
    if letter is None:
        return Judged(True, "文件一致", say)
    return Judged(letter.good, letter.headline, say, letter=letter)


def _by_a_service(paper: PaperRow, desk: Desk) -> bool:
    """Was it sealed by an e-seal service whose signature nobody here can read?"""
    if paper.kind not in SEALED or paper.notice_id is None:
        return False
    return desk.work.notices.get(paper.notice_id).seal == SERVICE


def _altered(known: list[SignatureSeen], paper: PaperRow, examined: Examined, desk: Desk) -> Judged:
    """Carries signatures of ours (`known`, the first is of `paper`), and is not what is on file."""
    letter = by_paper(paper, desk)
    rows = _signed(paper, tuple(known))
    broken = [one for one in known if not one.intact]
    if broken:
        inside = "签发签名" if broken[0] is known[0] else "签收签名"
        say = "签过名的内容后来改动过，签名对不上了。不要相信这个文件的内容，请以留存的原件为准。"
        return Judged(False, "这个文件被改动过", say, (f"{inside}范围以内的字节改动过",), rows, letter)
    strange = (one.name or "没有写明" for one in examined.signatures if one not in known)
    found = (*examined.added, *(f"又加了一个不是我局的签名（自称“{name}”）" for name in strange))
    if found:
        say = "签发时的内容还在，签名也对得上；但签名之后，文件里又加了我局没有加过的东西："
        return Judged(False, "签发之后被加过东西", say, found, rows, letter)
    good, headline = (letter.good, letter.headline) if letter else (True, "电子签名完好")
    return Judged(good, headline, ONLY_RECEIPT if len(known) > 1 else ONLY_PADDING, rows=rows, letter=letter)


def _signed(paper: PaperRow, seen: tuple[SignatureSeen, ...]) -> tuple[tuple[str, str], ...]:
    """Who signed and when, as the signature says."""
    told = []
    for place, one in enumerate(seen):
        what = "签收签名" if place or (paper.copy == RECEIVED and len(seen) == 1) else "签发签名"
        time = _when(one.stamped or one.at)
        stamp = "（有时间戳）" if one.stamped else ""
        told.append((what, f"{one.name}，{time}{stamp}" if time else one.name))
    return tuple(told)


def _when(iso: str) -> str:
    try:
        return local_time(datetime.fromisoformat(iso)).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return ""
