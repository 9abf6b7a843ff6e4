"""Numbers after a restore: what the journal knows to have left the house is never handed out again."""

from collections.abc import Iterable

from models.journal import Entry
from models.tables.letters import Counter
from models.work import Work


def catch_up(entries: Iterable[Entry], work: Work) -> list[str]:
    """Raise counters that are behind the journal; returns a line for each that was."""
    last: dict[tuple[str, int], int] = {}
    for entry in entries:
        key = (entry.series, entry.year)
        last[key] = max(last.get(key, 0), entry.seq)
    raised = []
    for (series, year), seq in sorted(last.items()):
        counter = work.notices.counter(series, year)
        if counter is None:
            counter = Counter(series=series, year=year, last=0)
            work.session.add(counter)
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
    known = {(e.series, e.year, e.seq): e.facts_sha for e in entries}
    for notice in work.notices.numbered():
        sha = known.get((notice.series, notice.year, notice.seq))
        if notice.journaled and sha != notice.facts_sha:
            found.append(f"{notice.number}：与日志不一致")
    return found
