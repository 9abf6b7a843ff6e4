"""Numbers after a restore: what the journal knows to have left the house is never handed out again."""

import hashlib
from collections.abc import Iterable

from models.journal import Entry
from models.tables.letters import Notice
from models.work import Work
from rules.numbering import NoticeNumber, ReminderNumber, read_number
from rules.reading import Reading


def catch_up(entries: Iterable[Entry], work: Work) -> list[str]:
    """Raise counters that are behind the journal; returns a line for each that was."""
    last: dict[tuple[str, int], int] = {}
    for entry in entries:
        key = (entry.series, entry.year)
        last[key] = max(last.get(key, 0), entry.seq)
    raised = []
    for (series, year), seq in sorted(last.items()):
        counter = work.notices.lock_counter(series, year)
        if counter.last < seq:
            raised.append(f"{series}〔{year}〕：库里到 {counter.last}，日志到 {seq}")
            work.audit.note("start", "numbers_raised", f"counter:{series}:{year}", was=counter.last, to=seq)
            counter.last = seq
    return raised


def faults(entries: Iterable[Entry], work: Work) -> list[str]:
    """Gaps, repeats and disagreements between notices, counters and journal; [] if all is well."""
    found = []
    for series, year, seqs in work.notices.numbers():
        counter = work.notices.counter(series, year)
        if seqs != list(range(1, len(seqs) + 1)):
            found.append(f"{series}〔{year}〕：不连续")
        if counter is None or counter.last != len(seqs):
            found.append(f"{series}〔{year}〕：计数 {counter.last if counter else 0}，实有 {len(seqs)}")
    known: dict[tuple[str, int, int], set[str]] = {}
    for entry in entries:
        known.setdefault((entry.series, entry.year, entry.seq), set()).add(entry.facts_sha)
    for notice in work.notices.numbered():
        shas = known.pop((notice.series, notice.year, notice.seq), set())
        if (notice.journaled or shas) and shas != {notice.facts_sha}:
            found.append(f"{notice.number}：与日志不一致")
        found += [f"{notice.number}：{fault}" for fault in _of_notice(notice, work)]
    found += [f"{series}〔{year}〕{seq}：日志里有，库里没有" for series, year, seq in sorted(known)]
    return found


def _of_notice(notice: Notice, work: Work) -> list[str]:
    """What is wrong with one number by itself."""
    void = notice.state == "void"
    checks = (
        (_reads_right(notice), f"编号文字与登记的 {notice.series} {notice.year} {notice.seq} 不一致"),
        (void == (notice.slot is None), "作废与占号不一致"),
        (not void or notice.void_because != "", "作废没有原因"),
        (_unchanged(notice, work), "文书内容与出单时不一致"),
    )
    return [fault for holds, fault in checks if not holds]


def _reads_right(notice: Notice) -> bool:
    """Does the printed number, however padded then, mean this place in this series?"""
    if notice.kind == "warning":
        read = read_number(notice.number, notice.series)
        return isinstance(read, Reading) and read.value == NoticeNumber(
            notice.series, notice.year, notice.seq
        )
    return notice.number == ReminderNumber(notice.series, notice.year, notice.seq).text()


def _unchanged(notice: Notice, work: Work) -> bool:
    """Do the letters still say what they said when they were numbered?"""
    papers = work.notices.papers(notice=notice.id)
    whole = all(hashlib.sha256(p.facts.encode()).hexdigest() == p.facts_sha for p in papers)
    return whole and any(p.facts_sha == notice.facts_sha for p in papers)
